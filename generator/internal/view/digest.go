package view

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"reflect"
	"sync"
)

// Digest identifies a view: equal digests, equal pages. It covers every field
// of the value, with its length, and the name of its type.
func Digest(v any) [16]byte {
	value := reflect.ValueOf(v).Elem()
	return digestOf(value.Type().Name(), appenderOf(value.Type()), value)
}

// digested returns the frame with its digest.
func digested(f Frame) Frame {
	f.Digest = ""
	sum := digestOf("Frame", fieldsAppender(reflect.TypeFor[Frame]()), reflect.ValueOf(f))
	f.Digest = hex.EncodeToString(sum[:])
	return f
}

func digestOf(name string, content appender, value reflect.Value) [16]byte {
	d := digesters.Get().(*digester)
	d.Reset()
	d.pending = append(d.pending[:0], name...)
	content(d, value)
	d.Write(d.pending)
	var sum [sha256.Size]byte
	d.Sum(sum[:0])
	digesters.Put(d)
	return [16]byte(sum[:16])
}

var digesters = sync.Pool{New: func() any { return &digester{Hash: sha256.New()} }}

// digester takes the content of a view, in pieces: a view may be as large as
// the linked data of the whole site.
type digester struct {
	hash.Hash
	pending []byte
}

const piece = 16 << 10 // bytes

// text takes a text.
func (d *digester) text(s string) {
	if len(d.pending) > piece {
		d.Write(d.pending)
		d.pending = d.pending[:0]
	}
	d.pending = append(binary.AppendUvarint(d.pending, uint64(len(s))), s...)
}

// appender gives the content of a value to the digester, so that no two
// different values of a type give the same bytes.
type appender func(*digester, reflect.Value)

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
		return func(d *digester, v reflect.Value) { d.text(v.String()) }
	case reflect.Int:
		return func(d *digester, v reflect.Value) { d.pending = binary.AppendVarint(d.pending, v.Int()) }
	case reflect.Bool:
		return appendBool
	case reflect.Slice:
		return appendSlice
	case reflect.Struct:
		return structAppender(t)
	}
	panic(fmt.Sprintf("view: a view cannot hold a %s", t))
}

func appendBool(d *digester, v reflect.Value) {
	if v.Bool() {
		d.pending = append(d.pending, 1)
	} else {
		d.pending = append(d.pending, 0)
	}
}

// appendSlice looks its elements' appender up when it is used: a type may
// contain a slice of itself.
func appendSlice(d *digester, v reflect.Value) {
	d.pending = binary.AppendUvarint(d.pending, uint64(v.Len()))
	if v.Len() == 0 {
		return
	}
	element := appenderOf(v.Type().Elem())
	for i := range v.Len() {
		element(d, v.Index(i))
	}
}

// structAppender takes the fields of a struct in their order. A frame enters a
// view by its digest, which was made once for all its pages.
func structAppender(t reflect.Type) appender {
	if t == reflect.TypeFor[Frame]() {
		return func(d *digester, v reflect.Value) { d.text(v.FieldByName("Digest").String()) }
	}
	return fieldsAppender(t)
}

func fieldsAppender(t reflect.Type) appender {
	fields := make([]appender, t.NumField())
	for i := range fields {
		fields[i] = appenderOf(t.Field(i).Type)
	}
	return func(d *digester, v reflect.Value) {
		for i, field := range fields {
			field(d, v.Field(i))
		}
	}
}
