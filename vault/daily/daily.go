// Package daily keeps one random secret a day and kind, in files outside the
// database. A session is sealed under its token and the secret of its day, so
// a stolen database opens nothing with a stolen cookie, and nothing at all
// once the secret has gone.
//
// It promises that processes which share a folder agree on every secret, and
// that one which has been handed out survives a power cut. It refuses to make
// a secret for a day that has been closed.
package daily

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"ebb/internal/durable"
)

// The ways a secret is not to be had.
var (
	ErrExpired = errors.New("vault: the secret of that day is gone")
	ErrDamaged = errors.New("vault: the file of a daily secret is damaged")
)

// Secrets is one folder, or memory.
type Secrets struct {
	dir string // "" keeps them in memory

	mu    sync.Mutex
	known map[day][32]byte
	floor map[string]int64 // days before it are gone, by kind
}

type day struct {
	kind string
	no   int64
}

// Open uses the folder dir, which it makes where there is none.
func Open(dir string) (*Secrets, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("vault: the folder of the daily secrets: %w", err)
	}
	s := Memory()
	s.dir = dir
	return s, nil
}

// Memory keeps secrets until the process ends.
func Memory() *Secrets {
	return &Secrets{known: map[day][32]byte{}, floor: map[string]int64{}}
}

var kindName = regexp.MustCompile(`^[a-z]{1,32}$`)

// Of returns the secret of kind for a day, which is made at first use. Days
// that Expire has closed are ErrExpired and are never made again.
func (s *Secrets) Of(kind string, no int64) ([32]byte, error) {
	if !kindName.MatchString(kind) {
		return [32]byte{}, fmt.Errorf("vault: %d letters are no kind of secret", len(kind))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	d := day{kind, no}
	if floor, ok := s.floor[kind]; ok && no < floor {
		return [32]byte{}, ErrExpired
	}
	if secret, ok := s.known[d]; ok {
		return secret, nil
	}
	secret, err := s.make(d)
	if err == nil {
		s.known[d] = secret
	}
	return secret, err
}

func (s *Secrets) make(d day) ([32]byte, error) {
	if s.dir == "" {
		return fresh(), nil
	}
	path := filepath.Join(s.dir, fmt.Sprintf("%s-%d", d.kind, d.no))
	secret, err := readSecret(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return secret, err
	}
	if err := placeSecret(path, fresh()); err != nil {
		return [32]byte{}, fmt.Errorf("vault: a daily secret: %w", err)
	}
	return readSecret(path)
}

func fresh() [32]byte {
	var b [32]byte
	rand.Read(b[:]) // never fails, see crypto/rand.Read
	return b
}

func readSecret(path string) ([32]byte, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return [32]byte{}, err
	}
	defer clear(b)
	if len(b) != 32 {
		return [32]byte{}, fmt.Errorf("%w: %d bytes", ErrDamaged, len(b))
	}
	return [32]byte(b), nil
}

// placeSecret puts a new secret at path, or leaves the one of whoever was
// faster. Nobody ever reads half a secret, and none is lost in a power cut once
// it has been used.
func placeSecret(path string, secret [32]byte) error {
	defer clear(secret[:])
	err := durable.Place(path, durable.Bytes(secret[:]))
	if errors.Is(err, fs.ErrExist) {
		return durable.Folder(filepath.Dir(path))
	}
	return err
}

var secretFile = regexp.MustCompile(`^([a-z]+)-(-?[0-9]+)(\..*\.tmp)?$`)

// Expire destroys the secrets of kind for days before the day given, and with
// them every session that was sealed under one.
func (s *Secrets) Expire(kind string, before int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.floor[kind] = before
	for d := range s.known {
		if d.kind == kind && d.no < before {
			delete(s.known, d)
		}
	}
	if s.dir == "" {
		return nil
	}
	return expireFiles(s.dir, kind, before)
}

func expireFiles(dir, kind string, before int64) error {
	list, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	var all error
	for _, f := range list {
		m := secretFile.FindStringSubmatch(f.Name())
		if m == nil || m[1] != kind {
			continue
		}
		if no, err := strconv.ParseInt(m[2], 10, 64); err == nil && no < before {
			all = errors.Join(all, durable.Wipe(filepath.Join(dir, f.Name())))
		}
	}
	return errors.Join(all, durable.Folder(dir))
}

// Lasting returns the secrets that never expire, by kind: those of day 0.
func (s *Secrets) Lasting() (map[string][32]byte, error) {
	all := map[string][32]byte{}
	s.mu.Lock()
	defer s.mu.Unlock()
	for d, secret := range s.known {
		if d.no == 0 {
			all[d.kind] = secret
		}
	}
	if s.dir == "" {
		return all, nil
	}
	files, err := filepath.Glob(filepath.Join(s.dir, "*-0"))
	for _, path := range files {
		kind, _ := strings.CutSuffix(filepath.Base(path), "-0")
		if err != nil || !kindName.MatchString(kind) {
			continue
		}
		all[kind], err = readSecret(path)
	}
	return all, err
}

// Place puts a lasting secret where there is none, such as one from a backup.
func (s *Secrets) Place(kind string, secret [32]byte) error {
	if !kindName.MatchString(kind) {
		return fmt.Errorf("vault: %d letters are no kind of secret", len(kind))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	there, known := s.known[day{kind, 0}]
	if !known {
		there = secret
	}
	if s.dir != "" {
		path := filepath.Join(s.dir, kind+"-0")
		err := placeSecret(path, secret)
		if err == nil {
			there, err = readSecret(path)
		}
		if err != nil {
			return fmt.Errorf("vault: a lasting secret: %w", err)
		}
	}
	if there != secret {
		return fmt.Errorf("vault: there is another secret %q already", kind)
	}
	s.known[day{kind, 0}] = secret
	return nil
}
