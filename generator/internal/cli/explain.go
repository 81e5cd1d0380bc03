package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
)

func explainCommand(s *settings) *cobra.Command {
	return &cobra.Command{
		Use:  "explain [CODE]",
		Args: s.takes(0, 1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return codes(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return listCodes(s.stdout, s.words())
			}
			return explain(s.stdout, s.words(), args[0])
		},
	}
}

// codes are those of the catalogue.
func codes() []string {
	var list []string
	for _, s := range diag.Catalogue() {
		list = append(list, string(s.Code))
	}
	return list
}

// listCodes writes every code with its sentence, in the parts of the catalogue.
func listCodes(w io.Writer, l diag.Language) error {
	var b strings.Builder
	group := ""
	for _, s := range l.Catalogue() {
		if s.Group != group {
			if group != "" {
				b.WriteByte('\n')
			}
			group = s.Group
			fmt.Fprintf(&b, "%s\n", group)
		}
		fmt.Fprintf(&b, "  %-26s %s\n", s.Code, s.Open().Message)
	}
	return written(io.WriteString(w, b.String()))
}

// explain writes all that is known of a code. It is found by its exact name; a
// name such as error[ref-unknown], copied from a message, is understood too.
func explain(w io.Writer, l diag.Language, name string) error {
	if _, inside, ok := strings.Cut(name, "["); ok {
		name = strings.TrimRight(inside, "]:")
	}
	for _, s := range l.Catalogue() {
		if string(s.Code) == name {
			return explained(w, l, s.Open())
		}
	}
	if near, ok := lang.Nearest(name, codes()); ok {
		return usage(l, "code-meant", "code", name, "near", near)
	}
	return usage(l, "code-unknown", "code", name, "command", invocation())
}

func explained(w io.Writer, l diag.Language, s diag.Sentences) error {
	x, err := diag.ExampleOf(s.Code)
	if err != nil {
		return failure{err}
	}
	x = x.In(l)
	var b strings.Builder
	colon := l.Colon()
	fmt.Fprintf(&b, "%s[%s]%s%s\n  %s%s%s\n", l.Severity(s.Severity), s.Code, colon, s.Message, l.Say("fix"), colon, s.Fix)
	if s.Because != "" {
		fmt.Fprintf(&b, "  %s%s%s\n", l.Say("because"), colon, s.Because)
	}
	colon = strings.TrimSpace(colon)
	fmt.Fprintf(&b, "\n%s%s\n\n%s\n%s%s\n\n%s", l.Say("mistake"), colon, indented(x.Mistake), l.Say("mended"), colon, indented(x.Mended))
	return written(io.WriteString(w, b.String()))
}

// indented puts two spaces before every line that says something.
func indented(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text + "\n") {
		if strings.TrimSpace(line) != "" {
			b.WriteString("  ")
		}
		b.WriteString(line)
	}
	return b.String()
}

// written makes a failure of the machine of an error of a writer.
func written(_ int, err error) error {
	if err != nil {
		return failure{err}
	}
	return nil
}
