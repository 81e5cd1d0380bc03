package cli

import (
	"bytes"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
)

// A published folder is made anew by another version of the program, and by no
// other reason: what it is known by must cover its bytes.
func TestTheVersionIsWhatTheLinkerSays(t *testing.T) {
	got, err := version()
	if err != nil || got == "" {
		t.Fatalf("%q, %v", got, err)
	}
	if runtime.GOOS != "linux" {
		return // elsewhere it is a digest
	}
	name, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	want, err := exec.Command("go", "tool", "buildid", name).Output()
	if err != nil {
		t.Fatal(err)
	}
	if got != strings.TrimSpace(string(want)) {
		t.Errorf("%q, want %q", got, want)
	}
	program, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	chosen := bytes.ReplaceAll(program, []byte(got), []byte(strings.Repeat("x", len(got))))
	if id := buildID(bytes.NewReader(chosen)); id != "" {
		t.Errorf("%q is taken for the linker's", id)
	}
}

func TestAFileWithoutABuildIDHasNone(t *testing.T) {
	for name, text := range map[string]string{"empty": "", "script": "#!/bin/sh\n", "head": "\x7fELF\x02\x01\x01"} {
		if id := buildID(strings.NewReader(text)); id != "" {
			t.Errorf("%s: %q", name, id)
		}
	}
}
