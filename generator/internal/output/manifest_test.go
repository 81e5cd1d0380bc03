package output

import (
	"bytes"
	"testing"
)

// Planted bugs this test has caught: the second half of the sum left as it was;
// parts that are summed by themselves.
func TestChecksumTellsEveryByteAndKnowsParts(t *testing.T) {
	data := bytes.Repeat([]byte("Дніпро 大连 "), 50)
	whole := checksum{}.add(data)
	for i := range data {
		if parts := (checksum{}).add(data[:i]).add(data[i:]); parts != whole {
			t.Fatalf("in parts of %d and %d bytes the sum is %x, not %x", i, len(data)-i, parts, whole)
		}
		other := bytes.Clone(data)
		other[i] ^= 1
		sum := checksum{}.add(other)
		if bytes.Equal(sum[:4], whole[:4]) || bytes.Equal(sum[4:], whole[4:]) {
			t.Fatalf("a change of byte %d leaves half of %x as it was", i, sum)
		}
	}
}
