package lang

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// ukrainian is the official transliteration: resolution 55 of the Cabinet of
// Ministers of Ukraine of 27 January 2010.
var ukrainian = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "h", 'ґ': "g", 'д': "d", 'е': "e", 'є': "ie", 'ж': "zh",
	'з': "z", 'и': "y", 'і': "i", 'ї': "i", 'й': "i", 'к': "k", 'л': "l", 'м': "m", 'н': "n",
	'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts",
	'ч': "ch", 'ш': "sh", 'щ': "shch", 'ь': "", 'ю': "iu", 'я': "ia",
}

// wordInitial are the letters that the resolution writes otherwise at the
// beginning of a word.
var wordInitial = map[rune]string{'є': "ye", 'ї': "yi", 'й': "y", 'ю': "yu", 'я': "ya"}

// Latin transliterates the Ukrainian letters of a text by the official table
// and leaves everything else as it is. Apostrophes within a word and the soft
// sign are dropped; зг becomes zgh; a word in capitals stays in capitals.
func Latin(s string) string {
	text := []rune(norm.NFC.String(s))
	var b strings.Builder
	b.Grow(len(s))
	for i, r := range text {
		before, after := at(text, i-1), at(text, i+1)
		lower := unicode.ToLower(r)
		latin, known := ukrainian[lower]
		switch {
		case isApostrophe(r) && isCyrillic(before) && isCyrillic(after):
			continue
		case !known:
			b.WriteRune(r)
			continue
		case lower == 'г' && unicode.ToLower(before) == 'з':
			latin = "gh"
		case !isLetter(before) && !isApostrophe(before) && wordInitial[lower] != "":
			latin = wordInitial[lower]
		}
		if r != lower {
			latin = inCapitals(latin, unicode.IsUpper(before) || unicode.IsUpper(after))
		}
		b.WriteString(latin)
	}
	return b.String()
}

// inCapitals writes the letters of a transliteration as those of a capital. Beside
// another capital all of them are capitals.
func inCapitals(latin string, all bool) string {
	switch {
	case latin == "":
		return ""
	case all:
		return strings.ToUpper(latin)
	}
	return strings.ToUpper(latin[:1]) + latin[1:]
}

// at returns a rune of a text, or a space outside it.
func at(text []rune, i int) rune {
	if i < 0 || i >= len(text) {
		return ' '
	}
	return text[i]
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '`' }
func isCyrillic(r rune) bool   { return 0x400 <= r && r <= 0x45F || unicode.Is(unicode.Cyrillic, r) }

// undecomposed are Latin letters that Unicode does not take apart.
var undecomposed = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i")

// Slug makes an address of a text: small ASCII letters and digits in words
// joined by single hyphens. Ukrainian is transliterated, Latin letters lose
// their accents, signs separate words. The result is "" where the text holds a
// letter of another script (Han, Russian ы): then the author must give a slug.
func Slug(s string) string {
	plain := norm.NFKD.String(undecomposed.Replace(strings.ToLower(Latin(norm.NFKC.String(s)))))
	var b strings.Builder
	gap := false
	for _, r := range plain {
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r): // an accent taken off its letter
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return ""
		default:
			gap = true
		}
	}
	return b.String()
}
