package align

import (
	"fmt"
	"strings"
	"testing"
)

// Planted bugs this test has caught: items of an inner list as units; a list that
// begins at three counted from one; descriptions as units of their own.
func TestUnitsAreTheRowsOfAPage(t *testing.T) {
	body := parse(t, `Вступ.[^1]

## Розділ {#a}

3. три
   - усередині

   і ще
4. чотири

- крапка

| а | б |
|---|---|
| в | г |

Слово
: пояснення
: друге

Ще слово
: - список

***

> цитата

[^1]: примітка
`)
	want := []string{`<p>Всту`, `<h2>Роз`, `ol3 <li>`, `ol4 <li><p>чот`, `ul0 <li>кра`, `<div class="table">`, `dl0 <dt>Слово`, `dl0 <dt>Ще`, `<blockquote>`, `ol1 <li id="fn1">`}
	units := Units(body)
	blocks := Blocks(body)
	total := 0
	for i, u := range units {
		have := string(body.HTML[u.Start:u.End])
		if u.Within != "" {
			have = fmt.Sprintf("%s%d %s", u.Within, u.Number, have)
		}
		if i >= len(want) || !strings.HasPrefix(have, want[i]) {
			t.Errorf("unit %d is %s", i, have)
		}
		if u.blocks == 0 {
			t.Errorf("unit %d has no blocks", i)
		}
		total += u.blocks
	}
	if len(units) != len(want) || total != len(blocks) {
		t.Errorf("%d units with %d blocks of %d", len(units), total, len(blocks))
	}
	if dl := string(body.HTML[units[6].Start:units[6].End]); strings.Count(dl, "<dd>") != 2 {
		t.Errorf("the descriptions of a term are not with it: %s", dl)
	}
	if li := string(body.HTML[units[2].Start:units[2].End]); !strings.Contains(li, "усередині") || !strings.Contains(li, "і ще") {
		t.Errorf("what is in an item is not with it: %s", li)
	}
}

// Planted bugs this test has caught: a changed cell that leaves its table current.
func TestRowsOfBlocksBecomeRowsOfUnits(t *testing.T) {
	const table = "| а | б |\n|---|---|\n| в | г |\n"
	for _, e := range []struct{ name, source, sealed, target, want string }{
		{"a changed cell", "а\n\n" + strings.Replace(table, "г", "ґ", 1), "а\n\n" + table, "", "0=0 1-1:changed"},
		{"another row", table + "| д | е |\n", table, "", "0-0:changed"},
		{"another item", "- а\n- б\n- в", "- а\n- в", "", "0=0 1+:added 2=1"},
		{"an item within", "- а\n  - б\n- в", "- а\n- в", "", "0-0:changed 1=1"},
		{"a move", "б\n\nа\n\n- в", "а\n\nб\n\n- в", "", "0=1 1-0:moved 2=2"},
	} {
		source, sealed := parse(t, e.source), parse(t, e.sealed)
		var marks []Mark
		for _, b := range Blocks(sealed) {
			marks = append(marks, markOf(b.Hash))
		}
		rows, _ := Compare(Blocks(source), Blocks(sealed), marks)
		if have := written(Join(rows, Units(source), Units(sealed))); have != e.want {
			t.Errorf("%s: %s, not %s", e.name, have, e.want)
		}
	}
}
