package jar

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/json"
	"maps"
	"slices"
	"time"
)

// Box seals the short memory of flows into a cookie. Its key is made at start
// and dies with the server.
type Box struct{ aead cipher.AEAD }

// NewBox seals under key.
func NewBox(key [32]byte) Box {
	b, err := aes.NewCipher(key[:])
	if err != nil { // only for other lengths of key
		panic(err)
	}
	aead, err := cipher.NewGCMWithRandomNonce(b)
	if err != nil {
		panic(err)
	}
	return Box{aead}
}

// Bounds of the cookie.
const (
	StepLife  = 2 * time.Hour
	stepBytes = 1 << 10
	stepsMost = 2500 // of JSON; sealed and in base64 it stays under 4 KiB
)

// Steps implements feature.Steps for one request.
type Steps struct {
	now     time.Time
	kept    map[string]step
	Changed bool // the cookie must be sent again
}

type step struct {
	Until int64           `json:"u"`
	Value json.RawMessage `json:"v"`
}

// Open reads a cookie that Seal wrote; of any other nothing is remembered.
func (b Box) Open(cookie string, now time.Time) *Steps {
	s := &Steps{now: now, kept: map[string]step{}}
	raw, err := base64.RawURLEncoding.DecodeString(cookie)
	if err != nil {
		return s
	}
	plain, err := b.aead.Open(nil, nil, raw, []byte("ebb/steps"))
	var kept map[string]step
	if err != nil || json.Unmarshal(plain, &kept) != nil {
		return s
	}
	for name, x := range kept {
		if x.Until >= now.Unix() {
			s.kept[name] = x
		}
	}
	return s
}

// Seal returns the cookie's value, "" where there is nothing to remember.
func (b Box) Seal(s *Steps) string {
	if len(s.kept) == 0 {
		return ""
	}
	plain, err := json.Marshal(s.kept)
	if err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(b.aead.Seal(nil, nil, plain, []byte("ebb/steps")))
}

// Keep remembers v; a value that does not fit is not remembered, and where all
// together are too much the oldest goes.
func (s *Steps) Keep(name string, v any) {
	raw, err := json.Marshal(v)
	if err != nil || len(raw) > stepBytes {
		s.Forget(name)
		return
	}
	s.kept[name] = step{s.now.Add(StepLife).Unix(), raw}
	s.Changed = true
	for s.size() > stepsMost {
		oldest := slices.MinFunc(slices.Collect(maps.Keys(s.kept)), func(a, b string) int {
			return int(s.kept[a].Until - s.kept[b].Until)
		})
		delete(s.kept, oldest)
	}
}

func (s *Steps) size() (n int) {
	for name, x := range s.kept {
		n += len(name) + len(x.Value) + 32
	}
	return n
}

// Recall reads what was remembered.
func (s *Steps) Recall(name string, into any) bool {
	x, ok := s.kept[name]
	return ok && json.Unmarshal(x.Value, into) == nil
}

// Clear forgets everything.
func (s *Steps) Clear() {
	clear(s.kept)
	s.Changed = true
}

// Forget drops what was remembered.
func (s *Steps) Forget(name string) {
	if _, ok := s.kept[name]; ok {
		delete(s.kept, name)
		s.Changed = true
	}
}
