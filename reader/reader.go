// Package reader is the promise that ebb can vanish and the words stay: read.py
// opens a journal with nothing but the database file and the passphrase, or the
// recovery code, and shares no code with ebb.
//
// It promises one table of names for both: what a body calls its fields in an
// export, and what read.py calls them. internal/layout holds the table against
// the types. It refuses to know what any field means.
package reader

import (
	_ "embed"
	"encoding/json"
)

//go:embed names.json
var table []byte

// Names are the names of a map's fields by their numbers. Of "*" every value is
// such a map.
type Names map[string]Name

// Name is one of them, and the names inside.
type Name struct {
	Name string
	Of   Names
}

// UnmarshalJSON reads a bare name, a name with what it holds, or the names of
// every value of a map.
func (n *Name) UnmarshalJSON(b []byte) error {
	if json.Unmarshal(b, &n.Name) == nil {
		return nil
	}
	var held struct {
		Name string
		Of   Names
	}
	if json.Unmarshal(b, &held) == nil && held.Of != nil {
		n.Name, n.Of = held.Name, held.Of
		return nil
	}
	return json.Unmarshal(b, &n.Of)
}

// Kinds are the names of every kind's body.
func Kinds() (all map[string]Names) {
	if err := json.Unmarshal(table, &all); err != nil {
		panic("reader: " + err.Error()) // it is built in, and a test reads it
	}
	return all
}
