//go:build !linux

package source

import "io/fs"

// identityOf is known where the system tells when a file's status was changed:
// the time of its bytes can be set by anyone.
func identityOf(fs.FileInfo) identity { return identity{} }
