package build

import "sync"

// spare are buffers that are free. Unlike those of a sync.Pool they outlive the
// garbage collector's rounds, of which a build has dozens: no buffer has to grow
// anew.
type spare struct {
	mu   sync.Mutex
	list [][]byte
}

const (
	// firstBuffer is the size in bytes of a new buffer: most pages and texts fit.
	firstBuffer = 32 << 10
	// largestBuffer is the size in bytes above which a buffer is not used again: a
	// few files of a large site would otherwise decide how much memory it takes.
	largestBuffer = 256 << 10
)

// take returns an empty buffer.
func (s *spare) take() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	last := len(s.list) - 1
	if last < 0 {
		return make([]byte, 0, firstBuffer)
	}
	b := s.list[last]
	s.list = s.list[:last]
	return b[:0]
}

// put gives a buffer back, whose bytes nobody may look at any more.
func (s *spare) put(b []byte) {
	if cap(b) < firstBuffer || cap(b) > largestBuffer {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.list = append(s.list, b)
}
