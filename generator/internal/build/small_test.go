package build

import "diglot/generator/internal/sample"

var small, facts = sample.Small, sample.Facts

// pixel and wide are pictures of 1×1 and 2×1 pixels.
var pixel, wide = sample.Picture(1, 1), sample.Picture(2, 1)
