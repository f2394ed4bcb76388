package notify

import (
	"context"
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
)

// Check 37: calendars.
func TestACalendarHoldsTheWordAndTheTimesAndNothingElse(t *testing.T) {
	at := time.Date(2026, 11, 29, 19, 30, 0, 0, time.FixedZone("CET", 3600))
	file := Calendar("abc", "Tide", []time.Time{at, at.AddDate(0, 0, 7)}, at.AddDate(0, 0, -3))
	cal, err := ics.ParseCalendar(strings.NewReader(string(file)))
	if err != nil || len(cal.Events()) != 2 {
		t.Fatalf("%v\n%s", err, file)
	}
	e := cal.Events()[0]
	start, err := e.GetStartAt()
	if err != nil || !start.Equal(at) || e.GetProperty(ics.ComponentPropertySummary).Value != "Tide" || len(e.Alarms()) != 1 {
		t.Errorf("the first entry is %s, %v", e.Serialize(&ics.SerializationConfiguration{}), err)
	}
	for _, line := range strings.Split(string(file), "\r\n") {
		if strings.Contains(strings.ToLower(line), "ebb") || strings.Contains(line, "DESCRIPTION") && line != "DESCRIPTION:Tide" {
			t.Errorf("the calendar says %q", line)
		}
	}
}

func TestAWordCannotAddLinesToACalendar(t *testing.T) {
	file := string(Calendar("abc", "Tide\r\nATTENDEE:mailto:someone", []time.Time{time.Unix(0, 0)}, time.Unix(0, 0)))
	if strings.Contains(file, "\nATTENDEE") {
		t.Errorf("a line came in:\n%s", file)
	}
}

func subscription(t *testing.T, endpoint string) Subscription {
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	encode := base64.RawURLEncoding.EncodeToString
	return Subscription{Endpoint: endpoint, P256DH: encode(key.PublicKey().Bytes()), Auth: encode(make([]byte, 16))}
}

func TestWhereAMessageMayGo(t *testing.T) {
	good := subscription(t, "https://push.example/x")
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for _, endpoint := range []string{"", "http://push.example/x", "https://127.0.0.1/x", "https://[::1]/x", "https://a:b@push.example/", "ftp://push.example/", "https://" + strings.Repeat("a", 2000)} {
		s := good
		if s.Endpoint = endpoint; !errors.Is(s.Check(), ErrAddress) {
			t.Errorf("%.40q is taken", endpoint)
		}
	}
	for _, change := range []func(*Subscription){
		func(s *Subscription) { s.Auth = "AAAA" }, func(s *Subscription) { s.P256DH = "AAAA" }, func(s *Subscription) { s.P256DH = "*" },
		func(s *Subscription) {
			s.P256DH = base64.RawURLEncoding.EncodeToString(append([]byte{4}, make([]byte, 64)...))
		},
	} {
		s := good
		if change(&s); !errors.Is(s.Check(), ErrAddress) {
			t.Errorf("%+v is taken", s)
		}
	}
}

// heard is a push service that takes everything and says status.
func heard(t *testing.T, status int) (*Pusher, Subscription, *[]*http.Request, *[]byte) {
	var got []*http.Request
	var body []byte
	srv := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = append(got, r)
		body, _ = io.ReadAll(r.Body)
		w.WriteHeader(status)
	}))
	t.Cleanup(srv.Close)
	client := srv.Client()
	client.Transport.(*http.Transport).DialContext = nil
	s := subscription(t, strings.Replace(srv.URL, "127.0.0.1", "localhost", 1)+"/to")
	client.Transport.(*http.Transport).TLSClientConfig.InsecureSkipVerify = true // the certificate is for another name
	return NewPusher([32]byte{1}, client), s, &got, &body
}

// Check 37: messages to browsers.
func TestAMessageIsSealedSignedAndSaysNoMoreByItsLength(t *testing.T) {
	p, s, got, body := heard(t, http.StatusCreated)
	var lengths []int
	for _, word := range []string{"Ebb", "Something longer"} {
		if err := p.Push(t.Context(), s, word); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(*body), word) {
			t.Error("the word is in the clear")
		}
		lengths = append(lengths, len(*body))
	}
	if lengths[0] != lengths[1] {
		t.Errorf("the length tells the word: %v", lengths)
	}
	h := (*got)[0].Header
	if h.Get("Content-Encoding") != "aes128gcm" || !strings.HasPrefix(h.Get("Authorization"), "vapid ") || !strings.Contains(h.Get("Authorization"), p.Public()) {
		t.Errorf("headers: %v", h)
	}
}

func TestWhatAPushServiceMayAnswer(t *testing.T) {
	for status, want := range map[int]error{http.StatusGone: ErrGone, http.StatusNotFound: ErrGone, http.StatusTooManyRequests: nil, http.StatusFound: nil} {
		p, s, _, _ := heard(t, status)
		err := p.Push(t.Context(), s, "Ebb")
		if err == nil || want != nil && !errors.Is(err, want) || want == nil && errors.Is(err, ErrGone) {
			t.Errorf("%d: %v", status, err)
		}
		if strings.Contains(err.Error(), "localhost") {
			t.Errorf("%d: the error names the address: %v", status, err)
		}
	}
}

func TestNoMessageGoesToAPrivateAddress(t *testing.T) {
	_, s, got, _ := heard(t, http.StatusCreated)
	err := NewPusher([32]byte{1}, nil).Push(context.Background(), s, "Ebb")
	if !errors.Is(err, ErrAddress) || len(*got) != 0 {
		t.Errorf("%v, %d messages", err, len(*got))
	}
	if strings.Contains(err.Error(), "localhost") {
		t.Errorf("the error names the address: %v", err)
	}
}
