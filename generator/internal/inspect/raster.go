package inspect

import (
	"bytes"
	"encoding/binary"
)

// notes are how what cameras and programs write into pictures begins, in any
// format. They are long enough not to be met among pixels by chance.
var notes = [...]string{"Exif\x00\x00", "<x:xmpmeta", "http://ns.adobe.com/", "Photoshop 3.0\x00", "XMP DataXMP", "ftypmp4"}

// raster looks at a picture of pixels: it must be one, and hold nothing besides
// the picture and its colours.
func (p *parser) raster() finding {
	for _, note := range notes {
		if at := bytes.Index(p.src, []byte(note)); at >= 0 {
			return finding{at, "what a camera noted"}
		}
	}
	switch begins := func(head string) bool { return bytes.HasPrefix(p.src, []byte(head)) }; {
	case begins("\xFF\xD8\xFF"):
		return jpegSegments(p.src)
	case begins("\x89PNG\r\n\x1A\n"):
		return pngChunks(p.src)
	case begins("RIFF"):
		return webpChunks(p.src)
	case begins("GIF8"):
		return finding{}
	}
	return finding{0, "a picture of no kind that is published"}
}

// jpegSegments looks at those before the first scan (ITU-T T.81, annex B).
func jpegSegments(b []byte) finding {
	if !bytes.HasSuffix(b, []byte{0xFF, 0xD9}) {
		return finding{len(b), "a JPEG that does not end with its picture"}
	}
	for at := 2; at+4 < len(b); at += 2 + int(binary.BigEndian.Uint16(b[at+2:])) {
		switch kind := b[at+1]; {
		case b[at] != 0xFF:
			return finding{at, "a JPEG that is not in order"}
		case kind == 0xDA:
			return finding{}
		case kind == 0xE0, kind == 0xEE, kind == 0xE2 && bytes.HasPrefix(b[at+4:], []byte("ICC_PROFILE")):
		case kind >= 0xE0 && kind <= 0xEF, kind == 0xFE:
			return finding{at, "a part of a JPEG that no screen needs"}
		}
	}
	return finding{len(b), "a JPEG without a picture"}
}

// pngChunks looks at those of a PNG, to the last byte.
func pngChunks(b []byte) finding {
	name := ""
	for at := 8; at < len(b); at += 12 + int(binary.BigEndian.Uint32(b[at:])) {
		if at+12 > len(b) || name == "IEND" {
			return finding{at, "a PNG that does not end with its picture"}
		}
		switch name = string(b[at+4 : at+8]); name {
		case "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "mDCV", "cLLI", "sBIT", "bKGD", "acTL", "fcTL", "fdAT":
		default:
			return finding{at, "a part of a PNG that no screen needs"}
		}
	}
	return finding{}
}

// webpChunks looks at those of a WebP (RFC 9649), to the last byte: its head says
// how long it is, and that there are no notes.
func webpChunks(b []byte) finding {
	if len(b) < 12 || string(b[8:12]) != "WEBP" || int(binary.LittleEndian.Uint32(b[4:])) != len(b)-8 {
		return finding{0, "a WebP that is not as long as it says"}
	}
	pixels := false
	for at := 12; at < len(b); {
		if at+8 > len(b) {
			return finding{at, "a WebP that does not end with its picture"}
		}
		switch string(b[at : at+4]) {
		case "VP8 ", "VP8L", "ANMF":
			pixels = true
		case "VP8X":
			const exif, xmp = 0x08, 0x04
			if at+8 < len(b) && b[at+8]&(exif|xmp) != 0 {
				return finding{at, "a WebP that says it holds notes"}
			}
		case "ALPH", "ANIM", "ICCP":
		default:
			return finding{at, "a part of a WebP that no screen needs"}
		}
		size := int(binary.LittleEndian.Uint32(b[at+4:]))
		if at += 8 + size + size&1; at > len(b) {
			return finding{len(b), "a WebP that does not end with its picture"}
		}
	}
	if !pixels {
		return finding{len(b), "a WebP without a picture"}
	}
	return finding{}
}
