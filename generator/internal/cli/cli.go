// Package cli is what a person types and reads: commands, flags, exit codes and
// the lines that are printed. It holds no page logic, and nothing below it ends
// the process.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
)

// Exit codes.
const (
	exitFine    = 0
	exitContent = 1 // the content has errors
	exitUsage   = 2 // the command was not understood
	exitFailure = 3 // the machine failed
)

// Main runs the command line and returns the exit code. Data goes to stdout,
// everything that is meant for a person to stderr.
func Main(args []string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	s := &settings{stdout: stdout, stderr: stderr}
	root := newRoot(s)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if exit, ok := errors.AsType[exitError](err); ok {
		return int(exit)
	}
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(stderr, s.say("stopped"))
		return exitFailure
	}
	if err == nil {
		return exitFine
	}
	fmt.Fprintf(stderr, "%s: %v\n", invocation(), err)
	if _, ok := errors.AsType[failure](err); ok {
		return exitFailure
	}
	fmt.Fprintln(stderr, s.say("help", "command", invocation()))
	return exitUsage
}

// exitError ends a command whose findings have been told already.
type exitError int

func (e exitError) Error() string { return fmt.Sprintf("exit %d", int(e)) }

// failure is an error of the machine, as opposed to one of usage.
type failure struct{ error }

func (f failure) Unwrap() error { return f.error }

// invocation is the command in the form in which the user started it.
func invocation() string {
	if strings.Contains(os.Args[0], "go-build") {
		return "go run ./generator"
	}
	return os.Args[0]
}

func newRoot(s *settings) *cobra.Command {
	root := &cobra.Command{
		Use:           "diglot",
		SilenceUsage:  true,
		SilenceErrors: true,
		PersistentPreRunE: func(*cobra.Command, []string) error {
			_, err := s.language()
			return err
		},
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return s.unknownCommand(c, args[0])
			}
			return nil
		},
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetOut(s.stdout)
	root.SetErr(s.stderr)
	s.flags(root.PersistentFlags())
	root.AddCommand(statusCommand(s), diffCommand(s), acceptCommand(s))
	root.AddCommand(buildCommand(s), checkCommand(s), serveCommand(s), explainCommand(s), whyCommand(s), mvCommand(s), newCommand(s), schemaCommand(s), fmtCommand(s))
	root.SetHelpCommand(helpCommand(s))
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { s.help(c) })
	root.SetFlagErrorFunc(s.flagError)
	root.InitDefaultCompletionCmd()
	s.word(root)
	return root
}
