package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"diglot/generator/internal/build"
	"diglot/generator/internal/output"
)

// changes are what a publication does to the pages that readers see.
type changes struct {
	Compared bool           `json:"compared"` // else nothing is known of them, for the reason
	Reason   string         `json:"reason,omitempty"`
	New      []string       `json:"new"` // addresses
	Changed  []string       `json:"changed"`
	Removed  []string       `json:"removed"`
	Files    int            `json:"files"` // other files that differ
	Pages    map[string]int `json:"pages"` // how many of the pages, by language; those of all under ""
}

// changesOf sorts the files of a publication into pages and others.
func changesOf(r output.Result, report build.Report) changes {
	before := r.Kept+len(r.Changed)+len(r.Removed) > 0
	c := changes{Compared: before, Pages: map[string]int{}}
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

// altered says how many pages of which language.
func (s *settings) altered(phrase string, c changes, r build.Report) string {
	return s.say(phrase, "pages", s.words().Count(c.total(), "page"), "parts", s.parts(r, c.Pages))
}

// inLine says it in a line: how many pages, and which are new or gone where
// these are few.
func (s *settings) inLine(c changes, r build.Report) string {
	return s.altered("alters", c, r) + s.few("alters-new", c.New) + s.few("alters-removed", c.Removed)
}

// fewPages is how many addresses are named in the one line.
const fewPages = 6

func (s *settings) few(phrase string, addresses []string) string {
	switch {
	case len(addresses) == 0:
		return ""
	case len(addresses) > fewPages:
		return s.say(phrase, "pages", strconv.Itoa(len(addresses)))
	}
	return s.say(phrase, "pages", strings.Join(addresses, " "))
}

// markdown is the same for a pull request.
func (s *settings) markdown(c changes, r build.Report) string {
	if c.total() == 0 {
		return s.say("alters-nothing") + "\n"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "**%s**\n", s.altered("alters-heading", c, r))
	for _, list := range []struct {
		heading   string
		addresses []string
	}{{"new", c.New}, {"changed", c.Changed}, {"removed", c.Removed}} {
		if len(list.addresses) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n%s%s\n", s.say(list.heading), strings.TrimSpace(s.words().Colon()))
		for _, a := range list.addresses {
			fmt.Fprintf(&b, "- `%s`\n", a)
		}
	}
	return b.String()
}

// tellChanges says which pages differ from those that were published before,
// and writes it to the file that was asked for.
func (s *settings) tellChanges(c changes, r build.Report) error {
	if !c.Compared {
		return s.uncompared(s.unpublishedBefore())
	}
	if c.total() > 0 {
		fmt.Fprintln(s.stderr, s.inLine(c, r))
	}
	return s.writeChanges(c, s.markdown(c, r))
}

// unpublishedBefore says that there is nothing to compare with, and how to come
// by it.
func (s *settings) unpublishedBefore() string {
	return s.say("alters-unpublished", "folder", s.destination, "command", invocation()+" check --changes "+s.changes)
}

// uncompared writes the file that was asked for where it is not known which pages
// change: who waits for the file is told the reason, too.
func (s *settings) uncompared(reason string) error {
	if s.changes == "" {
		return nil
	}
	fmt.Fprintln(s.stderr, reason)
	none := []string{}
	return s.writeChanges(changes{Reason: reason, New: none, Changed: none, Removed: none, Pages: map[string]int{}}, reason+"\n")
}

// writeChanges writes the file that was asked for, if one was.
func (s *settings) writeChanges(c changes, markdown string) error {
	if s.changes == "" {
		return nil
	}
	b := []byte(markdown)
	if filepath.Ext(s.changes) == ".json" {
		var err error
		if b, err = json.MarshalIndent(c, "", "  "); err != nil {
			return failure{err}
		}
		b = append(b, '\n')
	}
	if err := os.WriteFile(s.changes, b, 0o644); err != nil {
		return failure{fmt.Errorf("write the changes: %w", err)}
	}
	return nil
}
