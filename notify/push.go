package notify

import (
	"context"
	"crypto/ecdh"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	"github.com/SherClockHolmes/webpush-go"
)

// Subscription is where a browser is reached, as its push service has it.
type Subscription struct {
	Endpoint string `json:"endpoint"`
	P256DH   string `json:"p256dh"` // base64url
	Auth     string `json:"auth"`   // base64url
}

// The ways a message does not arrive.
var (
	// ErrAddress: no address that a message may go to.
	ErrAddress = errors.New("notify: not the address of a push service")
	// ErrGone: the browser no longer takes messages there.
	ErrGone = errors.New("notify: the subscription is gone")
)

// longestEndpoint bounds an address, which is what a browser sends.
const longestEndpoint = 1024

// Check holds s to what a push service hands out: an https address on a name,
// and two keys.
func (s Subscription) Check() error {
	u, err := url.Parse(s.Endpoint)
	if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil || len(s.Endpoint) > longestEndpoint {
		return ErrAddress
	}
	if _, err := netip.ParseAddr(u.Hostname()); err == nil {
		return ErrAddress
	}
	if _, err := ecdh.P256().NewPublicKey(plain(s.P256DH)); err != nil {
		return ErrAddress
	}
	if len(plain(s.Auth)) != 16 {
		return ErrAddress
	}
	return nil
}

// plain reads base64url that is written the one right way; nil for other text.
// The decoder alone passes over line ends and leftover bits.
func plain(text string) []byte {
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || base64.RawURLEncoding.EncodeToString(b) != text {
		return nil
	}
	return b
}

// Pusher sends messages in the name of one installation (RFC 8030, RFC 8291,
// RFC 8292).
type Pusher struct {
	public, private string
	client          *http.Client
}

// NewPusher uses a key made from secret. client nil is one that speaks to no
// private address.
func NewPusher(secret [32]byte, client *http.Client) *Pusher {
	key := scalar(secret)
	if client == nil {
		client = public()
	}
	return &Pusher{
		public:  base64.RawURLEncoding.EncodeToString(key.PublicKey().Bytes()),
		private: base64.RawURLEncoding.EncodeToString(key.Bytes()),
		client:  client,
	}
}

// scalar is a P-256 key from 32 random bytes; of 2^32 secrets one is none and
// is hashed until it is.
func scalar(secret [32]byte) *ecdh.PrivateKey {
	for {
		if key, err := ecdh.P256().NewPrivateKey(secret[:]); err == nil {
			return key
		}
		secret = sha256.Sum256(secret[:])
	}
}

// Public is the key that a browser subscribes to, base64url.
func (p *Pusher) Public() string { return p.public }

// life is how long a push service keeps a message for a phone that is off.
const life = time.Hour

// Push sends word. ErrGone: forget the subscription.
func (p *Pusher) Push(ctx context.Context, s Subscription, word string) error {
	if err := s.Check(); err != nil {
		return err
	}
	answer, err := webpush.SendNotificationWithContext(ctx, []byte(word),
		&webpush.Subscription{Endpoint: s.Endpoint, Keys: webpush.Keys{Auth: s.Auth, P256dh: s.P256DH}},
		&webpush.Options{
			HTTPClient: p.client, Subscriber: "https://localhost", TTL: int(life.Seconds()), Topic: "ebb", Urgency: webpush.UrgencyNormal,
			VAPIDPublicKey: p.public, VAPIDPrivateKey: p.private,
		})
	if err != nil { // it may name the address
		return fmt.Errorf("notify: a push service does not answer: %w", bare(err))
	}
	defer answer.Body.Close()
	io.Copy(io.Discard, io.LimitReader(answer.Body, 4<<10))
	switch {
	case answer.StatusCode == http.StatusNotFound || answer.StatusCode == http.StatusGone:
		return ErrGone
	case answer.StatusCode >= 300:
		return fmt.Errorf("notify: a push service answers %d", answer.StatusCode)
	}
	return nil
}

// bare is err without the address it was about.
func bare(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// public is a client that follows no redirect and speaks to no private address:
// an endpoint is what somebody sent.
func public() *http.Client {
	d := &net.Dialer{Timeout: 10 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil || !at.Addr().IsGlobalUnicast() || at.Addr().IsPrivate() {
			return ErrAddress
		}
		return nil
	}}
	return &http.Client{
		Timeout:       20 * time.Second,
		Transport:     &http.Transport{DialContext: d.DialContext, TLSHandshakeTimeout: 10 * time.Second, MaxIdleConns: 10, IdleConnTimeout: time.Minute},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
