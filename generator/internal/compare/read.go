package compare

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"diglot/generator/internal/align"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
)

// What a character may begin or be. Most characters are letters of which
// nothing is to be said, and cost one look at the table.
const (
	digit uint8 = 1 << iota
	slip
	initial  // of a name
	latin    // letter
	cyrillic // letter
	mark     // of a quotation, or the end of a block
)

// Reader reads the texts of one language. It never changes and serves many
// goroutines at once.
type Reader struct {
	classes [1 << 16]uint8
	within  [1 << 7]bool    // of U+0400 to U+047F those of which nothing is to be said behind another letter of theirs
	stirs   [1 << 10]uint64 // by bits, the characters that have a class: most of Chinese have none, and few lines of memory know it
	figures *lang.Figures
	slips   map[rune]lang.Slip
	names   *Names
	script  lang.Script
	markers []string          // of languages, in addresses and names of files
	kinds   map[string]string // by section
}

// Language is what a Reader must know of a site's language.
type Language struct{ Key, Tag, Country string }

// NewReader makes the reader of one of the site's languages. Kinds are those of
// records, by the section in which they live.
func NewReader(own Language, all []Language, names *Names, kinds map[string]string) *Reader {
	r := &Reader{figures: lang.FiguresOf(own.Tag), slips: lang.Slips(own.Tag), names: names, script: lang.ScriptOf(own.Tag), kinds: kinds}
	for _, l := range all {
		r.markers = append(r.markers, markersOf(l)...)
	}
	for c := range rune(0x530) { // Latin and Cyrillic
		r.classes[c] = r.class(c)
	}
	for _, c := range marks + lang.FigureLetters {
		r.classes[c] = r.class(c)
	}
	for c := range r.slips {
		r.classes[c] = r.class(c)
	}
	for c := range r.names.first {
		r.classes[c&0xFFFF] |= r.class(c & 0xFFFF)
	}
	for c := range r.within {
		r.within[c] = r.classes[0x400+c]&^initial == cyrillic
	}
	for c, bits := range r.classes {
		if bits != 0 {
			r.stirs[c/64] |= 1 << (c % 64)
		}
	}
	return r
}

const marks = "«»„“”\"《》「」『』\x00"

// markersOf are the ways in which an address says that it is of a language.
func markersOf(l Language) []string {
	base, _, _ := strings.Cut(l.Tag, "-")
	list := []string{strings.ToLower(l.Key), strings.ToLower(l.Tag), base}
	if l.Country != "" {
		list = append(list, strings.ToLower(l.Country), base+"-"+strings.ToLower(l.Country), base+"_"+strings.ToLower(l.Country))
	}
	return list
}

func (r *Reader) class(c rune) (bits uint8) {
	switch {
	case unicode.Is(unicode.Latin, c):
		bits = latin
	case unicode.Is(unicode.Cyrillic, c):
		bits = cyrillic
	case strings.ContainsRune(marks, c):
		bits = mark
	}
	if r.figures != nil && (c >= '0' && c <= '9' || r.figures.IsFigure(c)) {
		bits |= digit
	}
	if _, ok := r.slips[c]; ok {
		bits |= slip
	}
	if r.names.first[c] {
		bits |= initial
	}
	return bits
}

// pass is one reading of a text.
type pass struct {
	*Reader
	t       *Text
	text    []byte
	out     Reading
	figs    []lang.Figure
	piece   int     // of the body, in which the last fact stood
	blocks  []int32 // of package align, by those of the body
	quoted  int     // depth of quotation marks
	low     int     // of them, those that began below the line
	skipped int     // up to here findings were made already
}

// scan goes through the running text once.
func (p *pass) scan() {
	const letter = latin | cyrillic
	last := uint8(0)
	text := p.text
	for i := 0; i < len(text); {
		if last&letter == cyrillic {
			for i+1 < len(text) && text[i]|1 == 0xD1 && p.within[text[i]&1<<6|text[i+1]&0x3F] {
				i += 2
			}
		}
		for i+2 < len(text) && text[i]-0xE3 <= 0xE9-0xE3 && !p.stirring(text[i:]) { // U+3000 to U+9FFF
			i, last = i+3, 0
		}
		if i == len(text) {
			break
		}
		r, size := rune(text[i]), 1
		switch {
		case r < utf8.RuneSelf:
		case r < 0xE0 && i+1 < len(text): // Cyrillic
			r, size = r&0x1F<<6|rune(text[i+1]&0x3F), 2
		default:
			r, size = decode(text[i:])
		}
		i, last = p.step(i, size, r, last)
	}
}

// step takes the character at i behind one of other classes, and returns where to
// go on, and its own classes.
func (p *pass) step(i, size int, r rune, last uint8) (int, uint8) {
	const letter = latin | cyrillic
	bits := uint8(0)
	if r < 1<<16 {
		bits = p.classes[r]
	}
	todo := bits &^ letter
	if todo == initial && bits&letter != 0 && last&letter != 0 {
		todo = 0 // within a word
	}
	if todo != 0 || (bits|last)&letter == letter {
		if end := p.look(i, size, r, todo, bits, last); end > i {
			return end, 0
		}
	}
	return i + size, bits
}

// stirring reports whether a character of three bytes has a class.
func (r *Reader) stirring(char []byte) bool {
	_ = char[2]
	c := uint(char[0]&0x0F)<<12 | uint(char[1]&0x3F)<<6 | uint(char[2]&0x3F)
	return r.stirs[c/64]>>(c%64)&1 != 0
}

// decode is utf8.DecodeRune of text that is known to be UTF-8.
func decode(b []byte) (rune, int) {
	switch {
	case b[0] < utf8.RuneSelf:
		return rune(b[0]), 1
	case b[0] < 0xE0 && len(b) > 1:
		return rune(b[0]&0x1F)<<6 | rune(b[1]&0x3F), 2
	case b[0] < 0xF0 && len(b) > 2:
		return rune(b[0]&0x0F)<<12 | rune(b[1]&0x3F)<<6 | rune(b[2]&0x3F), 3
	}
	return utf8.DecodeRune(b)
}

// look looks at a character closely. It returns where to go on, or i.
func (p *pass) look(i, size int, r rune, todo, bits, last uint8) int {
	switch {
	case todo&mark != 0:
		p.quote(r)
	case todo&digit != 0 && p.figures != nil:
		var end int
		p.figs, end = p.figures.At(p.figs[:0], p.text, i)
		for _, f := range p.figs {
			p.fact(Fact{kind: figureFact, form: f.Kind, sure: f.Sure, value: f.Value}, f.Start, f.End)
		}
		if todo&(slip|initial) == 0 {
			return end
		}
	}
	if i < p.skipped {
		return i
	}
	if bits&(latin|cyrillic) != 0 && last&(latin|cyrillic) != 0 && bits&last&(latin|cyrillic) == 0 {
		p.mixed(i)
	}
	if todo&initial != 0 {
		p.name(i, r)
	}
	if todo&slip != 0 && i >= p.skipped {
		p.slip(i, size, r)
	}
	return i
}

// quote counts the quotations that are open.
func (p *pass) quote(r rune) {
	switch r {
	case 0:
		p.quoted, p.low = 0, 0
	case '„':
		p.quoted, p.low = p.quoted+1, p.low+1
	case '“':
		if p.low > 0 {
			p.quoted, p.low = p.quoted-1, p.low-1
		} else {
			p.quoted++
		}
	case '"':
		p.quoted ^= 1
	case '«', '《', '「', '『':
		p.quoted++
	default:
		p.quoted = max(p.quoted-1, 0)
	}
}

// inQuotation reports whether what stands at an offset is somebody else's.
func (p *pass) inQuotation(i int) bool {
	return p.quoted > 0 || p.pieceAt(i) >= 0 && p.t.Body.Pieces[p.piece].Quoted
}

// pieceAt finds the piece of the body that holds an offset: most often the last
// one or one soon behind it.
func (p *pass) pieceAt(i int) int {
	pieces := p.t.Body.Pieces
	if p.piece >= len(pieces) || int(pieces[p.piece].At) > i {
		p.piece = 0
	}
	for p.piece+1 < len(pieces) && int(pieces[p.piece+1].At) <= i {
		p.piece++
	}
	if len(pieces) == 0 {
		return -1
	}
	return p.piece
}

// fact keeps a fact about the text from start to end, if it is asked for.
func (p *pass) fact(f Fact, start, end int) {
	if p.t.Alone {
		return
	}
	from, to := p.offsets(start, end)
	f.at, f.size = int32(from), int32(to-from)
	f.block = p.block(p.t.Body.Pieces[p.pieceAt(start)].Block)
	p.out.Facts = append(p.out.Facts, f)
}

// offsets are where a part of the text stands in the source. Where that has
// escapes, the part is looked for behind them.
func (p *pass) offsets(start, end int) (from, to int) {
	piece := p.t.Body.Pieces[p.pieceAt(start)]
	from = int(piece.Source) + start - int(piece.At)
	last := p.t.Body.Pieces[p.pieceAt(end-1)]
	to = int(last.Source) + end - int(last.At)
	src := p.t.Source
	if last == piece && from < len(src) && !bytes.HasPrefix(src[from:], p.text[start:end]) {
		if i := bytes.Index(src[from:], p.text[start:end]); i >= 0 {
			from, to = from+i, from+i+end-start
		}
	}
	to = min(to, len(src))
	return min(from, to), to
}

// block is the index among the blocks that package align has.
func (p *pass) block(of int32) int32 {
	if of < 0 {
		return 0
	}
	if len(p.blocks) == 0 {
		p.blocks = slices.Grow(p.blocks, len(p.t.Body.Blocks))[:len(p.t.Body.Blocks)]
		next := int32(0)
		for i := range p.t.Body.Blocks {
			p.blocks[i] = max(next-1, 0)
			if align.Counts(p.t.Body.Blocks[i].Kind) {
				p.blocks[i] = next
				next++
			}
		}
	}
	return p.blocks[of]
}

// report tells of the text from start to end.
func (p *pass) report(code diag.Code, start, end int, fix string, args ...string) {
	from, to := p.offsets(start, end)
	p.out.Found = append(p.out.Found, diag.New(code, place(p.t.File, string(p.t.Source), p.t.Line, from, to), args...).WithFix(fix))
	p.skipped = end
}

// word is the whole word around an offset.
func (p *pass) word(i int) (start, end int) {
	start, end = i, i
	for start > 0 {
		r, size := utf8.DecodeLastRune(p.text[:start])
		if !unicode.IsLetter(r) && !apostrophe(r) {
			break
		}
		start -= size
	}
	for end < len(p.text) {
		r, size := utf8.DecodeRune(p.text[end:])
		if !unicode.IsLetter(r) && !apostrophe(r) {
			break
		}
		end += size
	}
	return start, end
}

func apostrophe(r rune) bool { return r == '’' || r == 'ʼ' || r == '\'' }

// mixed looks at a word of two scripts.
func (p *pass) mixed(i int) {
	start, end := p.word(i)
	word := string(p.text[start:end])
	if meant, strange := lang.Unmixed(word, p.script); meant != "" {
		p.report("letters-mixed", start, end, meant, "text", word, "letters", strange)
	}
	p.skipped = max(p.skipped, end)
}

// alone looks at a Latin letter that is a word between two Cyrillic ones.
func (p *pass) alone(i int, right string) {
	if i < 2 || i+2 >= len(p.text) || !blank(p.text[i-1]) || !blank(p.text[i+1]) {
		return
	}
	before, _ := utf8.DecodeLastRune(p.text[:i-1])
	after, _ := utf8.DecodeRune(p.text[i+2:])
	if unicode.Is(unicode.Cyrillic, before) && unicode.Is(unicode.Cyrillic, after) {
		letter := string(p.text[i : i+1])
		p.report("letters-mixed", i, i+1, right, "text", letter, "letters", letter)
	}
}

func blank(c byte) bool { return c == ' ' || c == '\n' }

// name looks at what may be a name that the site has a rule for.
func (p *pass) name(i int, r rune) {
	f, end := p.names.at(p.text, i, r)
	switch {
	case f == nil:
	case f.write == "":
		p.fact(Fact{kind: nameFact, sure: true, value: f.value}, i, end)
	case !p.inQuotation(i):
		p.report("spelling-other", i, end, f.write, "text", string(p.text[i:end]))
	}
}

// slip looks at a character that does not belong into the language.
func (p *pass) slip(i, size int, r rune) {
	s := p.slips[r]
	switch {
	case s.Kind == lang.LoneLetter:
		p.alone(i, s.Right)
		return
	case s.Kind == lang.HalfWidthMark:
		before, _ := utf8.DecodeLastRune(p.text[:i])
		after, _ := utf8.DecodeRune(p.text[i+size:])
		if unicode.Is(unicode.Han, before) && unicode.Is(unicode.Han, after) {
			p.report("marks-halfwidth", i, i+size, s.Right, "text", string(r))
		}
		return
	case p.inQuotation(i):
		return
	case s.Kind == lang.TraditionalForm:
		p.report("characters-traditional", i, i+size, s.Right, "text", string(r))
		return
	}
	start, end := p.word(i)
	word := string(p.text[start:end])
	letters := strings.Map(func(r rune) rune {
		if p.slips[r].Kind == lang.AlienLetter {
			return r
		}
		return -1
	}, word)
	p.report("letters-alien", start, end, lang.Native(word), "text", word, "letters", letters)
}
