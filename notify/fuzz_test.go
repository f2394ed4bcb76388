package notify

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"net"
	"net/url"
	"testing"
)

// FuzzSubscription holds for whatever a browser sends: what is taken is an https
// address on a name, short, with keys that a message can be sealed to, and the
// rest is refused for one reason.
func FuzzSubscription(f *testing.F) {
	key := base64.RawURLEncoding.EncodeToString(scalar([32]byte{1}).PublicKey().Bytes())
	for _, endpoint := range []string{"https://push.example/x", "https://127.0.0.1/", "https://[::1]/", "https://[fe80::1%25lo]/", "https://a@push.example", "https://0x7f.1/", "HTTPS://push.example:0", "https://127.0.0.1./", "https://2130706433/", "https:///x"} {
		raw, err := json.Marshal(Subscription{endpoint, key, "AAAAAAAAAAAAAAAAAAAAAA"})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Add([]byte(`{"endpoint":"https://push.example","p256dh":"","auth":"AAAAAAAAAAAAAAAAAAAAAA\n"}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var s Subscription
		if json.Unmarshal(raw, &s) != nil {
			return
		}
		if err := s.Check(); err != nil {
			if !errors.Is(err, ErrAddress) {
				t.Errorf("refused, and not for what it is: %v", err)
			}
			return
		}
		u, err := url.Parse(s.Endpoint)
		if err != nil || u.Scheme != "https" || u.User != nil || u.Hostname() == "" || net.ParseIP(u.Hostname()) != nil || len(s.Endpoint) > longestEndpoint {
			t.Errorf("a message would go to %q", s.Endpoint)
		}
		for text, size := range map[string]int{s.P256DH: 65, s.Auth: 16} {
			if b, err := base64.RawURLEncoding.DecodeString(text); err != nil || len(b) != size || base64.RawURLEncoding.EncodeToString(b) != text {
				t.Errorf("%q is taken for %d bytes", text, size)
			}
		}
	})
}
