package output

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"testing"
)

const benchFiles = 2000

// BenchmarkCommit publishes 2,000 files of 14 kB, each in a folder of its own.
// Set TMPDIR to a tmpfs to measure us and not the disk.
func BenchmarkCommit(b *testing.B) {
	text := bytes.Repeat([]byte("альянс "), 14_000/13)
	edited := append([]byte("edited "), text...)
	run := func(b *testing.B, p Place, first []byte) {
		s := open(b, p)
		for i := range benchFiles {
			data := text
			if i == 0 {
				data = first
			}
			if err := s.Put(fmt.Sprintf("uk/agreements/slug-%d/index.html", i), data); err != nil {
				b.Fatal(err)
			}
		}
		if _, err := s.Commit(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
	perFile := func(b *testing.B) {
		b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/benchFiles, "µs/file")
	}
	b.Run("cold", func(b *testing.B) {
		p := place(b)
		for b.Loop() {
			run(b, p, text)
			b.StopTimer()
			os.RemoveAll(p.Dest)
			os.RemoveAll(p.Work)
			b.StartTimer()
		}
		perFile(b)
	})
	b.Run("unchanged", func(b *testing.B) {
		p := place(b)
		run(b, p, text)
		for b.Loop() {
			run(b, p, text)
		}
		perFile(b)
	})
	b.Run("kept", func(b *testing.B) {
		p := place(b)
		run(b, p, text)
		keyed(b, p, text)
		for b.Loop() {
			keyed(b, p, text)
		}
		perFile(b)
	})
	b.Run("one-changed", func(b *testing.B) {
		p := place(b)
		run(b, p, text)
		for i := 0; b.Loop(); i++ {
			run(b, p, [][]byte{edited, text}[i%2])
		}
		perFile(b)
	})
}

// keyed keeps what it can.
func keyed(b *testing.B, p Place, text []byte) {
	s := open(b, p)
	for i := range benchFiles {
		path := fmt.Sprintf("uk/agreements/slug-%d/index.html", i)
		ok, err := s.Keep(path, key("view"))
		if err == nil && !ok {
			err = s.PutMade(path, text, key("view"))
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	if _, err := s.Commit(context.Background()); err != nil {
		b.Fatal(err)
	}
}
