package preview

import (
	"bytes"
	"context"
	"crypto/rand"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"path"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"diglot/generator/internal/edit"
)

// own is the part of the addresses that is the preview's.
const own = "/_/"

// script is what a page has besides what would be published.
const script = `<script type="module" src="/_/preview.js"></script>` + "\n"

//go:embed client/preview.js
var clientScript []byte

//go:embed client/preview.css
var clientStyle []byte

// server answers browsers on this machine from the scene of the moment.
type server struct {
	port   int
	hosts  []string // by which browsers may call it
	token  string   // is in our own forms, and nobody else knows it
	write  func(context.Context, edit.Plan) error
	open   func(file string, line int) (wait func() error, err error)
	say    func(string) // tells of faults
	now    atomic.Pointer[scene]
	spool  *spool
	mu     sync.Mutex
	looked map[string]int // outputs by how many browsers show them
	rouse  func()         // asks for a Run
	sought atomic.Bool    // the next one is to make the index of the search
}

func newServer(l net.Listener, s *spool, o Options) *server {
	port := l.Addr().(*net.TCPAddr).Port
	v := &server{port: port, token: rand.Text(), write: o.Write, open: o.Open, say: o.Say, spool: s, looked: map[string]int{}}
	for _, name := range []string{"localhost", "127.0.0.1", "[::1]"} {
		v.hosts = append(v.hosts, fmt.Sprintf("%s:%d", name, port))
		if port == 80 {
			v.hosts = append(v.hosts, name)
		}
	}
	first := &scene{generation: &generation{base: "/"}, gone: make(chan struct{})}
	first.boards = map[string]func() dashboard{own: first.board("")}
	v.now.Store(first)
	return v
}

// address is where a person finds the site.
func (s *server) address() string { return "http://" + s.hosts[0] + s.now.Load().base }

// show exchanges the scene, and tells all who wait for the next.
func (s *server) show(next *scene) {
	close(s.now.Swap(next).gone)
}

// serve answers until ctx ends. A client that is slow, or does not read, holds
// up nobody and is left after a while.
func (s *server) serve(ctx context.Context, l net.Listener) error {
	h := &http.Server{
		Handler:           s,
		BaseContext:       func(net.Listener) context.Context { return ctx },
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          log.New(io.Discard, "", 0), // of clients that break off
	}
	defer context.AfterFunc(ctx, func() { h.Close() })()
	if err := h.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve the preview: %w", err)
	}
	return nil
}

// ServeHTTP answers a request.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	defer s.survive(w, r)
	now := s.now.Load()
	head := w.Header()
	head.Set("X-Generation", strconv.Itoa(now.number))
	head.Set("Cache-Control", "no-store")
	head.Set("X-Content-Type-Options", "nosniff")
	head.Set("Cross-Origin-Resource-Policy", "same-origin")
	head.Set("Content-Security-Policy", "frame-ancestors 'self'")
	switch why := s.refuses(r); {
	case why != "":
		text(w, r, http.StatusForbidden, why)
	case r.Method == http.MethodPost && s.taker(r.URL.Path) != nil:
		s.take(w, r, now)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		head.Set("Allow", "GET, HEAD")
		text(w, r, http.StatusMethodNotAllowed, "The preview takes the forms of its own pages, and else can only be looked at.")
	case strings.HasPrefix(r.URL.Path, own):
		s.serveOwn(w, r, now)
	default:
		s.servePage(w, r, now)
	}
}

// survive tells of a fault of the preview, which a browser would take for a line
// that broke, and answers for it.
func (s *server) survive(w http.ResponseWriter, r *http.Request) {
	switch fault := recover(); fault {
	case nil:
	case http.ErrAbortHandler:
		panic(fault)
	default:
		s.say(fmt.Sprintf("%s: %v\n%s", r.URL.Path, fault, debug.Stack()))
		text(w, r, http.StatusInternalServerError, "The preview has a fault; where it was started, there is more.")
	}
}

// refuses returns why a request is not answered, or "". A page of another
// origin could otherwise read drafts: through a name of its own that it makes
// lead to this machine (DNS rebinding), or by including what is served here.
func (s *server) refuses(r *http.Request) string {
	if !slices.Contains(s.hosts, r.Host) {
		return "The preview answers to http://" + s.hosts[0] + "/ only."
	}
	origin, given := r.Header["Origin"]
	if given && !slices.ContainsFunc(s.hosts, func(h string) bool { return len(origin) == 1 && origin[0] == "http://"+h }) {
		return "The preview does not answer to pages of other sites."
	}
	switch r.Header.Get("Sec-Fetch-Site") { // https://w3c.github.io/webappsec-fetch-metadata/
	case "", "none", "same-origin":
		return ""
	}
	if r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document" {
		return "" // a link that somebody follows
	}
	return "The preview does not answer to pages of other sites."
}

// serveOwn answers with what is the preview's.
func (s *server) serveOwn(w http.ResponseWriter, r *http.Request, now *scene) {
	if board, ok := now.boards[r.URL.Path]; ok {
		s.page(w, r, http.StatusOK, board().bytes, board().key)
		return
	}
	switch strings.TrimPrefix(r.URL.Path, own) {
	case "events":
		s.events(w, r)
	case "preview.js":
		send(w, r, http.StatusOK, "text/javascript; charset=utf-8", clientScript)
	case "preview.css":
		send(w, r, http.StatusOK, "text/css; charset=utf-8", clientStyle)
	default:
		s.notFound(w, r, now)
	}
}

// servePage answers with an output of the site. Whatever is not the address of
// one, however it is written, is not found.
func (s *server) servePage(w http.ResponseWriter, r *http.Request, now *scene) {
	if now.number == 0 {
		s.page(w, r, http.StatusServiceUnavailable, now.nothingYet(), "")
		return
	}
	name, o := now.output(r.URL.Path)
	to := now.instead(r.URL.Path, name)
	if o == nil && to == "" && !now.indexed {
		now = s.index(r.Context(), now)
		w.Header().Set("X-Generation", strconv.Itoa(now.number))
		name, o = now.output(r.URL.Path)
	}
	switch {
	case o != nil:
		s.output(w, r, http.StatusOK, name, o)
	case to != "":
		w.Header().Set("Location", to)
		w.WriteHeader(http.StatusFound)
	default:
		s.notFound(w, r, now)
	}
}

// instead is the address that is meant by one without its end, or by that of the
// server where the site lies below a path; "" where there is none.
func (s *scene) instead(address, name string) string {
	to := url.URL{Path: s.base}
	switch {
	case address == "/":
	case s.outputs[name+"/index.html"] != nil:
		to.Path += name + "/"
	default:
		return ""
	}
	return to.EscapedPath()
}

// index waits for a scene with the index of the search, in which an address may
// be that none without it has. Where an error stands there will be none.
func (s *server) index(ctx context.Context, now *scene) *scene {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	for !now.indexed && now.good() {
		s.sought.Store(true)
		s.rouse()
		select {
		case <-now.gone:
			now = s.now.Load()
		case <-ctx.Done():
			return now
		}
	}
	return now
}

func (s *server) notFound(w http.ResponseWriter, r *http.Request, now *scene) {
	if o := now.outputs[missing]; o != nil {
		s.output(w, r, http.StatusNotFound, missing, o)
		return
	}
	text(w, r, http.StatusNotFound, "There is no such page.")
}

// missing is the page for wrong addresses.
const missing = "404.html"

// output answers with an output.
func (s *server) output(w http.ResponseWriter, r *http.Request, status int, name string, o *output) {
	b, err := o.bytes(s.spool)
	if err != nil {
		text(w, r, http.StatusInternalServerError, err.Error())
		return
	}
	if path.Ext(name) == ".html" {
		s.page(w, r, status, b, o.shows())
		return
	}
	send(w, r, status, typeOf(name), b)
}

// page answers with a page, the preview's script in it. Its key goes with it,
// so that the script knows from which bytes the page was made.
func (s *server) page(w http.ResponseWriter, r *http.Request, status int, b []byte, key string) {
	w.Header().Set("X-Key", key)
	w.Header().Set("Server-Timing", `key;desc="`+key+`"`)
	send(w, r, status, "text/html; charset=utf-8", withScript(b))
}

// withScript puts the script before the end of the body.
func withScript(page []byte) []byte {
	end := bytes.LastIndex(page, []byte("</body>"))
	if end < 0 {
		end = len(page)
	}
	return slices.Concat(page[:end], []byte(script), page[end:])
}

func text(w http.ResponseWriter, r *http.Request, status int, sentence string) {
	send(w, r, status, "text/plain; charset=utf-8", []byte(sentence+"\n"))
}

func send(w http.ResponseWriter, r *http.Request, status int, mime string, b []byte) {
	w.Header().Set("Content-Type", mime)
	w.Header().Set("Content-Length", strconv.Itoa(len(b)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(b) // a client that broke off is no fault of ours
	}
}

// types are the content types of what sites publish. The system's own table is
// not asked: it differs from machine to machine.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".mjs": "text/javascript; charset=utf-8", ".json": "application/json", ".jsonld": "application/ld+json", ".geojson": "application/geo+json",
	".webmanifest": "application/manifest+json", ".xml": "application/xml", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8",
	".csv": "text/csv; charset=utf-8", ".ics": "text/calendar; charset=utf-8", ".bib": "text/plain; charset=utf-8",
	".ris": "application/x-research-info-systems", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
	".webp": "image/webp", ".avif": "image/avif", ".ico": "image/x-icon", ".pdf": "application/pdf", ".zip": "application/zip",
	".woff2": "font/woff2", ".woff": "font/woff", ".mp3": "audio/mpeg", ".mp4": "video/mp4", ".webm": "video/webm", ".wasm": "application/wasm",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

func typeOf(name string) string {
	switch base := path.Base(name); {
	case base == "feed.xml":
		return "application/atom+xml; charset=utf-8"
	case strings.HasPrefix(base, "_"): // _headers, _redirects
		return "text/plain; charset=utf-8"
	}
	if t := types[strings.ToLower(path.Ext(name))]; t != "" {
		return t
	}
	return "application/octet-stream"
}
