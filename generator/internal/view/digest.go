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

// hexDigest is the Digest of a Frame or an Item, which has none yet.
func hexDigest(v any) string {
	value := reflect.ValueOf(v)
	sum := digestOf(value.Type().Name(), structAppender(value.Type()), value)
	return hex.EncodeToString(sum[:])
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
	if len(s) < 0x80 { // a length of one byte
		d.pending = append(append(d.pending, byte(len(s))), s...)
		return
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
	switch {
	case t == frameType, t == itemType:
		return knownAppender(t)
	case t.Kind() == reflect.String:
		return func(d *digester, v reflect.Value) { d.text(v.String()) }
	case t.Kind() == reflect.Int:
		return func(d *digester, v reflect.Value) { d.pending = binary.AppendVarint(d.pending, v.Int()) }
	case t.Kind() == reflect.Bool:
		return appendBool
	case t.Kind() == reflect.Slice:
		return sliceAppender(t)
	case t.Kind() == reflect.Struct:
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

func sliceAppender(t reflect.Type) appender {
	element := appenderOf(t.Elem())
	return func(d *digester, v reflect.Value) {
		n := v.Len()
		d.pending = binary.AppendUvarint(d.pending, uint64(n))
		for i := range n {
			element(d, v.Index(i))
		}
	}
}

// knownAppender takes the digest of a struct that was made once for many pages,
// or its fields where it has none.
func knownAppender(t reflect.Type) appender {
	known, _ := t.FieldByName("Digest")
	fields := structAppender(t)
	return func(d *digester, v reflect.Value) {
		if digest := v.FieldByIndex(known.Index).String(); digest != "" {
			d.text(digest)
		} else {
			fields(d, v)
		}
	}
}

// structAppender takes the fields of a struct in their order. Most are texts,
// which need no call.
func structAppender(t reflect.Type) appender {
	fields := make([]appender, t.NumField()) // nil for a text
	for i := range fields {
		if f := t.Field(i); f.Type.Kind() != reflect.String {
			fields[i] = appenderOf(f.Type)
		}
	}
	return func(d *digester, v reflect.Value) {
		for i, field := range fields {
			if field == nil {
				d.text(v.Field(i).String())
			} else {
				field(d, v.Field(i))
			}
		}
	}
}
