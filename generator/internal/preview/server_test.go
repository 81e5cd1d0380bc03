package preview

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"diglot/generator/internal/sample"
)

// Planted bugs this test has caught: a Host that is compared by its end; every
// method but POST is answered; frames of other sites are taken for links.
func TestRequestsThatAreNoneOfABrowserHereAreRefused(t *testing.T) {
	l := serve(t, sample.Small())
	host := strings.TrimPrefix(l.base, "http://")
	port := host[strings.LastIndex(host, ":"):]
	for _, c := range []struct {
		name, method, path string
		head               map[string]string // Host among them
		status             int
	}{
		{"plainly", "GET", "/uk/", nil, 200},
		{"its head", "HEAD", "/uk/", nil, 200},
		{"by number", "GET", "/uk/", map[string]string{"Host": "127.0.0.1" + port}, 200},
		{"by number 6", "GET", "/uk/", map[string]string{"Host": "[::1]" + port}, 200},
		{"from itself", "GET", "/uk/", map[string]string{"Origin": "http://localhost" + port, "Sec-Fetch-Site": "same-origin"}, 200},
		{"by a link in a mail", "GET", "/uk/", map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 200},

		{"by a name that leads here", "GET", "/uk/", map[string]string{"Host": "evil.example" + port}, 403},
		{"by a name that ends like ours", "GET", "/uk/", map[string]string{"Host": "evil.localhost" + port}, 403},
		{"without the port", "GET", "/uk/", map[string]string{"Host": "localhost"}, 403},
		{"with another port", "GET", "/uk/", map[string]string{"Host": "localhost:1"}, 403},
		{"from another origin", "GET", "/uk/", map[string]string{"Origin": "https://evil.example"}, 403},
		{"from another port", "GET", "/uk/", map[string]string{"Origin": "http://localhost:1"}, 403},
		{"from nowhere", "GET", "/uk/", map[string]string{"Origin": "null"}, 403},
		{"events from another origin", "GET", "/_/events?path=/uk/", map[string]string{"Origin": "https://evil.example"}, 403},
		{"as a script elsewhere", "GET", "/data/members.json", map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"}, 403},
		{"as a picture of another port", "GET", "/favicon.svg", map[string]string{"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}, 403},
		{"in a frame elsewhere", "GET", "/uk/", map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, 403},

		{"posting", "POST", "/uk/", nil, 405},
		{"putting", "PUT", "/uk/", nil, 405},
		{"deleting", "DELETE", "/uk/", nil, 405},
		{"asking what is allowed", "OPTIONS", "/uk/", nil, 405},
		{"tracing", "TRACE", "/uk/", nil, 405},
		{"with a method of its own", "BREW", "/uk/", nil, 405},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := http.NewRequest(c.method, l.base+c.path, nil)
			if err != nil {
				t.Fatal(err)
			}
			for name, value := range c.head {
				r.Header.Set(name, value)
			}
			r.Host = c.head["Host"]
			got, err := client.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			defer got.Body.Close()
			body, _ := io.ReadAll(got.Body)
			if got.StatusCode != c.status {
				t.Errorf("answered with %d", got.StatusCode)
			}
			if c.status != 200 && len(body) > 100 {
				t.Errorf("refused with %d bytes", len(body))
			}
			for name := range got.Header {
				if strings.HasPrefix(name, "Access-Control-") {
					t.Errorf("%s is sent", name)
				}
			}
			if got.Header.Get("Cache-Control") != "no-store" || got.Header.Get("X-Generation") == "" {
				t.Error("without Cache-Control or X-Generation")
			}
		})
	}
}

// Planted bugs this test has caught: a fault that only breaks the line.
func TestFaultIsAnsweredAndTold(t *testing.T) {
	told := make(chan string, 1)
	l := serveWith(t, sample.Small(), func(o *Options) {
		o.Open = func(string, int) (func() error, error) { panic("planted") }
		o.Say = func(s string) { told <- s }
	})
	token := (<-l.listenTo(t, "/uk/")).Token
	status, _, body := l.postTo(openForm, url.Values{"token": {token}, "place": {"site.yaml"}}, nil)
	if s := <-told; status != 500 || body == "" || !strings.Contains(s, openForm+": planted\n") || !strings.Contains(s, "server_test.go") {
		t.Errorf("%d %q, and told %q", status, body, s)
	}
}

// Whatever leads out of the site, in whatever writing, is an address that does
// not exist. Requests are sent as they are, since clients clean them.
//
// Planted bugs this test has caught: paths are cleaned before they are looked
// up; a redirect is made of what was asked for.
func TestNoPathLeadsOutOfTheSite(t *testing.T) {
	l := serve(t, sample.Small())
	l.write("static/with space/a&b.txt", "yes")
	l.turn(Turn.Good)
	for _, c := range []struct {
		path   string
		status int
	}{
		{"/", 200}, {"/uk/", 200}, {"/uk/members/khpi/", 200}, {"/uk/?q=1#x", 200}, {"/%75k/", 200}, {"/with%20space/a&b.txt", 200}, {"/with%20space/a%26b.txt", 200},
		{"/uk", 302}, {"/uk/members/khpi", 302}, {"/uk/members/khpi/index.html", 200},

		{"/..", 404}, {"/../site.yaml", 404}, {"/uk/../site.yaml", 404}, {"/%2e%2e/site.yaml", 404}, {"/..%2fsite.yaml", 404}, {"/%2e%2e%2fsite.yaml", 404},
		{"/..%5csite.yaml", 404}, {`/..\site.yaml`, 404}, {"/%252e%252e/site.yaml", 404}, {"/%c0%ae%c0%ae/site.yaml", 404}, {"/uk/%00", 404},
		{"//evil.example/", 404}, {"//uk", 404}, {"/%2fevil.example", 404}, {"/%5cevil.example", 404}, {"/uk/%0d%0aSet-Cookie:x=1", 404}, {"/uk//", 404}, {"//uk/", 404},
		{"/./uk/", 404}, {"/uk/./", 404}, {"/uk/.", 404}, {"/UK/", 404},
		{"/site.yaml", 404}, {"/content/members/khpi.md", 404}, {"/etc/passwd", 404}, {"/C:/Windows/win.ini", 404}, {"/file:///etc/passwd", 404}, {"/.git/config", 404},
		{"/_/../site.yaml", 404}, {"/_/client/preview.js", 404}, {"/_/preview.js/", 404}, {"/_", 404}, {"/_/preview.js", 200}, {"/_/preview.css", 200}, {"/_/", 200},
	} {
		status, head, body := raw(t, l, "GET "+c.path+" HTTP/1.1\r\nHost: "+strings.TrimPrefix(l.base, "http://")+"\r\nConnection: close\r\n\r\n")
		if status != c.status {
			t.Errorf("%s: %d", c.path, status)
		}
		if c.status == 404 && !strings.Contains(body, `<body class="entrance">`) {
			t.Errorf("%s: not the site's own page for wrong addresses", c.path)
		}
		if to := head.Get("Location"); c.status == 302 && to != c.path+"/" {
			t.Errorf("%s leads to %s", c.path, to)
		}
		if head.Get("Set-Cookie") != "" {
			t.Errorf("%s: a header came through", c.path)
		}
	}
	for _, garbage := range []string{"GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "\x16\x03\x01\x02\x00", "GET / HTTP/9.9\r\n\r\n", "GET  HTTP/1.1\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "GET / HTTP/1.1\r\nA: " + strings.Repeat("a", 70<<10) + "\r\n\r\n"} {
		if status, _, _ := raw(t, l, garbage); status < 400 {
			t.Errorf("%.30q: %d", garbage, status)
		}
	}
	if l.get("/uk/").status != 200 {
		t.Error("it does not answer any more")
	}
}

// raw sends bytes, and reads the answer; 499 where there is none.
func raw(t *testing.T, l *live, request string) (status int, head http.Header, body string) {
	t.Helper()
	c, err := net.Dial("tcp4", "127.0.0.1"+l.base[strings.LastIndex(l.base, ":"):])
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(patience))
	io.WriteString(c, request)
	r, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		return 499, nil, ""
	}
	b, _ := io.ReadAll(r.Body)
	return r.StatusCode, r.Header, string(b)
}

func TestOutputsHaveTheirContentTypes(t *testing.T) {
	l := serve(t, sample.Small())
	for path, want := range map[string]string{
		"/uk/": "text/html; charset=utf-8", "/uk/feed.xml": "application/atom+xml; charset=utf-8", "/sitemap.xml": "application/xml",
		"/uk/ceremonies.ics": "text/calendar; charset=utf-8", "/data/members.json": "application/json", "/data/members.csv": "text/csv; charset=utf-8",
		"/favicon.svg": "image/svg+xml", "/media/announcements/first/photo.png": "image/png", "/robots.txt": "text/plain; charset=utf-8", "/_headers": "text/plain; charset=utf-8",
	} {
		if got := l.get(path); got.status != 200 || got.head.Get("Content-Type") != want {
			t.Errorf("%s: %d %s", path, got.status, got.head.Get("Content-Type"))
		}
	}
}

func TestSiteBelowABasePathIsServedThere(t *testing.T) {
	files := sample.Small()
	files["site.yaml"].Data = []byte(strings.Replace(string(files["site.yaml"].Data), "alliance.example/", "alliance.example/de%20ep/", 1))
	l := serve(t, files)
	l.base = l.base[:strings.LastIndex(l.base, "/")]
	if a := l.get("/"); a.status != 302 || a.head.Get("Location") != "/de%20ep/" {
		t.Errorf("/: %d %s", a.status, a.head.Get("Location"))
	}
	if a := l.get("/de%20ep/uk/"); a.status != 200 {
		t.Errorf("/de%%20ep/uk/: %d", a.status)
	}
	if a := l.get("/uk/"); a.status != 404 {
		t.Errorf("/uk/: %d", a.status)
	}
}

// A request that is sent after an edit was told of sees that edit, whatever else
// is asked at the same time.
func TestNoRequestSeesAnOlderGenerationThanItsForerunner(t *testing.T) {
	l := serve(t, sample.Small())
	ctx, cancel := context.WithCancel(context.Background())
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			seen := 0
			for ctx.Err() == nil {
				a, err := ask(l.base + "/uk/about/")
				if err != nil || a.generation < seen {
					t.Errorf("generation %d after %d (%v)", a.generation, seen, err)
					return
				}
				seen = a.generation
			}
		})
	}
	for i := range 8 {
		mark := fmt.Sprintf("Позначка %d.", i)
		l.write("content/pages/about.uk.md", mark+"\n")
		l.turn(func(turn Turn) bool { return turn.Good() && len(turn.Changed) > 0 })
		for range 5 {
			if a := l.get("/uk/about/"); !strings.Contains(a.body, mark) {
				t.Errorf("“%s” is not there", mark)
			}
		}
	}
	cancel()
	group.Wait()
}

// listener is a browser that is told of scenes.
func (l *live) listenTo(t testing.TB, path string) <-chan told {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	r, _ := http.NewRequestWithContext(ctx, "GET", l.base+"/_/events?path="+path, nil)
	answer, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	scenes := make(chan told, 100)
	go func() {
		defer answer.Body.Close()
		lines := bufio.NewScanner(answer.Body)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var s told
				if err := json.Unmarshal([]byte(data), &s); err != nil {
					t.Errorf("%q: %v", data, err)
				}
				scenes <- s
			}
		}
		if err := lines.Err(); err != nil && !errors.Is(err, context.Canceled) && ctx.Err() == nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Error(err)
		}
	}()
	return scenes
}

// Planted bugs this test has caught: an index that is never made again; one that
// is made with every Run; an address without its slash that waits for the index.
func TestIndexIsMadeWhenItIsAskedForAndOfTheNewestText(t *testing.T) {
	l := serve(t, sample.Small())
	if l.first.Report.Indexed {
		t.Error("the first Run makes an index that nobody has asked for")
	}
	if a := l.get("/uk"); a.status != http.StatusFound || a.generation != 1 {
		t.Errorf("/uk: %d of generation %d: a redirect waits for the index", a.status, a.generation)
	}
	file := (&storm{live: l}).files(func(name string) bool { return strings.HasSuffix(name, ".uk.md") })[0]
	for n, word := range []string{"первослово", "другослово"} {
		l.write(file, l.read(file)+"\n"+word+"\n")
		turn := l.turn(func(t Turn) bool { return len(t.Changed) > 0 })
		if turn.Report.Indexed {
			t.Error("an edit makes the index")
		}
		if !strings.Contains(l.terms("/uk/search/index.json"), word[:len("первосл")]) { // its stem
			t.Errorf("edit %d: the index does not know %q", n, word)
		}
	}
}

// terms returns the parts of an index that hold terms.
func (l *live) terms(directory string) string {
	l.t.Helper()
	var index struct{ Parts, Digests string }
	a := l.get(directory)
	if err := json.Unmarshal([]byte(a.body), &index); err != nil {
		l.t.Fatalf("%s is answered with %d, %q: %v", directory, a.status, a.body, err)
	}
	const size = 10 // hexadecimal digits
	var all strings.Builder
	for d := index.Digests; d != ""; d = d[size:] {
		all.WriteString(l.get(index.Parts + "t." + d[:size] + ".json").body)
	}
	return all.String()
}

func TestFiveHundredBrowsersAreToldAndOnlyOfTheirPageThatItChanged(t *testing.T) {
	l := serve(t, sample.Small())
	var about, others []<-chan told
	for range 250 {
		about = append(about, l.listenTo(t, "/uk/about/"))
		others = append(others, l.listenTo(t, "/zh/about/"))
	}
	next := func(scenes <-chan told) told {
		select {
		case s := <-scenes:
			return s
		case <-time.After(patience):
			t.Fatal("a browser is not told")
			return told{}
		}
	}
	before, other := "", ""
	for i := range about {
		before, other = next(about[i]).Key, next(others[i]).Key
	}
	l.write("content/pages/about.uk.md", "Інший текст.\n")
	for i := range about {
		if s := next(about[i]); s.Key == before || s.Failing {
			t.Fatalf("the page that changed: %+v", s)
		}
		if s := next(others[i]); s.Key != other {
			t.Fatalf("the page that did not: %+v", s)
		}
	}
	l.stop() // at once, though all of them listen
}

func TestStylesheetAloneChangesOnlyThePartOfTheKeyBehindTheDot(t *testing.T) {
	l := serve(t, sample.Small())
	scenes := l.listenTo(t, "/uk/")
	before := (<-scenes).Key
	l.write("layouts/css/99-last.css", ".x { color: red }\n")
	l.turn(Turn.Good)
	after := l.get("/uk/").head.Get("X-Key")
	page, style, _ := strings.Cut(before, ".")
	if p, s, _ := strings.Cut(after, "."); p != page || s == style {
		t.Errorf("%s became %s", before, after)
	}
}

func TestStoppedPreviewGivesItsPortBack(t *testing.T) {
	l := serve(t, sample.Small())
	address := "127.0.0.1" + l.base[strings.LastIndex(l.base, ":"):]
	l.stop()
	again, err := net.Listen("tcp4", address)
	if err != nil {
		t.Fatal(err)
	}
	again.Close()
}

func TestTheNextFreePortIsTakenOnlyWhereThereIsAChoice(t *testing.T) {
	first, err := Listen(0, false)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	port := first.Addr().(*net.TCPAddr).Port
	if second, err := Listen(port, false); err == nil {
		second.Close()
		t.Error("a port was taken twice")
	}
	second, err := Listen(port, true)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if !second.Addr().(*net.TCPAddr).IP.IsLoopback() {
		t.Errorf("others can reach %s", second.Addr())
	}
}
