//go:build !unix

package output

// Without devices and mounts in the file interface the rename itself must tell.

func sameDevice(a, b string) (bool, error) { return true, nil }
func isMount(dir string) (bool, error)     { return false, nil }
func isCrossDevice(err error) bool         { return false }
func isBusy(err error) bool                { return false }
func syncFolder(dir string) error          { return nil }
