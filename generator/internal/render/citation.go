package render

import (
	"encoding/json"
	"fmt"
	"path"
	"strconv"
	"strings"

	"diglot/generator/internal/view"
)

// Citation writes what a reference manager imports. The ending of the name
// decides the form: .bib for BibTeX, .ris for RIS, .json for CSL-JSON.
func Citation(name string, c view.Citation) ([]byte, error) {
	if err := checkAddress(c.URL); err != nil {
		return nil, err
	}
	switch path.Ext(name) {
	case ".bib":
		return bibTeX(c), nil
	case ".ris":
		return ris(c), nil
	case ".json":
		return cslJSON(c)
	}
	return nil, fmt.Errorf("render %s: a citation is BibTeX, RIS or CSL-JSON", name)
}

// bibTeX writes an entry of the kind @misc, which every style knows. The title
// has braces of its own, so that no style changes its letters.
func bibTeX(c view.Citation) []byte {
	var b strings.Builder
	b.WriteString("@misc{" + c.Key)
	field := func(name, value string) {
		if value != "" {
			b.WriteString(",\n  " + name + " = {" + value + "}")
		}
	}
	field("title", "{"+texText(c.Title)+"}")
	field("author", "{"+texText(c.Site)+"}")
	field("year", c.Year)
	field("month", c.Month)
	field("day", c.Day)
	field("abstract", texText(c.Summary))
	field("langid", c.Lang)
	field("url", texAddress(c.URL))
	b.WriteString("\n}\n")
	return []byte(b.String())
}

var texSpecial = strings.NewReplacer(`\`, `\textbackslash{}`, `{`, `\{`, `}`, `\}`, `%`, `\%`, `&`, `\&`, `#`, `\#`, `$`, `\$`,
	`_`, `\_`, `^`, `\textasciicircum{}`, `~`, `\textasciitilde{}`, "\n", " ", "\t", " ")

func texText(s string) string { return texSpecial.Replace(typedText(s)) }

// texAddress keeps an address whole; braces cannot stand in one unencoded.
func texAddress(s string) string { return texEncoded.Replace(oneLine(s)) }

var texEncoded = strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C")

// ris writes a record of the type ELEC; its lines end with CR LF, as the format
// asks.
func ris(c view.Citation) []byte {
	var b strings.Builder
	line := func(tag, value string) {
		if value != "" || tag == "ER" {
			b.WriteString(tag + "  - " + strings.Join(strings.Fields(typedText(value)), " ") + "\r\n")
		}
	}
	line("TY", "ELEC")
	line("TI", c.Title)
	line("AU", c.Site)
	line("PY", c.Year)
	if c.Day != "" {
		line("DA", c.Year+"/"+c.Month+"/"+c.Day)
	}
	line("AB", c.Summary)
	line("LA", c.Lang)
	line("UR", c.URL)
	line("ER", "")
	return []byte(b.String())
}

// cslJSON writes a list of one item of the Citation Style Language's data
// schema.
func cslJSON(c view.Citation) ([]byte, error) {
	type name struct {
		Literal string `json:"literal"`
	}
	type date struct {
		Parts [][]int `json:"date-parts"`
	}
	item := struct {
		ID       string `json:"id"`
		Type     string `json:"type"`
		Title    string `json:"title"`
		Author   []name `json:"author"`
		Issued   *date  `json:"issued,omitempty"`
		Abstract string `json:"abstract,omitempty"`
		Language string `json:"language"`
		URL      string `json:"URL"`
	}{c.Key, "webpage", typedText(c.Title), []name{{typedText(c.Site)}}, nil, typedText(c.Summary), c.Lang, c.URL}
	if c.Year != "" {
		issued := date{[][]int{nil}}
		for _, part := range []string{c.Year, c.Month, c.Day} {
			if n, err := strconv.Atoi(part); err == nil {
				issued.Parts[0] = append(issued.Parts[0], n)
			}
		}
		item.Issued = &issued
	}
	b, err := json.MarshalIndent([]any{item}, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write a citation: %w", err)
	}
	return append(b, '\n'), nil
}
