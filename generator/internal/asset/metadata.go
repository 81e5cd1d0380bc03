package asset

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"slices"
)

// What cameras and programs write into a picture besides the picture (the place,
// the time, the camera's number, names, remarks, smaller copies) is left out
// when it is published. Each format's parts are listed by what is kept; what
// nobody knows goes. So does whatever follows the end of the picture.

// The markers of JPEG (ITU-T T.81, table B.1) that are told apart here.
const (
	markerSOI  = 0xD8
	markerEOI  = 0xD9
	markerSOS  = 0xDA
	markerAPP0 = 0xE0
	markerAPP2 = 0xE2
	markerCOM  = 0xFE
)

// jpeg walks over the segments of a JPEG: of those of applications it keeps
// JFIF, the colour profile and Adobe's note on colours.
func (s *scanned) jpeg(b []byte) error {
	s.format = "JPEG"
	s.keep(b[:2])
	for at := 2; at+2 <= len(b); {
		if b[at] != 0xFF {
			return ErrBroken
		}
		marker := b[at+1]
		if marker == 0xFF { // a fill byte
			at++
			continue
		}
		if marker == markerEOI {
			s.keep(b[at : at+2])
			return nil
		}
		if at+4 > len(b) {
			return ErrBroken
		}
		end := at + 2 + int(binary.BigEndian.Uint16(b[at+2:]))
		if end > len(b) || end < at+4 {
			return ErrBroken
		}
		s.segment(marker, b[at:end])
		if at = end; marker == markerSOS {
			at = endOfScan(b, end)
			s.keep(b[end:at])
		}
	}
	return ErrBroken
}

// segment keeps a segment of a JPEG or not. It begins with its marker and
// length.
func (s *scanned) segment(marker byte, segment []byte) {
	content := segment[4:]
	switch {
	case marker == markerAPP0+1 && bytes.HasPrefix(content, []byte("Exif\x00\x00")):
		if s.turn == 0 {
			s.turn = orientation(content[6:])
		}
	case marker == markerAPP0:
		if len(content) == 14 && bytes.HasPrefix(content, []byte("JFIF\x00")) { // a longer one holds a smaller picture
			s.keep(segment)
		}
	case marker == markerAPP2:
		if bytes.HasPrefix(content, []byte("ICC_PROFILE\x00")) {
			s.keep(segment)
			s.colour = append(s.colour, segment)
		}
	case marker == markerAPP0+14:
		if bytes.HasPrefix(content, []byte("Adobe")) {
			s.keep(segment)
		}
	case marker >= markerAPP0 && marker <= markerAPP0+15, marker == markerCOM:
	default:
		s.frame(marker, content)
		s.keep(segment)
	}
}

// frame reads the size from the header of a frame. Of all that JPEG can be, we
// scale what our decoder reads and whose colours we know: eight bits, grey or
// three components, baseline or progressive.
func (s *scanned) frame(marker byte, content []byte) {
	isFrame := marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC
	if !isFrame || len(content) < 6 {
		return
	}
	s.height, s.width = int(binary.BigEndian.Uint16(content[1:])), int(binary.BigEndian.Uint16(content[3:]))
	components := content[5]
	s.scales = marker <= 0xC2 && content[0] == 8 && (components == 1 || components == 3)
}

// endOfScan returns where the coded data that begin at an offset end: before a
// marker that is not one of theirs.
func endOfScan(b []byte, at int) int {
	for ; at+1 < len(b); at++ {
		if next := b[at+1]; b[at] == 0xFF && next != 0 && next != 0xFF && (next < 0xD0 || next > 0xD7) {
			return at
		}
	}
	return len(b)
}

const signaturePNG = "\x89PNG\r\n\x1A\n"

// The chunks of PNG (W3C, third edition) that are kept: those that the picture
// is made of, its colours, and its movement.
var (
	chunksPNG  = []string{"IHDR", "PLTE", "tRNS", "IDAT", "IEND", "sBIT", "bKGD", "acTL", "fcTL", "fdAT"}
	coloursPNG = []string{"gAMA", "cHRM", "sRGB", "iCCP", "cICP", "mDCV", "cLLI"}
)

func (s *scanned) png(b []byte) error {
	s.format, s.scales = "PNG", true
	s.keep(b[:len(signaturePNG)])
	for at := len(signaturePNG); at+12 <= len(b); {
		size := int(binary.BigEndian.Uint32(b[at:]))
		if size < 0 || size > len(b)-at-12 {
			return ErrBroken
		}
		name, content, chunk := string(b[at+4:at+8]), b[at+8:at+8+size], b[at:at+12+size]
		if crc32.ChecksumIEEE(chunk[4:8+size]) != binary.BigEndian.Uint32(chunk[8+size:]) {
			return ErrBroken
		}
		switch {
		case name == "IHDR" && size == 13:
			s.width, s.height = int(binary.BigEndian.Uint32(content)), int(binary.BigEndian.Uint32(content[4:]))
		case name == "acTL":
			s.scales = false // it moves
		case name == "eXIf":
			s.turn = orientation(content)
		}
		if slices.Contains(coloursPNG, name) {
			s.colour = append(s.colour, chunk)
			s.keep(chunk)
		} else if slices.Contains(chunksPNG, name) {
			s.keep(chunk)
		}
		if name == "IEND" {
			return nil
		}
		at += len(chunk)
	}
	return ErrBroken
}

// gif walks over the blocks of a GIF (GIF89a, section 17 on): of its extensions
// it keeps those for timing and repetition.
func (s *scanned) gif(b []byte) error {
	s.format = "GIF"
	if len(b) < 13 {
		return ErrBroken
	}
	s.width, s.height = int(binary.LittleEndian.Uint16(b[6:])), int(binary.LittleEndian.Uint16(b[8:]))
	at := 13 + palette(b[10])
	if at > len(b) {
		return ErrBroken
	}
	s.keep(b[:at])
	for at < len(b) {
		from := at
		keep := true
		switch b[at] {
		case 0x3B: // the end
			s.keep(b[at : at+1])
			return nil
		case 0x21: // an extension
			if at += 2; at > len(b) {
				return ErrBroken
			}
			loops := bytes.HasPrefix(b[at:], []byte("\x0BNETSCAPE2.0")) || bytes.HasPrefix(b[at:], []byte("\x0BANIMEXTS1.0"))
			keep = b[from+1] == 0xF9 || b[from+1] == 0xFF && loops
		case 0x2C: // a picture
			if at+10 > len(b) {
				return ErrBroken
			}
			at += 10 + palette(b[at+9]) + 1
		default:
			return ErrBroken
		}
		if at = endOfBlocks(b, at); at < 0 {
			return ErrBroken
		}
		if keep {
			s.keep(b[from:at])
		}
	}
	return ErrBroken
}

// palette is the size in bytes of the table of colours that flags speak of.
func palette(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// endOfBlocks returns where the blocks that begin at an offset end, each led by
// its length, or -1 where the file ends before.
func endOfBlocks(b []byte, at int) int {
	for at < len(b) {
		size := int(b[at])
		if at += 1 + size; size == 0 {
			return at
		}
	}
	return -1
}

// webp walks over the chunks of a WebP (RFC 9649): EXIF, XMP and unknown ones go,
// and the head says so.
func (s *scanned) webp(b []byte) error {
	s.format = "WebP"
	size := int(binary.LittleEndian.Uint32(b[4:]))
	if size < 4 || size+8 > len(b) {
		return ErrBroken
	}
	b = b[:size+8]
	head := bytes.Clone(b[:12])
	s.keep(head)
	for at := 12; at < len(b); {
		if at+8 > len(b) {
			return ErrBroken
		}
		size := int(binary.LittleEndian.Uint32(b[at+4:]))
		size += size & 1 // padding
		if size < 0 || size > len(b)-at-8 {
			return ErrBroken
		}
		s.chunk(string(b[at:at+4]), b[at:at+8+size])
		at += 8 + size
	}
	total := -8
	for _, part := range s.kept {
		total += len(part)
	}
	binary.LittleEndian.PutUint32(head[4:], uint32(total))
	return nil
}

// chunk keeps a chunk of a WebP or not.
func (s *scanned) chunk(name string, chunk []byte) {
	content := chunk[8:]
	switch name {
	case "VP8X":
		const exif, xmp = 0x08, 0x04
		chunk = bytes.Clone(chunk)
		if len(content) >= 10 {
			chunk[8] &^= exif | xmp
			s.width, s.height = 1+number24(content[4:]), 1+number24(content[7:])
		}
	case "VP8 ":
		if s.width == 0 && len(content) >= 10 {
			s.width, s.height = int(binary.LittleEndian.Uint16(content[6:])&0x3FFF), int(binary.LittleEndian.Uint16(content[8:])&0x3FFF)
		}
	case "VP8L":
		if s.width == 0 && len(content) >= 5 {
			bits := binary.LittleEndian.Uint32(content[1:])
			s.width, s.height = 1+int(bits&0x3FFF), 1+int(bits>>14&0x3FFF)
		}
	case "ALPH", "ANIM", "ANMF", "ICCP":
	default:
		return
	}
	s.keep(chunk)
}

func number24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }
