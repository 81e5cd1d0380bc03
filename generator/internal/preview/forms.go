package preview

import (
	"crypto/subtle"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The addresses to which our own pages send forms.
const (
	acceptForm = own + "accept"
	openForm   = own + "open"
)

// taker is what takes the forms that are sent to an address; nil where nothing
// does.
func (s *server) taker(address string) func(http.ResponseWriter, *http.Request, *scene) {
	switch {
	case address == acceptForm && s.write != nil:
		return s.accept
	case address == openForm && s.open != nil:
		return s.edit
	}
	return nil
}

// take takes a form of our own pages only: they alone know the token, and a
// browser says from where it comes (Fetch, "Origin").
func (s *server) take(w http.ResponseWriter, r *http.Request, now *scene) {
	r.Body = http.MaxBytesReader(w, r.Body, 16<<10)
	if !s.isOurs(r) {
		text(w, r, http.StatusForbidden, "The preview takes the forms of its own pages only.")
		return
	}
	s.taker(r.URL.Path)(w, r, now)
}

// isOurs reports whether a form was sent by one of our own pages.
func (s *server) isOurs(r *http.Request) bool {
	from := r.Header.Get("Sec-Fetch-Site") // older browsers say nothing
	return slices.Equal(r.Header["Origin"], []string{"http://" + r.Host}) && (from == "" || from == "same-origin") &&
		subtle.ConstantTimeCompare([]byte(r.PostFormValue("token")), []byte(s.token)) == 1
}

// edit opens a text of the site in the author's editor, at a line. An answer
// without a page leaves the browser where it is.
func (s *server) edit(w http.ResponseWriter, r *http.Request, now *scene) {
	file, line := placed(r.PostFormValue("place"))
	if !now.edits(file) {
		text(w, r, http.StatusConflict, now.say.Say("serve-no-text", "file", file))
		return
	}
	full := filepath.Join(now.dir, filepath.FromSlash(file))
	wait, err := s.open(full, line)
	if err == nil {
		err = soon(wait)
	}
	if err != nil {
		text(w, r, http.StatusConflict, now.say.Say("serve-unopened", "file", fmt.Sprintf("%s:%d", full, line), "reason", err.Error()))
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// soon returns the error with which an editor ends at once. One that stays is
// waited for, so that the system forgets it when it ends.
func soon(wait func() error) error {
	const atOnce = 300 * time.Millisecond // a command that is refused ends in a few
	ended := make(chan error, 1)
	go func() { ended <- wait() }()
	select {
	case err := <-ended:
		return err
	case <-time.After(atOnce):
		return nil
	}
}

// placed takes file:line:column apart; what is left out is 1.
func placed(place string) (file string, line int) {
	var numbers []int
	for file = place; len(numbers) < 2; {
		at := strings.LastIndexByte(file, ':')
		n, err := strconv.Atoi(file[at+1:])
		if at < 0 || err != nil || n < 1 {
			break
		}
		file, numbers = file[:at], append(numbers, n)
	}
	if len(numbers) == 0 {
		return file, 1
	}
	return file, numbers[len(numbers)-1]
}
