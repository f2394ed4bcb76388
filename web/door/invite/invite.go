// Package invite keeps invitations to a host: a code of 128 bits each, used once
// and by nobody who does not hold it.
//
// It promises that a code is taken by one of all who try at once, in this
// process or another that shares the folder, and that the folder holds no code,
// only hashes and a date. It refuses to know who invites and who comes.
package invite

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"ebb"
)

// Book is the invitations of one host.
type Book struct {
	dir   string // "" keeps them in memory
	clock ebb.Clock

	mu     sync.Mutex
	memory map[string]time.Time
}

// Open uses the folder dir, which is made with the first invitation.
func Open(dir string, clock ebb.Clock) *Book { return &Book{dir: dir, clock: clock} }

// Memory keeps invitations until the process ends.
func Memory(clock ebb.Clock) *Book { return &Book{clock: clock, memory: map[string]time.Time{}} }

// Invitation is one that is open.
type Invitation struct {
	ID    string // 32 hexadecimal digits, of which no code can be made
	Until time.Time
}

// Most is how many may be open at a time.
const Most = 100

// The ways it says no.
var (
	ErrMany = errors.New("invite: too many are open")
	ErrGone = errors.New("invite: not open, or not any more")
)

// Said is err in words for whoever came with a code that opens nothing.
func Said(err error) error {
	if errors.Is(err, ErrGone) {
		return &ebb.Problem{Status: http.StatusForbidden, Say: "web.join.gone"}
	}
	return err
}

// New opens an invitation and returns its code.
func (b *Book) New(life time.Duration) (code string, err error) {
	open, err := b.List()
	if err != nil {
		return "", err
	}
	if len(open) >= Most {
		return "", ErrMany
	}
	var secret [16]byte
	rand.Read(secret[:])
	code = base64.RawURLEncoding.EncodeToString(secret[:])
	return code, b.put(idOf(code), b.clock().Add(life))
}

// idOf is what an invitation is called. Blanks around a code come from copying.
func idOf(code string) string {
	sum := sha256.Sum256([]byte("ebb/v1/invite " + strings.TrimSpace(code)))
	return hex.EncodeToString(sum[:16])
}

// Has says whether a code opens something now.
func (b *Book) Has(code string) (bool, error) {
	open, err := b.List()
	return slices.ContainsFunc(open, func(i Invitation) bool { return i.ID == idOf(code) }), err
}

// Take uses a code up, and returns what gives it back where what it was for
// did not come to be.
func (b *Book) Take(code string) (back func(), err error) {
	id := idOf(code)
	until, err := b.until(id)
	if err != nil || !b.clock().Before(until) {
		return nil, errors.Join(ErrGone, err)
	}
	if err := b.remove(id); err != nil {
		return nil, errors.Join(ErrGone, err)
	}
	return func() { b.put(id, until) }, nil
}

// Drop ends the open invitations whose id begins with prefix, and says how many
// they were.
func (b *Book) Drop(prefix string) (n int, err error) {
	open, err := b.List()
	for _, i := range open {
		if strings.HasPrefix(i.ID, prefix) && b.remove(i.ID) == nil {
			n++
		}
	}
	return n, err
}

// List returns what is open, the one that ends first in front, and removes
// what is over.
func (b *Book) List() ([]Invitation, error) {
	ids, err := b.ids()
	if err != nil {
		return nil, err
	}
	var open []Invitation
	for _, id := range ids {
		switch until, err := b.until(id); {
		case err != nil: // somebody was faster
		case b.clock().Before(until):
			open = append(open, Invitation{id, until})
		default:
			b.remove(id)
		}
	}
	slices.SortFunc(open, func(x, y Invitation) int { return x.Until.Compare(y.Until) })
	return open, nil
}

func (b *Book) ids() ([]string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.dir == "" {
		return slices.Collect(maps.Keys(b.memory)), nil
	}
	files, err := os.ReadDir(b.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var ids []string
	for _, f := range files {
		if raw, err := hex.DecodeString(f.Name()); err == nil && len(raw) == 16 {
			ids = append(ids, f.Name())
		}
	}
	return ids, err
}

func (b *Book) until(id string) (time.Time, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.dir == "" {
		until, there := b.memory[id]
		if !there {
			return until, fs.ErrNotExist
		}
		return until, nil
	}
	raw, err := os.ReadFile(filepath.Join(b.dir, id))
	if err != nil {
		return time.Time{}, err
	}
	at, err := strconv.ParseInt(strings.TrimSpace(string(raw)), 10, 64)
	return time.Unix(at, 0), err
}

func (b *Book) remove(id string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.dir != "" {
		return os.Remove(filepath.Join(b.dir, id)) // one of all who try succeeds
	}
	if _, there := b.memory[id]; !there {
		return fs.ErrNotExist
	}
	delete(b.memory, id)
	return nil
}

// put writes an invitation where nobody reads half of one.
func (b *Book) put(id string, until time.Time) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.dir == "" {
		b.memory[id] = until
		return nil
	}
	if err := os.MkdirAll(b.dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(b.dir, "new.*.tmp") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString(strconv.FormatInt(until.Unix(), 10) + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), filepath.Join(b.dir, id))
}
