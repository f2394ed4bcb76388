package api

import (
	"encoding/base64"
	"errors"
	"slices"

	"ebb"
	"ebb/feature"
	"ebb/journal"
	"ebb/store"
	"ebb/web/door/device"
)

// Kept answers a request with captures: which are durable, and which never will
// be as they are.
type Kept struct {
	Kept    []string  `json:"kept"`
	Refused []refused `json:"refused"`
}

type refused struct {
	ID  string `json:"id"`
	Why string `json:"why"` // "id", "box", "large" or "device"
}

// Sent is one capture as it comes.
type sent struct {
	ID  string `json:"id"`
	Box string `json:"box"`
}

const mostItems = 64

// capture takes sealed captures from a device. Where its person is there too,
// they join their journal at once.
func capture(c *call) (any, error) {
	d, err := c.house.Desk.Find(c.Context(), c.bearer())
	if err != nil {
		return nil, err
	}
	var body struct {
		Items []sent `json:"items"`
	}
	if err := c.read(&body, mostBytes); err != nil {
		return nil, err
	}
	switch {
	case body.Items == nil:
		return nil, ebb.Bad("devices.api.body")
	case len(body.Items) > mostItems:
		return nil, ebb.Bad("devices.api.items", "n", mostItems)
	}
	if in, ok := c.house.Desk.Allow(d, len(body.Items)); !ok {
		return nil, c.retry(in)
	}
	answer := &Kept{Kept: []string{}, Refused: []refused{}}
	items := answer.sort(d, body.Items)
	left, err := c.take(d, items)
	if err != nil {
		return answer, err
	}
	waits, err := c.house.Desk.Leave(c.Context(), d, left)
	for _, it := range items {
		if !has(left, it.ID) || slices.Contains(waits, it.ID) {
			answer.Kept = append(answer.Kept, ebb.ID(it.ID).String())
		}
	}
	if errors.Is(err, store.ErrNoPerson) {
		err = device.ErrUnknown
	}
	return answer, err
}

// sort reads what was sent and refuses what can never be a capture of d.
func (k *Kept) sort(d store.Device, all []sent) (items []store.Item) {
	for _, s := range all {
		id, err := ebb.ParseID(s.ID)
		box, why := unpack(d, s.Box)
		if err != nil {
			why = "id"
		}
		switch {
		case why != "":
			k.Refused = append(k.Refused, refused{s.ID[:min(len(s.ID), 64)], why})
		case !has(items, store.ID(id)):
			items = append(items, store.Item{ID: store.ID(id), Box: box})
		}
	}
	return items
}

func has(items []store.Item, id store.ID) bool {
	return slices.ContainsFunc(items, func(it store.Item) bool { return it.ID == id })
}

func unpack(d store.Device, text string) (box []byte, why string) {
	box, err := base64.RawURLEncoding.Strict().DecodeString(text)
	switch {
	case err != nil || len(box) == 0:
		return nil, "box"
	case len(box) > store.InboxBytes:
		return nil, "large"
	case !device.Names(d, box):
		return nil, "device"
	}
	return box, ""
}

// take records what it can, where the person of d is the one who is there, and
// returns the rest.
func (c *call) take(d store.Device, items []store.Item) ([]store.Item, error) {
	if d.Revoked || len(items) == 0 || len(c.Cookies()) == 0 {
		return items, nil
	}
	a, err := c.house.Enter(c.w, c.Request)
	if err != nil {
		return nil, err
	}
	defer a.Visit.Close()
	a.LeaveCookies()
	j, open := a.Journal.(*journal.Journal)
	if !open || a.State == feature.Nobody || store.ID(a.Visit.Person()) != d.Person {
		return items, nil
	}
	return j.Take(c.Context(), items)
}
