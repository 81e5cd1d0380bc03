//go:build !linux && !darwin

package output

import "errors"

// exchange is not to be had here; the caller renames twice.
func exchange(a, b string) error { return errors.ErrUnsupported }
