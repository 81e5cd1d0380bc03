package output

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// PathReason says why a path cannot be published.
type PathReason string

// The reasons of a PathError.
const (
	PathEmpty     PathReason = "empty"
	PathAbsolute  PathReason = "absolute"
	PathElement   PathReason = "element"   // "", "." or ".."
	PathCharacter PathReason = "character" // control, bidi or invisible character, backslash, what Windows forbids, bytes that are not UTF-8
	PathEscape    PathReason = "escape"    // a percent escape of a dot, slash, backslash or NUL
	PathReserved  PathReason = "reserved"  // a device on Windows, or a dot or space at the end of an element
	PathLong      PathReason = "long"
)

// PathError refuses a path to publish at; Element is the part that is wrong.
type PathError struct {
	Path, Element string
	Reason        PathReason
}

func (e *PathError) Error() string {
	return fmt.Sprintf("%q cannot be published: "+pathSentences[e.Reason], e.Path, e.Element)
}

var pathSentences = map[PathReason]string{
	PathEmpty:     "the path is empty%.0s",
	PathAbsolute:  "the path must not begin with a slash%.0s",
	PathElement:   "%q must not be an element of a path",
	PathCharacter: "%q holds a character that is invisible or not allowed in a file name everywhere",
	PathEscape:    "%q holds a percent escape that a server may read as a way out of the folder",
	PathReserved:  "%q cannot be a file name on Windows",
	PathLong:      "%q is too long: a name has at most 255 bytes, a path 4095",
}

const (
	longestElement = 255  // bytes: NAME_MAX of nearly every file system
	longestPath    = 4095 // bytes: PATH_MAX less its NUL
)

// CheckPath tells whether a slash-separated relative path is safe to publish on
// every system and server; the error is a *PathError.
func CheckPath(path string) error {
	switch {
	case path == "":
		return &PathError{path, path, PathEmpty}
	case path[0] == '/':
		return &PathError{path, path, PathAbsolute}
	case len(path) > longestPath:
		return &PathError{path, path, PathLong}
	}
	for element := range strings.SplitSeq(path, "/") {
		if why := checkElement(element); why != "" {
			return &PathError{path, element, why}
		}
	}
	return nil
}

func checkElement(element string) PathReason {
	switch {
	case element == "", element == ".", element == "..":
		return PathElement
	case len(element) > longestElement:
		return PathLong
	case !utf8.ValidString(element), strings.ContainsFunc(element, forbidden):
		return PathCharacter
	case strings.Contains(element, "%") && escapes(strings.ToLower(element)):
		return PathEscape
	case strings.HasSuffix(element, "."), strings.HasSuffix(element, " "), isDevice(element):
		return PathReserved
	}
	return ""
}

// forbidden characters: controls, formats (bidi, zero width), line separators,
// and those that Windows refuses. A colon also covers drives.
func forbidden(r rune) bool {
	if r < utf8.RuneSelf {
		return r < ' ' || r == 0x7f || strings.IndexByte(`\<>:"|?*`, byte(r)) >= 0
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}

func escapes(lower string) bool {
	for _, escape := range []string{"%2e", "%2f", "%5c", "%00"} {
		if strings.Contains(lower, escape) {
			return true
		}
	}
	return false
}

// isDevice knows the device names of Windows, which an extension does not undo.
func isDevice(element string) bool {
	stem, _, _ := strings.Cut(element, ".")
	if stem = strings.TrimRight(stem, " "); len(stem) < 3 || len(stem) > 7 {
		return false
	}
	switch stem = strings.ToLower(stem); stem {
	case "con", "prn", "aux", "nul", "conin$", "conout$":
		return true
	}
	port, ok := strings.CutPrefix(stem, "com")
	if !ok {
		port, ok = strings.CutPrefix(stem, "lpt")
	}
	return ok && utf8.RuneCountInString(port) == 1 && strings.Contains("0123456789¹²³", port)
}

// ClashReason says how two outputs collide.
type ClashReason string

// The reasons of a ClashError.
const (
	Twice         ClashReason = "twice"
	FileAndFolder ClashReason = "file-and-folder" // one is a file where the other needs a folder
	LetterCase    ClashReason = "letter-case"     // they, or folders on the way, differ only by letter case
	UnicodeForm   ClashReason = "unicode-form"    // … or only by Unicode normalisation
)

// ClashError refuses a path because of another that was put before.
type ClashError struct {
	Path, Other string
	Reason      ClashReason
}

func (e *ClashError) Error() string {
	return fmt.Sprintf(clashSentences[e.Reason], e.Path, e.Other)
}

var clashSentences = map[ClashReason]string{
	Twice:         "%q is published twice%.0s",
	FileAndFolder: "%q and %q cannot both be published: one is a file where the other needs a folder",
	LetterCase:    "%q and %q cannot both be published: they differ only by letter case, which many systems do not tell apart",
	UnicodeForm:   "%q and %q cannot both be published: they differ only by Unicode form (a letter and its accent joined or apart), which many systems do not tell apart",
}

// names holds every path of the site and every folder on the way to one, by its
// folded spelling: the way in which the least attentive file system reads it.
type names map[string]name

type name struct {
	spelling string
	by       string // the path that brought it
	folder   bool
}

// claim registers a path, or returns a *ClashError.
func (n names) claim(path string) error {
	for dir := parent(path); dir != ""; dir = parent(dir) {
		known, err := n.add(name{dir, path, true})
		if err != nil {
			return err
		}
		if known { // and so are the folders above it
			break
		}
	}
	_, err := n.add(name{path, path, false})
	return err
}

func (n names) add(it name) (known bool, err error) {
	key := fold(it.spelling)
	was, exists := n[key]
	if !exists {
		n[key] = it
		return false, nil
	}
	clash := &ClashError{Path: it.by, Other: was.by}
	switch {
	case was.folder != it.folder:
		clash.Reason = FileAndFolder
	case was.spelling != it.spelling && norm.NFC.String(was.spelling) == norm.NFC.String(it.spelling):
		clash.Reason = UnicodeForm
	case was.spelling != it.spelling:
		clash.Reason = LetterCase
	case !it.folder:
		clash.Reason = Twice
	default:
		return true, nil
	}
	return false, clash
}

// fold is the canonical caseless form (Unicode, section 3.13, definition D145).
func fold(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return norm.NFD.String(cases.Fold().String(norm.NFD.String(s)))
		}
	}
	return strings.ToLower(s)
}
