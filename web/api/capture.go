package api

import (
	"errors"
	"slices"

	"ebb"
	"ebb/feature"
	"ebb/journal"
	"ebb/store"
	"ebb/web/door/device"
	"ebb/web/door/key"
)

// Kept answers a request with captures: which are durable, which never will be as
// they are, and which were taken back.
type Kept struct {
	Kept    []string  `json:"kept"`
	Refused []refused `json:"refused"`
	Gone    []string  `json:"gone,omitempty"`
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
	body, err := c.captures()
	if err != nil {
		return nil, err
	}
	if in, ok := c.house.Desk.Allow(d, len(body.Items)+len(body.Back)); !ok {
		return nil, c.retry(in)
	}
	answer := &Kept{Kept: []string{}, Refused: []refused{}}
	if answer.Gone, err = c.takeBack(d, body.Back); err != nil {
		return answer, err
	}
	from, err := c.house.Desk.Off(c.Context(), d.Person)
	if err != nil {
		return answer, err
	}
	from = append(from, d)
	for i, items := range answer.sort(from, body.Items) {
		if err == nil {
			err = c.leave(answer, from[i], items)
		}
	}
	if errors.Is(err, store.ErrNoPerson) {
		err = device.ErrUnknown
	}
	return answer, err
}

// captures is what a device sends.
type captures struct {
	Items []sent   `json:"items"`
	Back  []string `json:"back"` // ids to be taken back
}

func (c *call) captures() (b captures, err error) {
	err = c.read(&b, mostBytes)
	switch {
	case err != nil:
		return b, err
	case b.Items == nil && b.Back == nil:
		return b, ebb.Bad("devices.api.body")
	case len(b.Items)+len(b.Back) > mostItems:
		return b, ebb.Bad("devices.api.items", "n", mostItems)
	}
	return b, nil
}

// leave keeps the captures of one device.
func (c *call) leave(k *Kept, d store.Device, items []store.Item) error {
	left, err := c.take(d, items)
	if err != nil {
		return err
	}
	waits, err := c.house.Desk.Leave(c.Context(), d, left)
	for _, it := range items {
		if !has(left, it.ID) || slices.Contains(waits, it.ID) {
			k.Kept = append(k.Kept, ebb.ID(it.ID).String())
		}
	}
	return err
}

// sort reads what was sent, by the device that it names, and refuses what can be
// a capture of none of from.
func (k *Kept) sort(from []store.Device, all []sent) [][]store.Item {
	items := make([][]store.Item, len(from))
	for _, s := range all {
		id, err := ebb.ParseID(s.ID)
		box, of, why := unpack(from, s.Box)
		if err != nil {
			why = "id"
		}
		switch {
		case why != "":
			k.Refused = append(k.Refused, refused{s.ID[:min(len(s.ID), 64)], why})
		case !has(items[of], store.ID(id)):
			items[of] = append(items[of], store.Item{ID: store.ID(id), Box: box})
		}
	}
	return items
}

func has(items []store.Item, id store.ID) bool {
	return slices.ContainsFunc(items, func(it store.Item) bool { return it.ID == id })
}

// unpack returns a box and which of from it names.
func unpack(from []store.Device, text string) (box []byte, of int, why string) {
	box, err := key.Bytes(text)
	switch {
	case err != nil || len(box) == 0:
		return nil, 0, "box"
	case len(box) > store.InboxBytes:
		return nil, 0, "large"
	}
	of = slices.IndexFunc(from, func(d store.Device) bool { return device.Names(d, box) })
	if of < 0 {
		return nil, 0, "device"
	}
	return box, of, ""
}

// take records what it can, where the person of d is the one who is there, and
// returns the rest.
func (c *call) take(d store.Device, items []store.Item) ([]store.Item, error) {
	if d.Revoked || len(items) == 0 {
		return items, nil
	}
	left := items
	return left, c.beside(d, func(j *journal.Journal) (err error) {
		left, err = j.Take(c.Context(), items)
		return err
	})
}

// takeBack takes captures out of the inbox, and where the person of d is the one
// who is there, out of what their journal counts. It returns the ids of those.
func (c *call) takeBack(d store.Device, texts []string) (gone []string, err error) {
	var ids []ebb.ID
	for _, text := range texts {
		if id, err := ebb.ParseID(text); err == nil && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	out, err := c.house.Desk.TakeBack(c.Context(), d, ids)
	joined := slices.DeleteFunc(ids, func(id ebb.ID) bool { return slices.Contains(out, id) })
	if err == nil && !d.Revoked && len(joined) > 0 {
		err = c.beside(d, func(j *journal.Journal) error {
			var all []ebb.Entry
			for _, id := range joined {
				all = append(all, ebb.Entry{Event: ebb.New(ebb.Withdrawn, c.house.Clock(), ebb.Withdrawal{ID: id})})
			}
			out = append(out, joined...)
			return j.Record(c.Context(), all...)
		})
	}
	for _, id := range out {
		gone = append(gone, id.String())
	}
	return gone, err
}

// beside runs f where the person of d is there too, with their own session.
func (c *call) beside(d store.Device, f func(*journal.Journal) error) error {
	if len(c.Cookies()) == 0 {
		return nil
	}
	a, err := c.house.Enter(c.w, c.Request)
	if err != nil {
		return err
	}
	defer a.Visit.Close()
	a.LeaveCookies()
	j, open := a.Visit.Journal.(*journal.Journal)
	if !open || a.State == feature.Nobody || store.ID(a.Visit.Person()) != d.Person {
		return nil
	}
	return f(j)
}
