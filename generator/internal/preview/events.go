package preview

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/freshness"
)

// told is what the script in a page is told of a scene.
type told struct {
	Generation int
	Key        string // of the page as it is now: where the browser has another it fetches it
	Failing    bool   // the page is of an earlier moment
	Summary    string // of the findings; "" where there are none
	Problems   []problems
	Bar        bar
	Words      words
	Opens      bool   // there is an editor; else paths are copied
	Dir        string // the site's folder, by its full path
	Token      string // without which no form is taken
}

// words are what the bar says of itself, in the author's language.
type words struct{ Title, Hide, Found, Generator, Dashboard, Since, Edit, Copied string }

// bar is what an author should know of the page that is open.
type bar struct {
	File     string // where its text stands, or its facts
	Line     int    // on which it begins
	Lang     string // name of its language
	Editions []edition
	Badges   []string
}

// edition is the same page in another language.
type edition struct{ Name, Tag, URL string }

// beat is how long a listener hears nothing: so it notices that the line is
// dead, and so do we.
const beat = 15 * time.Second

// events tells a browser of every scene, beginning with the present one, as
// long as it listens (HTML, server-sent events). Of scenes that come faster
// than it reads it is told the last. Its query says which page it shows.
func (s *server) events(w http.ResponseWriter, r *http.Request) {
	address := r.URL.Query().Get("path")
	w.Header().Set("Content-Type", "text/event-stream")
	if r.Method == http.MethodHead {
		return
	}
	line := http.NewResponseController(w)
	now := s.now.Load()
	defer s.look(now, address)()
	for {
		data, err := json.Marshal(now.tell(address))
		if err != nil {
			return
		}
		if !write(w, line, "data: "+string(data)+"\n\n") || !s.idle(w, r, line, now) {
			return
		}
		now = s.now.Load()
	}
}

// idle keeps the line open until the scene is over. It is false where the
// listener has gone.
func (s *server) idle(w http.ResponseWriter, r *http.Request, line *http.ResponseController, now *scene) bool {
	ticker := time.NewTicker(beat)
	defer ticker.Stop()
	for {
		select {
		case <-now.gone:
			return true
		case <-r.Context().Done():
			return false
		case <-ticker.C:
			if !write(w, line, ":\n\n") {
				return false
			}
		}
	}
}

// write sends to a listener, who has ten seconds to take it.
func write(w http.ResponseWriter, line *http.ResponseController, s string) bool {
	if line.SetWriteDeadline(time.Now().Add(10*time.Second)) != nil {
		return false
	}
	_, err := w.Write([]byte(s))
	return err == nil && line.Flush() == nil
}

// look notes that a browser shows an address, until the returned function is
// called. Its output is made first.
func (s *server) look(now *scene, address string) func() {
	name, _ := now.output(address)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.looked[name]++
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.looked[name]--; s.looked[name] == 0 {
			delete(s.looked, name)
		}
	}
}

// lookedAt lists the outputs that browsers show.
func (s *server) lookedAt() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []string
	for name := range s.looked {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

// tell says what the page at an address is to show. The dashboard has all of it
// already.
func (s *scene) tell(address string) told {
	say := s.say.Say
	w := words{say("serve-title"), say("serve-hide"), say("serve-found"), say("serve-generator"), say("serve-dashboard"), "", say("serve-copy"), say("serve-copied", "file", "…")}
	if s.opens {
		w.Edit = say("serve-edit")
	}
	if board, ok := s.boards[address]; ok {
		return told{Generation: s.number, Key: board().key, Words: w}
	}
	since := ""
	if s.number > 0 {
		since = say("serve-since", "time", s.made.Format(time.TimeOnly))
	}
	w.Since = strings.TrimSpace(say("serve-over", "summary", s.summary(), "since", since))
	t := told{Generation: s.number, Failing: !s.good(), Summary: s.summary(), Problems: s.problems, Words: w,
		Opens: s.opens, Dir: s.dir, Token: s.forms}
	if s.failed != nil {
		t.Problems = slices.Concat([]problems{{List: []problem{{Severity: "error", Text: s.failed.Error()}}}}, t.Problems)
	}
	name, o := s.output(address)
	if o == nil {
		name, o = missing, s.outputs[missing]
	}
	if o != nil {
		t.Key = o.shows()
	}
	t.Bar = s.bar(name)
	return t
}

// summary says how much was found, in a line.
func (s *scene) summary() string {
	if s.failed != nil {
		return s.say.Say("serve-failed")
	}
	var parts []string
	for _, severity := range []diag.Severity{diag.Error, diag.Warning, diag.Note} {
		if n := diag.Count(s.report.Found, severity); n > 0 {
			parts = append(parts, s.say.Count(n, severity.String()))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	found, file := s.say.List(parts), s.problems[0].File
	if n := len(s.problems); n > 1 {
		return s.say.Say("serve-in-more", "found", found, "file", file, "others", s.say.Count(n-1, "other"))
	}
	return s.say.Say("serve-in", "found", found, "file", file)
}

// bar says what is known of an output.
func (s *scene) bar(name string) bar {
	if s.graph == nil {
		return bar{}
	}
	b := bar{Lang: s.languageOf(name)}
	p, ok := s.pageAt(name)
	for _, l := range s.graph.Config.Languages {
		if prefix := s.keyOf(name); prefix != "" && l.Key != prefix {
			other := l.Key + strings.TrimPrefix(name, prefix)
			if _, own := s.pages[name]; own && p.entry.In(l.Key) {
				other = strings.TrimPrefix(p.entry.Path(l.Key), "/") + "index.html"
			}
			if s.outputs[other] != nil {
				b.Editions = append(b.Editions, edition{l.Name, l.Tag, s.base + strings.TrimSuffix(other, "index.html")})
			}
		}
	}
	if ok {
		b.File, b.Line = p.place()
		b.Badges = s.badges(p)
	}
	return b
}

// keyOf is the key of the language in whose part of the site an output lies.
func (g *generation) keyOf(name string) string {
	first, _, _ := strings.Cut(name, "/")
	for _, l := range g.graph.Config.Languages {
		if l.Key == first {
			return first
		}
	}
	return ""
}

func (g *generation) languageOf(name string) string { return g.nameOf(g.keyOf(name)) }

// nameOf is the name of a language in itself.
func (g *generation) nameOf(key string) string {
	l, _ := g.graph.Config.Language(key)
	return l.Name
}

// place is where an author would edit the page.
func (p page) place() (file string, line int) {
	if text := p.entry.ProseIn(p.lang); text.File != "" {
		return text.File, text.Line
	}
	return p.entry.Files[0], 1
}

// badges are what readers do not see, or should not have to.
func (s *scene) badges(p page) []string {
	var list []string
	if held, ok := s.graph.HeldBack(p.entry); ok {
		list = append(list, s.say.Say("serve-not-public", "why", freshness.HeldIn(s.graph, held).Say(s.say)))
	}
	if len(p.entry.Prose) > 0 && p.entry.ProseIn(p.lang).File == "" {
		list = append(list, s.say.Say("serve-facts", "language", s.nameOf(p.lang)))
	}
	for _, st := range s.desk.State.Standings() {
		if behind, blocks := st.Behind(); st.Entry.Ref().Names(p.entry.Ref()) && st.Text.Lang == p.lang && behind > 0 {
			list = append(list, s.say.Say("serve-behind", "behind", strconv.Itoa(behind), "blocks", s.say.Count(blocks, "paragraph")))
		}
	}
	if p.entry.NeedsReview.Of(p.lang) {
		list = append(list, s.say.Say("serve-review"))
	}
	for _, l := range s.graph.Config.Languages {
		if !p.entry.In(l.Key) {
			list = append(list, s.say.Say("serve-absent", "language", l.Name))
		}
	}
	var found int
	for _, d := range s.report.Found {
		if slices.Contains(p.entry.Files, d.Span.File) {
			found++
		}
	}
	if found > 0 {
		list = append(list, s.say.Say("serve-findings", "n", strconv.Itoa(found)))
	}
	return list
}
