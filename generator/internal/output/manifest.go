package output

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
)

// row is what the manifest knows of a published file.
type row struct {
	sum   checksum // of its bytes
	made  Key
	size  int64
	mtime int64 // Unix nanoseconds; hard links and renames keep it
}

// checksum tells a file that is not as it was written: the CRC-32C and the CRC-32
// of its bytes, which take a tenth of the time of SHA-256. Against somebody who
// wants to deceive it proves nothing; nor does the time of the file, which is
// believed before it.
type checksum [2 * crc32.Size]byte

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// add returns the sum of the bytes so far and of those that follow them.
func (c checksum) add(data []byte) checksum {
	a := crc32.Update(binary.BigEndian.Uint32(c[:]), castagnoli, data)
	b := crc32.Update(binary.BigEndian.Uint32(c[crc32.Size:]), crc32.IEEETable, data)
	binary.BigEndian.PutUint32(c[:], a)
	binary.BigEndian.PutUint32(c[crc32.Size:], b)
	return c
}

// describes reports whether the file is, by size and time, the one we wrote.
func (r row) describes(info fs.FileInfo) bool {
	return r.size == info.Size() && r.mtime == info.ModTime().UnixNano()
}

// A manifest is this line; then for every file its sum, key, size, time, length
// of path and path; and at the end the SHA-256 of all before it. Numbers are
// big-endian. One that does not add up counts as lost.
const manifestHead = "diglot manifest 2\n"

// A former manifest has a SHA-256 for the sum of every file. It proves whose the
// files are, and no more is taken from it: their rows are zero.
const formerHead = "diglot manifest 1\n"

const rowSize = len(checksum{}) + len(Key{}) + 8 + 8 + 2

func encode(files []placed) (data []byte, sum [sha256.Size]byte) {
	data = append(make([]byte, 0, 64+len(files)*(rowSize+40)), manifestHead...)
	for _, f := range files {
		data = append(data, f.row.sum[:]...)
		data = append(data, f.row.made[:]...)
		data = binary.BigEndian.AppendUint64(data, uint64(f.row.size))
		data = binary.BigEndian.AppendUint64(data, uint64(f.row.mtime))
		data = binary.BigEndian.AppendUint16(data, uint16(len(f.path)))
		data = append(data, f.path...)
	}
	sum = sha256.Sum256(data)
	return append(data, sum[:]...), sum
}

// decode gives the rows, or false for a manifest that is not whole.
func decode(data []byte) (rows map[string]row, sum [sha256.Size]byte, ok bool) {
	body := len(data) - len(sum)
	former := bytes.HasPrefix(data, []byte(formerHead))
	if body < len(manifestHead) || !former && !bytes.HasPrefix(data, []byte(manifestHead)) {
		return nil, sum, false
	}
	more := 0 // bytes of a row before those that are read
	if former {
		more = sha256.Size - len(checksum{})
	}
	if sum = sha256.Sum256(data[:body]); !bytes.Equal(sum[:], data[body:]) {
		return nil, sum, false
	}
	data = data[len(manifestHead):body]
	rows = make(map[string]row, len(data)/(rowSize+40))
	for len(data) >= more+rowSize {
		data = data[more:]
		var r row
		copy(r.sum[:], data)
		copy(r.made[:], data[len(r.sum):])
		numbers := data[len(r.sum)+len(r.made):]
		r.size = int64(binary.BigEndian.Uint64(numbers))
		r.mtime = int64(binary.BigEndian.Uint64(numbers[8:]))
		end := rowSize + int(binary.BigEndian.Uint16(numbers[16:]))
		if end > len(data) {
			return nil, sum, false
		}
		if former {
			r = row{}
		}
		rows[string(data[rowSize:end])] = r
		data = data[end:]
	}
	return rows, sum, len(data) == 0
}

const newSuffix = ".new" // of a manifest that is being written

// writeManifest replaces a manifest as a whole, durably.
func writeManifest(home, name string, data []byte) error {
	path := filepath.Join(home, name)
	if err := writeSynced(path+newSuffix, data); err != nil {
		return fmt.Errorf("write the manifest %s: %w", path, bare(err))
	}
	if err := os.Rename(path+newSuffix, path); err != nil {
		return fmt.Errorf("write the manifest %s: %w", path, bare(err))
	}
	return nil
}

func writeSynced(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		os.Remove(path)
	}
	return err
}
