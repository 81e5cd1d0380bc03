package freshness

import (
	"bytes"
	"slices"

	"diglot/generator/internal/build"
	"diglot/generator/internal/edit"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

// Renamed adds to a plan that gives records other ids what translations have to
// note because of it: a link without words of its own counts by its target, and
// the source says the same as before. The error is an *edit.Refused or a
// *source.ChangedError, or of the machine.
func (d Desk) Renamed(plan edit.Plan) (edit.Plan, error) {
	plan.Edits = slices.Clone(plan.Edits)
	for _, e := range d.State.Graph().Entries {
		for _, p := range e.Prose {
			if err := d.rename(&plan, e, p); err != nil {
				return edit.Plan{}, err
			}
		}
	}
	return plan, nil
}

// rename changes the note of a text, if the plan changes its source.
func (d Desk) rename(plan *edit.Plan, e *site.Entry, p record.Prose) error {
	st := d.State.StandingOf(e, p)
	i := slices.IndexFunc(plan.Edits, func(e edit.Edit) bool { return e.Path == st.Source.File })
	if !st.Accepted() || i < 0 || bytes.Equal(plan.Edits[i].Before, plan.Edits[i].After) {
		return nil
	}
	before, _, err := d.read(st.Source.File)
	if err != nil {
		return err
	}
	var after build.Text
	after, _ = d.State.ReadText(st.Source.File, plan.Edits[i].After)
	note := st.Sealed.Renamed(before.Blocks, after.Blocks).String()
	if note == st.Sealed.String() {
		return nil
	}
	return d.note(plan, Pair{e, p, st.Source}, note)
}
