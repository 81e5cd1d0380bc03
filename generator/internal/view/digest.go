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
	d.buffer = content(d, append(d.buffer[:0], name...), value)
	d.Write(d.buffer)
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
	buffer []byte
}

const piece = 16 << 10 // bytes

// room takes what is pending where that is a piece.
func (d *digester) room(pending []byte) []byte {
	if len(pending) <= piece {
		return pending
	}
	d.Write(pending)
	return pending[:0]
}

// An appender appends the content of a value to what is pending, so that no two
// different values of a type give the same bytes.
type appender func(d *digester, pending []byte, v reflect.Value) []byte

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
		return func(_ *digester, pending []byte, v reflect.Value) []byte { return appendText(pending, v.String()) }
	case t.Kind() == reflect.Int:
		return func(_ *digester, pending []byte, v reflect.Value) []byte {
			return binary.AppendVarint(pending, v.Int())
		}
	case t.Kind() == reflect.Bool:
		return appendBool
	case t.Kind() == reflect.Slice:
		return sliceAppender(t)
	case t.Kind() == reflect.Struct:
		return structAppender(t)
	}
	panic(fmt.Sprintf("view: a view cannot hold a %s", t))
}

func appendText(pending []byte, s string) []byte {
	if len(s) < 0x80 { // a length of one byte
		return append(append(pending, byte(len(s))), s...)
	}
	return append(binary.AppendUvarint(pending, uint64(len(s))), s...)
}

func appendBool(_ *digester, pending []byte, v reflect.Value) []byte {
	if v.Bool() {
		return append(pending, 1)
	}
	return append(pending, 0)
}

func sliceAppender(t reflect.Type) appender {
	element := appenderOf(t.Elem())
	return func(d *digester, pending []byte, v reflect.Value) []byte {
		n := v.Len()
		pending = binary.AppendUvarint(pending, uint64(n))
		for i := range n {
			pending = element(d, d.room(pending), v.Index(i))
		}
		return pending
	}
}

// knownAppender takes the digest of a struct that was made once for many pages,
// or its fields where it has none.
func knownAppender(t reflect.Type) appender {
	known, _ := t.FieldByName("Digest")
	fields := structAppender(t)
	return func(d *digester, pending []byte, v reflect.Value) []byte {
		if digest := v.FieldByIndex(known.Index).String(); digest != "" {
			return appendText(pending, digest)
		}
		return fields(d, pending, v)
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
	return func(d *digester, pending []byte, v reflect.Value) []byte {
		for i, field := range fields {
			if field == nil {
				pending = appendText(pending, v.Field(i).String())
			} else {
				pending = field(d, pending, v.Field(i))
			}
		}
		return pending
	}
}
