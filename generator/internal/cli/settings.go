package cli

import (
	"io"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/spf13/pflag"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/site"
)

// settings are what the flags say.
type settings struct {
	stdout, stderr io.Writer

	source      string
	destination string
	baseURL     string
	drafts      bool
	clock       string
	format      string
	strict      bool
	changes     string
	lang        string
	plain       bool
}

func (s *settings) flags(f *pflag.FlagSet) {
	f.StringVarP(&s.source, "source", "s", ".", "folder of the site")
	f.StringVarP(&s.destination, "destination", "d", "public", "folder to publish to, seen from the site's")
	f.StringVarP(&s.baseURL, "base-url", "b", "", "address of the site, instead of the one in site.yaml")
	f.BoolVarP(&s.drafts, "drafts", "D", false, "show drafts and what is held back, marked")
	f.StringVar(&s.clock, "clock", "", "moment of the build, such as 2026-12-01T09:00:00Z; decides what is public")
	f.StringVar(&s.format, "format", text, "form of the findings: "+orList(diag.English, formats()))
	f.StringVar(&s.changes, "changes", "", "write which pages change to this file: .json, or .md for a pull request")
	f.StringVar(&s.lang, "lang", "", "language of the messages: "+orList(diag.English, diag.Languages())+" (else DIGLOT_LANG, else the system's)")
	f.BoolVar(&s.plain, "plain", false, "print each fact on a line of its own, without colours and marks: for screen readers")
	f.BoolVar(&s.strict, "strict", false, "treat warnings as errors")
}

// moment is the clock of the build: the flag, else SOURCE_DATE_EPOCH, else now.
func (s *settings) moment() (site.Clock, error) {
	if s.clock != "" {
		t, err := time.Parse(time.RFC3339, s.clock)
		if err != nil {
			return 0, usage(s.words(), "clock", "given", s.clock)
		}
		return site.Clock(t.Unix()), nil
	}
	if epoch := os.Getenv("SOURCE_DATE_EPOCH"); epoch != "" {
		seconds, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil {
			return 0, usage(s.words(), "epoch", "given", epoch)
		}
		return site.Clock(seconds), nil
	}
	return site.Clock(time.Now().Unix()), nil
}

// below returns a path as seen from the site's folder.
func (s *settings) below(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(s.source, path)
}
