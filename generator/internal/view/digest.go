package view

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"reflect"
	"sync"
)

// Digest identifies a view: equal digests, equal pages. It covers every field
// of the value, with its length, and the name of its type.
func Digest(v any) [16]byte {
	value := reflect.ValueOf(v).Elem()
	buffer := buffers.Get().(*[]byte)
	b := append((*buffer)[:0], value.Type().Name()...)
	b = appenderOf(value.Type())(b, value)
	sum := sha256.Sum256(b)
	*buffer = b
	buffers.Put(buffer)
	return [16]byte(sum[:16])
}

var buffers = sync.Pool{New: func() any { return new([]byte) }}

// appender appends the content of a value, so that no two different values of
// a type give the same bytes.
type appender func([]byte, reflect.Value) []byte

// appenders holds one appender for each type, made when it is first met.
var appenders sync.Map

func appenderOf(t reflect.Type) appender {
	if a, ok := appenders.Load(t); ok {
		return a.(appender)
	}
	a := makeAppender(t)
	appenders.Store(t, a)
	return a
}

func makeAppender(t reflect.Type) appender {
	switch t.Kind() {
	case reflect.String:
		return func(b []byte, v reflect.Value) []byte {
			return append(binary.AppendUvarint(b, uint64(v.Len())), v.String()...)
		}
	case reflect.Int:
		return func(b []byte, v reflect.Value) []byte { return binary.AppendVarint(b, v.Int()) }
	case reflect.Bool:
		return appendBool
	case reflect.Slice:
		return appendSlice
	case reflect.Struct:
		return structAppender(t)
	}
	panic(fmt.Sprintf("view: a view cannot hold a %s", t))
}

func appendBool(b []byte, v reflect.Value) []byte {
	if v.Bool() {
		return append(b, 1)
	}
	return append(b, 0)
}

// appendSlice looks its elements' appender up when it is used: a type may
// contain a slice of itself.
func appendSlice(b []byte, v reflect.Value) []byte {
	b = binary.AppendUvarint(b, uint64(v.Len()))
	if v.Len() == 0 {
		return b
	}
	element := appenderOf(v.Type().Elem())
	for i := range v.Len() {
		b = element(b, v.Index(i))
	}
	return b
}

func structAppender(t reflect.Type) appender {
	fields := make([]appender, t.NumField())
	for i := range fields {
		fields[i] = appenderOf(t.Field(i).Type)
	}
	return func(b []byte, v reflect.Value) []byte {
		for i, field := range fields {
			b = field(b, v.Field(i))
		}
		return b
	}
}
