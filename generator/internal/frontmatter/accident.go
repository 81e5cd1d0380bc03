package frontmatter

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"diglot/generator/internal/diag"
)

// accident is a slip of the hand, found by reading the lines once more.
// yaml.v3 says where it gave up, seldom the right line and never a column, and
// takes some slips for something that it can read.
type accident struct {
	code diag.Code
	at   diag.Span
	args []string
	fix  string
	// certain means that it is a slip even where YAML accepts it. The others
	// are told only where YAML refuses the lines.
	certain bool
}

// tell makes diagnostics of the accidents, of all or of the certain ones.
func (l *lines) tell(found []accident, all bool) (out []diag.Diagnostic) {
	for _, a := range found {
		if all || a.certain {
			out = append(out, diag.New(a.code, a.at, a.args...).WithFix(a.fix))
		}
	}
	return out
}

// level is a block of fields or items that begin in one column.
type level struct {
	col  int // bytes before it; only spaces stand there
	list bool
	open bool // its last field or item has no value yet
	// loose means that a tab stands before it: the first line without one says
	// in which column it begins.
	loose bool
}

// reader walks over the lines as YAML nests them.
type reader struct {
	*lines
	row   int
	begun bool // something other than comments was read
	stack []level
	found []accident
	// endless counts the searches that went to the end of the file in vain.
	endless int
}

// accidents reads the lines and returns the slips in their order. On what YAML
// accepts it finds none but certain ones.
func accidents(l *lines) []accident {
	r := reader{lines: l}
	for r.row < len(r.text) && len(r.found) < maxSlips && r.endless < maxEndless {
		r.line()
	}
	return r.found
}

const (
	maxSlips   = 50  // in a file
	maxEndless = 5   // brackets and quotation marks whose end was looked for to the end of the file
	maxFix     = 400 // bytes; a longer line is advised about, not written out
)

func (r *reader) note(code diag.Code, at diag.Span, fix string, args ...string) {
	r.add(accident{code: code, at: at, args: args, fix: fix})
}

func (r *reader) noteCertain(code diag.Code, at diag.Span, fix string, args ...string) {
	r.add(accident{code: code, at: at, args: args, fix: fix, certain: true})
}

func (r *reader) add(a accident) {
	if len(a.fix) > maxFix {
		a.fix = ""
	}
	r.found = append(r.found, a)
}

// line reads what begins on the current line, and moves behind it.
func (r *reader) line() {
	text := r.text[r.row]
	off := len(text) - len(strings.TrimLeft(text, " \t"))
	switch {
	case off == len(text) || text[off] == '#':
		r.row++
		return
	case r.marker(text):
		r.row++
		return
	}
	r.begun = true
	indented := true
	if tab := strings.IndexByte(text[:off], '\t'); tab >= 0 {
		r.note("indent-tab", r.span(r.row, tab, tab+1), r.withoutTab(text, off))
		indented = false
	}
	if n := oddSpaces(text[off:]); n > 0 && startsEntry(strings.TrimLeft(text[off+n:], " ")) {
		r.noteCertain("space-odd", r.span(r.row, off, off+n), "", "character", codepoint(text[off:]))
		off = len(text) - len(strings.TrimLeft(text[off+n:], " "))
		indented = false
	}
	r.entry(off, indented)
}

// withoutTab returns the line without its tab where it can belong nowhere but
// at the left edge.
func (r *reader) withoutTab(text string, off int) string {
	if len(r.stack) == 0 || len(r.stack) == 1 && !r.stack[0].open {
		return text[off:]
	}
	return ""
}

// marker handles the marks between YAML's documents, and its directives: a
// file holds one set of fields.
func (r *reader) marker(text string) bool {
	word, _, _ := strings.Cut(text, " ")
	switch {
	case word == "---" && !r.begun:
		r.begun = true
		return true
	case word == "---" || word == "...":
		r.noteCertain("fields-second", r.span(r.row, 0, len(word)), "", "sign", word)
		return true
	case strings.HasPrefix(text, "%"):
		r.noteCertain("text-needs-quotes", r.span(r.row, 0, 1), "", "sign", "%")
		return true
	}
	return false
}

// startsEntry reports whether a line's text begins a field or an item.
func startsEntry(s string) bool {
	_, _, isField := cutField(s)
	return isField || isDash(s)
}

func isDash(s string) bool {
	return s == "-" || strings.HasPrefix(s, "- ") || strings.HasPrefix(s, "-\t")
}

// entry reads the items and the field, or the text, that begin at an offset of
// the current line.
func (r *reader) entry(off int, indented bool) {
	text := r.text[r.row]
	nested := false // behind a hyphen on the same line
	for isDash(text[off:]) {
		r.enter(off, true, nested, indented)
		off += 1 + leading(text[off+1:])
		if off == len(text) || text[off] == '#' {
			r.top().open = true
			r.row++
			return
		}
		nested = true
	}
	if n := oddSpaces(text[off:]); nested && n > 0 && startsEntry(text[off+n:]) {
		r.noteCertain("space-odd", r.span(r.row, off, off+n), strings.TrimLeft(text[:off]+text[off+n:], " "), "character", codepoint(text[off:]))
	}
	rest := text[off:]
	if rest == "?" || strings.HasPrefix(rest, "? ") {
		r.noteCertain("text-needs-quotes", r.span(r.row, off, off+1), "", "sign", "?")
		r.row++
		return
	}
	if r.slip(off, nested, indented) {
		return
	}
	if _, after, ok := cutField(rest); ok {
		r.enter(off, false, nested, indented)
		r.value(off+after, off)
		return
	}
	switch {
	case nested:
		r.value(off, r.top().col)
	case len(r.stack) == 0:
		r.value(off, -1)
	case r.top().open && (off > r.top().col || !indented):
		r.top().open = false
		r.value(off, r.top().col)
	default:
		r.stray(off)
	}
}

func (r *reader) top() *level {
	if len(r.stack) == 0 {
		r.stack = append(r.stack, level{})
	}
	return &r.stack[len(r.stack)-1]
}

// leading counts the spaces and tabs that begin a text.
func leading(s string) int { return len(s) - len(strings.TrimLeft(s, " \t")) }

// stray tells of a line that is neither a field nor part of one.
func (r *reader) stray(off int) {
	text := r.text[r.row]
	end := len(strings.TrimRight(uncomment(text), " \t"))
	switch top := r.top(); {
	case top.list && text[off] == '-' && top.col == off:
		r.note("dash-no-space", r.span(r.row, off, off+1), "- "+text[off+1:end])
	case strings.ContainsAny(text[off:off+1], `*&!@%`+"`"):
		r.note("text-needs-quotes", r.span(r.row, off, off+1), "", "sign", text[off:off+1])
	default:
		r.note("field-expected", r.span(r.row, off, end), "")
	}
	r.row++
}

// enter moves to the level of a field or item in a column, and tells where
// there can be none.
func (r *reader) enter(col int, list, nested, indented bool) {
	fresh := level{col: col, list: list, loose: !indented}
	if nested || len(r.stack) == 0 {
		r.stack = append(r.stack, fresh)
		return
	}
	if n := len(r.stack); n > 1 && indented && r.top().loose && r.top().list == list && col > r.stack[n-2].col {
		r.top().col, r.top().loose = col, false
	}
	before := r.top().col
	for len(r.stack) > 1 && r.top().col > col {
		r.stack = r.stack[:len(r.stack)-1]
	}
	if n := len(r.stack); n > 1 && !list && r.top().list && r.top().col == col {
		r.stack = r.stack[:n-1] // a list in the column of the fields around it
	}
	top := r.top()
	switch {
	case top.col == col && top.list == list:
		top.open = false
	case top.open && top.col <= col && (top.col < col || list) && before <= col:
		top.open = false
		r.stack = append(r.stack, fresh)
	default:
		switch {
		case list && top.col == col && indented:
			r.note("list-after-value", r.span(r.row, col, col+1), "")
		case indented:
			r.misplaced(col, before)
		}
		if top.col < col || len(r.stack) == 1 {
			top.open = false
			r.stack = append(r.stack, fresh)
		}
	}
}

// misplaced tells of a line that begins in a column in which nothing can. The
// column advised is that of the lines around it to which it is nearest.
func (r *reader) misplaced(col, before int) {
	if name, value := r.stated(col); value != "" && longForm[r.text[r.row][col:col+nameLength(r.text[r.row][col:])]] {
		r.note("field-after-value", r.span(r.row, col, len(strings.TrimRight(r.text[r.row], " \t"))), "", "field", name, "text", value)
		return
	}
	near := r.top().col
	if before > col && before-col <= col-near {
		near = before
	}
	r.note("indent-wrong", r.span(r.row, col, len(strings.TrimRight(r.text[r.row], " \t"))), "", "column", strconv.Itoa(near+1))
}

// longForm are fields that stand below a fact, whose value then stands there too.
var longForm = map[string]bool{"certainty": true, "source": true}

// stated returns the field above the current line and the value that stands
// beside it, where that field begins left of a column.
func (r *reader) stated(col int) (name, value string) {
	row := r.row - 1
	for row >= 0 && (strings.TrimSpace(r.text[row]) == "" || strings.TrimSpace(r.text[row])[0] == '#') {
		row--
	}
	if row < 0 {
		return "", ""
	}
	text := strings.TrimLeft(r.text[row], " ")
	name, after, ok := cutField(text)
	if !ok || len(r.text[row])-len(text) >= col {
		return "", ""
	}
	return name, strings.TrimSpace(uncomment(text[after:]))
}

// wideColon is what a Chinese keyboard types for a colon.
const wideColon = "："

// slip recognises a field whose colon went wrong, tells of it, and reads over it.
func (r *reader) slip(off int, nested, indented bool) bool {
	rest := r.text[r.row][off:]
	name := rest[:nameLength(rest)]
	after := rest[len(name):]
	if name == "" || after == "" || strings.HasPrefix(after, ": ") || after == ":" {
		return false
	}
	value := strings.TrimRight(uncomment(after), " \t")
	wide, odd := strings.HasPrefix(after, wideColon), after[0] == ':' && oddSpaces(after[1:]) > 0
	at := r.span(r.row, off+len(name), off+len(name)+1)
	inField := !nested && len(r.stack) > 0 && !r.top().open
	switch {
	case wide && isAddress(value[len(wideColon):]):
		r.noteCertain("colon-fullwidth", at, name+"://"+strings.TrimLeft(value[len(wideColon):], "/／"), "field", name)
		r.row++
		return true
	case wide:
		fix := name + ": " + trimSpaces(strings.TrimPrefix(value, wideColon))
		r.add(accident{"colon-fullwidth", at, []string{"field", name}, fix, name[0] >= 'a'})
	case odd:
		at.Col, at.End = at.Col+1, at.End+1
		r.noteCertain("space-odd", at, name+": "+trimSpaces(value[1:]), "character", codepoint(after[1:]))
	case after[0] == ':' && after[1] != '/' && after[1] != '\t' && (inField || after[1] >= utf8.RuneSelf || len(r.stack) == 0):
		r.add(accident{"colon-no-space", at, []string{"field", name}, name + ": " + value[1:], after[1] >= utf8.RuneSelf})
	default:
		return false
	}
	if !(r.top().open && off > r.top().col) || nested {
		r.enter(off, false, nested, indented && len(r.stack) > 0)
	} else {
		r.top().open = false
		r.stack = append(r.stack, level{col: off})
	}
	r.row++
	r.tail(off)
	return true
}

// isAddress reports whether a web address goes on behind the colon of its scheme.
func isAddress(s string) bool { return strings.HasPrefix(s, "//") || strings.HasPrefix(s, "／／") }

// nameLength returns how many bytes of s can be the name of a field: Latin
// letters, digits and hyphens.
func nameLength(s string) int {
	i := 0
	for i < len(s) && (s[i]|0x20 >= 'a' && s[i]|0x20 <= 'z' || i > 0 && (s[i] >= '0' && s[i] <= '9' || s[i] == '-' || s[i] == '_')) {
		i++
	}
	return i
}

// cutGlued cuts a text such as uk:Альянс, or uk：Альянс, at its colon.
func cutGlued(s string) (name, value string, ok bool) {
	n := nameLength(s)
	if n == 0 || n == len(s) {
		return "", "", false
	}
	for _, colon := range []string{":", wideColon} {
		if value, ok := strings.CutPrefix(s[n:], colon); ok && !strings.HasPrefix(value, "//") {
			return s[:n], trimSpaces(value), true
		}
	}
	return "", "", false
}

// cutField finds the name of a field and the offset behind its colon.
func cutField(s string) (name string, after int, ok bool) {
	if s == "" {
		return "", 0, false
	}
	if s[0] == '"' || s[0] == '\'' {
		n := closingQuote(s)
		if n < 0 {
			return "", 0, false
		}
		gap := leading(s[n:])
		if colon := n + gap; colon < len(s) && isColon(s, colon) {
			return s[:n], colon + 1, true
		}
		return "", 0, false
	}
	if strings.ContainsRune("[]{},#&*!|>%@`", rune(s[0])) {
		return "", 0, false
	}
	text := uncomment(s)
	for i := 0; i < len(text); i++ {
		if isColon(text, i) {
			return strings.TrimRight(text[:i], " \t"), i + 1, i > 0
		}
	}
	return "", 0, false
}

// isColon reports whether a colon that ends a name stands at i.
func isColon(s string, i int) bool {
	return s[i] == ':' && (i+1 == len(s) || s[i+1] == ' ' || s[i+1] == '\t')
}

// oddSpaces returns how many bytes of spaces other than the plain one and the
// tab begin s. YAML takes them for letters.
func oddSpaces(s string) int {
	n := 0
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if !isOddSpace(r) {
			break
		}
		n += size
	}
	return n
}

func isOddSpace(r rune) bool {
	switch r {
	case 0xA0, 0x1680, 0x202F, 0x205F, 0x2060, 0x3000:
		return true
	}
	return r >= 0x2000 && r <= 0x200B
}

// trimSpaces cuts spaces of every kind off the start.
func trimSpaces(s string) string {
	return strings.TrimLeftFunc(s, func(r rune) bool { return r == ' ' || r == '\t' || isOddSpace(r) })
}

func codepoint(s string) string {
	r, _ := utf8.DecodeRuneInString(s)
	return "U+" + strings.ToUpper(strconv.FormatInt(int64(r)+0x10000, 16))[1:]
}
