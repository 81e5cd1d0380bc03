package lang

import (
	"strings"
	"testing"
)

func TestNamesStayTogetherInEveryCase(t *testing.T) {
	uk := NewNames([]string{"Альянс українських і\u00a0китайських університетів", "Харків", "НТУ «ХПІ»", "Андрій Вітренко",
		"Харківський політехнічний інститут", "Національний технічний університет «Харківський політехнічний інститут»"})
	zh := NewNames([]string{"大连工业大学", "大连", "中国-乌克兰大学联盟", "大连工业大学艺术学院"})
	for text, want := range map[string]string{
		"Харківський політехнічний інститут приєднався до Альянсу українських і\u00a0китайських університетів": "[Харківський політехнічний інститут] приєднався до [Альянсу українських і\u00a0китайських університетів]",
		"Угода: НТУ «ХПІ», Харків":         "Угода: [НТУ «ХПІ»,] Харків",
		"Виступ «Андрія Вітренка»":         "Виступ [«Андрія Вітренка»]",
		"Харківський політехнічний коледж": "Харківський політехнічний коледж",
		"": "",
	} {
		if got := bracketed(uk.Split(text)); got != want {
			t.Errorf("%s", got)
		}
	}
	for text, want := range map[string]string{
		"与大连工业大学、大连签订": "与[大连工业大学、][大连]签订",
		"加入中国-乌克兰大学联盟": "加入[中国-乌克兰大学联盟]",
		"大连工业大学艺术学院成立": "[大连工业大学艺术学院]成立",
		"大工业":          "大工业",
	} {
		if got := bracketed(zh.Split(text)); got != want {
			t.Errorf("%s", got)
		}
	}
}

func bracketed(parts []Part) string {
	var b strings.Builder
	for _, p := range parts {
		if p.Name {
			b.WriteString("[" + p.Text + "]")
		} else {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}
