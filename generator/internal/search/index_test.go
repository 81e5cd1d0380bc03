package search

import (
	"fmt"
	"maps"
	"sync"
	"testing"
)

// indexOf makes the files of an index over some documents.
func indexOf(t *testing.T, l *Lexicon, documents int) map[string]string {
	files := map[string]string{}
	x := NewIndex(l, Address{Directory: "d.json", Parts: "p-"}, func(path string, b []byte) error {
		files[path] = string(b)
		return nil
	})
	for n := range documents {
		d := Document{URL: fmt.Sprint("/", n), Names: []Name{{Text: fmt.Sprintf("Назва %d", n)}}, Lede: fmt.Sprintf("слово%d", documents*n)}
		if err := x.Add(d); err != nil {
			t.Error(err)
		}
	}
	if err := x.Close(); err != nil {
		t.Error(err)
	}
	return files
}

// Planted bugs this test has caught: terms read without the lexicon's lock
// (under the race detector).
func TestIndexesThatShareALexiconAreThoseOfTheirOwn(t *testing.T) {
	shared := NewLexicon()
	var all sync.WaitGroup
	for n := range 8 {
		all.Go(func() {
			if got, want := indexOf(t, shared, 100+40*n), indexOf(t, NewLexicon(), 100+40*n); !maps.Equal(got, want) {
				t.Errorf("%d documents: the index depends on what others read", 100+40*n)
			}
		})
	}
	all.Wait()
}
