// Package history asks git what a file said before. It only reads: no program
// is run that a repository names, nothing is fetched, and nothing is written.
// Where there is no git, no repository, or not the whole of it, there are just
// fewer versions.
package history

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"strconv"
	"strings"
)

// many is how many versions of a file are looked at, the newest first.
const many = 1000

// Find returns the newest version of a file that is the wanted one; ok is false
// where git knows none. The name is slash-separated and seen from dir; earlier
// names of the file are not followed.
func Find(ctx context.Context, dir, name string, wanted func(src []byte) bool) (src []byte, ok bool, err error) {
	commits, err := git(ctx, dir, "rev-list", "--max-count="+strconv.Itoa(many), "HEAD", "--", ":(literal)"+name).Output()
	if err != nil {
		return nil, false, ctx.Err() // git is not there, or this is none of its folders
	}
	c := git(ctx, dir, "cat-file", "--batch")
	in, err := c.StdinPipe()
	if err != nil {
		return nil, false, fmt.Errorf("ask git: %w", err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, false, fmt.Errorf("ask git: %w", err)
	}
	if err := c.Start(); err != nil {
		return nil, false, fmt.Errorf("ask git: %w", err)
	}
	answers := bufio.NewReader(out)
	for commit := range strings.Lines(string(commits)) {
		if src, ok = version(in, answers, strings.TrimSpace(commit)+":./"+path.Clean(name)); ok && wanted(src) {
			break
		}
		src, ok = nil, false
	}
	err = in.Close()
	_, rest := io.Copy(io.Discard, answers)
	if err = errors.Join(err, rest, c.Wait()); err != nil {
		return nil, false, fmt.Errorf("ask git: %w", err)
	}
	return src, ok, nil
}

// git is a command that obeys nothing that was set up for the repository beyond
// what reading needs.
func git(ctx context.Context, dir string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, "git", append([]string{"-C", dir, "--no-replace-objects", "-c", "core.fsmonitor=false"}, args...)...)
	c.Env = append(os.Environ(), "GIT_NO_LAZY_FETCH=1", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "LC_ALL=C")
	return c
}

// version asks for what a file held at a commit. git answers a line of name,
// kind and size, then the bytes and an end of line; else a line that ends with
// "missing".
func version(ask io.Writer, answers *bufio.Reader, spec string) ([]byte, bool) {
	if _, err := io.WriteString(ask, spec+"\n"); err != nil {
		return nil, false
	}
	line, err := answers.ReadString('\n')
	parts := strings.Fields(line)
	if err != nil || len(parts) != 3 || parts[1] != "blob" {
		return nil, false
	}
	size, err := strconv.Atoi(parts[2])
	if err != nil {
		return nil, false
	}
	b := make([]byte, size+1)
	if _, err := io.ReadFull(answers, b); err != nil {
		return nil, false
	}
	return b[:size], true
}
