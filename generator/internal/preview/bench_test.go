package preview

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"diglot/generator/internal/sample"
)

// BenchmarkSaveToVisible measures how long it takes from the end of a save until
// a browser that listens is told and has fetched the page, with a site of
// DIGLOT_PAGES pages, 1,000 where that is not set:
//
//	go test ./generator/internal/preview -run '^$' -bench Visible -benchtime 20x
func BenchmarkSaveToVisible(b *testing.B) {
	pages := 1000
	fmt.Sscan(os.Getenv("DIGLOT_PAGES"), &pages)
	dir := b.TempDir()
	if err := sample.Write(dir, pages, 1); err != nil {
		b.Fatal(err)
	}
	l := show(b, dir, func(*Options) {})
	if !l.first.Good() {
		b.Fatal(l.first.Report.Found)
	}
	var before runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	s := &storm{live: l}
	file := s.files(func(name string) bool {
		return strings.HasPrefix(name, "content/announcements/") && strings.HasSuffix(name, ".uk.md")
	})[0]
	address := "/uk/announcements/" + strings.TrimSuffix(strings.TrimPrefix(file, "content/announcements/"), ".uk.md") + "/"
	scenes := l.listenTo(b, address)
	key := (<-scenes).Key
	text := l.read(file)
	var took []time.Duration
	b.ResetTimer()
	for i := range b.N {
		mark := fmt.Sprintf("Позначка %d.", i)
		began := time.Now()
		l.write(file, text+"\n"+mark+"\n")
		for now := key; now == key; {
			now = (<-scenes).Key
			if now != key {
				key = now
				break
			}
		}
		if a := l.get(address); !strings.Contains(a.body, mark) {
			b.Fatalf("%s does not say “%s”", address, mark)
		}
		took = append(took, time.Since(began))
		time.Sleep(100 * time.Millisecond) // nobody saves faster
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Milliseconds()), "ms-median")
	b.ReportMetric(float64(took[len(took)-1].Milliseconds()), "ms-worst")
	b.ReportMetric(float64(before.HeapAlloc)/(1<<20), "MiB-live")
	b.ReportMetric(float64(l.first.Took.Milliseconds()), "ms-first")
}
