// Package align lays the texts of two languages side by side, block by block,
// and says of each block whether its translation is still that of today's text.
// It is pure: it knows texts as sequences of blocks, nothing of records, of
// pages or of the clock.
//
// A translation that was accepted notes which text it was made from, one short
// hash a block. The longest common subsequence of today's blocks and these
// hashes tells what has become of each. Without such a note texts of the same
// sequence of kinds are paired by position, others by their headings.
//
// Whatever the texts, every block of both stands in exactly one row, and the
// time is bounded by the square of what differs, up to a limit, and grows with
// the texts beyond it.
package align

import (
	"hash/fnv"

	"diglot/generator/internal/markdown"
)

// Block is a block of a text that has words of its own.
type Block struct {
	Kind  markdown.BlockKind
	Level int8   // of a heading
	Line  int32  // of the file, on which it begins
	ID    string // of a heading, where its author wrote one
	Hash  uint64 // of its words, see markdown.Block
}

// Blocks returns the blocks of a text, in its order: all but thematic breaks
// and those that only hold others.
func Blocks(body *markdown.Body) []Block {
	list := make([]Block, 0, len(body.Blocks))
	next := 0 // among the headings: those within quotations are no blocks
	for i := range body.Blocks {
		b := &body.Blocks[i]
		if !Counts(b.Kind) {
			continue
		}
		made := Block{Kind: b.Kind, Level: b.Level, Line: b.Span.Line, Hash: b.Hash}
		if b.Kind == markdown.HeadingBlock {
			for next < len(body.Headings) && body.Headings[next].ID != b.ID {
				next++
			}
			if next < len(body.Headings) && body.Headings[next].Explicit {
				made.ID = b.ID
			}
		}
		list = append(list, made)
	}
	return list
}

// Counts reports whether a block is one of those that Blocks returns.
func Counts(k markdown.BlockKind) bool { return !k.Container() && k != markdown.Rule }

// A State says what has become of a block of the source since its translation
// was accepted.
type State uint8

const (
	Current State = iota // as it was; without a note of the source, all that is known
	Changed              // its words are others
	Added                // it is new: it has no translation
	Removed              // it is no more: only its translation is there
	Moved                // its words are the same, at another place
)

func (s State) String() string {
	return [...]string{"current", "changed", "added", "removed", "moved"}[s]
}

// Row is a block of the source beside its translation: their indexes, or -1
// where one has no counterpart.
type Row struct {
	Source, Target int
	State          State
}

// Stale reports whether anything has become of the source.
func Stale(rows []Row) bool {
	for _, r := range rows {
		if r.State != Current {
			return true
		}
	}
	return false
}

// Parting returns the first index at which the kinds of two texts differ, or -1
// where their sequences are equal.
func Parting(a, b []Block) int {
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || alike(&a[i]) != alike(&b[i]) {
			return i
		}
	}
	return -1
}

// Pair aligns two texts of which neither notes that it was made from the other:
// by position where their kinds are in the same sequence, else by headings
// (those with the same written id first, then by level and order), and between
// these by kind. The state of a row says only which side it lacks.
func Pair(source, target []Block) []Row {
	p := newPairing(len(source), len(target))
	if Parting(source, target) < 0 {
		for i := range source {
			p.join(i, i, Current)
		}
		return p.rows()
	}
	whole := span{0, len(source), 0, len(target)}
	p.match(whole, Current, keys(source, named), keys(target, named))
	for _, of := range []func(*Block) key{ranked, kindred} {
		a, b := keys(source, of), keys(target, of)
		p.within(whole, func(s span) { p.match(s, Current, a, b) })
	}
	return p.rows()
}

func keys(blocks []Block, of func(*Block) key) []key {
	list := make([]key, len(blocks))
	for i := range blocks {
		list[i] = of(&blocks[i])
	}
	return list
}

// named is the key of a heading by the id that its author wrote.
func named(b *Block) key {
	if b.ID == "" {
		return 0
	}
	h := fnv.New64a()
	h.Write([]byte(b.ID))
	return key(h.Sum64())
}

// ranked is the key of a heading by its level.
func ranked(b *Block) key { return key(b.Level) }

// kindred is the key of any other block by its kind.
func kindred(b *Block) key {
	if b.Kind == markdown.HeadingBlock {
		return 0
	}
	return kindOf(b)
}

// kindOf is the key of a block by its kind.
func kindOf(b *Block) key { return 1 + key(b.Kind) }

// alike is the key of a block by kind and level.
func alike(b *Block) key { return 1 + key(b.Kind)<<8 + key(b.Level) }

// markKey is the key of a block by its words.
func markKey(b *Block) key { return 1 + key(markOf(b.Hash)) }

const wordless key = 1 // that of a picture without a caption

// Compare aligns a translation with its source of today, by the marks of the
// source that the translation was made from, and says what has become of each
// block. Where the translation has as many blocks as there are marks, a block
// is the translation of what its mark stands for, and only blocks of one kind are
// taken for each other. Else somebody has changed its
// blocks since: the texts are paired as they are, and fit is false.
func Compare(source, target []Block, marks []Mark) (rows []Row, fit bool) {
	p := newPairing(len(source), len(marks))
	fit = len(marks) == len(target)
	whole := span{0, len(source), 0, len(marks)}
	now, then := keys(source, markKey), make([]key, len(marks))
	for j, m := range marks {
		then[j] = 1 + key(m)
	}
	p.match(whole, Current, now, then)
	p.moved(now, then)
	if fit {
		for _, of := range []func(*Block) key{alike, kindOf} {
			a, b := keys(source, of), keys(target, of)
			p.within(whole, func(s span) { p.match(s, Changed, a, b) })
		}
		return p.rows(), true
	}
	p.within(whole, func(s span) { p.inTurn(s, Changed) })
	return restated(Pair(source, target), p.states), false
}

// restated gives rows the states that are known of their sources. A pair stands
// for a block that is new only in that its translation came with it unaccepted.
func restated(rows []Row, states []State) []Row {
	for k := range rows {
		if r := &rows[k]; r.Source >= 0 && r.Target >= 0 {
			if r.State = states[r.Source]; r.State == Added {
				r.State = Changed
			}
		}
	}
	return rows
}
