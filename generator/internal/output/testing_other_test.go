//go:build !unix

package output

import "io/fs"

func umask(mask int) int { return mask }

func inode(info fs.FileInfo) uint64 { return 0 }
