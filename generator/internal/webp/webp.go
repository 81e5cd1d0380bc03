// Package webp makes WebP files of pictures with cwebp, the program of libwebp
// (https://developers.google.com/speed/webp/docs/cwebp). It is run by its path
// and a list of arguments, without a shell, on files in a private temporary
// folder, for a limited time. What it is given besides a picture is nothing of
// the site's.
package webp

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// program is what is looked for in PATH.
const program = "cwebp"

const (
	quickly   = 10 * time.Second // to say its version takes milliseconds
	patiently = time.Minute      // the largest picture, 2,400 pixels wide and lossless, takes some seconds
)

// common are the arguments of every run. Of what may stand beside the pixels
// only the profile of the colours goes with them: without it they would be others.
var common = []string{"-quiet", "-metadata", "icc"}

// A photograph is made at the quality of its JPEG; a picture that was lossless
// stays so.
var (
	photograph = []string{"-q", "80", "-m", "4"}
	lossless   = []string{"-lossless"}
)

// Tool is a cwebp of this machine.
type Tool struct {
	path    string
	version string
}

// Find returns the program, or nil where there is none that says its version.
// look is exec.LookPath, which takes none from the current folder; see Here.
func Find(ctx context.Context, look func(string) (string, error)) *Tool {
	path, err := look(program)
	if err != nil {
		return nil
	}
	said, err := run(ctx, quickly, "", path, "-version")
	if err != nil {
		return nil
	}
	version := versionLine.FindString(string(said))
	if version == "" {
		return nil
	}
	return &Tool{path, version}
}

// Here finds the program of this computer.
func Here(ctx context.Context) *Tool { return Find(ctx, exec.LookPath) }

// versionLine is the first line that it answers: "1.3.2". Libraries follow.
var versionLine = regexp.MustCompile(`^\d+(\.\d+)+`)

// Name is that of the program, with its version: "cwebp 1.3.2".
func (t *Tool) Name() string { return program + " " + t.version }

// Manner says all that the bytes depend on besides the picture: the version of
// the program and the arguments.
func (t *Tool) Manner() string {
	return strings.Join(slices.Concat([]string{t.Name()}, common, photograph, lossless), " ")
}

// Encode makes a WebP of a JPEG or PNG, of the same size in pixels. The error is
// that of ctx, or says what the program says.
func (t *Tool) Encode(ctx context.Context, picture []byte) (made []byte, err error) {
	folder, err := os.MkdirTemp("", "diglot-webp-") // nobody else may enter it
	if err != nil {
		return nil, fmt.Errorf("make a folder for %s: %w", program, err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	from, to := filepath.Join(folder, "from"), filepath.Join(folder, "to")
	if err := os.WriteFile(from, picture, 0o600); err != nil {
		return nil, fmt.Errorf("hand a picture to %s: %w", program, err)
	}
	manner := photograph
	if bytes.HasPrefix(picture, []byte("\x89PNG")) {
		manner = lossless
	}
	if _, err := run(ctx, patiently, folder, t.path, slices.Concat(common, manner, []string{"-o", to, from})...); err != nil {
		return nil, err
	}
	if made, err = os.ReadFile(to); err != nil {
		return nil, fmt.Errorf("take a picture from %s: %w", program, err)
	}
	return made, nil
}

// run runs the program and returns what it prints.
func run(ctx context.Context, limit time.Duration, dir, path string, args ...string) ([]byte, error) {
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	c := exec.CommandContext(limited, path, args...)
	var complaint bytes.Buffer
	c.Dir, c.Stderr, c.WaitDelay = dir, &complaint, time.Second // a child of it may hold on to its output
	said, err := c.Output()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case limited.Err() != nil:
		return nil, fmt.Errorf("run %s: it was not done in %s", program, limit)
	case err != nil:
		return nil, fmt.Errorf("run %s: %w: %.200q", program, err, strings.TrimSpace(complaint.String()))
	}
	return said, nil
}
