package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"diglot/generator/internal/build"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/freshness"
	"diglot/generator/internal/history"
)

func diffCommand(s *settings) *cobra.Command {
	return &cobra.Command{
		Use:     "diff FILE|SECTION/ID",
		Example: "  diglot diff announcements/opening\n  diglot diff content/announcements/opening.zh.md",
		Args:    s.takes(1, 1),
		RunE:    func(c *cobra.Command, args []string) error { return s.diff(c.Context(), args[0]) },
	}
}

func (s *settings) diff(ctx context.Context, name string) error {
	desk, folder, err := s.desk(ctx)
	if err != nil {
		return err
	}
	defer folder.Close()
	entry, language, err := desk.Find(s.asked(name))
	if err != nil {
		return s.unanswered(err, folder, "diff-unsound")
	}
	var b strings.Builder
	list := []freshness.Diff{}
	for _, p := range entry.Prose {
		st := desk.State.StandingOf(entry, p)
		if !st.Accepted() || language != "" && language != p.Lang && language != st.Source.Lang {
			continue
		}
		diff, err := desk.Diff(st, s.earlier(ctx))
		if err != nil {
			return s.unanswered(err, folder, "diff-unsound")
		}
		list = append(list, diff)
		s.sideBySide(&b, diff, st)
	}
	if s.format != text {
		return s.data(list)
	}
	if len(list) == 0 {
		return usage(s.words(), "diff-unaccepted", "name", freshness.Name(entry.Ref()), "command", invocation())
	}
	return written(s.stdout.Write([]byte(b.String())))
}

// earlier asks git. That it knows nothing, or fails, costs the old wording.
func (s *settings) earlier(ctx context.Context) freshness.Earlier {
	return func(file string, wanted func([]byte) bool) ([]byte, bool) {
		src, ok, err := history.Find(ctx, s.source, file, wanted)
		return src, ok && err == nil
	}
}

// sideBySide writes what has changed for a person.
func (s *settings) sideBySide(b *strings.Builder, d freshness.Diff, st build.Standing) {
	l := s.words()
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	facts := []string{"file", d.File, "source", d.Source, "date", d.Since, "behind", strconv.Itoa(len(d.Changes)), "blocks", l.Count(d.Blocks, "paragraph")}
	if len(d.Changes) == 0 && !st.Parted {
		s.hang(b, "", s.say("diff-in-step", facts...))
		return
	}
	s.hang(b, "", s.say("diff-of", facts...))
	s.hang(b, "", s.say("diff-count", facts...))
	if st.Parted {
		s.hang(b, "", s.say("diff-parted"))
	}
	if !d.Then {
		s.hang(b, "", s.say("diff-then", facts...))
	}
	for _, c := range d.Changes {
		b.WriteByte('\n')
		s.change(b, d, c)
	}
}

// change writes one block: where it stands and what has become of it, what it
// said and says, and its translation.
func (s *settings) change(b *strings.Builder, d freshness.Diff, c freshness.Change) {
	was, now := s.say("diff-was"), s.say("diff-now")
	width := s.widest([]string{was, now, d.Language})
	part := func(label, text string) {
		if s.plain {
			s.hang(b, label+s.words().Colon(), text)
		} else {
			s.hang(b, "  "+diag.Pad(label, width)+"  ", text)
		}
	}
	b.WriteString(at(d.Source, c.Line) + s.words().Colon() + s.say("row-"+c.State) + "\n")
	if c.Was != "" {
		part(was, c.Was)
	}
	if c.Now != "" {
		part(now, c.Now)
	}
	if c.TextLine == 0 {
		s.hang(b, "", s.say("diff-without", "file", d.File))
		return
	}
	b.WriteString(at(d.File, c.TextLine) + "\n")
	part(d.Language, c.Text)
}

// at is a place as editors and terminals make a link of it.
func at(file string, line int) string {
	if line == 0 {
		return file
	}
	return file + ":" + strconv.Itoa(line)
}
