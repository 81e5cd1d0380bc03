package frontmatter

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// value reads what stands behind a colon or a hyphen, and moves behind it.
// Lines that belong to it begin right of the column parent.
func (r *reader) value(off, parent int) {
	text := r.text[r.row]
	off += leading(text[off:])
	if n := oddSpaces(text[off:]); n > 0 {
		fix := strings.TrimLeft(text[:off], " \t") + trimSpaces(text[off:])
		r.noteCertain("space-odd", r.span(r.row, off, off+n), fix, "character", codepoint(text[off:]))
		r.row++ // to YAML it is a text without quotation marks, whatever follows
		r.tail(parent)
		return
	}
	rest := text[off:]
	if rest == "" || rest[0] == '#' {
		if len(r.stack) > 0 {
			r.top().open = true
		}
		r.row++
		return
	}
	switch sign := rest[0]; {
	case sign == '"' || sign == '\'':
		r.quoted(off, parent)
	case sign == '[' || sign == '{':
		r.flow(off, parent)
	case (sign == '|' || sign == '>') && blockHeader.MatchString(rest):
		r.row++
		r.block(parent)
	case strings.IndexByte("*&!", sign) >= 0:
		r.noteCertain("text-needs-quotes", r.span(r.row, off, off+1), r.quote(off), "sign", string(sign))
		r.row++
		r.tail(parent)
	case strings.IndexByte("|>@%`,]}", sign) >= 0, strings.HasPrefix(rest, "? "):
		r.note("text-needs-quotes", r.span(r.row, off, off+1), r.quote(off), "sign", string(sign))
		r.row++
		r.tail(parent)
	case isDash(rest):
		r.note("list-beside-field", r.span(r.row, off, off+1), "")
		if len(r.stack) > 0 {
			r.top().open = true // for the items on the lines that follow
		}
		r.row++
	default:
		r.plain(off, parent)
	}
}

// blockHeader is the line that opens a text of several lines.
var blockHeader = regexp.MustCompile(`^[|>]([+-]?[1-9]?|[1-9][+-])[ \t]*( #.*)?$`)

// block moves behind the lines of a text of several lines.
func (r *reader) block(parent int) {
	for ; r.row < len(r.text); r.row++ {
		text := r.text[r.row]
		indent := len(text) - len(strings.TrimLeft(text, " "))
		if indent <= parent && strings.TrimLeft(text, " \t") != "" {
			return
		}
	}
}

// quote returns the line with the text from an offset on in quotation marks,
// without its indentation and comment.
func (r *reader) quote(off int) string {
	text := r.text[r.row]
	return strings.TrimLeft(text[:off], " \t") + inQuotes(strings.TrimRight(uncomment(text[off:]), " \t"))
}

// requote is quote for a text that begins with a quotation mark. Where it ends
// with the same one, and the next one within opens another pair or is an
// apostrophe, the outer two are those of the value and no part of its text.
func (r *reader) requote(off int) string {
	text := r.text[r.row]
	value := strings.TrimRight(uncomment(text[off:]), " \t")
	mark, inner := value[:1], value[1:max(1, len(value)-1)]
	next := strings.Index(inner, mark)
	if next < 0 || !strings.HasSuffix(value, mark) || strings.Contains(inner, `\`) || strings.Contains(inner, "''") {
		return r.quote(off)
	}
	if c, _ := utf8.DecodeRuneInString(inner[next+1:]); !unicode.IsLetter(c) && !unicode.IsDigit(c) {
		return r.quote(off)
	}
	return r.requoted(off, inner)
}

// requoted returns the line with another text in quotation marks from an offset
// on, without its indentation and comment.
func (r *reader) requoted(off int, inner string) string {
	return strings.TrimLeft(r.text[r.row][:off], " \t") + inQuotes(inner)
}

// typographic are the marks that editors and keyboards make of the plain ones.
var typographic = map[string]string{`"`: "“”„‟«»＂", "'": "‘’‚‛‹›＇"}

// halfTyped returns the text between two quotation marks of which one is plain
// and the other is not: an editor has changed one of the two around a value. A
// mark between them may be the partner of either.
func halfTyped(value string) (inner string, ok bool) {
	_, first := utf8.DecodeRuneInString(value)
	_, last := utf8.DecodeLastRuneInString(value)
	if first+last >= len(value) {
		return "", false
	}
	inner = value[first : len(value)-last]
	from, to := value[:first], value[len(value)-last:]
	for plain, others := range typographic {
		if (from == plain && strings.Contains(others, to) || to == plain && strings.Contains(others, from)) && !strings.ContainsAny(inner, plain+others) {
			return inner, true
		}
	}
	return "", false
}

// inQuotes puts a text in the quotation marks that need the fewest escapes.
func inQuotes(s string) string {
	switch {
	case !strings.ContainsAny(s, `"\`):
		return `"` + s + `"`
	case !strings.Contains(s, "'"):
		return "'" + s + "'"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// plain reads a text without quotation marks.
func (r *reader) plain(off, parent int) {
	rest := r.text[r.row][off:]
	text := strings.TrimRight(uncomment(rest), " \t")
	for i := range len(text) {
		if isColon(text, i) {
			r.note("colon-unquoted", r.span(r.row, off+i, off+i+1), r.quote(off))
			break
		}
	}
	if inner, ok := halfTyped(text); ok {
		r.noteCertain("quote-unclosed", r.span(r.row, off, off+1), r.requoted(off, inner))
	}
	commented := len(uncomment(rest)) < len(rest)
	r.row++
	if !commented {
		r.tail(parent)
	}
}

// tail moves behind the further lines of a text without quotation marks: those
// right of the column parent, up to a field or a comment.
func (r *reader) tail(parent int) {
	for ; r.row < len(r.text); r.row++ {
		text := r.text[r.row]
		indent := len(text) - len(strings.TrimLeft(text, " "))
		body := text[indent+leading(text[indent:]):]
		if body == "" {
			continue
		}
		if indent <= parent || body[0] == '#' {
			return
		}
		name, after, isField := cutField(body)
		if isField && nameLength(name) == len(name) {
			return
		}
		if isField {
			at := len(text) - len(body) + after - 1
			r.note("colon-unquoted", r.span(r.row, at, at+1), "")
		}
		if len(uncomment(body)) < len(body) {
			r.row++
			return
		}
	}
}

// quoted reads a text in quotation marks, on one line or several.
func (r *reader) quoted(off, parent int) {
	text := r.text[r.row]
	if n := closingQuote(text[off:]); n > 0 {
		r.escapes(off, n)
		if after := off + n + leading(text[off+n:]); !endsHere(text, after) {
			r.note("text-after-quote", r.span(r.row, after, len(strings.TrimRight(text, " \t"))), r.requote(off))
		}
		r.row++
		return
	}
	if inner, ok := halfTyped(strings.TrimRight(uncomment(text[off:]), " \t")); ok {
		swallows := r.row+1 < len(r.text) && startsEntry(strings.TrimLeft(r.text[r.row+1], " \t"))
		r.add(accident{"quote-unclosed", r.span(r.row, off, off+1), nil, r.requoted(off, inner), swallows})
		r.row++
		r.tail(parent)
		return
	}
	mark := text[off : off+1]
	for row := r.row + 1; row < len(r.text); row++ {
		// The mark in front makes the line look like one that opens there.
		n := closingQuote(mark + r.text[row])
		if n < 0 {
			continue
		}
		n--
		if after := n + leading(r.text[row][n:]); endsHere(r.text[row], after) {
			r.row = row + 1
			return
		}
		break
	}
	fix := strings.TrimLeft(text[:off], " \t") + strings.TrimRight(text[off:], " \t") + mark
	if strings.TrimSpace(text[off+1:]) == "" {
		fix = ""
	}
	r.endless++
	r.note("quote-unclosed", r.span(r.row, off, off+1), fix)
	r.row++
	r.tail(parent)
}

// endsHere reports whether nothing but a comment stands at an offset.
func endsHere(text string, at int) bool {
	return at >= len(text) || text[at] == '#' && (text[at-1] == ' ' || text[at-1] == '\t')
}

// escapes tells of a backslash in double quotation marks that YAML does not know.
func (r *reader) escapes(off, n int) {
	text := r.text[r.row][off : off+n]
	if text[0] != '"' {
		return
	}
	for i := 1; i+1 < len(text); i++ {
		if text[i] != '\\' {
			continue
		}
		i++
		if !strings.ContainsRune("0abt\tnvfre \"'\\N_LPxuU", rune(text[i])) {
			fix := ""
			if inner := text[1 : n-1]; !strings.ContainsAny(inner, `'"`) {
				fix = strings.TrimLeft(r.text[r.row][:off], " \t") + "'" + inner + "'"
			}
			r.note("escape-unknown", r.span(r.row, off+i-1, off+i+1), fix)
			return
		}
	}
}
