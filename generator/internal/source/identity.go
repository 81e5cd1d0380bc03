package source

import "time"

// identity is what a system changes whenever a file's bytes are, and when it last
// did. It is zero where the system says too little.
type identity struct {
	device, inode  uint64
	size           int64
	written, touch int64 // in nanoseconds since 1970: of the bytes, and of anything about the file
}

// tick is a time in which a file may be written twice without a trace: clocks of
// file systems go in steps, of two seconds at the most (FAT), and not with ours.
const tick = 3 * time.Second

// Unread reports whether a file that was found need not be read: it is the one
// that was read, and was left alone for so long before that any change since
// then would be seen.
func (e Entry) Unread(s Stamp) bool {
	return e.identity != identity{} && e.identity == s.identity && max(s.written, s.touch) < s.begun-int64(tick)
}
