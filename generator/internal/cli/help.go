package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"diglot/generator/internal/diag"
)

// What help says stands in the catalogue, in every language: of a command under
// its name, a line, and under “name long”, paragraphs; of a flag under “--name”
// where all commands have it, else under “command --name”.

func helpCommand(s *settings) *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND]",
		RunE: func(c *cobra.Command, args []string) error {
			of, rest, err := c.Root().Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 {
				return s.unknownCommand(c.Root(), rest[0])
			}
			return of.Help()
		},
	}
}

// word gives a command and those below it the words of the language, as
// completion in a shell shows them.
func (s *settings) word(c *cobra.Command) {
	c.Short = s.helpOf(helpKey(c))
	for _, of := range c.Commands() {
		s.word(of)
	}
}

// helpKey is what a command is called in the catalogue: those that write what a
// shell needs are all alike.
func helpKey(c *cobra.Command) string {
	if c.HasParent() && c.Parent().Name() == "completion" {
		return "shell"
	}
	return c.Name()
}

// flagKey is what a flag of a command is called in the catalogue.
func flagKey(c *cobra.Command, f *pflag.Flag) string {
	if c.Root().PersistentFlags().Lookup(f.Name) != nil || f.Name == "help" {
		return "--" + f.Name
	}
	return helpKey(c) + " --" + f.Name
}

func (s *settings) helpOf(key string) string {
	l := s.words()
	text, _ := l.Help(key, "formats", orList(l, formats()), "languages", orList(l, diag.Languages()))
	return text
}

// help writes what a command is for, and its flags.
func (s *settings) help(c *cobra.Command) {
	var b strings.Builder
	long := s.helpOf(helpKey(c) + " long")
	if long == "" {
		long = s.helpOf(helpKey(c))
	}
	for paragraph := range strings.SplitSeq(long, " | ") {
		s.hang(&b, "", paragraph)
		b.WriteByte('\n')
	}
	s.heading(&b, "usage-use")
	use := c.CommandPath()
	if _, arguments, ok := strings.Cut(c.Use, " "); ok {
		use += " " + arguments
	} else if c.HasAvailableSubCommands() {
		use += " COMMAND"
	}
	b.WriteString("  " + use + "\n")
	if len(c.Aliases) > 0 {
		s.heading(&b, "usage-aliases")
		b.WriteString("  " + s.words().List(c.Aliases) + "\n")
	}
	if c.HasExample() {
		s.heading(&b, "usage-examples")
		b.WriteString(c.Example + "\n")
	}
	s.helpCommands(&b, c)
	s.helpFlags(&b, c, "usage-flags", c.NonInheritedFlags())
	s.helpFlags(&b, c, "usage-all", c.InheritedFlags())
	if c.HasAvailableSubCommands() {
		b.WriteByte('\n')
		s.hang(&b, "", s.say("usage-help", "command", c.CommandPath()))
	}
	fmt.Fprint(s.stdout, b.String())
}

// heading begins a part of a help.
func (s *settings) heading(b *strings.Builder, phrase string) {
	if !strings.HasSuffix(b.String(), "\n\n") {
		b.WriteByte('\n')
	}
	b.WriteString(s.say(phrase) + strings.TrimSpace(s.words().Colon()) + "\n")
}

func (s *settings) helpCommands(b *strings.Builder, c *cobra.Command) {
	var names []string
	for _, of := range shown(c) {
		names = append(names, of.Name())
	}
	if len(names) == 0 {
		return
	}
	s.heading(b, "usage-commands")
	for _, of := range shown(c) {
		s.hang(b, "  "+diag.Pad(of.Name(), s.widest(names))+"  ", s.helpOf(helpKey(of)))
	}
}

// shown are the commands below a command that its help lists.
func shown(c *cobra.Command) []*cobra.Command {
	return slices.DeleteFunc(slices.Clone(c.Commands()), func(of *cobra.Command) bool { return of.Hidden })
}

func (s *settings) helpFlags(b *strings.Builder, c *cobra.Command, heading string, set *pflag.FlagSet) {
	var labels, texts []string
	set.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		label := "    --" + f.Name
		if f.Shorthand != "" {
			label = "-" + f.Shorthand + ", --" + f.Name
		}
		text := s.helpOf(flagKey(c, f))
		if f.Value.Type() != "bool" {
			label += "=…"
			if f.DefValue != "" && f.DefValue != "[]" {
				text = s.say("usage-else", "text", text, "value", f.DefValue)
			}
		}
		labels, texts = append(labels, label), append(texts, text)
	})
	if len(labels) == 0 {
		return
	}
	s.heading(b, heading)
	for i, label := range labels {
		s.hang(b, "  "+diag.Pad(label, s.widest(labels))+"  ", texts[i])
	}
}
