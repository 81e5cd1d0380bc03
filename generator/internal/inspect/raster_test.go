package inspect

import (
	"strings"
	"testing"
)

func TestPicturesHoldNothingBesides(t *testing.T) {
	chunk := func(name, content string) string {
		return "\x00\x00\x00" + string(rune(len(content))) + name + content + "crc."
	}
	const start, end = "\xFF\xD8\xFF\xE0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00", "\xFF\xDB\x00\x03x\xFF\xDA\x00\x03xpixels\xFF\xD9"
	png := "\x89PNG\r\n\x1A\n" + chunk("IHDR", "0123456789abc") + chunk("IDAT", "x")
	riff := func(chunks string) string { return "RIFF" + string(rune(4+len(chunks))) + "\x00\x00\x00WEBP" + chunks }
	const pixels, extended = "VP8L\x03\x00\x00\x00abc\x00", "VP8X\x0A\x00\x00\x00"
	for name, c := range map[string]struct{ path, bytes, fault string }{
		"a JPEG":             {"a.JPG", start + end, ""},
		"its colours":        {"a.jpg", start + "\xFF\xE2\x00\x0DICC_PROFILE" + end, ""},
		"EXIF":               {"a.jpg", start + "\xFF\xE1\x00\x08Exif\x00\x00" + end, "what a camera noted"},
		"a part":             {"a.jpg", start + "\xFF\xE1\x00\x03x" + end, "a part of a JPEG"},
		"a remark":           {"a.jpg", start + "\xFF\xFE\x00\x03x" + end, "a part of a JPEG"},
		"something behind":   {"a.jpg", start + end + "x", "a JPEG that does not end"},
		"a length too long":  {"a.jpg", start + "\xFF\xDB\xFF\xFF" + end, "a JPEG without a picture"},
		"a PNG":              {"a.png", png + chunk("IEND", ""), ""},
		"a text":             {"a.png", png + chunk("tEXt", "x") + chunk("IEND", ""), "a part of a PNG"},
		"a chunk behind":     {"a.png", png + chunk("IEND", "") + chunk("IDAT", ""), "a PNG that does not end"},
		"a WebP":             {"a.webp", riff(pixels), ""},
		"with its colours":   {"a.webp", riff(extended + "\x20123456789" + "ICCP\x01\x00\x00\x00x\x00" + pixels), ""},
		"EXIF of a WebP":     {"a.webp", riff(pixels + "EXIF\x00\x00\x00\x00"), "a part of a WebP"},
		"XMP of a WebP":      {"a.webp", riff(pixels + "XMP \x01\x00\x00\x00x\x00"), "a part of a WebP"},
		"notes it speaks of": {"a.webp", riff(extended + "\x08123456789" + pixels), "says it holds notes"},
		"more than it says":  {"a.webp", riff(pixels) + "x", "not as long as it says"},
		"a chunk too long":   {"a.webp", riff("VP8L\x07\x00\x00\x00abc\x00"), "a WebP that does not end"},
		"half a chunk":       {"a.webp", riff(pixels + "ICC"), "a WebP that does not end"},
		"no picture":         {"a.webp", riff("ICCP\x00\x00\x00\x00"), "a WebP without a picture"},
		"another RIFF":       {"a.webp", "RIFF\x04\x00\x00\x00WAVE", "not as long as it says"},
		"XMP at the end":     {"a.gif", "GIF89a<x:xmpmeta", "what a camera noted"},
		"a page":             {"a.png", "<!doctype html>", "a picture of no kind"},
		"nothing":            {"a.jpeg", "", "a picture of no kind"},
	} {
		err := Output{Path: c.path}.Check([]byte(c.bytes))
		if c.fault == "" && err != nil || c.fault != "" && (err == nil || !strings.Contains(err.Error(), c.fault)) {
			t.Errorf("%s: %v, not %q", name, err, c.fault)
		}
	}
}
