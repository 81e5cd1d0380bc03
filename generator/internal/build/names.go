package build

import (
	"path"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/view"
)

// claims reports files that cannot be published under their names: those whose
// address is taken, and those that not every system and server can hold. The
// writer of the published folder refuses the same, but knows no authors' files.
func (r *run) claims(copies []copied) {
	c := claims{by: make(map[string]string, len(r.jobs)), folders: map[string]bool{}}
	for _, j := range r.jobs {
		if element := unfitElement(j.Path); element != "" {
			r.tell(diag.New("name-unfit", r.addressAt(j), "name", element))
		}
		c.take(j.Path, "")
	}
	c.take(r.next.theme.value.style.Path, "")
	c.take(r.next.theme.value.script.Path, "")
	for _, a := range r.searchAddresses() {
		c.take(a.Directory, "")
	}
	for _, s := range r.slowly() {
		for _, f := range s.to {
			copies = append(copies, copied{from: s.from, to: f.path})
		}
	}
	for _, f := range copies {
		at := diag.Span{File: f.from}
		if element := unfitElement(f.to); element != "" {
			r.tell(diag.New("name-unfit", at, "name", element))
			continue
		}
		switch other, taken := c.take(f.to, f.from); {
		case taken && other == "":
			r.tell(diag.New("static-taken", at, "address", "/"+f.to))
		case taken:
			r.tell(diag.New("file-twin", at, "other", other))
		}
	}
}

// addressAt is where the address of a page is written: a slug, or an alias; else the
// file that it is made of.
func (r *run) addressAt(j view.Job) diag.Span {
	switch x := j.Entry; {
	case x == nil:
		first, _, _ := strings.Cut(r.origin(j), ", ")
		return diag.Span{File: first}
	case j.Lang == "":
		return x.FieldAt("aliases")
	default:
		return x.SlugAt(j.Lang)
	}
}

// claims are the names that are taken, in the spelling that the least attentive
// system gives them, with the author's file that took each: "" for a page.
type claims struct {
	by      map[string]string
	folders map[string]bool
}

// take claims a path. Where a file or folder of the name is there already it
// returns whose.
func (c *claims) take(name, by string) (other string, taken bool) {
	key := folded(name)
	if other, taken = c.by[key]; taken || c.folders[key] {
		return other, true
	}
	for dir := path.Dir(key); dir != "."; dir = path.Dir(dir) {
		if other, taken = c.by[dir]; taken {
			return other, true
		}
		if c.folders[dir] {
			break
		}
		c.folders[dir] = true
	}
	c.by[key] = by
	return "", false
}

// folded is the canonical caseless form of a name (Unicode, section 3.13,
// definition D145).
func folded(name string) string {
	if strings.ContainsFunc(name, func(r rune) bool { return r > unicode.MaxASCII }) {
		return norm.NFD.String(cases.Fold().String(norm.NFD.String(name)))
	}
	return strings.ToLower(name)
}

// unfitElement returns the part of a path that some system or server cannot
// hold, or would read as something else; "" where all can.
func unfitElement(name string) string {
	const longest = 255 // bytes of a file's name, nearly everywhere
	for element := range strings.SplitSeq(name, "/") {
		lower := strings.ToLower(element)
		stem, _, _ := strings.Cut(lower, ".")
		switch {
		case len(element) > longest, strings.ContainsAny(element, `\<>:"|?*`),
			strings.HasSuffix(element, "."), strings.HasSuffix(element, " "), devices[strings.TrimRight(stem, " ")]:
			return element
		}
		for _, escape := range [...]string{"%2e", "%2f", "%5c", "%00"} {
			if strings.Contains(lower, escape) {
				return element
			}
		}
	}
	return ""
}

// devices are names that Windows keeps for its devices, whatever stands behind
// a dot.
var devices = func() map[string]bool {
	m := map[string]bool{"con": true, "prn": true, "aux": true, "nul": true, "conin$": true, "conout$": true}
	for _, digit := range strings.Split("0123456789¹²³", "") {
		m["com"+digit], m["lpt"+digit] = true, true
	}
	return m
}()
