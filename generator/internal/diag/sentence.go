package diag

import "strings"

// Message says what is wrong, in one sentence of the catalogue with the facts
// of the case put in. The facts are the author's own text: whoever prints the
// sentence makes it safe for the place.
func Message(d Diagnostic) string { return fill(d.Code.entry().message, d) }

// Fix says how to mend it: with the exact text where there is one, else the
// catalogue's advice, or "".
func Fix(d Diagnostic) string {
	e := d.Code.entry()
	exact, _, _ := strings.Cut(e.fix, either)
	switch hasPlace := strings.Contains(exact, "{fix}"); {
	case d.Fix != "" && !hasPlace:
		return d.Fix
	case d.Fix != "":
		return fill(exact, d)
	case strings.Contains(e.advice(), "{fix}"):
		return ""
	}
	return fill(e.advice(), d)
}

// Because says why it matters, or "" where that is plain.
func Because(d Diagnostic) string { return fill(d.Code.entry().because, d) }

// fill puts the facts in the places of a sentence, which are names in braces.
// A fact may hold braces of its own: it is not looked at again. A place without
// a fact stays as it is, so that it is noticed.
func fill(sentence string, d Diagnostic) string {
	var b strings.Builder
	for {
		before, rest, open := strings.Cut(sentence, "{")
		name, after, closed := strings.Cut(rest, "}")
		b.WriteString(before)
		switch value, ok := d.fact(name); {
		case !open:
			return b.String()
		case closed && ok:
			b.WriteString(value)
			sentence = after
		default:
			b.WriteByte('{')
			sentence = rest
		}
	}
}

func (d Diagnostic) fact(name string) (string, bool) {
	if name == "fix" {
		return d.Fix, true
	}
	for _, a := range d.Args {
		if a.Name == name {
			return a.Value, true
		}
	}
	return "", false
}

// notes say what a related place has to do with the finding.
var notes = []struct{ key, text string }{
	{"also-stated", "also stated here"},
	{"held-back", "held back here"},
	{"changed-since", "changed since"},
	{"parts-here", "the other text has this"},
	{"also-claimed", "also claimed here"},
	{"partner", "its partner"},
	{"text-begins", "the text seems to begin here"},
}

// note returns the words for a key of notes. A key that has none yet is
// readable by itself.
func note(key string) string {
	for _, n := range notes {
		if n.key == key {
			return n.text
		}
	}
	return strings.ReplaceAll(key, "-", " ")
}
