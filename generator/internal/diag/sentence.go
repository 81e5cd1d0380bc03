package diag

import (
	"slices"
	"strings"
)

// Message says what is wrong in English; see Language.Message.
func Message(d Diagnostic) string { return English.Message(d) }

// Fix says how to mend it in English; see Language.Fix.
func Fix(d Diagnostic) string { return English.Fix(d) }

// Because says why it matters in English, or "" where that is plain.
func Because(d Diagnostic) string { return English.Because(d) }

// Message says what is wrong, in one sentence of the catalogue with the facts
// of the case put in. The facts are the author's own text: whoever prints the
// sentence makes it safe for the place.
func (l Language) Message(d Diagnostic) string { return l.tell(l.entry(d.Code).message, d) }

// Fix says how to mend it: with the exact text where there is one, else with
// the first advice of the catalogue whose facts the case has, or "".
func (l Language) Fix(d Diagnostic) string {
	e := l.entry(d.Code)
	if d.Fix != "" && !strings.Contains(e.fix, "{fix}") {
		return d.Fix
	}
	for part := range strings.SplitSeq(e.fix, either) {
		if d.holds(part) {
			return l.tell(part, d)
		}
	}
	if strings.Contains(e.advice(), "{fix}") {
		return ""
	}
	return l.tell(e.advice(), d)
}

// holds reports whether the case has every fact that a sentence names.
func (d Diagnostic) holds(sentence string) bool {
	all := true
	fill(sentence, func(name string) (string, bool) {
		all = all && (name == "fix" && d.Fix != "" || name != "fix" && slices.ContainsFunc(d.Args, func(a Arg) bool { return a.Name == name }))
		return "", all
	})
	return all
}

// Because says why it matters, or "" where that is plain.
func (l Language) Because(d Diagnostic) string { return l.tell(l.entry(d.Code).because, d) }

// Severity returns the word for a severity.
func (l Language) Severity(s Severity) string { return l.word("phrases", s.String()) }

// entry is the row of a code with its sentences in the language.
func (l Language) entry(c Code) entry {
	e := c.entry()
	if l == English {
		return e
	}
	words := speeches[l]()[string(c)]
	for key, to := range map[string]*string{"problem": &e.message, "fix": &e.fix, "because": &e.because} {
		if text, ok := words.get(key); ok {
			*to = text
		}
	}
	return e
}

// tell puts the facts of the case into a sentence.
func (l Language) tell(sentence string, d Diagnostic) string {
	return fill(sentence, func(name string) (string, bool) {
		if name == "fix" {
			return d.Fix, true
		}
		for _, a := range d.Args {
			if a.Name == name {
				return l.value(name, a.Value), true
			}
		}
		return "", false
	})
}

// fill puts facts in the places of a sentence, which are names in braces. A
// fact may hold braces of its own: it is not looked at again. A place without a
// fact stays as it is, so that it is noticed.
func fill(sentence string, fact func(name string) (string, bool)) string {
	var b strings.Builder
	for {
		before, rest, open := strings.Cut(sentence, "{")
		name, after, closed := strings.Cut(rest, "}")
		b.WriteString(before)
		if !open {
			return b.String()
		}
		if value, ok := fact(name); closed && ok {
			b.WriteString(value)
			sentence = after
			continue
		}
		b.WriteByte('{')
		sentence = rest
	}
}

// note returns the words for what a related place has to do with the finding.
func (l Language) note(key string) string { return l.word("notes", key) }
