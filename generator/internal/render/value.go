package render

import (
	"reflect"
	"slices"
	"strconv"

	"diglot/generator/internal/view"
)

// value is a part of a layout that has a value. What can be had of it follows
// from its type, which is known when the layout is loaded: text for strings,
// number for integers, truth for what a condition may ask.
type value struct {
	typ    reflect.Type // nil where the layout is wrong and that has been told
	of     func(*run) reflect.Value
	text   func(*run) string
	number func(*run) int
	truth  func(*run) bool
	known  *string // a text that does not depend on the page
	path   []int   // indices of fields, where the value is the dot or is taken from it; else nil
}

var (
	stringType = reflect.TypeFor[string]()
	intType    = reflect.TypeFor[int]()
	boolType   = reflect.TypeFor[bool]()
	mixedType  = reflect.TypeFor[mixed]()
)

// mixed is the type of "or" between values of several types: it can be asked
// and not printed.
type mixed bool

// typed makes a value of a type from the way to get it.
func typed(typ reflect.Type, of func(*run) reflect.Value) value {
	v := value{typ: typ, of: of}
	switch {
	case isText(typ):
		v.text = func(r *run) string { return of(r).String() }
		v.truth = func(r *run) bool { return of(r).String() != "" }
	case isNumber(typ):
		v.number = func(r *run) int { return int(of(r).Int()) }
		v.truth = func(r *run) bool { return of(r).Int() != 0 }
	case typ.Kind() == reflect.Bool:
		v.truth = func(r *run) bool { return of(r).Bool() }
	case typ.Kind() == reflect.Slice:
		v.truth = func(r *run) bool { return of(r).Len() > 0 }
	}
	return v
}

func isText(t reflect.Type) bool { return t.Kind() == reflect.String }

func isNumber(t reflect.Type) bool { return t.Kind() >= reflect.Int && t.Kind() <= reflect.Int64 }

func textValue(text func(*run) string) value {
	return value{
		typ: stringType, text: text,
		of:    func(r *run) reflect.Value { return reflect.ValueOf(text(r)) },
		truth: func(r *run) bool { return text(r) != "" },
	}
}

func knownText(s string) value {
	v := textValue(func(*run) string { return s })
	v.known = &s
	return v
}

func numberValue(number func(*run) int) value {
	return value{
		typ: intType, number: number,
		of:    func(r *run) reflect.Value { return reflect.ValueOf(number(r)) },
		truth: func(r *run) bool { return number(r) != 0 },
	}
}

func truthValue(truth func(*run) bool) value {
	return value{
		typ: boolType, truth: truth,
		of: func(r *run) reflect.Value { return reflect.ValueOf(truth(r)) },
	}
}

// printed returns the text that a value is printed as, or nil where it cannot
// be printed.
func (v value) printed() func(*run) string {
	if v.number != nil {
		return func(r *run) string { return strconv.Itoa(v.number(r)) }
	}
	return v.text
}

// field returns the part of a value at an index of fields.
func (v value) field(f reflect.StructField) value {
	if v.path != nil {
		return ofDot(f.Type, append(slices.Clip(v.path), f.Index...))
	}
	whole, index := v.of, f.Index
	return typed(f.Type, func(r *run) reflect.Value { return part(whole(r), index) })
}

func part(v reflect.Value, index []int) reflect.Value {
	for _, i := range index {
		v = v.Field(i)
	}
	return v
}

// ofDot makes a value of what the fields lead to from the dot. Most values of
// layouts are texts in fields of the dot itself, which are taken without a detour.
func ofDot(typ reflect.Type, path []int) value {
	v := typed(typ, func(r *run) reflect.Value { return part(r.dot, path) })
	if len(path) == 1 {
		i := path[0]
		v.of = func(r *run) reflect.Value { return r.dot.Field(i) }
		if isText(typ) {
			v.text = func(r *run) string { return r.dot.Field(i).String() }
			v.truth = func(r *run) bool { return r.dot.Field(i).String() != "" }
		}
	}
	v.path = path
	return v
}

var (
	frameType      = reflect.TypeFor[view.Frame]()
	digestField, _ = frameType.FieldByName("Digest")
	frameDigest    = digestField.Index[0]
)

// same reports whether two values of one type are equal. A frame's digest says
// all of it, and slices that share their elements are equal, which spares the
// walk through them.
func same(a, b reflect.Value) bool {
	switch a.Kind() {
	case reflect.Struct:
		if a.Type() == frameType && a.Field(frameDigest).String() != "" {
			return a.Field(frameDigest).String() == b.Field(frameDigest).String()
		}
		for i := range a.NumField() {
			if !same(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Slice:
		return sameSlice(a, b)
	case reflect.String:
		return a.String() == b.String()
	}
	return a.Equal(b)
}

func sameSlice(a, b reflect.Value) bool {
	if a.Len() != b.Len() {
		return false
	}
	if a.UnsafePointer() == b.UnsafePointer() {
		return true
	}
	for i := range a.Len() {
		if !same(a.Index(i), b.Index(i)) {
			return false
		}
	}
	return true
}
