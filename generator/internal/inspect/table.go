package inspect

import (
	"bytes"
	"strings"
)

// csv looks at a table (RFC 4180) with a byte order mark: every record has as
// many fields as the first, and no field is a formula.
func (p *parser) csv() finding {
	if f := p.lines(); f.what != "" {
		return f
	}
	const mark = "\uFEFF"
	if !bytes.HasPrefix(p.src, []byte(mark)) {
		return finding{0, "no byte order mark"}
	}
	width, fields := 0, 0
	for p.at = len(mark); p.at < len(p.src); {
		from := p.at
		value, f := p.field()
		if f.what != "" {
			return f
		}
		if beginsFormula(value) {
			return finding{from, "a formula"}
		}
		fields++
		if p.src[p.at] == ',' {
			p.at++
			continue
		}
		if p.at += len("\r\n"); width == 0 {
			width = fields
		}
		if fields != width {
			return finding{from, "a record of another length"}
		}
		fields = 0
	}
	if fields != 0 || width == 0 {
		return finding{len(p.src), "the end of a record that is not complete"}
	}
	return finding{}
}

// field reads a field and stops at the comma or the CR behind it. Doubled
// quotation marks stay so.
func (p *parser) field() ([]byte, finding) {
	from := p.at
	if p.src[from] != '"' {
		for i, c := range p.src[from:] {
			if c == ',' || c == '\r' {
				p.at = from + i
				return p.src[from:p.at], finding{}
			}
			if c == '"' {
				break
			}
		}
		return nil, finding{from, "a field that does not end"}
	}
	for i := from + 1; i < len(p.src); i++ {
		if p.src[i] != '"' {
			continue
		}
		if i+1 < len(p.src) && p.src[i+1] == '"' {
			i++
			continue
		}
		if p.at = i + 1; p.at < len(p.src) && (p.src[p.at] == ',' || p.src[p.at] == '\r') {
			return p.src[from+1 : i], finding{}
		}
		break
	}
	return nil, finding{from, "quotation marks that do not match"}
}

// beginsFormula reports whether a spreadsheet could take a field, or a part of
// it behind a semicolon or a line end, for a formula.
func beginsFormula(field []byte) bool {
	for len(field) > 0 {
		end := 0
		for end < len(field) && field[end] != ';' && field[end] != '\n' {
			end++
		}
		if part := field[:end]; end > 0 && !beginsWord[part[0]] && isFormula(part) {
			return true
		}
		field = field[min(end+1, len(field)):]
	}
	return false
}

// beginsWord are bytes with which no formula begins, nor what spreadsheets drop
// before one: ASCII letters and digits, and the first bytes of all from U+0100
// to U+07FF and from U+4000 to U+CFFF.
var beginsWord = func() (table [256]bool) {
	for c := range table {
		table[c] = isLetter(byte(c)) || '0' <= c && c <= '9' || 0xC4 <= c && c <= 0xDF || 0xE4 <= c && c <= 0xEC
	}
	return table
}()

func isFormula(part []byte) bool {
	part = bytes.TrimLeft(part, " \"\u00A0\u3000\u200B\uFEFF")
	for _, sign := range [...]string{"=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"} {
		if bytes.HasPrefix(part, []byte(sign)) && !isNegative(part) {
			return true
		}
	}
	return false
}

// isNegative reports whether a part is a negative number and nothing else.
func isNegative(part []byte) bool {
	part = bytes.TrimRight(part, "\r")
	return len(part) > 1 && part[0] == '-' && scanJSON(part) < 0
}

// calendarParts are the components of a calendar of ours; an alarm is none.
var calendarParts = strings.Fields("VCALENDAR VEVENT VTIMEZONE STANDARD DAYLIGHT")

// calendar looks at a calendar (RFC 5545): lines of at most 75 octets, each a
// property that is known, components within each other.
func (p *parser) calendar() finding {
	if f := p.lines(); f.what != "" {
		return f
	}
	for p.at < len(p.src) {
		from := p.at
		end := bytes.Index(p.src[from:], []byte("\r\n"))
		if end < 0 {
			return finding{from, "a line that does not end"}
		}
		line := p.src[from : from+end]
		if p.at += end + 2; len(line) > 75 {
			return finding{from, "a line of more than 75 octets"}
		}
		if f := p.calendarLine(from, line); f.what != "" {
			return f
		}
	}
	if len(p.open) > 0 || p.count == 0 {
		return finding{len(p.src), "the end of a calendar that is not complete"}
	}
	return finding{}
}

func (p *parser) calendarLine(at int, line []byte) finding {
	if invalidAt(line) < len(line) {
		return finding{at, "half a character"}
	}
	if len(line) > 0 && line[0] == ' ' && len(p.open) > 0 {
		return finding{} // the rest of the property before it
	}
	name, value, ok := bytes.Cut(line, []byte(":"))
	name, parameters, _ := bytes.Cut(name, []byte(";"))
	switch {
	case !ok || !calendarProperties[string(name)] || !areParameters(parameters):
		return finding{at, "a line that is no property of an event"}
	case string(name) == "BEGIN":
		return p.begin(at, value)
	case len(p.open) == 0:
		return finding{at, "a line outside of the calendar"}
	case string(name) == "END":
		p.tag = tag{name: value, at: at, end: true, attributes: p.tag.attributes}
		return p.enter()
	case string(name) == "URL" && !isWeb(value):
		return finding{at, "an address that is not of the web"}
	}
	return finding{}
}

// areParameters reports whether a property has none but the three of ours.
func areParameters(list []byte) bool {
	if len(list) == 0 {
		return true
	}
	for parameter := range bytes.SplitSeq(list, []byte(";")) {
		switch name, _, _ := bytes.Cut(parameter, []byte("=")); string(name) {
		case "LANGUAGE", "VALUE", "TZID":
		default:
			return false
		}
	}
	return true
}

func (p *parser) begin(at int, component []byte) finding {
	for _, known := range calendarParts {
		if string(component) == known && (known == "VCALENDAR") == (p.count == 0) {
			p.count++
			p.tag = tag{name: component, at: at, attributes: p.tag.attributes}
			return p.enter()
		}
	}
	return finding{at, "a component that has no place in a calendar"}
}

// calendarProperties are those that our events have: none that attaches, rings
// or calls.
var calendarProperties = setOf(`BEGIN END VERSION PRODID CALSCALE METHOD NAME X-WR-CALNAME TZID TZNAME TZOFFSETFROM
	TZOFFSETTO DTSTART DTEND DTSTAMP UID SUMMARY DESCRIPTION LOCATION URL CATEGORIES TRANSP LAST-MODIFIED SEQUENCE`)
