// Package editor opens a file of the site at a line in the author's own editor.
// It starts programs by their name and a list of arguments: no shell reads a
// command, and no part of a file's name is taken for anything else.
package editor

import (
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// Editor is a program that opens files.
type Editor struct {
	path string
	args []string
}

// manners are how programs are told of a line; {file} and {line} stand for what
// they are. A program that is not here is given the file alone.
var manners = map[string][]string{
	"code": {"-g", "{file}:{line}"}, "code-insiders": {"-g", "{file}:{line}"}, "codium": {"-g", "{file}:{line}"}, "cursor": {"-g", "{file}:{line}"}, "windsurf": {"-g", "{file}:{line}"},
	"subl": {"{file}:{line}"}, "zed": {"{file}:{line}"}, "zeditor": {"{file}:{line}"},
	"gedit": {"+{line}", "{file}"}, "pluma": {"+{line}", "{file}"}, "xed": {"+{line}", "{file}"}, "gvim": {"+{line}", "{file}"}, "mvim": {"+{line}", "{file}"},
	"emacs": {"+{line}", "{file}"}, "emacsclient": {"+{line}", "{file}"}, "bbedit": {"+{line}", "{file}"},
	"kate": {"--line", "{line}", "{file}"}, "kwrite": {"--line", "{line}", "{file}"}, "geany": {"--line", "{line}", "{file}"}, "mate": {"--line", "{line}", "{file}"},
	"idea": {"--line", "{line}", "{file}"}, "webstorm": {"--line", "{line}", "{file}"}, "pycharm": {"--line", "{line}", "{file}"}, "goland": {"--line", "{line}", "{file}"},
	"mousepad": {"--line={line}", "{file}"}, "notepad++": {"-n{line}", "{file}"},
}

// inTerminal are editors that need a terminal of their own, which a button in a
// browser cannot give them.
var inTerminal = []string{"vi", "vim", "nvim", "view", "ex", "ed", "nano", "pico", "micro", "hx", "helix", "kak", "joe", "jed", "ne", "mcedit", "mg", "less", "sensible-editor", "editor"}

// Surroundings are what an editor is found by.
type Surroundings struct {
	Getenv func(string) string
	Look   func(string) (string, error) // as exec.LookPath
	System string                       // as runtime.GOOS
}

// Here are those of this computer.
func Here(getenv func(string) string) Surroundings {
	return Surroundings{getenv, exec.LookPath, runtime.GOOS}
}

// MissingError says that a program which was asked for is not there.
type MissingError struct{ Program string }

func (e *MissingError) Error() string { return fmt.Sprintf("there is no program %q", e.Program) }

// Find returns the editor to use: the one that is given, a command in which
// {file} and {line} may stand; else that of VISUAL or EDITOR, unless it lives in
// a terminal; else Visual Studio Code; else what the system opens files with;
// else nil. The error is a *MissingError of the given command.
func (s Surroundings) Find(given string) (*Editor, error) {
	if given != "" {
		e := s.command(given)
		if e == nil {
			return nil, &MissingError{given}
		}
		return e, nil
	}
	for _, command := range []string{s.Getenv("VISUAL"), s.Getenv("EDITOR"), "code"} {
		if e := s.command(command); e != nil && !e.needsTerminal() {
			return e, nil
		}
	}
	return s.opener(), nil
}

// opener is what the system opens texts with; nil where it has no screen.
func (s Surroundings) opener() *Editor {
	switch s.System {
	case "darwin":
		return s.command("open -t {file}")
	case "windows":
		return s.command("notepad {file}")
	}
	if s.Getenv("DISPLAY") == "" && s.Getenv("WAYLAND_DISPLAY") == "" {
		return nil
	}
	return s.command("xdg-open {file}")
}

// command finds the program of a command; nil where there is none. A command
// that as a whole is a program, whose path may have spaces, is that.
func (s Surroundings) command(command string) *Editor {
	if strings.TrimSpace(command) == "" {
		return nil
	}
	if path, err := s.Look(command); err == nil {
		return editor(path, nil)
	}
	words, ok := split(command)
	if !ok || len(words) == 0 {
		return nil
	}
	path, err := s.Look(words[0])
	if err != nil {
		return nil
	}
	return editor(path, words[1:])
}

// editor adds to arguments what is not said in them: the file, and the line
// where it is known how the program takes one.
func editor(path string, args []string) *Editor {
	e := &Editor{path, slices.Clone(args)}
	if slices.ContainsFunc(args, func(a string) bool { return strings.Contains(a, "{file}") }) {
		return e
	}
	manner, known := manners[e.name()]
	if !known {
		manner = []string{"{file}"}
	}
	e.args = append(e.args, manner...)
	return e
}

// name is the program's, without its folder and what systems add to it.
func (e *Editor) name() string {
	name := strings.ToLower(filepath.Base(e.path))
	for _, end := range []string{".exe", ".cmd", ".bat"} {
		name = strings.TrimSuffix(name, end)
	}
	return name
}

func (e *Editor) needsTerminal() bool {
	words := slices.Contains(e.args, "-nw") || slices.Contains(e.args, "-t") || slices.Contains(e.args, "-tty")
	return slices.Contains(inTerminal, e.name()) || strings.HasPrefix(e.name(), "emacs") && words
}

// split takes a command apart at its spaces; what stands in quotation marks
// stays together. Nothing else in it means anything. ok is false where a mark
// is not closed.
func split(command string) (words []string, ok bool) {
	var word strings.Builder
	var quote rune
	begun := false
	for _, r := range command {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote, begun = r, true
		case quote == 0 && (r == ' ' || r == '\t'):
			if begun {
				words = append(words, word.String())
			}
			begun = false
			word.Reset()
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	if begun {
		words = append(words, word.String())
	}
	return words, quote == 0
}

// Open starts the editor with a file, by its full path, at a line from 1. The
// function that is returned waits for the editor's end, and must be called.
func (e *Editor) Open(file string, line int) (wait func() error, err error) {
	if !filepath.IsAbs(file) {
		return nil, errors.New("open a file by its full path only") // so no name is taken for an option
	}
	to := strings.NewReplacer("{file}", file, "{line}", strconv.Itoa(max(line, 1)))
	var args []string
	for _, a := range e.args {
		args = append(args, to.Replace(a))
	}
	c := exec.Command(e.path, args...)
	if err := c.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", e.path, err)
	}
	return func() error {
		if err := c.Wait(); err != nil {
			return fmt.Errorf("%s: %w", e.path, err)
		}
		return nil
	}, nil
}
