package record

import (
	"reflect"
)

// FieldRef is a reference and the top-level field that holds it.
type FieldRef struct {
	Ref
	Field string
}

// Refs returns every reference in the record's facts, in the order of the
// schema. What is not stated refers to nothing.
func (r *Record) Refs() []FieldRef {
	list := refsIn(nil, reflect.ValueOf(&r.Common).Elem(), "")
	return refsIn(list, reflect.ValueOf(r.own()).Elem(), "")
}

// Refs returns every reference in the facts of one file, with its place, in the
// order of the schema.
func (f *File) Refs() []Ref {
	if f.stated == nil {
		return nil
	}
	var list []Ref
	for _, ref := range refsIn(refsIn(nil, reflect.ValueOf(&f.stated.common).Elem(), ""), f.stated.own.Elem(), "") {
		list = append(list, ref.Ref)
	}
	return list
}

func refsIn(list []FieldRef, v reflect.Value, field string) []FieldRef {
	switch {
	case v.Type() == spanType || v.IsZero():
	case v.Type() == reflect.TypeFor[Ref]():
		list = append(list, FieldRef{v.Interface().(Ref), field})
	case v.Kind() == reflect.Slice && mayRefer(v.Type().Elem()):
		for i := range v.Len() {
			list = refsIn(list, v.Index(i), field)
		}
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			list = refsIn(list, v.Field(i), fieldKey(v.Type().Field(i), field))
		}
	}
	return list
}

func mayRefer(t reflect.Type) bool { return t.Kind() == reflect.Struct && t != spanType }

// fieldKey returns the top-level field: the one given, or that of the struct's
// field where none is given yet.
func fieldKey(f reflect.StructField, top string) string {
	if top != "" {
		return top
	}
	return f.Tag.Get("field")
}
