package canary

import (
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"ebb/internal/walk"
	"ebb/store"
	"ebb/store/sqlite"
)

// Check 24, for more than an entry: an import that is erased, with the facts
// that were packed of it, and then the person with all that is left.
func TestAnErasedImportAndABurnedPersonAreGone(t *testing.T) {
	w, server := burns(t)
	for n := 1; n <= 6; n++ {
		w.post(fmt.Sprintf("/safety/%d", n), "answer", "no")
	}
	before := w.pieces("before")
	one := w.imports()
	w.held("the import", 2, fresh(before, w.pieces("imported")), "imported.age")
	w.post(one + "/delete")
	for place, in := range map[string][]byte{"the folder": read(t, w.data), "a backup": w.backup("without.age")} {
		w.nothing(place, in)
	}
	w.held("the person", 2, fresh(nil, w.pieces("person")), "person.age")
	w.post("/out/burn", "when", "now", "word", "burn")
	for place, in := range map[string][]byte{"the folder": read(t, w.data), "a backup": w.backup("nobody.age")} {
		w.nothing(place, in)
	}
	server.Stop()
	w.nothing("the folder of a program that has ended", read(t, w.data))
	w.nothing("the log", []byte(server.Log()))
}

// imports keeps a chat and returns where its import stands.
func (w *burner) imports() string {
	w.t.Helper()
	var chat strings.Builder
	for day := 1; day < 28; day++ {
		fmt.Fprintf(&chat, "[%02d.03.26, 09:%02d:10] Wellensittich: blau\n[%02d.03.26, 09:%02d:40] Nymphensittich: grau\n", day, day, day, day+1)
	}
	w.words = []string{"Wellensittich", "Nymphensittich"}
	p, err := w.site.Upload("/patterns/messages/add", url.Values{}, map[string]io.Reader{"file": strings.NewReader(chat.String())})
	if err != nil {
		w.t.Fatal(err)
	}
	for _, f := range p.Forms {
		if !strings.HasPrefix(f.Action, "/patterns/messages/") {
			continue
		}
		next, err := w.site.Submit(f, func(field walk.Field) string {
			if field.Value == "" && len(field.Options) > 0 {
				return field.Options[0]
			}
			return field.Value
		})
		if err != nil {
			w.t.Fatal(err)
		}
		for _, f := range next.Forms {
			if one, is := strings.CutSuffix(f.Action, "/delete"); is {
				return one
			}
		}
		w.t.Fatalf("at %s nothing deletes the import:\n%.2000s", next.Path, next.Body)
	}
	w.t.Fatalf("at %s nobody asks who is who:\n%.2000s", p.Path, p.Body)
	return ""
}

// pieces are the sealed rows and chunks of everybody.
func (w *burner) pieces(name string) map[string]bool {
	w.t.Helper()
	all := w.boxes(name)
	s, err := sqlite.Open(w.t.Context(), filepath.Join(w.dir, name, "ebb.db"), sqlite.Options{})
	if err != nil {
		w.t.Fatal(err)
	}
	defer s.Close()
	var people []store.ID
	if err := s.People(w.t.Context(), func(id store.ID, _ store.Person) error { people = append(people, id); return nil }); err != nil {
		w.t.Fatal(err)
	}
	for _, id := range people {
		if err := s.BlobsOf(w.t.Context(), id, func(c store.Chunk) error { all[string(c.Box)] = true; return nil }); err != nil {
			w.t.Fatal(err)
		}
	}
	return all
}

// held makes sure that the search sees what is to go.
func (w *burner) held(what string, least int, sealed [][]byte, name string) {
	w.t.Helper()
	w.sealed = sealed
	if len(sealed) < least {
		w.t.Fatalf("%s is %d pieces", what, len(sealed))
	}
	for place, in := range map[string][]byte{"the disk": read(w.t, w.data), "a backup": w.backup(name)} {
		if n := w.found(in); n < len(sealed) {
			w.t.Fatalf("of %d pieces of %s %d are found in %s before it goes", len(sealed), what, n, place)
		}
	}
}
