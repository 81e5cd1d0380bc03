package render

import (
	"cmp"
	"fmt"
	"reflect"
	"strings"
	"text/template/parse"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
)

// function is one that layouts may call for its value.
type function struct {
	usage   string
	compile func(*call) value
}

// call is the call of a function, its arguments compiled.
type call struct {
	*scope
	node  *parse.CommandNode
	name  string
	usage string
	args  []value
}

// functions are all there are: what a page says is decided by its view, and a
// layout only chooses and arranges.
var functions map[string]function

func init() {
	functions = map[string]function{
		"t":     {`t "key" "name" .Value`, phrase},
		"tn":    {`tn "key" .Number "name" .Value`, counted},
		"print": {`print "text" .Value`, joined},
		"len":   {`len .List`, length},
		"index": {`index .List 0`, element},
		"not":   {`not .Value`, negation},
		"and":   {`and .One .Other`, junction(false)},
		"or":    {`or .One .Other`, junction(true)},
		"eq":    {`eq .One .Other`, equality},
		"ne":    {`ne .One .Other`, comparison(func(c int) bool { return c != 0 })},
		"lt":    {`lt .One .Other`, comparison(func(c int) bool { return c < 0 })},
		"le":    {`le .One .Other`, comparison(func(c int) bool { return c <= 0 })},
		"gt":    {`gt .One .Other`, comparison(func(c int) bool { return c > 0 })},
		"ge":    {`ge .One .Other`, comparison(func(c int) bool { return c >= 0 })},
	}
}

// wrong tells that the arguments do not fit the function.
func (c *call) wrong() value {
	c.scope.theme.tell(diag.New("layout-argument", c.unit.file.span(c.node.Position(), len(c.node.String())),
		"function", c.name).WithFix(c.usage))
	return value{}
}

// phrase is a text of the catalogue. A key that is written out is looked up
// here and now, in every language.
func phrase(c *call) value {
	names, values, ok := c.pairs(1)
	if !ok || c.args[0].text == nil {
		return c.wrong()
	}
	key, catalogue := c.args[0], c.catalogue
	if key.known != nil {
		if !c.phraseExists(*key.known, false) {
			return value{}
		}
		if len(names) == 0 {
			text, _ := catalogue.T(*key.known)
			return knownText(text)
		}
	}
	return textValue(func(r *run) string {
		text, err := catalogue.T(key.text(r), fill(r, names, values)...)
		if err != nil {
			r.fail(err)
		}
		return text
	})
}

// counted is a text of the catalogue in the form that a number demands.
func counted(c *call) value {
	names, values, ok := c.pairs(2)
	if !ok || c.args[0].text == nil || c.args[1].number == nil {
		return c.wrong()
	}
	key, number, catalogue := c.args[0], c.args[1].number, c.catalogue
	if key.known != nil && !c.phraseExists(*key.known, true) {
		return value{}
	}
	return textValue(func(r *run) string {
		text, err := catalogue.N(key.text(r), number(r), fill(r, names, values)...)
		if err != nil {
			r.fail(err)
		}
		return text
	})
}

// pairs takes the names and values that follow the first arguments.
func (c *call) pairs(first int) (names []string, values []func(*run) string, ok bool) {
	if len(c.args) < first || (len(c.args)-first)%2 != 0 {
		return nil, nil, false
	}
	for i := first; i < len(c.args); i += 2 {
		text := c.args[i+1].printed()
		if c.args[i].known == nil || text == nil {
			return nil, nil, false
		}
		names, values = append(names, *c.args[i].known), append(values, text)
	}
	return names, values, true
}

func fill(r *run, names []string, values []func(*run) string) []string {
	if len(names) == 0 {
		return nil
	}
	args := make([]string, 0, 2*len(names))
	for i, name := range names {
		args = append(args, name, values[i](r))
	}
	return args
}

// phraseExists looks a key up in every language, and tells which have it not,
// or have it in the other form.
func (c *call) phraseExists(key string, counted bool) bool {
	var missing, other []string
	for _, catalogue := range c.theme.catalogues {
		if hasPhrase(catalogue, key, counted) {
			continue
		}
		if hasPhrase(catalogue, key, !counted) {
			other = append(other, catalogue.Key)
		} else {
			missing = append(missing, catalogue.Key)
		}
	}
	at := c.node.Args[min(1, len(c.node.Args)-1)]
	if len(missing) > 0 {
		c.tellNear(at, len(at.String()), "layout-string-missing", key, c.theme.catalogues[0].Keys(),
			"key", key, "languages", strings.Join(missing, ", "))
	}
	if len(other) > 0 {
		code, function := diag.Code("layout-string-counted"), "tn"
		if counted {
			code, function = "layout-string-plain", "t"
		}
		c.theme.tell(diag.New(code, c.unit.file.span(at.Position(), len(at.String())),
			"key", key, "languages", strings.Join(other, ", ")).WithFix(function))
	}
	return len(missing)+len(other) == 0
}

func hasPhrase(c *lang.Catalogue, key string, counted bool) bool {
	var err error
	if counted {
		_, err = c.N(key, 1)
	} else {
		_, err = c.T(key)
	}
	return err == nil
}

// joined writes its arguments one after another, with a space between two
// numbers.
func joined(c *call) value {
	var parts []func(*run) string
	var spaced []bool
	for i, a := range c.args {
		text := a.printed()
		if text == nil {
			return c.wrong()
		}
		parts = append(parts, text)
		spaced = append(spaced, i > 0 && a.number != nil && c.args[i-1].number != nil)
	}
	if len(parts) == 2 && !spaced[1] {
		one, two := parts[0], parts[1]
		return textValue(func(r *run) string { return one(r) + two(r) })
	}
	return textValue(func(r *run) string {
		var b strings.Builder
		for i, text := range parts {
			if spaced[i] {
				b.WriteByte(' ')
			}
			b.WriteString(text(r))
		}
		return b.String()
	})
}

// length counts the elements of a list. Texts have no length here: it would be
// one of bytes.
func length(c *call) value {
	if len(c.args) != 1 || c.args[0].typ.Kind() != reflect.Slice {
		return c.wrong()
	}
	list := c.args[0].of
	return numberValue(func(r *run) int { return list(r).Len() })
}

// element takes one element of a list.
func element(c *call) value {
	if len(c.args) != 2 || c.args[0].typ.Kind() != reflect.Slice || c.args[1].number == nil {
		return c.wrong()
	}
	list, number, typ, name := c.args[0].of, c.args[1].number, c.args[0].typ.Elem(), c.unit.short
	return typed(typ, func(r *run) reflect.Value {
		l, i := list(r), number(r)
		if i < 0 || i >= l.Len() {
			r.fail(fmt.Errorf("layout %s: %s: a list of %d has no element %d", name, c.node, l.Len(), i))
			return reflect.New(typ).Elem()
		}
		return l.Index(i)
	})
}

func negation(c *call) value {
	if len(c.args) != 1 || c.args[0].truth == nil {
		return c.wrong()
	}
	truth := c.args[0].truth
	return truthValue(func(r *run) bool { return !truth(r) })
}

// junction is "or", which takes the first value that stands, or "and", which
// takes the first that does not. Both take the last where there is no such.
func junction(stop bool) func(*call) value {
	return func(c *call) value {
		if len(c.args) == 0 {
			return c.wrong()
		}
		typ := c.args[0].typ
		for _, a := range c.args {
			if a.truth == nil {
				return c.wrong()
			}
			if a.typ != typ {
				typ = mixedType
			}
		}
		if typ == mixedType {
			v := truthValue(func(r *run) bool { return stands(r, c.args, stop) })
			v.typ = mixedType
			v.of = func(r *run) reflect.Value { return reflect.ValueOf(mixed(v.truth(r))) }
			return v
		}
		v := typed(typ, func(r *run) reflect.Value { return choose(r, c.args, stop).of(r) })
		v.truth = func(r *run) bool { return stands(r, c.args, stop) }
		return v
	}
}

func choose(r *run, args []value, stop bool) value {
	for _, a := range args[:len(args)-1] {
		if a.truth(r) == stop {
			return a
		}
	}
	return args[len(args)-1]
}

// stands reports whether the value that is chosen does.
func stands(r *run, args []value, stop bool) bool {
	for _, a := range args {
		if a.truth(r) == stop {
			return stop
		}
	}
	return !stop
}

// equality asks whether the first argument is one of the others.
func equality(c *call) value {
	if len(c.args) < 2 {
		return c.wrong()
	}
	var tests []func(*run) bool
	for _, a := range c.args[1:] {
		test := equal(c.args[0], a)
		if test == nil {
			return c.wrong()
		}
		tests = append(tests, test)
	}
	if len(tests) == 1 {
		return truthValue(tests[0])
	}
	return truthValue(func(r *run) bool {
		for _, test := range tests {
			if test(r) {
				return true
			}
		}
		return false
	})
}

// equal returns the test of two values, or nil where they cannot be compared.
func equal(a, b value) func(*run) bool {
	if a.typ.Kind() == reflect.Bool && b.typ.Kind() == reflect.Bool {
		return func(r *run) bool { return a.truth(r) == b.truth(r) }
	}
	if a.text != nil && b.text != nil {
		return func(r *run) bool { return a.text(r) == b.text(r) }
	}
	order := ordered(a, b)
	if order == nil {
		return nil
	}
	return func(r *run) bool { return order(r) == 0 }
}

// ordered returns the comparison of two texts or two numbers, or nil. Texts are
// compared by their bytes, not as any language sorts them.
func ordered(a, b value) func(*run) int {
	switch {
	case a.text != nil && b.text != nil:
		return func(r *run) int { return strings.Compare(a.text(r), b.text(r)) }
	case a.number != nil && b.number != nil:
		return func(r *run) int { return cmp.Compare(a.number(r), b.number(r)) }
	}
	return nil
}

func comparison(holds func(int) bool) func(*call) value {
	return func(c *call) value {
		if len(c.args) != 2 {
			return c.wrong()
		}
		order := ordered(c.args[0], c.args[1])
		if order == nil {
			return c.wrong()
		}
		return truthValue(func(r *run) bool { return holds(order(r)) })
	}
}
