package guard

import (
	"hash/fnv"
	"strconv"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Tries bounds how often one address, or one name, may try something: a
// passphrase, where nothing else is said. Nobody is ever locked out: whoever
// waits may try again. A flood of other names and addresses gives nobody their
// tries back.
type Tries struct {
	AtOnce int           // 0: ten
	Every  time.Duration // one more; 0: six seconds

	mu    sync.Mutex
	of    map[string]*rate.Limiter
	swept time.Time
}

const (
	triesAtOnce  = 10
	triesEvery   = 6 * time.Second
	mostLimiters = 10_000
	shared       = 1024 // limiters for everybody who comes when there are that many
)

// Allow says whether addr may try once more.
func (t *Tries) Allow(addr string, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.of == nil {
		t.of = map[string]*rate.Limiter{}
	}
	l := t.of[addr]
	if l == nil && len(t.of) >= mostLimiters {
		t.sweep(now)
	}
	if l == nil && len(t.of) >= mostLimiters {
		addr = bucket(addr)
		l = t.of[addr]
	}
	if l == nil {
		l = t.fresh()
		t.of[addr] = l
	}
	return l.AllowN(now, 1)
}

func (t *Tries) fresh() *rate.Limiter {
	every, atOnce := t.Every, t.AtOnce
	if every == 0 {
		every = triesEvery
	}
	if atOnce == 0 {
		atOnce = triesAtOnce
	}
	return rate.NewLimiter(rate.Every(every), atOnce)
}

// sweep forgets whoever has waited long enough to have all their tries again.
func (t *Tries) sweep(now time.Time) {
	if !t.swept.IsZero() && now.Sub(t.swept).Abs() < time.Second {
		return
	}
	t.swept = now
	for addr, l := range t.of {
		if l.TokensAt(now) >= float64(l.Burst()) {
			delete(t.of, addr)
		}
	}
}

// bucket is one of few, shared by those who come in a flood.
func bucket(addr string) string {
	h := fnv.New32a()
	h.Write([]byte(addr))
	return "shared " + strconv.Itoa(int(h.Sum32()%shared))
}
