package cli

import (
	"errors"
	"os"
	"slices"
	"strings"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/output"
	"diglot/generator/internal/source"
)

// language is the one in which the terminal speaks: --lang, else DIGLOT_LANG,
// else the first of LC_ALL, LC_MESSAGES and LANG that is set (POSIX, 8.2), else
// English. A wrong name that was given to this program alone is an error of
// usage; the locale may be any.
func (s *settings) language() (diag.Language, error) {
	for _, given := range []string{s.lang, os.Getenv("DIGLOT_LANG")} {
		if given == "" {
			continue
		}
		l, ok := diag.LanguageOf(given)
		if !ok {
			return l, usage(l, "choice", "flag", "lang", "words", orList(l, diag.Languages()), "given", given)
		}
		return l, nil
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale := os.Getenv(name); locale != "" {
			l, _ := diag.LanguageOf(locale)
			return l, nil
		}
	}
	return diag.English, nil
}

// words is the language, where a wrong name has been told already.
func (s *settings) words() diag.Language {
	l, _ := s.language()
	return l
}

// say returns a phrase with facts in its places.
func (s *settings) say(phrase string, facts ...string) string { return s.words().Say(phrase, facts...) }

// usage is an error of usage, said in a phrase.
func usage(l diag.Language, phrase string, facts ...string) error {
	return errors.New(l.Say(phrase, facts...))
}

// failed is a failure of the machine that a phrase frames.
func (s *settings) failed(phrase string, reason error) error {
	return failure{&framed{s.say(phrase, "reason", s.reason(reason)), reason}}
}

type framed struct {
	text string
	error
}

func (f *framed) Error() string { return f.text }
func (f *framed) Unwrap() error { return f.error }

// again is the failure of a build below which a file was changed.
func (s *settings) again(changed *source.ChangedError) error {
	return failure{&framed{s.say("run-again", "file", changed.Path), changed}}
}

// unpublished is a failure to publish, in words where a folder is refused.
func (s *settings) unpublished(err error) error {
	l := s.words()
	text, ok := "", false
	wrong := false // the flag names a folder that cannot be meant
	if e, refused := errors.AsType[*output.FolderError](err); refused {
		wrong = slices.Contains([]output.FolderReason{output.NoFolder, output.NotFolder, output.Protected, output.InSource}, e.Reason)
		const few = 5
		names := l.List(e.Names[:min(few, len(e.Names))])
		if more := len(e.Names) - few; more > 0 {
			names += " " + l.Count(more, "more")
		}
		text, ok = l.Refusal(string(e.Reason), "folder", e.Folder, "names", names)
	} else if e, held := errors.AsType[*output.LockedError](err); held {
		text, ok = l.Refusal("locked", "file", e.File)
	}
	if ok {
		err = &framed{text, err}
	}
	if wrong {
		return err
	}
	return failure{err}
}

// orList writes words as a list of which one is to be chosen.
func orList(l diag.Language, words []string) string {
	last := len(words) - 1
	return l.Say("or", "words", strings.TrimSpace(l.List(words[:last])), "last", words[last])
}
