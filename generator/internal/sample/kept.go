package sample

import "sync"

// Kept is a cache of the pictures that builds of one test binary make, by what
// they are made from: the picture of the site takes a good part of the time of a
// small build, and it is the same in hundreds of them. K is build.Key, which
// this package does not know.
type Kept[K comparable] struct{ made sync.Map }

func (k *Kept[K]) Get(key K) ([]byte, bool) {
	b, ok := k.made.Load(key)
	if !ok {
		return nil, false
	}
	return b.([]byte), true
}

func (k *Kept[K]) Put(key K, b []byte) error {
	k.made.Store(key, b)
	return nil
}

func (*Kept[K]) Use(K) {}
