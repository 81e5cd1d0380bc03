package preview

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"html"
	"net/http"
	"slices"
	"time"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/edit"
	"diglot/generator/internal/freshness"
	"diglot/generator/internal/source"
)

// acceptForm is where the forms of the dashboard are sent.
const acceptForm = own + "accept"

// seen identifies two texts as they are shown: what is accepted is what was
// looked at.
func (s *scene) seen(text, source string) string {
	return fmt.Sprintf("%s-%s", s.desk.State.Digest(text), s.desk.State.Digest(source))
}

// accept notes that a translation is up to date. A form is taken from our own
// pages only: they alone know the token, and a browser says from where it
// comes (Fetch, "Origin").
func (s *server) accept(w http.ResponseWriter, r *http.Request, now *scene) {
	r.Body = http.MaxBytesReader(w, r.Body, 16<<10)
	if s.write == nil || !s.isOurs(r) {
		text(w, r, http.StatusForbidden, "The preview takes the forms of its own pages only.")
		return
	}
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

// isOurs reports whether a form was sent by one of our own pages.
func (s *server) isOurs(r *http.Request) bool {
	from := r.Header.Get("Sec-Fetch-Site") // older browsers say nothing
	return slices.Equal(r.Header["Origin"], []string{"http://" + r.Host}) && (from == "" || from == "same-origin") &&
		subtle.ConstantTimeCompare([]byte(r.PostFormValue("token")), []byte(s.token)) == 1
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
		for _, file := range problemsOf(unsound.Found, diag.Printer{Language: s.say}) {
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
