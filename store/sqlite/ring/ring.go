// Package ring writes what opens a person's rows, and the rows of a journal that
// is sealed anew, inside a transaction of somebody else.
//
// It promises that rows keep their numbers. It refuses to judge who may ask.
package ring

import (
	"ebb/store"
	"ebb/store/sqlite/conn"
)

// Slots adds the slots of p.
func Slots(w *conn.Conn, p store.ID, slots []store.Slot) error {
	for _, x := range slots {
		if err := w.Exec("INSERT INTO slot (person, slot, box) VALUES (?, ?, ?)", p[:], x.Name, NotNil(x.Box)); err != nil {
			return err
		}
	}
	return nil
}

// Replace replaces version, inbox key and slots, and ends older sessions.
func Replace(w *conn.Conn, p store.ID, to store.Person) error {
	err := w.Exec("UPDATE person SET version = ?, inbox = ? WHERE person = ?", int64(to.Version), NotNil(to.Inbox), p[:])
	if err == nil {
		err = w.Exec("DELETE FROM slot WHERE person = ?", p[:])
	}
	if err == nil {
		err = Slots(w, p, to.Slots)
	}
	if err == nil {
		err = w.Exec("DELETE FROM session WHERE person = ? AND ring < ?", p[:], int64(to.Version))
	}
	return err
}

// Rewrite puts every row of p as r has it, and its lineage.
func Rewrite(w *conn.Conn, install, p store.ID, r store.Rewriting) error {
	prev := store.Head{Link: store.Genesis(install, p)}
	for prev.Seq < r.After.Seq {
		was := store.Row{Seq: prev.Seq + 1}
		var link []byte
		if err := w.Row("SELECT link, sum, box FROM row WHERE person = ? AND seq = ?", []any{p[:], int64(was.Seq)}, &link, &was.Sum, &was.Box); err != nil {
			return err
		}
		copy(was.Link[:], link)
		now, err := r.Rewritten(prev, was)
		if err != nil {
			return err
		}
		if err := w.Exec("UPDATE row SET link = ?, sum = ?, box = ? WHERE person = ? AND seq = ?", now.Link[:], now.Sum, now.Box, p[:], int64(now.Seq)); err != nil {
			return err
		}
		prev = store.Head{Seq: now.Seq, Link: now.Link}
	}
	return w.Exec("UPDATE person SET lineage = ? WHERE person = ?", r.To.Lineage[:], p[:])
}

// NotNil makes an empty value of a missing one: NULL would be refused.
func NotNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
