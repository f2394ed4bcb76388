// Package phone is a paired phone for tests: it claims a code as the page does,
// seals captures as the page's script does, and posts them. It promises to send
// exactly what it is given, wrong or right. It refuses to try again by itself.
package phone

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"time"

	"ebb"
	"ebb/internal/walk"
	"ebb/vault"
)

// Pair is what a phone holds.
type Pair struct {
	Version int    `json:"v"`
	Install string `json:"install"`
	Person  string `json:"person"`
	Device  string `json:"device"`
	Public  string `json:"public"`
	Token   string `json:"token"`
}

// Phone is paired with somebody.
type Phone struct {
	Pair
	Site *walk.Site // its cookies come along: a session, or none
}

// Item is one sealed capture as it is sent.
type Item struct {
	ID  string `json:"id"`
	Box string `json:"box"`
}

// Answer is what came back.
type Answer struct {
	Status  int         `json:"-"`
	Header  http.Header `json:"-"`
	Body    []byte      `json:"-"`
	Kept    []string    `json:"kept"`
	Refused []struct {
		ID  string `json:"id"`
		Why string `json:"why"`
	} `json:"refused"`
	Error string `json:"error"`
	Say   string `json:"say"`
}

// Here pairs the browser behind site, whose person is there.
func Here(site *walk.Site) (*Phone, *Answer, error) {
	return paired(site, "/now/pair", "", "")
}

// Claim pairs a phone with the code of a link, over a browser of its own.
func Claim(base, code string) (*Phone, *Answer, error) {
	body, err := json.Marshal(map[string]string{"code": code})
	if err != nil {
		return nil, nil, err
	}
	return paired(walk.New(base), "/pair", "", string(body))
}

// Parse makes a phone of the record that a browser holds.
func Parse(record string, site *walk.Site) (*Phone, error) {
	p := &Phone{Site: site}
	return p, json.Unmarshal([]byte(record), &p.Pair)
}

func paired(site *walk.Site, path, token, body string) (*Phone, *Answer, error) {
	p := &Phone{Site: site}
	a, err := Post(site, path, token, body)
	if err == nil && a.Status == http.StatusOK {
		err = json.Unmarshal(a.Body, &p.Pair)
	}
	return p, a, err
}

// Post sends JSON, or nothing where body is empty, with a token where there is
// one and the cookies of site.
func Post(site *walk.Site, path, token, body string) (*Answer, error) {
	req, err := http.NewRequest(http.MethodPost, site.Base+path, bytes.NewReader([]byte(body)))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := site.Client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	a := &Answer{Status: res.StatusCode, Header: res.Header}
	if a.Body, err = io.ReadAll(res.Body); err != nil {
		return nil, err
	}
	return a, json.Unmarshal(a.Body, a)
}

// Bytes reads base64url as a pair record has it; of anything else it is empty.
func Bytes(text string) []byte {
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return nil
	}
	return b
}

func id(text string) (id ebb.ID) {
	copy(id[:], Bytes(text))
	return id
}

// Owner is whom the phone is paired with.
func (p *Phone) Owner() vault.Owner { return vault.Owner{Install: id(p.Install), Person: id(p.Person)} }

// ID is the device's id.
func (p *Phone) ID() ebb.ID { return id(p.Device) }

// Capture seals one fact.
func (p *Phone) Capture(kind string, at time.Time, body any) (Item, error) {
	plain, err := json.Marshal(map[string]any{
		"v": 1, "kind": kind, "at": at.Format("2006-01-02T15:04:05.000Z07:00"), "zone": "", "who": 1, "device": "web", "body": body,
	})
	if err != nil {
		return Item{}, err
	}
	item := ebb.NewID()
	box, err := vault.SealCapture(Bytes(p.Public), p.Owner(), p.ID(), item, plain)
	return Item{item.String(), base64.RawURLEncoding.EncodeToString(box)}, err
}

// Send posts captures in one request.
func (p *Phone) Send(items ...Item) (*Answer, error) {
	body, err := json.Marshal(map[string][]Item{"items": items})
	if err != nil {
		return nil, err
	}
	return Post(p.Site, "/api/v1/capture", p.Token, string(body))
}
