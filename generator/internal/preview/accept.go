package preview

import (
	"errors"
	"fmt"
	"html"
	"net/http"
	"time"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/edit"
	"diglot/generator/internal/freshness"
	"diglot/generator/internal/source"
)

// seen identifies two texts as they are shown: what is accepted is what was
// looked at.
func (s *scene) seen(text, source string) string {
	return fmt.Sprintf("%x-%x", s.desk.State.Mark(text), s.desk.State.Mark(source))
}

// accept notes that a translation is up to date.
func (s *server) accept(w http.ResponseWriter, r *http.Request, now *scene) {
	board := boardOf(r.PostFormValue("board"))
	if _, ok := now.boards[board]; !ok {
		board = own
	}
	if err := s.note(r, now); err != nil {
		send(w, r, http.StatusConflict, "text/html; charset=utf-8", now.unaccepted(err, board))
		return
	}
	const patience = 3 * time.Second // the next Run is over long before
	select {
	case <-now.gone:
	case <-time.After(patience):
	case <-r.Context().Done():
	}
	http.Redirect(w, r, board, http.StatusSeeOther)
}

// note does what the command accept does.
func (s *server) note(r *http.Request, now *scene) error {
	file := r.PostFormValue("file")
	pairs, err := now.desk.Pairs(file, r.PostFormValue("from"))
	if err != nil {
		return err
	}
	if now.seen(pairs[0].Text.File, pairs[0].Source.File) != r.PostFormValue("seen") {
		return &source.ChangedError{Path: file}
	}
	plan, _, err := now.desk.Accept(pairs, now.desk.State.Graph().Today)
	if err != nil || len(plan.Edits) == 0 {
		return err
	}
	return s.write(r.Context(), plan)
}

// unaccepted says why a translation was not accepted.
func (s *scene) unaccepted(err error, board string) []byte {
	b := sheet{scene: s}
	b.begin(s.say)
	b.text("h1", s.say.Say("serve-unaccepted-why"))
	if unsound, ok := errors.AsType[*freshness.UnsoundError](err); ok {
		for _, file := range problemsOf(unsound.Found, diag.Printer{Language: s.say}, func(string) bool { return false }) {
			for _, p := range file.List {
				b.said(p)
			}
		}
	} else if refused, ok := errors.AsType[*edit.Refused](err); ok {
		b.text("p", s.say.Say(refused.Phrase, refused.Facts...))
	} else if changed, ok := errors.AsType[*source.ChangedError](err); ok {
		b.text("p", s.say.Say("serve-changed", "file", changed.Path))
	} else {
		b.text("p", err.Error())
	}
	fmt.Fprintf(&b, "<p><a href=\"%s\">%s</a></p>\n", board, html.EscapeString(s.say.Say("serve-back")))
	b.end()
	return []byte(b.String())
}
