package db_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ebb/chat"
	"ebb/chat/chatgen"
	"ebb/chat/chatgen/chatdb"
	"ebb/chat/imessage/db"
	"ebb/chat/imessage/table"
	"ebb/chat/imessage/wire"
)

func TestMain(m *testing.M) {
	if !table.Bounded() {
		panic("SQLite does not count its memory")
	}
	os.Exit(m.Run())
}

// read reads a file through the stream, as the program does.
func read(t testing.TB, file, name string) (*chat.History, error) {
	t.Helper()
	var b bytes.Buffer
	if err := db.Read(context.Background(), wire.Asked{File: file, Chat: name}, wire.NewWriter(&b)); err != nil {
		t.Fatalf("reading %s: %v", file, err)
	}
	if bytes.Contains(b.Bytes(), []byte(chatdb.Secret)) {
		t.Error("words came across")
	}
	return wire.Read(&b, chat.Options{})
}

func generated(t testing.TB, p chatdb.Plan) (string, chatgen.Truth) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "chat.db")
	truth, err := chatdb.Write(file, p)
	if err != nil {
		t.Fatal(err)
	}
	return file, truth
}

func warned(h *chat.History, code string) int {
	for _, w := range h.Warnings {
		if w.Code == code {
			return w.N
		}
	}
	return 0
}

func tally(h *chat.History) (by [2]int, kinds [4]int, edited, asks, runes int) {
	for _, m := range h.Messages {
		by[m.Author]++
		kinds[m.Kind]++
		if m.Flags&chat.Edited != 0 && m.Kind == chat.Text {
			edited++
		}
		if m.Flags&chat.Asks != 0 {
			asks++
		}
		if m.Kind == chat.Text {
			runes += int(m.Runes)
		}
	}
	return by, kinds, edited, asks, runes
}

func TestWhatWasPlantedIsFound(t *testing.T) {
	for _, old := range []bool{false, true} {
		for seed := range uint64(4) {
			file, truth := generated(t, chatdb.Plan{Plan: chatgen.Plan{Seed: seed, Messages: 3000}, Old: old, Others: 40})
			h, err := read(t, file, chatdb.Handles[1])
			if err != nil {
				t.Fatalf("old %v, seed %d: %v", old, seed, err)
			}
			by, kinds, edited, asks, runes := tally(h)
			want := [4]int{truth.Text, truth.Media, truth.Deleted, truth.Empty}
			if len(h.Messages) != truth.Messages || by != truth.ByAuthor || kinds != want || edited != truth.Edited || asks != truth.Asks ||
				runes != truth.Runes || h.System != truth.System || warned(h, chat.WarnUnsent) != truth.Deleted {
				t.Errorf("old %v, seed %d: got %d %v %v, edited %d, asks %d, runes %d, system %d; planted %+v",
					old, seed, len(h.Messages), by, kinds, edited, asks, runes, h.System, truth)
			}
			first, last := h.Messages[0].At, h.Messages[len(h.Messages)-1].At
			if first != truth.First.Unix() || last != truth.Last.Unix() || !h.Zoned || h.Owner != "Me" || h.Format != "imessage" {
				t.Errorf("old %v: %d to %d, zoned %v, of %q", old, first, last, h.Zoned, h.Owner)
			}
		}
	}
}

func TestOnePersonIsOneChoice(t *testing.T) {
	file, truth := generated(t, chatdb.Plan{Plan: chatgen.Plan{Seed: 1, Messages: 900}, Others: 60})
	_, err := read(t, file, "")
	var which *chat.Which
	if !errors.As(err, &which) {
		t.Fatal(err)
	}
	var names []string
	for _, c := range which.Choices {
		names = append(names, c.Name)
	}
	if want := []string{strings.Join(chatdb.Handles, ", "), chatdb.Another, chatdb.Group}; !slices.Equal(names, want) {
		t.Errorf("asked which of %q, not %q", names, want)
	}
	if c := which.Choices[0]; c.Messages != truth.Messages+count(t, file, "error = 1") || c.First != truth.First.Unix() || c.Last != truth.Last.Unix() {
		t.Errorf("%+v, planted %d", c, truth.Messages)
	}
	for _, name := range append([]string{names[0], "+44 7700 900123", "0044 7700 900-123", "SAM@example.org", "sam@example.org, 07700900123"}, chatdb.Handles...) {
		h, err := read(t, file, name)
		if err != nil || len(h.Messages) != truth.Messages || !slices.Equal(h.Authors, []string{"Me", names[0]}) {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, name := range []string{"+447700900124", "nobody", "sam", ",", "sam@example.org, nobody"} {
		if _, err := read(t, file, name); !errors.As(err, &which) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestAGroupIsApart(t *testing.T) {
	file, _ := generated(t, chatdb.Plan{Plan: chatgen.Plan{Seed: 1, Messages: 900}, Others: 60})
	h, err := read(t, file, "the weather GROUP")
	if err != nil {
		t.Fatal(err)
	}
	if len(h.Authors) != 3 || warned(h, chat.WarnGroup) != 3 || h.Chat != chatdb.Group {
		t.Errorf("%q wrote in %q, warnings %v", h.Authors, h.Chat, h.Warnings)
	}
}

// count counts rows with another reader.
func count(t *testing.T, file, where string) (n int) {
	t.Helper()
	change(t, file, func(d *sql.DB) error { return d.QueryRow("SELECT count(*) FROM message WHERE " + where).Scan(&n) })
	return n
}

// change does something to a file as others would.
func change(t testing.TB, file string, f func(*sql.DB) error) {
	t.Helper()
	d, err := sql.Open("sqlite", file)
	if err == nil {
		err = errors.Join(f(d), d.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
}

func run(t testing.TB, file string, statements ...string) {
	t.Helper()
	change(t, file, func(d *sql.DB) error {
		d.SetMaxOpenConns(1)
		for _, q := range statements {
			if _, err := d.Exec(q); err != nil {
				return err
			}
		}
		return nil
	})
}

func small(t testing.TB, statements ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "small.db")
	run(t, file, append([]string{
		`CREATE TABLE message (ROWID INTEGER PRIMARY KEY, text TEXT, attributedBody BLOB, handle_id INTEGER, date INTEGER, is_from_me INTEGER,
		   item_type INTEGER, associated_message_type INTEGER, cache_has_attachments INTEGER, balloon_bundle_id TEXT, date_edited INTEGER, date_retracted INTEGER)`,
		`CREATE TABLE handle (ROWID INTEGER PRIMARY KEY, id TEXT)`,
		`CREATE TABLE chat (ROWID INTEGER PRIMARY KEY, chat_identifier TEXT)`,
		`CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER)`,
		`INSERT INTO handle VALUES (1, 'bob@example.org')`,
		`INSERT INTO chat VALUES (1, 'bob@example.org')`,
		`INSERT INTO message (ROWID, text, handle_id, date, is_from_me) VALUES (1, 'rain', 1, 700000000000000000, 0), (2, 'snow?', 0, 700000060000000000, 1)`,
		`INSERT INTO chat_message_join VALUES (1, 1), (1, 2)`,
	}, statements...)...)
	return file
}

const link = "com.apple.messages.URLBalloonProvider"

func TestWhatARowIs(t *testing.T) {
	body := "x'" + hexOf(chatdb.Body("hail and sun?", false)) + "'"
	for _, c := range []struct {
		what, columns, values string
		kind                  chat.Kind
		flags                 uint8
		runes                 uint32
		none                  bool // it is no message
	}{
		{"a text", "text", "'sleet'", chat.Text, 0, 5, false},
		{"a question", "text", "'sleet?'", chat.Text, chat.Asks, 6, false},
		{"a coded text", "attributedBody", body, chat.Text, chat.Asks, 13, false},
		{"a coded text beside an empty one", "text, attributedBody", "'', " + body, chat.Text, chat.Asks, 13, false},
		{"a picture", "text, cache_has_attachments", "'\ufffc', 1", chat.Media, 0, 0, false},
		{"a picture with words", "text, cache_has_attachments", "'\ufffcfog', 1", chat.Media, 0, 3, false},
		{"a picture without its mark", "cache_has_attachments", "1", chat.Media, 0, 0, false},
		{"a link with a preview", "text, cache_has_attachments, balloon_bundle_id", "'https://ebb.example', 1, '" + link + "'", chat.Text, 0, 19, false},
		{"an app", "balloon_bundle_id", "'com.example.draw'", chat.Media, 0, 0, false},
		{"nothing to read", "text", "NULL", chat.Empty, 0, 0, false},
		{"edited", "text, date_edited", "'mist', 7", chat.Text, chat.Edited, 4, false},
		{"taken back", "text, date_retracted", "'mist', 7", chat.Deleted, 0, 0, false},
		{"taken back without a word", "date_edited", "7", chat.Deleted, 0, 0, false},
		{"a tapback", "text, associated_message_type", "'Loved', 2000", 0, 0, 0, true},
		{"a tapback taken back", "text, associated_message_type", "'Loved', 3006", 0, 0, 0, true},
		{"a sticker on a message", "cache_has_attachments, associated_message_type", "1, 1000", 0, 0, 0, true},
		{"an event of a group", "item_type", "2", 0, 0, 0, true},
		{"an app that goes on", "text, associated_message_type", "'ice', 2", chat.Text, 0, 3, false},
	} {
		file := small(t, "INSERT INTO message (ROWID, handle_id, date, is_from_me, "+c.columns+") VALUES (3, 1, 700000120000000000, 0, "+c.values+")",
			"INSERT INTO chat_message_join VALUES (1, 3)")
		h, err := read(t, file, "")
		if err != nil {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		if c.none {
			if len(h.Messages) != 2 || warned(h, chat.WarnDamaged) > 0 {
				t.Errorf("%s: %d messages, %v", c.what, len(h.Messages), h.Warnings)
			}
			continue
		}
		if m := h.Messages[len(h.Messages)-1]; len(h.Messages) != 3 || m.Kind != c.kind || m.Flags != c.flags || m.Runes != c.runes {
			t.Errorf("%s: %d messages, %+v", c.what, len(h.Messages), m)
		}
	}
}

func TestOneDamagedRowCostsThatRow(t *testing.T) {
	row := func(columns, values string) []string {
		return []string{"INSERT INTO message (ROWID, handle_id, " + columns + ") VALUES (3, 1, " + values + ")", "INSERT INTO chat_message_join VALUES (1, 3)"}
	}
	for what, statements := range map[string][]string{
		"a date before all":       row("date, text", "-5, 'a'"),
		"no date":                 row("text", "'a'"),
		"a date far ahead":        row("date, text", "9223372036854775807, 'a'"),
		"a date that is a text":   row("date, text", "'never', 'a'"),
		"a body that is none":     row("date, attributedBody", "700000000000000000, x'0102'"),
		"a text of three million": row("date, text", "700000000000000000, CAST(zeroblob(3000000) AS TEXT)"),
		"a body of two million":   row("date, attributedBody", "700000000000000000, zeroblob(2000000)"),
	} {
		h, err := read(t, small(t, statements...), "")
		if err != nil || len(h.Messages) != 2 || warned(h, chat.WarnDamaged) != 1 {
			t.Errorf("%s: %v, %+v", what, err, h)
		}
	}
}

func TestRowsOfTwoChatsCountOnce(t *testing.T) {
	file := small(t, "INSERT INTO chat VALUES (2, 'BOB@example.org')", "INSERT INTO chat_message_join VALUES (2, 1), (2, 2), (2, 99)")
	if h, err := read(t, file, ""); err != nil || len(h.Messages) != 2 || warned(h, chat.WarnDamaged) != 1 {
		t.Errorf("%v, %+v", err, h)
	}
}

// Messages keeps pictures of pages beside a text: they are no reason to leave
// it out.
func TestWhatIsNotReadMayBeLarge(t *testing.T) {
	file := small(t, "ALTER TABLE message ADD COLUMN payload_data BLOB", "UPDATE message SET payload_data = zeroblob(3000000)")
	if h, err := read(t, file, ""); err != nil || len(h.Messages) != 2 || len(h.Warnings) > 0 {
		t.Errorf("%v, %+v", err, h)
	}
}

func TestSyncedRowsAreInOrderOfTime(t *testing.T) {
	file := small(t, "INSERT INTO message (ROWID, text, handle_id, date, is_from_me) VALUES (3, 'b', 1, 600000000900000000, 0), (4, 'aa', 1, 600000000100000000, 1)",
		"INSERT INTO chat_message_join VALUES (1, 3), (1, 4)")
	h, err := read(t, file, "")
	if err != nil || len(h.Messages) != 4 || h.Messages[0].Runes != 2 || h.Messages[1].Runes != 1 || h.Messages[0].At != 600000000+978307200 {
		t.Errorf("%v, %+v", err, h)
	}
}

func TestFilesThatAreRefused(t *testing.T) {
	text := func(s string) string {
		file := filepath.Join(t.TempDir(), "some.db")
		if err := os.WriteFile(file, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	made := func(statements ...string) string {
		file := filepath.Join(t.TempDir(), "made.db")
		run(t, file, statements...)
		return file
	}
	tables := []string{
		"CREATE TABLE handle (ROWID INTEGER PRIMARY KEY, id TEXT)", "INSERT INTO handle VALUES (1, 'bob@example.org')",
	}
	endless := "CREATE VIEW message AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS date, 0 AS is_from_me, 'a' AS text, 1 AS handle_id FROM n"
	for _, c := range []struct{ what, file, code string }{
		{"another database", made("CREATE TABLE colours (name TEXT)"), "imessage-database"},
		{"a view without an end", made(append(tables, endless)...), "imessage-database"},
		{"a virtual table", made(append(tables, "CREATE VIRTUAL TABLE message USING fts5(text, date, is_from_me, handle_id)")...), "imessage-database"},
		{"generated columns", made(append(tables, "CREATE TABLE message (ROWID INTEGER PRIMARY KEY, text TEXT, handle_id INTEGER, is_from_me INTEGER, date INTEGER AS (handle_id * 1000000000000000))")...), "imessage-database"},
		{"a table without row numbers", made(append(tables, "CREATE TABLE message (text TEXT PRIMARY KEY, date INTEGER, is_from_me INTEGER, handle_id INTEGER) WITHOUT ROWID")...), "imessage-database"},
		{"a head alone", text("SQLite format 3\x00"), "imessage-database"},
		{"a head and noise", text("SQLite format 3\x00" + strings.Repeat("noise ", 1000)), "imessage-database"},
		{"no file", filepath.Join(t.TempDir(), "gone.db"), "imessage-damaged"},
		{"a folder", t.TempDir(), "imessage-damaged"},
	} {
		_, err := read(t, c.file, "")
		var no *chat.Refusal
		if !errors.As(err, &no) || no.Code != c.code && !(c.code == "imessage-database" && no.Code == "imessage-damaged") {
			t.Errorf("%s: %v", c.what, err)
		}
	}
	for what, file := range map[string]string{
		"tables without rows": made(append(tables, "DELETE FROM handle", "CREATE TABLE message (text TEXT, date INTEGER, is_from_me INTEGER, handle_id INTEGER)")...),
		"nobody wrote":        small(t, "DELETE FROM message", "INSERT INTO chat VALUES (2, 'kim')"),
	} {
		if _, err := read(t, file, ""); !errors.Is(err, chat.ErrEmpty) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// Pages with noise in them cost what lies there.
func TestNoisyPagesNeverBreakTheReader(t *testing.T) {
	file, _ := generated(t, chatdb.Plan{Plan: chatgen.Plan{Seed: 3, Messages: 4000}})
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for page := 1; page < len(whole)/4096; page += 7 {
		noisy := bytes.Clone(whole)
		for i := page * 4096; i < page*4096+4096; i += 3 {
			noisy[i] ^= byte(i * 7)
		}
		if err := os.WriteFile(file, noisy, 0o600); err != nil {
			t.Fatal(err)
		}
		h, err := read(t, file, chatdb.Handles[0])
		var no *chat.Refusal
		var which *chat.Which
		switch {
		case err == nil && len(h.Messages) == 0:
			t.Errorf("page %d: nothing, and no word about it", page)
		case err != nil && !errors.As(err, &no) && !errors.As(err, &which) && !errors.Is(err, chat.ErrEmpty):
			t.Errorf("page %d: %v", page, err)
		}
	}
}

func TestNewerMessagesBesideTheFileAreToldOf(t *testing.T) {
	file := small(t)
	if err := os.WriteFile(file+"-wal", []byte("newer"), 0o600); err != nil {
		t.Fatal(err)
	}
	before, _ := os.ReadFile(file)
	h, err := read(t, file, "")
	if err != nil || warned(h, db.WarnUnmerged) != 1 {
		t.Errorf("%v, %+v", err, h)
	}
	after, _ := os.ReadFile(file)
	if wal, _ := os.ReadFile(file + "-wal"); !bytes.Equal(before, after) || string(wal) != "newer" {
		t.Error("it was written to")
	}
	if list, _ := os.ReadDir(filepath.Dir(file)); len(list) != 2 {
		t.Errorf("%d files lie there", len(list))
	}
}

// A name may hold what an address gives a meaning to.
func TestFileNamesAreOnlyNames(t *testing.T) {
	plain, err := os.ReadFile(small(t))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "a?mode=rwc&b#c%20d.db")
	if err := os.WriteFile(file, plain, 0o600); err != nil {
		t.Fatal(err)
	}
	if h, err := read(t, file, ""); err != nil || len(h.Messages) != 2 {
		t.Errorf("%v, %+v", err, h)
	}
}

func hexOf(b []byte) string {
	const digits = "0123456789abcdef"
	var s strings.Builder
	for _, c := range b {
		s.WriteByte(digits[c>>4])
		s.WriteByte(digits[c&15])
	}
	return s.String()
}

func FuzzDatabase(f *testing.F) {
	for _, statements := range [][]string{nil, {"PRAGMA page_size = 512", "VACUUM"}} {
		b, err := os.ReadFile(small(f, statements...))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 1<<16 {
			return
		}
		file := filepath.Join(dir, "fuzz.db")
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		h, err := read(t, file, "")
		if (h == nil) == (err == nil) {
			t.Errorf("%v and %v", h, err)
		}
		if errors.Is(err, wire.ErrStream) {
			t.Errorf("it was read, and told as nothing that is understood: %v", err)
		}
		if h == nil {
			return
		}
		for i, m := range h.Messages {
			if int(m.Author) >= len(h.Authors) || int(m.Runes) > len(b) || i > 0 && m.At < h.Messages[i-1].At {
				t.Fatalf("message %d: %+v", i, m)
			}
		}
	})
}
