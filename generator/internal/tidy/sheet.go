package tidy

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"diglot/generator/internal/frontmatter"
	"diglot/generator/internal/record"
)

// sheet is a file as it is rearranged: in chunks of lines.
type sheet struct {
	path, lang, id string
	kind           *record.Kind
	src            []byte
	end            string // of its lines
	before         string // byte order mark and opening line; "" without front matter
	head           []string
	chunks         []chunk
	pending        []string // free lines whose entry has gone
	tail           []string
	after          string // closing line
	body           []byte
	regular        bool // every field begins a line of its own
	sorted         bool
	moved          []Move
}

// chunk is a field with its lines, and what stands above it: free lines, which
// blank lines keep apart from it, and the comment that is its own. A field that
// is commented out sleeps: all its lines are comment.
type chunk struct {
	key      string
	field    *record.Field
	free     []string
	comment  []string
	lines    []string
	sleeps   bool
	homeless bool // a fact that speaks no language
}

func (c chunk) commented() bool {
	return len(c.comment) > 0 || slices.ContainsFunc(c.lines, func(l string) bool { return strings.Contains(l, "#") })
}

// readSheet takes a file apart, which has no mistakes.
func readSheet(f File, c *record.Config) *sheet {
	origin, _ := record.OriginOf(f.Path, c)
	s := &sheet{path: f.Path, lang: origin.Lang, id: origin.ID, kind: origin.Kind, src: f.Bytes, end: "\n"}
	if line, _, ok := strings.Cut(string(f.Bytes), "\n"); ok && strings.HasSuffix(line, "\r") {
		s.end = "\r\n"
	}
	parts, _ := frontmatter.Split(f.Path, f.Bytes)
	if s.body = parts.Body; parts.Meta == nil {
		s.before, s.regular = string(f.Bytes[:len(f.Bytes)-len(parts.Body)]), true
		return s
	}
	at := bytes.Index(f.Bytes, []byte("\n")) + 1 // behind the opening line
	s.before = string(f.Bytes[:at])
	s.after = string(f.Bytes[at+len(parts.Meta) : len(f.Bytes)-len(parts.Body)])
	root, _ := frontmatter.Parse(f.Path, parts.MetaLine, parts.Meta)
	s.cut(strings.SplitAfter(string(parts.Meta), "\n"), root, parts.MetaLine)
	return s
}

// cut makes chunks of the lines of front matter.
func (s *sheet) cut(lines []string, root *frontmatter.Node, first int) {
	if n := len(lines); lines[n-1] == "" {
		lines = lines[:n-1]
	}
	fields := record.Ordered(s.kind)
	var starts []int
	for _, k := range root.Keys {
		starts = append(starts, int(k.KeySpan.Line)-first)
	}
	s.regular = !root.Flow && slices.IsSorted(starts) && len(slices.Compact(slices.Clone(starts))) == len(starts) &&
		!slices.ContainsFunc(root.Keys, func(k frontmatter.Key) bool { return k.KeySpan.Col != 1 })
	if !s.regular || len(starts) == 0 {
		s.tail = lines
		return
	}
	var free []string
	gap := lines[:starts[0]]
	for i, k := range root.Keys {
		next := len(lines)
		if i+1 < len(starts) {
			next = starts[i+1]
		}
		end := next
		for end > starts[i]+1 && isFree(lines[end-1]) {
			end--
		}
		f := fieldOf(fields, k.Key)
		c := chunk{key: k.Key, field: f, lines: lines[starts[i]:end], homeless: !speaks(f, k.Value)}
		c.free, c.comment = s.gap(gap, free, fields, i == 0)
		free = nil
		s.chunks = append(s.chunks, c)
		gap = lines[end:next]
	}
	s.tail, _ = s.gap(append(slices.Clone(gap), "\n"), nil, fields, false) // nothing follows that a comment could be of
	s.tail = s.tail[:len(s.tail)-1]
}

func fieldOf(fields []record.Field, key string) *record.Field {
	return &fields[slices.IndexFunc(fields, func(f record.Field) bool { return f.Key == key })]
}

// isFree reports whether a line belongs to no field: it is blank or a comment
// from its beginning on.
func isFree(line string) bool {
	return line[0] == '#' || strings.TrimSpace(line) == ""
}

// gap sorts the free lines before a field: its own comment stands directly above
// it; fields that are commented out become chunks; at the top of the file, the
// rest is the file's head.
func (s *sheet) gap(lines, free []string, fields []record.Field, top bool) (rest, comment []string) {
	last := len(lines)
	for last > 0 && lines[last-1][0] == '#' {
		last--
	}
	comment = lines[last:]
	for at := 0; at < last; {
		end := at
		for end < last && strings.TrimSpace(lines[end]) == "" {
			end++
		}
		blank := end
		for end < last && strings.TrimSpace(lines[end]) != "" {
			end++
		}
		if f := sleeping(lines[blank:end], fields); f != nil && !top {
			s.chunks = append(s.chunks, chunk{key: f.Key, field: f, free: append(free, lines[at:blank]...), lines: lines[blank:end], sleeps: true})
			free = nil
		} else {
			free = append(free, lines[at:end]...)
		}
		at = end
	}
	if top {
		s.head = free
		return nil, comment
	}
	return free, comment
}

var commentedOut = regexp.MustCompile(`^# ?([A-Za-z]+):`)

// sleeping returns the field that a paragraph of comment holds, commented out.
func sleeping(lines []string, fields []record.Field) *record.Field {
	for _, l := range lines {
		if m := commentedOut.FindStringSubmatch(l); m != nil {
			if i := slices.IndexFunc(fields, func(f record.Field) bool { return f.Key == m[1] }); i >= 0 {
				return &fields[i]
			}
		}
	}
	return nil
}

// sort puts the fields in the order of the schema, those that are commented out
// behind the others.
func (s *sheet) sort() {
	if !s.regular {
		return
	}
	fields := record.Ordered(s.kind)
	place := func(c chunk) int {
		i := slices.IndexFunc(fields, func(f record.Field) bool { return f.Key == c.key })
		if c.sleeps {
			i += len(fields)
		}
		return i
	}
	order := func(a, b chunk) int { return place(a) - place(b) }
	if s.sorted = !slices.IsSortedFunc(s.chunks, order); s.sorted {
		slices.SortStableFunc(s.chunks, order)
	}
}

// bytes puts the file together. Front matter of which nothing is left above a
// text is left out, unless a text that begins with hyphens would be taken for it.
func (s *sheet) bytes(trim bool) []byte {
	lines := slices.Clone(s.head)
	for _, c := range s.chunks {
		lines = slices.Concat(lines, c.free, c.comment, c.lines)
	}
	lines = slices.Concat(lines, s.pending, s.tail)
	if trim {
		lines = trimmed(lines)
	}
	mark := "" // of byte order
	if strings.HasPrefix(s.before, "\uFEFF") {
		mark = "\uFEFF"
	}
	before, after, text := s.before, s.after, strings.TrimSpace(string(s.body))
	switch {
	case len(lines) > 0 && after == "":
		before, after = mark+"---"+s.end, "---"+s.end
	case text != "" && len(lines) == 0 && len(s.moved) > 0 && !strings.HasPrefix(text, "---"):
		before, after = mark, ""
	}
	out := before + strings.Join(lines, "") + after + string(s.body)
	if trim && len(s.body) > 0 && !strings.HasSuffix(out, "\n") {
		out += s.end
	}
	return []byte(out)
}

// trimmed takes spaces from the ends of lines, and blank lines from the top and
// the bottom.
func trimmed(lines []string) []string {
	var list []string
	for _, l := range lines {
		text := strings.TrimRight(l, "\r\n")
		list = append(list, strings.TrimRight(text, " \t")+l[len(text):])
	}
	blank := func(l string) bool { return strings.TrimSpace(l) == "" }
	for len(list) > 0 && blank(list[0]) {
		list = list[1:]
	}
	for len(list) > 0 && blank(list[len(list)-1]) {
		list = list[:len(list)-1]
	}
	return list
}
