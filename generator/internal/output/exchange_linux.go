package output

import (
	"errors"
	"fmt"

	"golang.org/x/sys/unix"
)

// exchange swaps two folders in one step, or says errors.ErrUnsupported (an old
// kernel, or a file system that cannot).
func exchange(a, b string) error {
	err := unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
	if err == unix.EINVAL {
		return fmt.Errorf("exchange: %w", errors.ErrUnsupported)
	}
	return err
}
