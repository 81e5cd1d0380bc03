package view

import (
	"strings"
	"testing"

	"diglot/generator/internal/site"
)

// threadsOf names what a drawing joins, in its order.
func threadsOf(n Network) string {
	var list []string
	for _, t := range n.Threads {
		list = append(list, t.A.Text+" – "+t.B.Text)
	}
	return strings.Join(list, "; ")
}

// The source says of one pair who signed with whom. Everybody else who signed
// leads into the knot, and nobody is drawn twice.
func TestNetworkDrawsWhatIsKnown(t *testing.T) {
	m := shippedContent(t)
	for key, want := range map[string]string{
		"uk": "НТУ «ХПІ» (Харків) – Даляньський політехнічний університет",
		"zh": "大连工业大学 – 哈尔科夫理工学院",
	} {
		n := m.in(key).network()
		if got := threadsOf(n); got != want {
			t.Errorf("%s: threads join %q, want %q", key, got, want)
		}
		if len(n.Beads) != 12 || len(n.Loose) != 10 || n.Members != 12 {
			t.Errorf("%s: %d beads, %d threads into the knot, want 12 and 10", key, len(n.Beads), len(n.Loose))
		}
		for _, l := range n.Loose {
			if strings.Contains(want, l.Text) {
				t.Errorf("%s: %s is joined and leads into the knot", key, l.Text)
			}
		}
		if n.Turned != (key == "zh") {
			t.Errorf("%s: the knot is turned: %v", key, n.Turned)
		}
	}
}

func TestNetworkHasTheReadersSideOnTheLeft(t *testing.T) {
	m := shippedContent(t)
	for key, country := range map[string]string{"uk": "UA", "zh": "CN"} {
		e := m.in(key)
		left := map[string]bool{}
		for _, b := range e.network().Beads {
			left[b.URL] = b.Left
		}
		for _, x := range e.graph.Ordered("member", key) {
			if got := left[e.link(x).URL]; got != (x.Country == country) {
				t.Errorf("%s: %s of %s is on the left: %v", key, x.ID, x.Country, got)
			}
		}
	}
}

func TestManyMembersAreDrawnByPlace(t *testing.T) {
	e := shippedContent(t).in("uk")
	w := newNetworker(e, placeUnit)
	if !w.place() {
		t.Fatal("the places are on one side")
	}
	n := w.draw()
	if got, want := threadsOf(n), "Харків – Далянь"; got != want {
		t.Errorf("threads join %q, want %q", got, want)
	}
	if !n.Places || n.Members != 12 || len(n.Beads) >= 12 {
		t.Errorf("%d beads for %d members, by place: %v", len(n.Beads), n.Members, n.Places)
	}
}

func TestPairsAreJoinedOnce(t *testing.T) {
	var l joints
	a, b, c := new(site.Entry), new(site.Entry), new(site.Entry)
	first, second := new(site.Entry), new(site.Entry)
	l.join(a, b, first)
	l.join(b, a, second)
	l.join(a, a, first)
	l.join(b, c, first)
	if len(l.list) != 2 || len(l.list[0].by) != 2 || len(l.list[1].by) != 1 {
		t.Errorf("two pairs, one joined twice, became %+v", l.list)
	}
}

func TestLongNamesTakeTwoLines(t *testing.T) {
	for name, want := range map[string][2]string{
		"Сумський державний університет":                            {"Сумський державний університет", ""},
		"Дніпровський національний університет імені Олеся Гончара": {"Дніпровський національний", "університет імені Олеся Гончара"},
		"大连理工大学": {"大连理工大学", ""},
	} {
		if first, second := halves(name); first != want[0] || second != want[1] {
			t.Errorf("%s: %q and %q", name, first, second)
		}
	}
}
