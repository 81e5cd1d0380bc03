package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"diglot/generator/internal/cli"
)

// TestMain is the command diglot under that name, for the test that runs it in
// chance surroundings. The tests speak English: whoever runs them may speak
// another language.
func TestMain(m *testing.M) {
	if strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe") == "diglot" {
		os.Exit(cli.Main(os.Args[1:], os.Stdout, os.Stderr))
	}
	if err := os.Setenv("DIGLOT_LANG", "en"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}
