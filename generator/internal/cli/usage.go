package cli

import (
	"errors"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"diglot/generator/internal/lang"
)

// takes is how many arguments a command has. Too few are answered with what is
// to be written, from the catalogue under “needs-” and the name of the command.
func (s *settings) takes(least, most int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return usage(s.words(), "needs-"+c.Name(), "command", invocation())
		case len(args) <= most:
			return nil
		case c.Name() == "build" || c.Name() == "check":
			return usage(s.words(), "takes-no-file", "command", c.Name(), "given", args[0])
		}
		return usage(s.words(), "takes-less", "command", invocation()+" "+c.Name(), "given", args[most])
	}
}

// unknownCommand is the error of usage where there is no such command.
func (s *settings) unknownCommand(root *cobra.Command, name string) error {
	var names []string
	for _, c := range shown(root) {
		names = append(append(names, c.Name()), c.Aliases...)
	}
	if near, ok := lang.Nearest(name, names); ok {
		return usage(s.words(), "command-meant", "given", name, "near", near)
	}
	return usage(s.words(), "command-unknown", "given", name)
}

// flagError says what is wrong with a flag.
func (s *settings) flagError(c *cobra.Command, err error) error {
	if !c.HasParent() && c.Flags().NArg() > 0 {
		return s.unknownCommand(c, c.Flags().Arg(0)) // whose flags cannot be known
	}
	l := s.words()
	if e, ok := errors.AsType[*pflag.NotExistError](err); ok {
		if short := e.GetSpecifiedShortnames(); short != "" {
			return usage(l, "flag-unknown", "flag", "-"+e.GetSpecifiedName())
		}
		if near, ok := lang.Nearest(e.GetSpecifiedName(), flagNames(c)); ok {
			return usage(l, "flag-meant", "flag", "--"+e.GetSpecifiedName(), "near", "--"+near)
		}
		return usage(l, "flag-unknown", "flag", "--"+e.GetSpecifiedName())
	}
	if e, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		return usage(l, "flag-empty", "flag", e.GetFlag().Name)
	}
	if e, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		f := e.GetFlag()
		return usage(l, wrongValue(f), "flag", f.Name, "near", f.DefValue, "given", e.GetValue())
	}
	if e, ok := errors.AsType[*pflag.InvalidSyntaxError](err); ok {
		return usage(l, "flag-unknown", "flag", e.GetSpecifiedFlag())
	}
	return err
}

// wrongValue is the phrase that says what a flag takes.
func wrongValue(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "int":
		return "flag-number"
	case "bool":
		return "flag-switch"
	}
	return "flag-value"
}

func flagNames(c *cobra.Command) (names []string) {
	c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return names
}
