package editor

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestMain lets the tests' own program stand for an editor: it notes its
// arguments.
func TestMain(m *testing.M) {
	if notes := os.Getenv("DIGLOT_TEST_EDITOR"); notes != "" {
		if err := os.WriteFile(notes, []byte(strings.Join(os.Args[1:], "\n")), 0o600); err != nil {
			os.Exit(3)
		}
		os.Exit(len(os.Getenv("DIGLOT_TEST_EDITOR_FAILS")))
	}
	os.Exit(m.Run())
}

// around is a computer with some programs.
func around(system string, env map[string]string, programs ...string) Surroundings {
	return Surroundings{
		Getenv: func(name string) string { return env[name] },
		Look: func(name string) (string, error) {
			if slices.Contains(programs, name) {
				return "/bin/" + filepath.Base(name), nil
			}
			return "", os.ErrNotExist
		},
		System: system,
	}
}

// Planted bugs this test has caught: an editor of the terminal is started; a line
// is given to a program that takes it for a file; a path with spaces is cut.
func TestEditorIsTheOneThatTheAuthorUses(t *testing.T) {
	screen := "DISPLAY"
	for _, c := range []struct {
		name, given string
		at          Surroundings
		want        string // program and arguments; "" for none
	}{
		{"the one that is asked for", "kate", around("linux", map[string]string{"VISUAL": "code"}, "kate", "code"), "/bin/kate --line {line} {file}"},
		{"with arguments", `code --reuse-window`, around("linux", nil, "code"), "/bin/code --reuse-window -g {file}:{line}"},
		{"with its own places", `ed9 'at {line}' "{file}"`, around("linux", nil, "ed9"), "/bin/ed9 at {line}|{file}"},
		{"an unknown one", "ed9 -x", around("linux", nil, "ed9"), "/bin/ed9 -x {file}"},
		{"with a space in its path", "/My Programs/ed9", around("windows", nil, "/My Programs/ed9"), "/bin/ed9 {file}"},
		{"in a terminal, where that is wanted", "vim", around("linux", nil, "vim"), "/bin/vim {file}"},
		{"VISUAL before EDITOR", "", around("linux", map[string]string{"VISUAL": "subl -w", "EDITOR": "kate"}, "subl", "kate"), "/bin/subl -w {file}:{line}"},
		{"EDITOR where VISUAL needs a terminal", "", around("linux", map[string]string{"VISUAL": "nano", "EDITOR": "gedit"}, "nano", "gedit"), "/bin/gedit +{line} {file}"},
		{"emacs without a terminal", "", around("linux", map[string]string{"EDITOR": "emacsclient -n"}, "emacsclient"), "/bin/emacsclient -n +{line} {file}"},
		{"emacs in one", "", around("linux", map[string]string{"EDITOR": "emacs -nw"}, "emacs", "code"), "/bin/code -g {file}:{line}"},
		{"Visual Studio Code", "", around("linux", map[string]string{"EDITOR": "vim"}, "vim", "code"), "/bin/code -g {file}:{line}"},
		{"the system's", "", around("linux", map[string]string{screen: ":0"}, "xdg-open"), "/bin/xdg-open {file}"},
		{"none without a screen", "", around("linux", nil, "xdg-open"), ""},
		{"that of macOS", "", around("darwin", nil, "open"), "/bin/open -t {file}"},
		{"that of Windows", "", around("windows", nil, "notepad"), "/bin/notepad {file}"},
		{"none", "", around("freebsd", map[string]string{"VISUAL": "gone", "EDITOR": `"`}), ""},
	} {
		e, err := c.at.Find(c.given)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		got := ""
		if e != nil {
			sep := " "
			if strings.Contains(c.want, "|") {
				sep = "|"
			}
			got = e.path + " " + strings.Join(e.args, sep)
		}
		if got != c.want {
			t.Errorf("%s: %q, not %q", c.name, got, c.want)
		}
	}
	var missing *MissingError
	if _, err := around("linux", nil, "code").Find("cod -w"); !errors.As(err, &missing) {
		t.Errorf("a command that is not there: %v", err)
	}
}

// Planted bugs this test has caught: the command goes through a shell.
func TestNothingOfAFileNameIsACommand(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	notes := filepath.Join(t.TempDir(), "notes")
	t.Setenv("DIGLOT_TEST_EDITOR", notes)
	e, err := Here(os.Getenv).Find(self + ` -x "two words" +{line} {file}`)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "$(touch here); `x` {line} & -o.md")
	wait, err := e.Open(file, 12)
	if err != nil {
		t.Fatal(err)
	}
	if err := wait(); err != nil {
		t.Fatal(err)
	}
	got, _ := os.ReadFile(notes)
	if want := "-x\ntwo words\n+12\n" + file; string(got) != want {
		t.Errorf("started with %q, not %q", got, want)
	}
	t.Setenv("DIGLOT_TEST_EDITOR_FAILS", "xx")
	if wait, err = e.Open(file, 0); err != nil {
		t.Fatal(err)
	}
	if err := wait(); err == nil {
		t.Error("an editor that failed is not told of")
	}
	if _, err := e.Open("content/a.md", 1); err == nil {
		t.Error("a name that is no full path was opened")
	}
}
