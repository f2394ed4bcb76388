package guard

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Tries bounds how often one address may try a passphrase. Nobody is ever
// locked out: whoever waits may try again.
type Tries struct {
	mu sync.Mutex
	of map[string]*rate.Limiter
}

const (
	triesAtOnce  = 10
	triesEvery   = 6 * time.Second
	mostLimiters = 10_000
)

// Allow says whether addr may try once more.
func (t *Tries) Allow(addr string, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.of) >= mostLimiters || t.of == nil {
		t.of = map[string]*rate.Limiter{}
	}
	l := t.of[addr]
	if l == nil {
		l = rate.NewLimiter(rate.Every(triesEvery), triesAtOnce)
		t.of[addr] = l
	}
	return l.AllowN(now, 1)
}
