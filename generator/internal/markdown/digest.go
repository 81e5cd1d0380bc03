package markdown

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The parameters of the 64-bit FNV-1a hash.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// digest hashes the words of a block as they are written, see Block.Hash.
type digest struct {
	sum   uint64
	words int
	last  uint8 // class of the last word or character
	some  bool  // something has been hashed
	open  bool  // nothing stands behind the last word yet: it may go on
}

// add takes more of the block's text.
func (d *digest) add(text []byte) {
	before, normal := *d, false
	if !d.some {
		d.sum = fnvOffset
	}
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(text[i:])
		}
		if !normal && mayCompose(r) {
			if normal = norm.NFC.IsNormal(text); !normal {
				*d = before
				d.add(norm.NFC.Bytes(text))
				return
			}
		}
		switch class := classOf(r); class {
		case gap:
			d.open = false
		case word, han:
			d.take(class, text[i:i+size])
		}
		i += size
	}
	if !d.some {
		d.sum = 0
	}
}

// take hashes one character of a word.
func (d *digest) take(class uint8, char []byte) {
	if class == han || d.last == han || !d.open {
		d.words++
	}
	sum := d.sum
	if d.some && !d.open && d.last == word && class == word {
		sum = (sum ^ ' ') * fnvPrime
	}
	for _, b := range char {
		sum = (sum ^ uint64(b)) * fnvPrime
	}
	d.sum, d.last, d.open, d.some = sum, class, true, true
}

// mayCompose reports whether a character may be changed by NFC, or change one
// before it. The ranges that are told apart are those that texts consist of.
func mayCompose(r rune) bool {
	switch {
	case r < 0x300, r >= 0x400 && r <= 0x482, r >= 0x4E00 && r <= 0x9FFF:
		return false
	}
	return (r < 0x2010 || r > 0x2027) && (r < 0x3000 || r > 0x3029) && (r < 0xFF00 || r > 0xFF5F)
}

// rest ends a word, as the end of a line or paragraph does.
func (d *digest) rest() { d.open = false }
