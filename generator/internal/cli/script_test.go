package cli_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"diglot/generator/internal/cli"
	"diglot/generator/internal/sample"
)

var update = flag.Bool("update", false, "rewrite the expected lines of scripts and of the handbook")

// TestMain lets scripts run this program as the command diglot.
func TestMain(m *testing.M) {
	testscript.Main(speakingEnglish{m}, map[string]func(){
		"diglot": func() { os.Exit(cli.Main(os.Args[1:], os.Stdout, os.Stderr)) },
	})
}

// speakingEnglish are the tests: whoever runs them may speak another language.
// Scripts have an environment of their own.
type speakingEnglish struct{ *testing.M }

func (m speakingEnglish) Run() int {
	if err := os.Setenv("DIGLOT_LANG", "en"); err != nil {
		panic(err)
	}
	return m.M.Run()
}

// TestScripts runs testdata/script/<command>_<behaviour>.txtar. A script shows
// the records it is about; what every site needs is given to it unless it has
// its own: the files of sameForAll and the repository's layouts and static
// files. The clock stands at noon of 1 December 2021 UTC. What readers see of
// the layouts' strings is in the environment, such as ${uk.fact.status@R}.
//
// Commands beside those of testscript:
//
//	exits CODE command...    the command ends with this exit code
//	replace FILE OLD NEW     edits a file
//	page ADDRESS             prints the text of a published page, without head,
//	                         masthead and footer, a line for each block
func TestScripts(t *testing.T) {
	theme, strings := theme(), sample.Strings()
	testscript.Run(t, testscript.Params{
		Dir:                filepath.Join("testdata", "script"),
		RequireUniqueNames: true,
		UpdateScripts:      *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("SOURCE_DATE_EPOCH", "1638360000")
			for key, text := range strings {
				env.Setenv(key, text)
			}
			return errors.Join(complete(env.WorkDir, sameForAll), complete(env.WorkDir, theme))
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "replace": replace, "page": page,
		},
	})
}

// sameForAll is what every site needs and no script is about.
var sameForAll = map[string]string{
	"site.yaml": `about: alliance:alliance
baseURL: https://alliance.example/
timezone: Europe/Kyiv
languages:
  uk: {tag: uk, name: Українська, country: UA}
  zh: {tag: zh-Hans, name: 简体中文, country: CN}
referenceLanguages: [en]
`,
	"content/alliance/alliance.md": `---
name:
  uk: Альянс
  zh: 联盟
---
`,
}

// theme is what the repository's layouts and static files are for every site.
func theme() map[string]string {
	files := map[string]string{}
	for name, f := range sample.Dress() {
		if name != "site.yaml" {
			files[name] = string(f.Data)
		}
	}
	return files
}

// complete writes those of the files that are not there.
func complete(dir string, files map[string]string) error {
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if _, err := os.Lstat(name); err == nil {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// exits runs a command and compares its exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE command...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// replace replaces the only occurrence of a text in a file.
func replace(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: replace FILE OLD NEW")
	}
	text := ts.ReadFile(args[0])
	old, new := strings.ReplaceAll(args[1], `\n`, "\n"), strings.ReplaceAll(args[2], `\n`, "\n")
	if n := strings.Count(text, old); n != 1 {
		ts.Fatalf("%s holds %q %d times", args[0], old, n)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(text, old, new, 1)), 0o666))
}

// page prints the text of a page below public/.
func page(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: page ADDRESS")
	}
	fmt.Fprintln(ts.Stdout(), sample.Readable(ts.ReadFile(filepath.Join("public", filepath.FromSlash(args[0]), "index.html"))))
}
