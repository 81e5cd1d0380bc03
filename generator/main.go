// Command diglot turns Markdown in two languages into a website in both.
package main

import (
	"os"

	"diglot/generator/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], os.Stdout, os.Stderr))
}
