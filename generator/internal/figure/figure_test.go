package figure

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestHalvesAreMirrored(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 300).Draw(t, "n")
		left, right := Half(n, false), Half(n, true)
		for i := range left {
			if math.Abs(left[i].X+right[i].X-Width) > 1e-9 || left[i].Y != right[i].Y {
				t.Fatalf("bead %d of %d: %v and %v are not mirrored", i, n, left[i], right[i])
			}
			if left[i].X < 0 || left[i].X >= Width/2 || left[i].Y < 0 || left[i].Y > Height {
				t.Fatalf("bead %d of %d lies outside its half: %v", i, n, left[i])
			}
			if i > 0 && left[i].Y <= left[i-1].Y {
				t.Fatalf("bead %d of %d does not lie below the one before", i, n)
			}
		}
	})
}

func TestThreadsMeetInTheMiddle(t *testing.T) {
	a, b := Half(6, false)[0], Half(6, true)[4]
	first, second, mid := Thread(a, b)
	end := Number(mid.X) + " " + Number(mid.Y)
	if !strings.HasSuffix(first, end) || !strings.HasSuffix(second, end) {
		t.Errorf("%q and %q do not both end at %s", first, second, end)
	}
	if reversed, _, _ := Thread(b, a); reversed != second {
		t.Errorf("a thread depends on where it starts: %q and %q", second, reversed)
	}
}

func TestThreadsReachTheKnotOnTheirSide(t *testing.T) {
	for _, right := range []bool{false, true} {
		for _, bead := range Half(5, right) {
			d := ToKnot(bead)
			if toRight := strings.Contains(d, " 562 "); toRight != right {
				t.Errorf("a bead at %v goes to the other side: %s", bead, d)
			}
		}
	}
}

func TestSealsDiffer(t *testing.T) {
	seen := map[string]string{}
	for _, name := range []string{"agreement:khpi-dlpu", "agreement:contract", "agreement:a", "agreement:b", "ceremony:opening"} {
		weft, warp := Seal(name)
		if other := seen[weft]; other != "" {
			t.Errorf("%s and %s have one seal", name, other)
		}
		seen[weft] = name
		// At every crossing one strand, and one only, is cut.
		if pieces := strings.Count(weft, "M") + strings.Count(warp, "M"); pieces != 2*strands+strands*strands {
			t.Errorf("%s: %d pieces, want %d", name, pieces, 2*strands+strands*strands)
		}
	}
}

func TestNumbersAreShort(t *testing.T) {
	for v, want := range map[float64]string{0: "0", -0.04: "0", 1.25: "1.3", 12: "12", -3.06: "-3.1"} {
		if got := Number(v); got != want {
			t.Errorf("Number(%v) = %q, want %q", v, got, want)
		}
	}
}
