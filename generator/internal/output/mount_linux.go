package output

import "golang.org/x/sys/unix"

// isMount asks the kernel, for a bind mount has the device of its parent. Kernels
// before 5.8 do not say; there the device decides.
func isMount(dir string) (bool, error) {
	var stat unix.Statx_t
	err := unix.Statx(unix.AT_FDCWD, dir, unix.AT_SYMLINK_NOFOLLOW, 0, &stat)
	if err == nil && stat.Attributes_mask&unix.STATX_ATTR_MOUNT_ROOT != 0 {
		return stat.Attributes&unix.STATX_ATTR_MOUNT_ROOT != 0, nil
	}
	return differsFromParent(dir)
}
