package build

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"diglot/generator/internal/sample"
)

// Planted bugs this test has caught: outputs with links to headings forgotten
// before the links are looked at; facts forgotten before records are merged.
func TestTheOnlyRunMakesAndTellsTheSame(t *testing.T) {
	site := sample.Site(250, 1)
	for name, f := range site {
		if strings.HasPrefix(name, "content/announcements/") && strings.HasSuffix(name, ".uk.md") {
			f.Data = append(f.Data, "\n\n[нікуди](../announcements/"+strings.TrimSuffix(name[len("content/announcements/"):], ".uk.md")+".md#nowhere)\n"...)
			break
		}
	}
	for what, in := range map[string]Input{"sound": input(sample.Site(250, 1)), "a dead fragment": input(site)} {
		var want, got shelf
		_, wanted, err := Run(context.Background(), State{}, in, &want)
		if err != nil {
			t.Fatal(err)
		}
		in.Once = true
		state, report, err := Run(context.Background(), State{}, in, &got)
		if err != nil {
			t.Fatal(err)
		}
		if what != "sound" && len(wanted.Found) == 0 {
			t.Errorf("%s: nothing is found", what)
		}
		if diff := differ(got.next, want.next); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
		if !reflect.DeepEqual(report, wanted) {
			t.Errorf("%s: the report differs:\n%s\nwant:\n%s", what, told(report.Found), told(wanted.Found))
		}
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: its state was passed on", what)
				}
			}()
			Run(context.Background(), state, in, &shelf{})
		}()
	}
}
