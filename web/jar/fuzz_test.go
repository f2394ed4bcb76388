package jar

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

var now = time.Unix(1795395600, 0)

// FuzzSteps holds for any text in the place of the cookie of flows, and for
// anything inside its seal: nothing is remembered that is over or that another
// server wrote, what is kept comes back, and the cookie fits into a browser.
func FuzzSteps(f *testing.F) {
	box, other := NewBox([32]byte{1}), NewBox([32]byte{2})
	s := box.Open("", now)
	s.Keep("a", 7)
	f.Add(box.Seal(s), []byte(`{"a":{"u":99999999999,"v":7}}`), "<&>")
	f.Add("AAAA", []byte(`{"a":{"u":-9223372036854775808,"v":null},"b":{}}`), strings.Repeat("x", stepBytes-2))
	f.Add("\n", []byte(`null`), strings.Repeat("\x00", 150))
	f.Fuzz(func(t *testing.T, cookie string, plain []byte, value string) {
		if s := other.Open(cookie, now); s.kept == nil || len(s.kept) > 0 {
			t.Errorf("another server remembers %v", s.kept)
		}
		for name, x := range box.Open(sealed(box, plain), now).kept {
			if x.Until < now.Unix() {
				t.Errorf("%q was over at %d", name, x.Until)
			}
		}
		s := box.Open(sealed(box, plain[:0]), now)
		for i, name := range []string{"a", "b", "c", "d", "e"} {
			s.Keep(name, value)
			s.now = now.Add(time.Duration(i) * time.Second)
		}
		s.Forget("a")
		s = box.Open(box.Seal(s), now)
		raw, _ := json.Marshal(value)
		var was, want string
		json.Unmarshal(raw, &want) // what is no text is not kept as it is
		if s.Recall("a", &was) || s.Recall("e", &was) != (len(raw) <= stepBytes) || was != "" && was != want {
			t.Errorf("%d bytes were kept, and %q came back", len(raw), was)
		}
		if n := len(box.Seal(s)); n > 4096 {
			t.Errorf("a cookie of %d bytes", n)
		}
	})
}

func sealed(b Box, plain []byte) string {
	return base64.RawURLEncoding.EncodeToString(b.aead.Seal(nil, nil, plain, []byte("ebb/steps")))
}

// FuzzChoices holds for any cookies: what a browser has chosen is one of what may
// be chosen, and Leave leads to a site or nowhere.
func FuzzChoices(f *testing.F) {
	f.Add("10", "https%3A%2F%2Fexample.org%2F", "1795395600", "Europe/Berlin")
	f.Add("1000000", "javascript:alert(1)", "-", "../../etc/passwd")
	f.Add("", "https://a.b@[::1.2]:0/%00", "99999999999999999999", "Local")
	f.Fuzz(func(t *testing.T, minutes, site, at, zone string) {
		r := &http.Request{Header: http.Header{}}
		for name, v := range map[string]string{idle: minutes, Site: site, Lock: at, where: zone} {
			r.Header.Add("Cookie", name+"="+v)
		}
		if z := Zone(r).String(); z != "Local" && (z != zone && z != strings.Trim(zone, "\"") || strings.Contains(z, "..")) {
			t.Errorf("%q is the zone %q", zone, z)
		}
		q := Choices(r, false)
		if !slices.Contains(Minutes, q.Minutes) || q.Idle() < time.Minute || q.Idle() > time.Hour {
			t.Errorf("%q: locks after %v", minutes, q.Idle())
		}
		if q.Site != "" {
			u, err := url.Parse(q.Site)
			if err != nil || u.Scheme != "https" || u.User != nil || !strings.Contains(u.Hostname(), ".") || len(q.Site) > 200 || strings.ContainsAny(q.Site, "\x00\r\n\t") {
				t.Errorf("leads to %q", q.Site)
			}
		}
		if value := Get(r, false, Lock); value == "" && Due(r, false, now) {
			t.Error("a lock that nobody asked for is due")
		}
	})
}
