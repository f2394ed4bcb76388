package main

import (
	"errors"
	"io/fs"
	"os"
	"strconv"

	"ebb/store/quota"
)

// mostMiB is more than any disk has, and keeps the sum in an int64.
const mostMiB = 1 << 40

// quota is what each person, and all of them together, may keep.
func (p *program) quota() (quota.Limits, error) {
	person, err := strconv.ParseInt(p.set.Quota, 10, 64)
	host, failed := strconv.ParseInt(p.set.QuotaHost, 10, 64)
	if err != nil || failed != nil || person < 1 || host < 0 || person > mostMiB || host > mostMiB {
		return quota.Limits{}, p.fault("cmd.fault.quota")
	}
	path, err := p.storePath()
	if err != nil {
		return quota.Limits{}, err
	}
	return quota.Limits{Bytes: person << 20, Host: host << 20, Used: func() (int64, error) { return lies(path, path+"-wal") }}, nil
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
