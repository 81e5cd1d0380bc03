package cli

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"
)

// asker asks a person. A nil asker asks nobody, and has no answers.
type asker struct {
	answers *bufio.Scanner
	out     io.Writer
}

func newAsker(in io.Reader, out io.Writer) *asker { return &asker{bufio.NewScanner(in), out} }

// ask prints a question and returns the line that is answered, trimmed; "" where
// there is no answer, or none any more.
func (a *asker) ask(question string) string {
	if a == nil {
		return ""
	}
	fmt.Fprintf(a.out, "%s › ", question)
	if !a.answers.Scan() {
		fmt.Fprintln(a.out)
		return ""
	}
	return strings.TrimSpace(a.answers.Text())
}

// tell prints a line for the person who is asked.
func (a *asker) tell(line string) {
	if a != nil {
		fmt.Fprintf(a.out, "  %s\n", line)
	}
}

// terminal reports whether a person may sit before w: it is a character device.
func terminal(w any) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
