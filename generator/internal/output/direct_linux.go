package output

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// direct writes files below a folder by their whole path, with one system call
// where an os.Root walks from folder to folder and a file of package os asks
// what it might poll.
type direct struct {
	at      *os.File
	folders map[string]int // those kept open, for what is made in them
}

// keptFolders is how many folders are kept open: the sections and their like,
// in which a folder is made for each record.
const keptFolders = 64

// confined makes the kernel refuse links on the way and paths that lead out.
const confined = unix.RESOLVE_BENEATH | unix.RESOLVE_NO_SYMLINKS | unix.RESOLVE_NO_XDEV

func openDirect(root *os.Root) (direct, error) {
	at, err := root.Open(".")
	return direct{at, map[string]int{}}, err
}

func (d direct) close() error {
	if d.at == nil {
		return nil
	}
	errs := []error{d.at.Close()}
	for _, fd := range d.folders {
		errs = append(errs, unix.Close(fd))
	}
	return errors.Join(errs...)
}

// open is errors.ErrUnsupported where the kernel is older than 5.6 or a sandbox
// does not know the call.
func (d direct) open(path string, flags, mode uint64) (int, error) {
	how := unix.OpenHow{Flags: flags | unix.O_CLOEXEC, Mode: mode, Resolve: confined}
	for {
		fd, err := unix.Openat2(int(d.at.Fd()), path, &how)
		switch err {
		case nil:
			return fd, nil
		case unix.EINTR:
		case unix.ENOSYS, unix.EPERM, unix.EINVAL, unix.E2BIG, unix.EAGAIN:
			return -1, errors.ErrUnsupported
		default:
			return -1, err
		}
	}
}

func (d direct) mkdir(path string) error {
	above, fd := parent(path), int(d.at.Fd())
	if above != "" {
		kept, ok := d.folders[above]
		if !ok {
			if len(d.folders) == keptFolders {
				return errors.ErrUnsupported
			}
			var err error
			if kept, err = d.open(above, unix.O_PATH|unix.O_DIRECTORY, 0); err != nil {
				return err
			}
			d.folders[above] = kept
		}
		fd, path = kept, path[len(above)+1:]
	}
	return unix.Mkdirat(fd, path, uint32(folderPerm))
}

// write creates a file. What became of it is asked before it is closed, once,
// for its time and for what the umask took.
func (d direct) write(path string, data []byte) (w written, err error) {
	fd, err := d.open(path, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL, uint64(filePerm))
	if err != nil {
		return w, err
	}
	defer func() {
		if e := unix.Close(fd); err == nil {
			err = e
		}
	}()
	for len(data) > 0 {
		n, err := unix.Write(fd, data)
		if err != nil && err != unix.EINTR {
			return w, err
		}
		data = data[max(n, 0):]
	}
	var stat unix.Stat_t
	if err := unix.Fstat(fd, &stat); err != nil {
		return w, err
	}
	if stat.Mode&0o777 != uint32(filePerm) {
		err = unix.Fchmod(fd, uint32(filePerm))
	}
	return written{stat.Size, stat.Mtim.Nano()}, err
}
