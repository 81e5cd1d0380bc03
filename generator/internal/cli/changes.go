package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"diglot/generator/internal/build"
	"diglot/generator/internal/output"
)

// changes are what a publication does to the pages that readers see.
type changes struct {
	Before  bool           `json:"-"`   // something was published before
	New     []string       `json:"new"` // addresses
	Changed []string       `json:"changed"`
	Removed []string       `json:"removed"`
	Files   int            `json:"files"` // other files that differ
	Pages   map[string]int `json:"pages"` // how many of the pages, by language; those of all under ""
}

// changesOf sorts the files of a publication into pages and others.
func changesOf(r output.Result, report build.Report) changes {
	c := changes{Before: r.Kept+len(r.Changed)+len(r.Removed) > 0, Pages: map[string]int{}}
	for _, list := range []struct {
		from []string
		to   *[]string
	}{{r.Added, &c.New}, {r.Changed, &c.Changed}, {r.Removed, &c.Removed}} {
		*list.to = []string{}
		for _, file := range list.from {
			address, page := strings.CutSuffix("/"+file, "index.html")
			if !page && !strings.HasSuffix(file, ".html") {
				c.Files++
				continue
			}
			*list.to = append(*list.to, address)
			c.Pages[report.LanguageOf(address)]++
		}
	}
	return c
}

// total is the number of pages that differ.
func (c changes) total() int { return len(c.New) + len(c.Changed) + len(c.Removed) }

// inWords says it in a line: how many pages in which language, and which are
// new or gone where these are few.
func (c changes) inWords(r build.Report) string {
	var parts []string
	for _, count := range r.Pages {
		if n := c.Pages[count.Lang]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, orShared(count.Lang)))
		}
	}
	said := fmt.Sprintf("this change alters %s (%s)", number(c.total(), "page"), strings.Join(parts, ", "))
	said += few("new", c.New) + few("removed", c.Removed)
	return said
}

// fewPages is how many addresses are named in the one line.
const fewPages = 6

func few(what string, addresses []string) string {
	switch {
	case len(addresses) == 0:
		return ""
	case len(addresses) > fewPages:
		return fmt.Sprintf("; %s: %d", what, len(addresses))
	}
	return fmt.Sprintf("; %s: %s", what, strings.Join(addresses, " "))
}

func orShared(language string) string {
	if language == "" {
		return "shared"
	}
	return language
}

// markdown is the same for a pull request.
func (c changes) markdown(r build.Report) string {
	var b strings.Builder
	if c.total() == 0 {
		return "No page changes.\n"
	}
	line := strings.TrimPrefix(c.inWords(r), "this change")
	line, _, _ = strings.Cut(line, ";")
	fmt.Fprintf(&b, "**This change%s**\n", line)
	for _, list := range []struct {
		heading   string
		addresses []string
	}{{"New", c.New}, {"Changed", c.Changed}, {"Removed", c.Removed}} {
		if len(list.addresses) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n%s:\n", list.heading)
		for _, a := range list.addresses {
			fmt.Fprintf(&b, "- `%s`\n", a)
		}
	}
	return b.String()
}

// tellChanges says which pages differ from those that were published before,
// and writes it to the file that was asked for.
func (s *settings) tellChanges(c changes, r build.Report) error {
	if c.Before && c.total() > 0 {
		fmt.Fprintln(s.stderr, c.inWords(r))
	}
	if s.changes == "" {
		return nil
	}
	var b []byte
	switch filepath.Ext(s.changes) {
	case ".md":
		b = []byte(c.markdown(r))
	case ".json":
		var err error
		if b, err = json.MarshalIndent(c, "", "  "); err != nil {
			return failure{err}
		}
		b = append(bytes.TrimSpace(b), '\n')
	}
	if err := os.WriteFile(s.changes, b, 0o644); err != nil {
		return failure{fmt.Errorf("write the changes: %w", err)}
	}
	return nil
}
