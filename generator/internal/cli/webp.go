package cli

import (
	"context"
	"fmt"

	"diglot/generator/internal/build"
	"diglot/generator/internal/webp"
)

// encoder makes WebP files with the program of this computer, where it has one.
func encoder(ctx context.Context) build.Encoder {
	tool := webp.Here(ctx)
	if tool == nil {
		return build.Encoder{}
	}
	return build.Encoder{Name: tool.Name(), Manner: tool.Manner(), Encode: tool.Encode}
}

// alsoWebP ends the line of success where pictures are published as WebP, too.
func (s *settings) alsoWebP(in build.Input, r build.Report) string {
	if r.WebP == 0 {
		return ""
	}
	return s.say("also-webp", "tool", in.WebP.Name)
}

// tellNotWebP says which pictures are not, since the program failed, and what
// it said of the first.
func (s *settings) tellNotWebP(in build.Input, r build.Report) {
	if len(r.NotWebP) == 0 {
		return
	}
	var files []string
	for _, e := range r.NotWebP {
		files = append(files, e.From)
	}
	fmt.Fprintln(s.stderr, s.say("not-webp", "tool", in.WebP.Name, "files", s.words().List(files), "reason", r.NotWebP[0].Err.Error()))
}
