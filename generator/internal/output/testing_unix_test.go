//go:build unix

package output

import (
	"io/fs"
	"syscall"
)

func umask(mask int) int { return syscall.Umask(mask) }

func inode(info fs.FileInfo) uint64 { return uint64(info.Sys().(*syscall.Stat_t).Ino) }
