package source

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"golang.org/x/sys/unix"
)

// direct reads files below a folder by their whole path, with one system call
// where an os.Root walks from folder to folder and a file of package os asks
// what it might poll.
type direct struct{ at *os.File }

func openDirect(root *os.Root) (direct, error) {
	at, err := root.Open(".")
	return direct{at}, err
}

func (d direct) close() error { return d.at.Close() }

// read appends a regular file to the buffer, and says what it was before it was
// read. The kernel itself refuses links on the way and paths that lead out; what
// is no regular file is opened without waiting for it, and never read. The error
// is errors.ErrUnsupported where the kernel is older than 5.6 or a sandbox does
// not know the call.
func (d direct) read(name string, buffer []byte) ([]byte, identity, error) {
	fd, err := d.open(name)
	if err != nil {
		return nil, identity{}, err
	}
	defer unix.Close(fd)
	var stat unix.Stat_t
	switch err := unix.Fstat(fd, &stat); {
	case err != nil:
		return nil, identity{}, &fs.PathError{Op: "stat", Path: name, Err: err}
	case stat.Mode&unix.S_IFMT != unix.S_IFREG:
		return nil, identity{}, ErrNotRegular
	case stat.Size > maxFile:
		return nil, identity{}, ErrTooLarge
	}
	b, err := readAll(&handle{fd, name, stat.Size}, buffer, stat.Size, maxFile)
	return b, identityOfOpen(&stat), err
}

func (d direct) open(name string) (int, error) {
	how := unix.OpenHow{
		Flags:   unix.O_RDONLY | unix.O_CLOEXEC | unix.O_NONBLOCK | unix.O_NOCTTY,
		Resolve: unix.RESOLVE_BENEATH | unix.RESOLVE_NO_SYMLINKS,
	}
	for {
		fd, err := unix.Openat2(int(d.at.Fd()), name, &how)
		switch err {
		case nil:
			return fd, nil
		case unix.EINTR:
		case unix.ELOOP, unix.ENXIO: // a link; a socket
			return -1, ErrNotRegular
		case unix.ENOSYS, unix.EPERM, unix.EINVAL, unix.E2BIG, unix.EAGAIN:
			return -1, errors.ErrUnsupported
		default:
			return -1, &fs.PathError{Op: "open", Path: name, Err: err}
		}
	}
}

// handle is an open regular file.
type handle struct {
	fd   int
	name string
	left int64 // bytes of the size that it was opened with
}

// Read meets the end where the size says so and no more bytes come with those
// before it: a second look would cost as much as the first.
func (h *handle) Read(b []byte) (int, error) {
	n, err := unix.Read(h.fd, b)
	for err == unix.EINTR {
		n, err = unix.Read(h.fd, b)
	}
	if err != nil {
		return 0, &fs.PathError{Op: "read", Path: h.name, Err: err}
	}
	if h.left -= int64(n); n == 0 || h.left <= 0 && n < len(b) {
		return n, io.EOF
	}
	return n, nil
}
