package render

import (
	"strconv"

	"diglot/generator/internal/view"
)

// sizes says how wide a picture is on the page, which browsers must know before
// they know the stylesheet: as wide as the column, or as the screen without its
// margins. TestPicturesAreAsWideAsTheColumn compares.
const (
	columnRem  = 50
	marginsRem = 2
	pxPerRem   = 16
)

// appendPicture appends a picture with its words. Its size keeps the page from
// moving while it loads; of its widths the browser takes what the screen needs,
// as WebP where it knows that (HTML, section 4.8.1).
func appendPicture(dst []byte, p *view.Picture, alt, lang, title string) []byte {
	if len(p.WebP) == 0 {
		return appendImg(dst, p, alt, lang, title)
	}
	dst = append(dst, `<picture><source type="image/webp"`...)
	dst = append(appendWidths(dst, p.WebP, p.Width), '>')
	return append(appendImg(dst, p, alt, lang, title), "</picture>"...)
}

func appendImg(dst []byte, p *view.Picture, alt, lang, title string) []byte {
	dst = append(appendHref(append(dst, `<img src="`...), p.URL), '"')
	if len(p.Sizes) > 0 {
		dst = appendWidths(dst, p.Sizes, p.Width)
	}
	if p.Width > 0 && p.Height > 0 {
		dst = appendAttribute(dst, "width", strconv.Itoa(p.Width))
		dst = appendAttribute(dst, "height", strconv.Itoa(p.Height))
	}
	dst = appendEscaped(append(dst, ` alt="`...), alt)
	dst = append(dst, '"')
	dst = appendAttribute(dst, "lang", lang)
	dst = appendAttribute(dst, "title", title)
	if p.Eager {
		return append(dst, '>')
	}
	return append(dst, ` loading="lazy" decoding="async">`...)
}

// appendWidths appends the files of a picture of a width, and how wide it is on
// the page; a single file needs no width.
func appendWidths(dst []byte, files []view.Size, width int) []byte {
	dst = append(dst, ` srcset="`...)
	for i, s := range files {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		dst = appendCandidate(dst, s.URL)
		if len(files) > 1 {
			dst = append(strconv.AppendInt(append(dst, ' '), int64(s.Width), 10), 'w')
		}
	}
	if len(files) > 1 {
		dst = appendSizes(append(dst, `" sizes="`...), width)
	}
	return append(dst, '"')
}

// appendCandidate appends an address of a list, in which commas and spaces
// divide (HTML, section 4.8.4.2.1).
func appendCandidate(dst []byte, url string) []byte {
	from := len(dst)
	dst = appendHref(dst, url)
	for i := from; i < len(dst); i++ {
		if dst[i] == ',' {
			dst = append(dst[:i], append([]byte("%2c"), dst[i+1:]...)...)
		}
	}
	return dst
}

// appendSizes appends how wide a picture of a width is on the page.
func appendSizes(dst []byte, width int) []byte {
	widest := min(width, columnRem*pxPerRem)
	dst = strconv.AppendInt(append(dst, "(min-width: "...), int64(widest+marginsRem*pxPerRem), 10)
	dst = strconv.AppendInt(append(dst, "px) "...), int64(widest), 10)
	dst = strconv.AppendInt(append(dst, "px, calc(100vw - "...), marginsRem, 10)
	return append(dst, "rem)"...)
}
