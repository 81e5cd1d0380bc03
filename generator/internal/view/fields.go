package view

import (
	"encoding/binary"
	"reflect"
	"slices"
	"sync"
)

// Field is one field of a view, named as a layout writes it without its dot:
// "Title", "Facts". Digest tells its value from others; it is 0 where the field
// is empty.
type Field struct {
	Name   string
	Digest uint64
}

// Fields returns the fields of a view, which is a pointer to one of Pages: those
// of embedded structs among its own, in the order of the type.
func Fields(v any) []Field { return fieldsOf(reflect.ValueOf(v).Elem()) }

// FrameFields returns the fields of a page's frame, "Frame.Navigation", without
// its digest, which says what they say; none where the view is not that of a
// page.
func FrameFields(v any) []Field {
	frame := reflect.ValueOf(v).Elem().FieldByName("Frame")
	if !frame.IsValid() || frame.Type() != frameType {
		return nil
	}
	fields := slices.DeleteFunc(fieldsOf(frame), func(f Field) bool { return f.Name == "Digest" })
	for i := range fields {
		fields[i].Name = "Frame." + fields[i].Name
	}
	return fields
}

var frameType, itemType = reflect.TypeFor[Frame](), reflect.TypeFor[Item]()

// flat is a field of a struct or of one that it embeds.
type flat struct {
	name   string
	index  []int
	append appender
}

var flats sync.Map // of a type

// flattened lists the fields of a struct, those of embedded ones in their place.
func flattened(t reflect.Type) []flat {
	if list, ok := flats.Load(t); ok {
		return list.([]flat)
	}
	var list []flat
	for _, f := range reflect.VisibleFields(t) {
		if !f.Anonymous {
			list = append(list, flat{f.Name, f.Index, appenderOf(f.Type)})
		}
	}
	flats.Store(t, list)
	return list
}

func fieldsOf(v reflect.Value) []Field {
	flats := flattened(v.Type())
	list := make([]Field, len(flats))
	for i, f := range flats {
		list[i].Name = f.name
		if field := v.FieldByIndex(f.index); !field.IsZero() {
			sum := digestOf(f.name, f.append, field)
			list[i].Digest = max(binary.LittleEndian.Uint64(sum[:]), 1)
		}
	}
	return list
}
