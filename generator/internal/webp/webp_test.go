package webp

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// painting is a picture of many colours.
func painting() image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, 301, 201))
	for y := range 201 {
		for x := range 301 {
			m.SetNRGBA(x, y, color.NRGBA{uint8(x), uint8(y), uint8(x * y / 97), 255})
		}
	}
	return m
}

// photo is a JPEG with all that cameras write, and a profile of its colours.
func photo(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, painting(), nil); err != nil {
		t.Fatal(err)
	}
	segment := func(kind byte, content string) string {
		return "\xFF" + string([]byte{kind}) + string(binary.BigEndian.AppendUint16(nil, uint16(len(content)+2))) + content
	}
	return []byte("\xFF\xD8" + segment(0xE1, "Exif\x00\x00II*\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00") +
		segment(0xE1, "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>Kharkiv</x:xmpmeta>") +
		segment(0xE2, "ICC_PROFILE\x00\x01\x01"+strings.Repeat("colours ", 20)) + b.String()[2:])
}

// installed is the real program: a test that needs it fails in CI where it is not.
func installed(t *testing.T) *Tool {
	t.Helper()
	tool := Here(t.Context())
	if tool == nil && os.Getenv("CI") != "" {
		t.Fatal("cwebp is not there, and CI must not go without it: apt-get install webp")
	}
	if tool == nil {
		t.Skip("NOT CHECKED: cwebp is not there. To have it: apt-get install webp")
	}
	return tool
}

// chunks are the parts of a WebP, by name.
func chunks(t *testing.T, b []byte) map[string][]byte {
	t.Helper()
	if len(b) < 12 || string(b[:4]) != "RIFF" || string(b[8:12]) != "WEBP" || int(binary.LittleEndian.Uint32(b[4:])) != len(b)-8 {
		t.Fatalf("this is no WebP: %.20q", b)
	}
	list := map[string][]byte{}
	for at := 12; at < len(b); {
		size := int(binary.LittleEndian.Uint32(b[at+4:]))
		list[string(b[at:at+4])] = b[at+8 : at+8+size]
		at += 8 + size + size&1
	}
	return list
}

// Planted bugs this test has caught: metadata all; metadata none.
func TestPhotographsKeepTheirColoursAndNothingElse(t *testing.T) {
	tool := installed(t)
	t.Setenv("TMPDIR", t.TempDir())
	from := photo(t)
	made, err := tool.Encode(t.Context(), from)
	if err != nil {
		t.Fatal(err)
	}
	parts := chunks(t, made)
	if parts["VP8 "] == nil || parts["EXIF"] != nil || parts["XMP "] != nil || bytes.Contains(made, []byte("Kharkiv")) {
		t.Errorf("it holds %q", made[:min(len(made), 300)])
	}
	if want := strings.Repeat("colours ", 20); string(parts["ICCP"]) != want {
		t.Errorf("its colours are %q", parts["ICCP"])
	}
	if len(made) >= len(from) {
		t.Errorf("%d bytes of %d", len(made), len(from))
	}
	again, err := tool.Encode(t.Context(), from)
	if err != nil || !bytes.Equal(made, again) {
		t.Errorf("made again it is another: %v", err)
	}
	left(t)
}

// left fails if there is anything in the temporary folder.
func left(t *testing.T) {
	t.Helper()
	entries, err := os.ReadDir(os.TempDir())
	if err != nil || len(entries) > 0 {
		t.Errorf("left behind: %v %v", entries, err)
	}
}

// Planted bugs this test has caught: PNG as photographs.
func TestPNGStaysLossless(t *testing.T) {
	tool := installed(t)
	var b bytes.Buffer
	if err := png.Encode(&b, painting()); err != nil {
		t.Fatal(err)
	}
	made, err := tool.Encode(t.Context(), b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if parts := chunks(t, made); parts["VP8L"] == nil {
		t.Errorf("it holds %.60q", made)
	}
}

func TestWhatIsNoPictureIsRefused(t *testing.T) {
	tool := installed(t)
	t.Setenv("TMPDIR", t.TempDir())
	if made, err := tool.Encode(t.Context(), []byte("\xFF\xD8\xFFno picture")); err == nil || made != nil {
		t.Errorf("%.20q, %v", made, err)
	}
	left(t)
}

// script is a program of the name that does what a shell says.
func script(t *testing.T, body string) func(string) (string, error) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("there is no shell")
	}
	name := filepath.Join(t.TempDir(), program)
	if err := os.WriteFile(name, []byte("#!/bin/sh\n"+body), 0o755); err != nil {
		t.Fatal(err)
	}
	return func(wanted string) (string, error) {
		if wanted != program {
			return "", exec.ErrNotFound
		}
		return name, nil
	}
}

func TestToolSaysItsVersion(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"one line":       {"echo 1.2.4", "cwebp 1.2.4"},
		"with libraries": {"echo 1.3.2; echo libsharpyuv: 0.2.1", "cwebp 1.3.2"},
		"something else": {"echo '\x1b[31mhello 1.2'", ""},
		"nothing":        {"", ""},
		"failing":        {"echo 1.2.4; exit 1", ""},
		"not a program":  {"#!/nowhere", ""},
	} {
		t.Run(name, func(t *testing.T) {
			look := script(t, c.body)
			if name == "not a program" {
				look = func(string) (string, error) { return filepath.Join(t.TempDir(), "none"), nil }
			}
			tool := Find(t.Context(), look)
			if tool == nil && c.want != "" || tool != nil && tool.Name() != c.want {
				t.Errorf("it is %+v, not %q", tool, c.want)
			}
		})
	}
	if tool := Find(t.Context(), func(string) (string, error) { return "", exec.ErrNotFound }); tool != nil {
		t.Error("a program that is not there was found")
	}
}

// Planted bugs this test has caught: a manner without the version; without the
// quality.
func TestMannerSaysAllThatBytesDependOn(t *testing.T) {
	manner := (&Tool{version: "1.3.2"}).Manner()
	for _, part := range []string{"cwebp 1.3.2", "-metadata icc", "-q 80", "-lossless"} {
		if !strings.Contains(manner, part) {
			t.Errorf("%q does not say %q", manner, part)
		}
	}
}

// Planted bugs this test has caught: a context that does not reach the program.
func TestFailuresEndAndLeaveNothing(t *testing.T) {
	const version = "[ \"$1\" = -version ] && echo 1.0 && exit\n"
	t.Run("said", func(t *testing.T) {
		tool := Find(t.Context(), script(t, version+"printf 'no \\033[31mmemory' >&2; exit 3"))
		t.Setenv("TMPDIR", t.TempDir())
		_, err := tool.Encode(t.Context(), []byte("x"))
		if err == nil || !strings.Contains(err.Error(), `no \x1b[31mmemory`) || !strings.Contains(err.Error(), "exit status 3") {
			t.Errorf("the error is %v", err)
		}
		left(t)
	})
	t.Run("nothing made", func(t *testing.T) {
		tool := Find(t.Context(), script(t, version+"exit 0"))
		t.Setenv("TMPDIR", t.TempDir())
		if _, err := tool.Encode(t.Context(), []byte("x")); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("the error is %v", err)
		}
		left(t)
	})
	t.Run("never done", func(t *testing.T) {
		tool := Find(t.Context(), script(t, version+"exec sleep 60"))
		t.Setenv("TMPDIR", t.TempDir())
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		defer cancel()
		began := time.Now()
		if _, err := tool.Encode(ctx, []byte("x")); !errors.Is(err, context.DeadlineExceeded) || time.Since(began) > 20*time.Second {
			t.Errorf("after %s the error is %v", time.Since(began), err)
		}
		left(t)
	})
	t.Run("over its time", func(t *testing.T) {
		look := script(t, "exec sleep 60")
		path, _ := look(program)
		if _, err := run(t.Context(), 200*time.Millisecond, "", path); err == nil || !strings.Contains(err.Error(), "was not done in 200ms") {
			t.Errorf("the error is %v", err)
		}
	})
}

// No part of a picture, of PATH or of a folder's name is read by a shell.
func TestNamesAreNoCommands(t *testing.T) {
	tool := Find(t.Context(), script(t, "[ \"$1\" = -version ] && echo 1.0 && exit\nfor a; do echo \"$a\"; done > \"$WITNESS\"; while [ \"$1\" != -o ]; do shift; done; cp \"$3\" \"$2\""))
	odd := filepath.Join(t.TempDir(), "a; touch $(pwned) b")
	if err := os.Mkdir(odd, 0o700); err != nil {
		t.Fatal(err)
	}
	witness := filepath.Join(t.TempDir(), "witness")
	t.Setenv("TMPDIR", odd)
	t.Setenv("WITNESS", witness)
	made, err := tool.Encode(t.Context(), []byte("picture"))
	if err != nil || string(made) != "picture" {
		t.Fatalf("%q, %v", made, err)
	}
	args, err := os.ReadFile(witness)
	if err != nil || !strings.HasPrefix(string(args), "-quiet\n-metadata\nicc\n-q\n80\n") {
		t.Errorf("the arguments are %q, %v", args, err)
	}
	left(t)
}
