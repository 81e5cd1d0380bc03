package view

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestNodesAreWrittenAsJSON(t *testing.T) {
	for want, node := range map[string][]Property{
		`{"@id":"https://alliance.example/id/member/khpi","name":["ХПІ",{"@value":"哈尔科夫理工学院"}]}`: {
			{Name: "@id", Text: "https://alliance.example/id/member/khpi"},
			{Name: "name", Items: []Value{{Text: "ХПІ"}, {Node: []Property{{Name: "@value", Text: "哈尔科夫理工学院"}}}}}},
		`{"@type":"Observation","value":49,"observationAbout":{"@id":"\u003c/script>"}}`: {
			{Name: "@type", Text: "Observation"}, {Name: "value", Text: "49", Bare: true},
			{Name: "observationAbout", Node: []Property{{Name: "@id", Text: "</script>"}}}},
	} {
		if got := string(AppendNode(nil, node)); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestABareTextThatIsNoNumberIsQuoted(t *testing.T) {
	for text, want := range map[string]string{"49": "49", "-0.5e3": "-0.5e3", "true": "true", "02071180": `"02071180"`, "null": `"null"`, `1,"x":2`: `"1,\"x\":2"`, "{}": `"{}"`, "": `""`, " 1": `" 1"`} {
		if got := string(appendPropertyValue(nil, Property{Text: text, Bare: true})); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
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
