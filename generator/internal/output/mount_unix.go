//go:build unix && !linux

package output

func isMount(dir string) (bool, error) { return differsFromParent(dir) }
