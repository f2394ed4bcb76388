//go:build !linux

package sqlite

import "errors"

func tinyDisk(string, string) (func(string) error, error) {
	return nil, errors.ErrUnsupported
}
