package inspect

import (
	"bytes"
	"sync"
)

// parser reads one file. Its buffers are used again for other files.
type parser struct {
	src      []byte
	at       int
	next     int // the first "<" behind that of the tag that was read last; -1 before all
	redirect bool
	script   string // the address of the one that a page may load
	strict   bool   // markup is XML: names as written, every value between quotation marks

	tag     tag
	open    [][]byte // names of the elements that are open
	count   int      // of start tags so far
	drawing int      // elements open when an <svg> began; 0 outside of one
	decoded []byte
	tight   []byte // a policy that was found to be: other pages have the same
}

// tag is the tag that was read last.
type tag struct {
	name       []byte
	at         int // of its "<"
	end        bool
	empty      bool // ends with "/>"
	attributes []attribute
}

// attribute is one of a tag: where its name stands, and its value as written,
// without quotation marks. There are so many that they hold no pointers.
type attribute struct {
	name, value span
}

// span is a part of the file.
type span struct{ from, to int }

func (p *parser) of(s span) []byte { return p.src[s.from:s.to] }

var parsers = sync.Pool{New: func() any { return new(parser) }}

// with reads bytes with a parser of the pool.
func (o Output) with(b []byte, check func(*parser) finding) finding {
	p := parsers.Get().(*parser)
	*p = parser{src: b, next: -1, redirect: o.Redirect, script: o.Script, tag: tag{attributes: p.tag.attributes[:0]}, open: p.open[:0], decoded: p.decoded[:0], tight: p.tight}
	f := check(p)
	p.src, p.tag.name = nil, nil
	clear(p.open[:cap(p.open)])
	parsers.Put(p)
	return f
}

// seek finds the first "<" from an offset on.
func (p *parser) seek(from int) {
	if p.next = bytes.IndexByte(p.src[from:], '<'); p.next < 0 {
		p.next = len(p.src)
	} else {
		p.next += from
	}
}

// deepest is how many elements may stand within each other: browsers close what
// is deeper than 512 in ways of their own.
const deepest = 400

// readTag reads the tag whose "<" stands at p.at, and goes behind it.
func (p *parser) readTag() finding {
	t := &p.tag
	t.at, t.end, t.empty, t.attributes = p.at, false, false, t.attributes[:0]
	i := p.at + 1
	if i < len(p.src) && p.src[i] == '/' {
		t.end = true
		i++
	}
	from := i
	for i < len(p.src) && isName[p.src[i]] {
		i++
	}
	if t.name = p.src[from:i]; len(t.name) == 0 || !isLetter(t.name[0]) {
		return finding{p.at, "a < that begins no tag"}
	}
	p.seek(i)
	for i < len(p.src) {
		before := i
		for i < len(p.src) && isSpace(p.src[i]) {
			i++
		}
		switch {
		case i == len(p.src):
		case p.src[i] == '>':
			p.at = i + 1
			return finding{}
		case p.src[i] == '/' && i+1 < len(p.src) && p.src[i+1] == '>' && !t.end:
			t.empty = true
			i++
			continue
		case t.end || t.empty || before == i:
			return finding{i, "a tag that is not closed in its place"}
		default:
			next, f := p.readAttribute(i)
			if f.what != "" {
				return f
			}
			i = next
		}
	}
	return finding{p.at, "a tag that is never closed"}
}

// readAttribute reads the attribute at i, and returns where it ends.
func (p *parser) readAttribute(i int) (int, finding) {
	src, at := p.src, i
	for i < len(src) && isName[src[i]] {
		i++
	}
	a := attribute{name: span{at, i}}
	name := src[at:i]
	if len(name) == 0 || !isLetter(name[0]) {
		return i, finding{at, "an attribute that has no name"}
	}
	for _, other := range p.tag.attributes {
		if other.name.to-other.name.from == len(name) && bytes.EqualFold(p.of(other.name), name) {
			return i, finding{at, "an attribute that the tag has already"}
		}
	}
	if i < len(src) && src[i] == '=' {
		from := i + 1
		if i = p.valueEnd(from); i < 0 {
			return 0, finding{at, "a value that is not closed"}
		}
		if p.next < i {
			return i, finding{at, "a < in a value"}
		}
		if a.value = (span{from, i}); src[from] == '"' || src[from] == '\'' {
			a.value = span{from + 1, i - 1}
		}
	} else if p.strict {
		return i, finding{at, "an attribute without a value"}
	}
	p.tag.attributes = append(p.tag.attributes, a)
	return i, finding{}
}

// valueEnd returns the offset behind the value at from, or -1.
func (p *parser) valueEnd(from int) int {
	if from == len(p.src) {
		return -1
	}
	if quote := p.src[from]; quote == '"' || quote == '\'' {
		if i := bytes.IndexByte(p.src[from+1:], quote); i >= 0 {
			return from + 1 + i + 1
		}
		return -1
	}
	i := from
	for i < len(p.src) && isBare[p.src[i]] {
		i++
	}
	if i == from || p.strict {
		return -1
	}
	return i
}

// value returns the value of an attribute of the tag, whose name is in small
// letters. HTML takes capitals for them.
func (p *parser) value(name string) ([]byte, bool) {
	for _, a := range p.tag.attributes {
		if is := p.of(a.name); len(is) == len(name) && (string(is) == name || !p.strict && bytes.EqualFold(is, []byte(name))) {
			return p.of(a.value), true
		}
	}
	return nil, false
}

// enter opens the element of the tag, or closes the one that is open.
func (p *parser) enter() finding {
	t := &p.tag
	switch last := len(p.open) - 1; {
	case t.end && (last < 0 || !bytes.Equal(p.open[last], t.name)):
		return finding{t.at, "an end tag that ends nothing"}
	case t.end:
		p.open = p.open[:last]
	case last+1 == deepest:
		return finding{t.at, "an element too deep within others"}
	default:
		p.open = append(p.open, t.name)
	}
	return finding{}
}

// isName are the bytes of names in HTML and XML, isBare those of a value
// without quotation marks.
var isName, isBare = func() (name, bare [256]bool) {
	for c := range 256 {
		name[c] = isLetter(byte(c)) || '0' <= c && c <= '9' || c == '-' || c == ':' || c == '_' || c == '.'
		bare[c] = c > ' ' && c < 0x7F && bytes.IndexByte([]byte("\"'`=<>"), byte(c)) < 0
	}
	return name, bare
}()

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
