//go:build race

package inspect

// raced means that the race detector is on, under which a pool forgets at
// random what it holds.
const raced = true
