package cli

import (
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/spf13/pflag"

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
	f.StringVarP(&s.source, "source", "s", ".", "")
	f.StringVarP(&s.destination, "destination", "d", "public", "")
	f.StringVarP(&s.baseURL, "base-url", "b", "", "")
	f.BoolVarP(&s.drafts, "drafts", "D", false, "")
	f.StringVar(&s.clock, "clock", "", "")
	f.StringVar(&s.format, "format", text, "")
	f.StringVar(&s.changes, "changes", "", "")
	f.StringVar(&s.lang, "lang", "", "")
	f.BoolVar(&s.plain, "plain", false, "")
	f.BoolVar(&s.strict, "strict", false, "")
}

// sensible returns an error of usage where what a flag says cannot be meant.
func (s *settings) sensible() error {
	if s.baseURL != "" {
		u, err := url.Parse(s.baseURL)
		if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			return usage(s.words(), "base-url", "given", s.baseURL)
		}
	}
	if s.changes == "" {
		return nil
	}
	if ext := filepath.Ext(s.changes); ext != ".md" && ext != ".json" {
		return usage(s.words(), "changes-form", "given", s.changes)
	}
	folder := filepath.Dir(s.changes)
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return usage(s.words(), "changes-folder", "folder", folder, "given", filepath.Base(s.changes))
	}
	return nil
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
