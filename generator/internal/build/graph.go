package build

import "diglot/generator/internal/site"

// Graph returns what was linked last: of a build without errors all that it
// published, else perhaps nil.
func (s State) Graph() *site.Graph { return s.graph.value.graph }
