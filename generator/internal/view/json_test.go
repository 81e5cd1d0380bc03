package view

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestNodesAreWrittenAsJSON(t *testing.T) {
	for want, write := range map[string]func(*linker){
		`{"@id":"https://alliance.example/","@type":"Thing","name":["ХПІ",{"@value":"哈尔科夫理工学院","@language":"zh-Hans"}]}`: func(l *linker) {
			l.thing("https://alliance.example/", "Thing", func() {
				l.list("name", func() { l.value("ХПІ"); l.inLanguage("哈尔科夫理工学院", "zh-Hans") })
			})
		},
		`{"@type":"Observation","value":49,"about":{"@id":"\u003c/script>"}},{"@id":"x:"}`: func(l *linker) {
			l.thing("", "Observation", func() {
				l.number("value", 49)
				l.text("description", "")
				l.list("subjectOf", func() { l.value("") })
				l.refer("about", "</script>")
			})
			l.id("x:")
		},
	} {
		if got := new(Maker).document(write); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// Planted bugs this test has caught: a value that begins as another does taken
// for it; the second of two nodes without an "@id" left out.
func TestAListHasEachValueOnceAndOneAlone(t *testing.T) {
	letters := []string{"a", "ab", "abc", "b"}
	rapid.Check(t, func(t *rapid.T) {
		var want []string
		seen := map[string]bool{}
		got := new(Maker).document(func(l *linker) {
			l.thing("", "Thing", func() {
				l.list("list", func() {
					for range rapid.IntRange(0, 3*few).Draw(t, "length") {
						start := len(l.out)
						text := rapid.SampledFrom(letters).Draw(t, "text") + strings.Repeat("x", rapid.IntRange(0, few).Draw(t, "more"))
						anonymous := false
						switch rapid.IntRange(0, 3).Draw(t, "kind") {
						case 0:
							l.value(text)
						case 1:
							l.inLanguage(text, "uk")
						case 2:
							l.id(text)
						default:
							anonymous = true
							l.thing("", "Thing", func() { l.list("name", func() { l.value(text); l.value("z") }) })
						}
						if one := strings.TrimPrefix(string(l.out[start:]), ","); anonymous || !seen[one] {
							seen[one] = true
							want = append(want, one)
						}
					}
				})
			})
		})
		list := strings.Join(want, ",")
		switch len(want) {
		case 0:
			list = ""
		case 1:
			list = `,"list":` + list
		default:
			list = `,"list":[` + list + "]"
		}
		if list = `{"@type":"Thing"` + list + "}"; got != list {
			t.Fatalf("got %s, want %s", got, list)
		}
	})
}

func TestABareTextIsANumberOrATruth(t *testing.T) {
	for text, want := range map[string]bool{"49": true, "-0.5e3": true, "true": true, "false": true, "02071180": false, "null": false,
		`1,"x":2`: false, "{}": false, "": false, " 1": false, "1e": false} {
		if IsBareJSON(text) != want {
			t.Errorf("%q is taken for bare: %t", text, !want)
		}
	}
}

// Planted bugs this test has caught: the text before an escape left out; U+2028
// copied as it is.
func TestAnyTextComesBackFromJSON(t *testing.T) {
	hostile := []string{"<", "\u2028", "\u2029", "\"", "\\", "\n", "\t", "\x00", "\x7f", "\xff", "\uFFFD", "大", "ї", "🙂", "a"}
	rapid.Check(t, func(t *rapid.T) {
		text := ""
		for _, part := range rapid.SliceOf(rapid.SampledFrom(hostile)).Draw(t, "parts") {
			text += part
		}
		b := AppendJSON(nil, text)
		var back string
		if err := json.Unmarshal(b, &back); err != nil {
			t.Fatal(err)
		}
		want := ""
		for _, r := range text { // a byte that is no character becomes U+FFFD
			want += string(r)
		}
		if back != want || !utf8.Valid(b) {
			t.Fatalf("%q came back as %q", text, back)
		}
		for _, r := range string(b) {
			if r == '<' || r < ' ' || r == 0x7F || r == 0x2028 || r == 0x2029 {
				t.Fatalf("%q is not safe in a script element", b)
			}
		}
	})
}
