package sitetest

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"diglot/generator/internal/build"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/sample"
	"diglot/generator/internal/site"
)

// Clock is the moment of all builds here: 1 December 2026.
var Clock = site.Clock(time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC).Unix())

// Drawn are the pictures that these tests have made.
var Drawn = &sample.Kept[build.Key]{}

// Memory is a sink that holds all outputs.
type Memory struct {
	sync.Mutex
	Files map[string][]byte
}

func (m *Memory) Made(string) build.Key                { return build.Key{} }
func (m *Memory) Keep(string, build.Key) (bool, error) { return false, nil }

func (m *Memory) Put(path string, b []byte, _ build.Key) error {
	m.Lock()
	defer m.Unlock()
	if _, twice := m.Files[path]; twice {
		return fmt.Errorf("%s was put twice", path)
	}
	m.Files[path] = bytes.Clone(b)
	return nil
}

// Unseen is a sink that takes everything and keeps nothing.
type Unseen struct{}

func (Unseen) Made(string) build.Key                { return build.Key{} }
func (Unseen) Keep(string, build.Key) (bool, error) { return false, nil }
func (Unseen) Put(string, []byte, build.Key) error  { return nil }

// Build builds a site and returns its files, or none where it has errors. The
// report tells what is wrong with it.
func Build(files fstest.MapFS, baseURL string) (map[string][]byte, build.Report, error) {
	m := &Memory{Files: map[string][]byte{}}
	in := build.Input{Site: files, Clock: Clock, BaseURL: baseURL, Version: "test", Cache: Drawn}
	_, report, err := build.Run(context.Background(), build.State{}, in, m)
	if err != nil || report.Failed(false) {
		return nil, report, err
	}
	return m.Files, report, nil
}

// Found builds a site on top of a state, and returns what is wrong with it.
func Found(t *testing.T, state build.State, site fs.FS, locked bool) (build.State, []diag.Diagnostic) {
	t.Helper()
	next, report, err := build.Run(context.Background(), state, build.Input{Site: site, Clock: Clock, Version: "test", Locked: locked, Cache: Drawn}, Unseen{})
	if err != nil {
		t.Fatal(err)
	}
	return next, report.Found
}

// Told writes findings as the tests compare them.
func Told(list []diag.Diagnostic) string {
	var lines []string
	for _, d := range list {
		lines = append(lines, string(d.Code)+" at "+Placed(d.Span)+": "+diag.Message(d)+" → "+diag.Fix(d))
	}
	return strings.Join(lines, "\n")
}

// Placed writes a place as file:line:column.
func Placed(s diag.Span) string {
	switch {
	case s.Line == 0:
		return s.File
	case s.Col == 0:
		return fmt.Sprintf("%s:%d", s.File, s.Line)
	}
	return fmt.Sprintf("%s:%d:%d", s.File, s.Line, s.Col)
}

// Finding is what the command prints of one mistake for machines.
type Finding struct {
	Code, Severity, File, Message, Fix string
	Line                               int
}

// Place is where a mistake was found, and which.
func (f Finding) Place() string {
	if f.Line == 0 {
		return f.Code + " " + f.File
	}
	return fmt.Sprintf("%s %s:%d", f.Code, f.File, f.Line)
}
