// Package bounds reads what each person, and all of them together, may keep on
// this host, and holds the program's own memory. It promises to count what lies on the disk as it is; it refuses
// anything but whole MiB.
package bounds

import (
	"errors"
	"io/fs"
	"os"
	"runtime/debug"
	"strconv"

	"ebb/store/quota"
)

// most MiB is more than any disk has, and keeps the sum in an int64.
const most = 1 << 40

// ErrNumber is what is no number of MiB.
var ErrNumber = errors.New("bounds: no number of MiB")

// Of reads two numbers of MiB for a database at path; the second may be 0, which
// sets no bound.
func Of(person, host, path string) (quota.Limits, error) {
	one, err := strconv.ParseInt(person, 10, 64)
	all, failed := strconv.ParseInt(host, 10, 64)
	if err != nil || failed != nil || one < 1 || all < 0 || one > most || all > most {
		return quota.Limits{}, ErrNumber
	}
	return quota.Limits{Bytes: one << 20, Host: all << 20, Used: func() (int64, error) { return lies(path, path+"-wal") }}, nil
}

// memory is where the garbage collector begins to hurry, so that one large chat
// after the other stays within 256 MiB.
const memory = 192 << 20

// Memory sets it. GOMEMLIMIT says otherwise.
func Memory() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memory)
	}
}

// lies is how long some files are together; one that is not there has no length.
func lies(files ...string) (n int64, err error) {
	for _, name := range files {
		at, err := os.Stat(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return 0, err
		}
		n += at.Size()
	}
	return n, nil
}
