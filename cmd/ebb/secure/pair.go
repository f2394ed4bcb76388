package secure

import (
	"crypto/tls"
	"log/slog"
	"os"
	"sync"
	"time"

	"ebb"
)

// look is how often the files are looked at, by handshakes.
const look = time.Second

// pair is a certificate and its key, as the files had them last.
type pair struct {
	cert, key string
	clock     ebb.Clock
	log       *slog.Logger

	mu     sync.Mutex
	served *tls.Certificate
	stamps [2]stamp
	looked time.Time
}

// stamp tells one state of a file from another.
type stamp struct {
	at   time.Time
	size int64
}

func open(o Options) (*pair, error) {
	p := &pair{cert: o.Cert, key: o.Key, clock: o.Clock, log: o.Log, looked: o.Clock()}
	p.stamps = p.stamp()
	return p, p.read()
}

func (p *pair) read() error {
	c, err := tls.LoadX509KeyPair(p.cert, p.key)
	if err == nil {
		p.served = &c
	}
	return err
}

func (p *pair) stamp() (all [2]stamp) {
	for i, file := range []string{p.cert, p.key} {
		if info, err := os.Stat(file); err == nil {
			all[i] = stamp{info.ModTime(), info.Size()}
		}
	}
	return all
}

// get is the certificate for one handshake. Of files that do not fit each other
// one is being written, and they are read again when it has changed.
func (p *pair) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.clock()
	if now.Sub(p.looked) < look {
		return p.served, nil
	}
	p.looked = now
	if is := p.stamp(); is != p.stamps {
		p.stamps = is
		if err := p.read(); err != nil {
			p.log.Warn("the certificate has changed and cannot be used; the one before is", "error", err)
		}
	}
	return p.served, nil
}
