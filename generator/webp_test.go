package main

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"io/fs"
	"maps"
	"math"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"diglot/generator/internal/build"
	"diglot/generator/internal/cli"
	"diglot/generator/internal/sample"
	"diglot/generator/internal/sitetest"
	"diglot/generator/internal/webp"
)

// cwebp is how the tool of this machine is had.
const cwebp = "apt-get install webp"

// picturedFiles are the shipped site with a photograph among the facts of its
// announcement and in its texts, and a drawing of few colours.
func picturedFiles(t *testing.T) fstest.MapFS {
	t.Helper()
	files := maps.Clone(sitetest.Shipped(t))
	const stem = "content/announcements/khpi-joins-alliance"
	edit := func(name, old, new string) {
		src := string(files[name].Data)
		if !strings.Contains(src, old) {
			t.Fatalf("%s does not say %q", name, old)
		}
		files[name] = &fstest.MapFile{Data: []byte(strings.Replace(src, old, new, 1)), Mode: 0o644}
	}
	edit(stem+".md", "date: 2021-07-07\n", "date: 2021-07-07\nimage:\n  - src: gate.jpg\n    alt:\n      uk: Брама\n      zh: 校门\n")
	edit(stem+".uk.md", "## Пряма", "![План](khpi-joins-alliance/plan.png)\n\n## Пряма")
	edit(stem+".zh.md", "## 与大连高校", "![平面图](khpi-joins-alliance/plan.png)\n\n## 与大连高校")
	zh := files[stem+".zh.md"].Data // without its note, which is of the text of before
	files[stem+".zh.md"].Data = zh[bytes.LastIndex(zh, []byte("---\n"))+len("---\n"):]
	files[stem+"/gate.jpg"] = &fstest.MapFile{Data: photograph(t), Mode: 0o644}
	files[stem+"/plan.png"] = &fstest.MapFile{Data: sample.Picture(700, 300), Mode: 0o644}
	return files
}

// photograph is a JPEG of 1,600 by 1,000 pixels with edges and shades.
func photograph(t *testing.T) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 1600, 1000))
	for y := range 1000 {
		for x := range 1600 {
			wave := math.Sin(float64(x)/23) * math.Cos(float64(y)/17) * math.Sin(float64(x*y)/90000)
			m.SetRGBA(x, y, color.RGBA{uint8(128 + 100*wave), uint8(x * 255 / 1600), uint8(y * 255 / 1000), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 92}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pictured is that site, published with the tool of this machine.
func pictured(t *testing.T) *published {
	t.Helper()
	tool := webp.Here(t.Context())
	if tool == nil {
		absent(t, "cwebp", cwebp)
	}
	files, m := picturedFiles(t), &sitetest.Memory{Files: map[string][]byte{}}
	in := build.Input{Site: files, Clock: sitetest.Clock, Version: "test", WebP: build.Encoder{Name: tool.Name(), Manner: tool.Manner(), Encode: tool.Encode}}
	_, report, err := build.Run(context.Background(), build.State{}, in, m)
	if err != nil || report.Failed(false) || report.WebP == 0 {
		t.Fatalf("%v, %d pictures are WebP; %v", err, report.WebP, report.Found)
	}
	s, err := open(files, "", m.Files)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The pages that offer WebP obey every law, and offer just what is there.
func TestLawsHoldWithWebP(t *testing.T) {
	summon(t)
	s := pictured(t)
	obey(t, s)
	files, offered := s.names(".webp"), map[string]bool{}
	for _, p := range s.pages {
		for _, r := range p.references() {
			if u, err := r.from.Parse(r.to); err == nil && path.Ext(u.Path) == ".webp" {
				offered[strings.TrimPrefix(u.Path, "/")] = true
			}
		}
		if budget, known := s.budget(p.path); known && compressed(t, s.files[p.path]) > budget {
			t.Errorf("%s weighs more than %d bytes", p.path, budget)
		}
		if faults := p.asksFor(); len(faults) > 0 {
			t.Errorf("%s asks for %v", p.path, faults)
		}
	}
	if names := slices.Sorted(maps.Keys(offered)); len(names) < 4 || !slices.Equal(names, files) {
		t.Errorf("offered is\n%q, published\n%q", names, files)
	}
	for _, name := range files {
		if len(s.files[name]) == 0 {
			t.Errorf("%s is empty", name)
		}
	}
}

// The command finds the tool in PATH, and says so in its line; where it is not
// there, or fails, the site is the one without WebP.
func TestBuildOffersWebPWhereThereIsATool(t *testing.T) {
	summon(t)
	tool := program(t, cwebp, "cwebp")
	site := t.TempDir()
	for name, f := range picturedFiles(t) {
		full := filepath.Join(site, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	none, failing := t.TempDir(), t.TempDir()
	script := "#!/bin/sh\n[ \"$1\" = -version ] && echo 9.9 && exit\necho no memory >&2\nexit 1\n"
	if err := os.WriteFile(filepath.Join(failing, "cwebp"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	run := func(path string, args ...string) (said string, files map[string]string) {
		t.Helper()
		t.Setenv("PATH", path)
		var out bytes.Buffer
		args = append(args, "-s", site, "--clock", "2026-12-01T00:00:00Z")
		if code := cli.Main(args, &out, &out); code != 0 {
			t.Fatalf("%q: exit code %d\n%s", args, code, &out)
		}
		return out.String(), contents(t, filepath.Join(site, "public"))
	}
	said, plain := run(none, "build")
	if strings.Contains(said, "WebP") {
		t.Errorf("without a tool it says %q", said)
	}
	for language, want := range map[string]string{"en": "; pictures also as WebP, by cwebp ", "uk": "; зображення також у форматі WebP, програмою cwebp ", "zh": "；图片另有WebP格式，由cwebp "} {
		said, files := run(filepath.Dir(tool), "build", "--lang", language)
		if line, _, _ := strings.Cut(said, "\n"); !strings.Contains(line, want) {
			t.Errorf("with the tool it says %q", line)
		}
		if n := len(slices.DeleteFunc(slices.Collect(maps.Keys(files)), func(name string) bool { return path.Ext(name) != ".webp" })); n < 4 {
			t.Errorf("%d files are published as WebP", n)
		}
	}
	if said, _ := run(filepath.Dir(tool), "check"); strings.Contains(said, "alters") || !strings.Contains(said, "no errors") {
		t.Errorf("check sees other pages than build: %q", said)
	}
	said, files := run(failing, "build")
	if !strings.Contains(said, "not published as WebP, since cwebp 9.9 failed: ") || !strings.Contains(said, "no memory") || strings.Contains(said, "also as WebP") {
		t.Errorf("with a tool that fails it says %q", said)
	}
	if !maps.Equal(files, plain) {
		t.Error("with a tool that fails the site is not that without one")
	}
	if _, files := run(filepath.Dir(tool), "build"); maps.Equal(files, plain) {
		t.Error("a tool that works again is not used")
	}
	if _, files := run(none, "build"); !maps.Equal(files, plain) {
		t.Error("without the tool the site is not what it was")
	}
}

// contents are the files below a folder.
func contents(t *testing.T, folder string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(name)))
		files[name] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
