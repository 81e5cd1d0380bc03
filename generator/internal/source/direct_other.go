//go:build !linux

package source

import (
	"errors"
	"os"
)

// direct is known on Linux alone.
type direct struct{}

func openDirect(*os.Root) (direct, error) { return direct{}, nil }

func (direct) close() error { return nil }

func (direct) read(string, []byte) ([]byte, identity, error) {
	return nil, identity{}, errors.ErrUnsupported
}
