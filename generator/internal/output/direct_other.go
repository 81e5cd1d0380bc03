//go:build !linux

package output

import (
	"errors"
	"os"
)

// direct is known on Linux alone.
type direct struct{}

func openDirect(*os.Root) (direct, error) { return direct{}, nil }

func (direct) close() error { return nil }

func (direct) mkdir(string) error { return errors.ErrUnsupported }

func (direct) write(string, []byte) (written, error) { return written{}, errors.ErrUnsupported }
