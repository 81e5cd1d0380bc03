package main

import (
	"sync"

	"diglot/generator/internal/build"
)

// drawn are the pictures that builds of these tests have made, by what they are
// made from. The picture of the site alone takes half the time of a small build,
// and it is the same in hundreds of them.
var drawn = &pictures{made: map[build.Key][]byte{}}

type pictures struct {
	sync.Mutex
	made map[build.Key][]byte
}

func (p *pictures) Get(key build.Key) ([]byte, bool) {
	p.Lock()
	defer p.Unlock()
	b, ok := p.made[key]
	return b, ok
}

func (p *pictures) Put(key build.Key, b []byte) error {
	p.Lock()
	defer p.Unlock()
	p.made[key] = b
	return nil
}

func (*pictures) Use(build.Key) {}
