package guard

import (
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"ebb"
)

// FuzzForm holds for any body under any type: what is read is text, no more than
// was sent and not past the limit, and the rest is refused with a sentence.
func FuzzForm(f *testing.F) {
	const multipart = "multipart/form-data; boundary=b"
	f.Add("application/x-www-form-urlencoded", "a=1&b=%C3%B6&a=2", "c=3")
	f.Add("application/x-www-form-urlencoded", "a=%ff&b=%00;c", "%")
	f.Add(multipart, "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nwords\r\n--b--\r\n", "")
	f.Add(multipart, "--b\r\nContent-Disposition: form-data; name=\"a\"; filename=\"x\"\r\n\r\nfile\r\n--b\r\n", "")
	f.Add("text/plain", "a=1", "")
	const limit = 1 << 10
	f.Fuzz(func(t *testing.T, kind, body, query string) {
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
		r.URL.RawQuery = query
		r.Header.Set("Content-Type", kind)
		r.Body = http.MaxBytesReader(nil, r.Body, limit)
		err := ReadForm(r, limit)
		if p := (*ebb.Problem)(nil); err != nil && (!errors.As(err, &p) || p.Status < 400 || p.Status >= 500 || p.Say == "") {
			t.Fatalf("%q: %v", kind, err)
		}
		if err != nil {
			return
		}
		n := 0
		for name, values := range r.Form {
			for _, v := range values {
				if !utf8.ValidString(name+v) || strings.Contains(name+v, "\x00") {
					t.Errorf("%q=%q is taken for text", name, v)
				}
				n += len(v)
			}
		}
		if n > limit+len(query) || n > len(body)+len(query) {
			t.Errorf("%d bytes of values out of %d", n, len(body))
		}
		if r.MultipartForm != nil {
			for _, files := range r.MultipartForm.File {
				for _, file := range files {
					if file.Size > limit {
						t.Errorf("a file of %d bytes", file.Size)
					}
				}
			}
		}
	})
}

// FuzzLocal holds for any address: where it leads is on this site.
func FuzzLocal(f *testing.F) {
	for _, s := range []string{"/now?a=b", "//evil.example", "/\\evil.example", "/\t/evil.example", "https://evil.example", "/%2f/evil.example", "/../.."} {
		f.Add(s)
	}
	here, _ := url.Parse("https://ebb.example/somewhere/else")
	f.Fuzz(func(t *testing.T, where string) {
		got := Local(where, "")
		if got != "" && got != where {
			t.Fatalf("%q leads to %q", where, got)
		}
		if u, err := url.Parse(got); err == nil {
			if to := here.ResolveReference(u); to.Host != here.Host || to.Scheme != here.Scheme || to.User != nil {
				t.Errorf("%q leads to %s", where, to)
			}
		}
	})
}

// FuzzClient holds for any address and any header: behind no server of our own
// the header counts for nothing, nor where somebody else sends it; a household
// has one address.
func FuzzClient(f *testing.F) {
	f.Add("127.0.0.1:80", "203.0.113.7, 198.51.100.1", true)
	f.Add("[2001:db8::1]:80", "x", true)
	f.Add("[::1%lo]:80", "2001:db8:1:2:3::", false)
	f.Add("no address", "", true)
	f.Fuzz(func(t *testing.T, from, said string, behind bool) {
		r := &http.Request{RemoteAddr: from, Header: http.Header{"X-Forwarded-For": {said}}}
		bare := &http.Request{RemoteAddr: from}
		got := Client(r, behind)
		if !behind || !Loopback(Address(r)) {
			if want := Client(bare, behind); got != want {
				t.Fatalf("%q believes %q: %q, not %q", from, said, got, want)
			}
		} else if net.ParseIP(got) == nil && got != Client(bare, behind) {
			t.Fatalf("%q is taken from %q", got, said)
		}
		if ip := net.ParseIP(got); ip != nil && ip.To4() == nil && !ip.Equal(ip.Mask(net.CIDRMask(64, 128))) {
			t.Errorf("%q has more than the part of a household", got)
		}
	})
}
