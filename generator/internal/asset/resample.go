package asset

import "math"

// plane is one of a picture's channels.
type plane struct {
	pix           []byte
	width, height int
	stride, step  int // bytes from a row to the next, from a sample to the next
}

// tap is how much a sample counts for a pixel; all taps of a pixel are one.
const one = 1 << 14

// span are the samples that a pixel is made of: weights of those from first on.
type span struct {
	first   int
	weights []int32
}

// spans says of which of n samples each of m pixels is made: by the cubic of
// Catmull and Rom, as wide as the picture is reduced (Mitchell and Netravali
// 1988, B = 0, C = ½). The weights are whole numbers, and no product is added
// before it is rounded, so that the picture is the same on every machine.
func spans(n, m int) []span {
	ratio := max(1, float64(n)/float64(m))
	list := make([]span, m)
	for i := range list {
		middle := float64((float64(i)+.5)*float64(n)/float64(m)) - .5
		from, to := int(math.Ceil(middle-2*ratio)), int(math.Floor(middle+2*ratio))
		s := span{max(0, from), make([]int32, min(n-1, to)-max(0, from)+1)}
		var sum float64
		for j := from; j <= to; j++ {
			sum += catmullRom((float64(j) - middle) / ratio)
		}
		rest := int32(one)
		for j := from; j <= to; j++ { // what lies outside counts for the edge
			w := int32(math.Round(one * catmullRom((float64(j)-middle)/ratio) / sum))
			s.weights[min(max(j, 0), n-1)-s.first] += w
			rest -= w
		}
		s.weights[min(max(int(math.Round(middle)), 0), n-1)-s.first] += rest
		list[i] = s
	}
	return list
}

func catmullRom(x float64) float64 {
	switch x = math.Abs(x); {
	case x < 1:
		return float64(float64((float64(1.5*x)-2.5)*x)*x) + 1
	case x < 2:
		return float64((float64((float64(-.5*x)+2.5)*x)-4)*x) + 2
	}
	return 0
}

// scale makes a plane of another size. Rows are scaled across as they come, and
// only those that a row of the result is made of are held.
func scale(p plane, width, height int) plane {
	to := plane{make([]byte, width*height), width, height, width, 1}
	across, down := spans(p.width, width), spans(p.height, height)
	held := 0
	for _, s := range down {
		held = max(held, len(s.weights))
	}
	const spare = 6 // bits of a value below its point, between the two steps
	rows := make([][]int16, held)
	for i := range rows {
		rows[i] = make([]int16, width)
	}
	sums := make([]int32, width)
	next := 0
	for y, s := range down {
		for next = max(next, s.first); next < s.first+len(s.weights); next++ {
			p.across(rows[next%held], across, next)
		}
		clear(sums)
		for i, w := range s.weights {
			for x, v := range rows[(s.first+i)%held] {
				sums[x] += w * int32(v)
			}
		}
		row := to.pix[y*width:][:width]
		for x, v := range sums {
			row[x] = byte(min(max((v+1<<(13+spare))>>(14+spare), 0), 255))
		}
	}
	return to
}

// across scales one row.
func (p plane) across(to []int16, across []span, y int) {
	row := p.pix[y*p.stride:]
	for x, s := range across {
		sum := int32(1 << 7)
		at := s.first * p.step
		for _, w := range s.weights {
			sum += w * int32(row[at])
			at += p.step
		}
		to[x] = int16(sum >> 8)
	}
}
