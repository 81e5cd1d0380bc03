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
	root := newRoot(stdout, stderr)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if exit, ok := errors.AsType[exitError](err); ok {
		return int(exit)
	}
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(stderr, "stopped; the published folder is as it was")
		return exitFailure
	}
	if err == nil {
		return exitFine
	}
	fmt.Fprintf(stderr, "%s: %v\n", invocation(), err)
	if _, ok := errors.AsType[failure](err); ok {
		return exitFailure
	}
	fmt.Fprintf(stderr, "“%s --help” lists commands and flags\n", invocation())
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

func newRoot(stdout, stderr io.Writer) *cobra.Command {
	root := &cobra.Command{
		Use:           "diglot",
		Short:         "Turns Markdown in two languages into a website in both",
		Long:          "diglot turns Markdown with front matter, in two or more languages, into one website in all of them.",
		SilenceUsage:  true,
		SilenceErrors: true,
		// No Args: only so does cobra refuse a command that it does not know.
	}
	root.SetOut(stdout)
	root.SetErr(stderr)
	s := &settings{stdout: stdout, stderr: stderr}
	s.flags(root.PersistentFlags())
	root.AddCommand(buildCommand(s), checkCommand(s), explainCommand(s), whyCommand(s), mvCommand(s))
	return root
}
