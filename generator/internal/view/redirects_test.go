package view

import (
	"reflect"
	"slices"
	"testing"
)

// A page that has moved takes its parallel edition along, and where there is none
// no address is made up.
//
// Planted bugs this test has caught: a redirect from the parallel edition to the
// page; one where there is no such edition.
func TestParallelEditionsMoveWithTheirPages(t *testing.T) {
	const facts = "---\ntitle:\n  uk: А\n  zh: 甲\ndate: 2021-07-01\nabout: [alliance:alliance]\naliases: [/uk/announcements/old/, /zh/announcements/older/]\n"
	site := smallTexts["site.yaml"] + "parallel: [announcements]\n"
	m := smallWith(t, map[string]string{"site.yaml": site, "content/announcements/moved.md": facts + "---\n",
		"content/announcements/moved.uk.md": "Текст.\n", "content/announcements/moved.zh.md": "文本。\n"})
	want := []Moved{
		{"/uk/announcements/old/", "/uk/announcements/moved/"}, {"/uk/announcements/old/parallel/", "/uk/announcements/moved/parallel/"},
		{"/zh/announcements/older/", "/zh/announcements/moved/"}, {"/zh/announcements/older/parallel/", "/zh/announcements/moved/parallel/"},
	}
	if got := m.moved(m.entry("announcement:moved")); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for _, job := range m.Jobs() {
		if i := slices.IndexFunc(want, func(w Moved) bool { return file(w.From) == job.Path }); i >= 0 {
			if v, ok := job.Make(nil).View.(*RedirectPage); !ok || v.Target.URL != "/sub"+want[i].To {
				t.Errorf("%s: %+v", job.Path, v)
			}
			want = slices.Delete(want, i, i+1)
		}
	}
	if len(want) > 0 {
		t.Errorf("no page is made for %v", want)
	}
	m = smallWith(t, map[string]string{"content/announcements/moved.md": facts + "---\n",
		"content/announcements/moved.uk.md": "Текст.\n", "content/announcements/moved.zh.md": "文本。\n"})
	if got := m.moved(m.entry("announcement:moved")); len(got) != 2 {
		t.Errorf("without parallel editions: %v", got)
	}
}
