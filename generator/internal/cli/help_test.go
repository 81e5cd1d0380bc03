package cli

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"diglot/generator/internal/diag"
)

// everyCommand visits the commands of the program, as they are run in a language.
func everyCommand(t *testing.T, l string, visit func(c *cobra.Command, help string)) {
	t.Helper()
	var out bytes.Buffer
	root := newRoot(&settings{stdout: &out, stderr: &out, lang: l})
	root.InitDefaultHelpCmd()
	if err := root.PersistentFlags().Set("lang", l); err != nil {
		t.Fatal(err)
	}
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		c.InitDefaultHelpFlag()
		out.Reset()
		if err := c.Help(); err != nil {
			t.Fatal(err)
		}
		visit(c, out.String())
		for _, of := range c.Commands() {
			walk(of)
		}
	}
	walk(root)
}

// Planted bugs this test has caught: a flag without words; a command that needs
// an argument and does not say which.
func TestEveryCommandAndFlagHasWordsInAllLanguages(t *testing.T) {
	for l := range diag.Languages() {
		language := diag.Language(l)
		everyCommand(t, language.String(), func(c *cobra.Command, _ string) {
			keys := []string{helpKey(c)}
			c.Flags().VisitAll(func(f *pflag.Flag) { keys = append(keys, flagKey(c, f)) })
			for _, key := range keys {
				if text, ok := language.Help(key); !ok || text == "" {
					t.Errorf("%s: %s: nothing is said of %q", language, c.CommandPath(), key)
				}
			}
			if err := c.ValidateArgs(nil); err != nil && strings.HasPrefix(err.Error(), "needs-") {
				t.Errorf("%s: %s: %v", language, c.CommandPath(), err)
			}
		})
	}
}

// latinSentence is three words in Latin letters in a row, which neither a name of
// a command nor one of a program is.
var latinSentence = regexp.MustCompile(`\b[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}`)

func TestHelpInUkrainianAndChineseHoldsNoEnglish(t *testing.T) {
	for _, l := range []diag.Language{diag.Ukrainian, diag.Chinese} {
		everyCommand(t, l.String(), func(c *cobra.Command, help string) {
			for line := range strings.Lines(help) {
				if strings.HasPrefix(line, "  diglot ") { // usage and examples are typed as they are
					continue
				}
				if s := latinSentence.FindString(line); s != "" {
					t.Errorf("%s: %s --help says %q", l, c.CommandPath(), s)
				}
			}
			for _, word := range []string{"Usage", "Flags", "default", "string", "Examples"} {
				if slices.Contains(strings.FieldsFunc(help, func(r rune) bool { return strings.ContainsRune(" \n:()：（）", r) }), word) {
					t.Errorf("%s: %s --help says %q", l, c.CommandPath(), word)
				}
			}
		})
	}
}
