package diag

// Code names a kind of finding. Codes are words, stable, and never reused.
type Code string

// entry is a row of the table of codes.
type entry struct {
	code     Code
	severity Severity
	// message says what is wrong in one plain sentence; {name} stands for an argument.
	message string
	// fix says how to mend it. Where a diagnostic has an exact Fix, {fix} stands
	// for it; what follows " | " is said where there is none.
	fix string
	// because says why it matters, where that is not plain.
	because string
}

// severity returns the usual severity of the code. An unknown code is a
// mistake in the program.
func (c Code) severity() Severity { return c.entry().severity }

func (c Code) entry() entry {
	e, ok := byCode[c]
	if !ok {
		panic("diag: no such code: " + string(c))
	}
	return e
}
