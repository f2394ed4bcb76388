package passkey

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/store"
	"ebb/vault"
	sealed "ebb/vault/passkey"
	"ebb/vault/vaulttest"
	"ebb/web/door/host"
	"ebb/web/door/ways"
)

func says(err error) string {
	var p *ebb.Problem
	if errors.As(err, &p) {
		return p.Say
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

func TestPasskeysWorkUnderAName(t *testing.T) {
	for origin, works := range map[string]bool{
		"https://ebb.example": true, "https://ebb.example:8443": true, "http://localhost:7317": true, "https://localhost": true,
		"http://127.0.0.1:7317": false, "http://[::1]:7317": false, "https://192.168.1.4": false, "https://[fd00::1]": false,
		"http://ebb.example": false, "http://localhost.example": false, "": false, "https://": false,
	} {
		if at, ok := At(origin); ok != works {
			t.Errorf("%q: %v %+v", origin, ok, at)
		}
	}
	if at, _ := At("https://ebb.example:8443"); at.ID != "ebb.example" || at.Origin != "https://ebb.example:8443" {
		t.Errorf("the place is %+v", at)
	}
}

func TestAQuestionIsAnsweredOnceAndInTime(t *testing.T) {
	now := time.Unix(1795395600, 0)
	d := &Desk{Clock: func() time.Time { return now }}
	a := d.Ask(2)
	other := d.Ask(2)
	if a.Challenges[0] == a.Challenges[1] || a.Challenges[0] == other.Challenges[0] {
		t.Error("two questions are one")
	}
	for _, c := range []struct {
		name string
		a    Asked
		n    int
		wait time.Duration
		say  string
	}{
		{"one of another kind", a, 1, 0, "passkeys.bad.again"},
		{"none", Asked{}, 2, 0, "passkeys.bad.again"},
		{"in time", a, 2, life, ""},
		{"again", a, 2, 0, "passkeys.bad.again"},
		{"too late", other, 2, time.Second, "passkeys.bad.again"},
		{"from tomorrow", Asked{Challenges: []string{"x", "y"}, At: now.Add(24 * time.Hour).Unix()}, 2, 0, "passkeys.bad.again"},
	} {
		now = now.Add(c.wait)
		if got := says(d.take(c.a, c.n)); got != c.say {
			t.Errorf("%s: %q", c.name, got)
		}
	}
	now = now.Add(3 * life)
	if last := d.Ask(1); d.take(last, 1) != nil || len(d.used) != 1 {
		t.Errorf("what is too old is remembered: %d", len(d.used))
	}
}

func TestAPRFGivesTheSameTwice(t *testing.T) {
	good, other := strings.Repeat("A", 42)+"E", strings.Repeat("B", 42)+"E"
	for _, c := range []struct {
		name, first, second string
		ok                  bool
	}{
		{"the same", good, good, true},
		{"another", good, other, false},
		{"once", good, "", false},
		{"never", "", "", false},
		{"zeros", strings.Repeat("A", 43), strings.Repeat("A", 43), false},
		{"too short", good[:42], good[:42], false},
		{"no text of ours", "!" + good[1:], "!" + good[1:], false},
	} {
		if _, err := proved(c.first, c.second); (err == nil) != c.ok {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestNamesAreOneShortLine(t *testing.T) {
	for typed, want := range map[string]string{
		" the  blue\nkey ": "the blue key", strings.Repeat("ö", 40): strings.Repeat("ö", 40), "": "", "  ": "", strings.Repeat("x", 41): "",
	} {
		if got, err := Name(typed); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q %v", typed, got, err)
		}
	}
}

func slot(name string) store.Slot { return store.Slot{Name: name, Box: []byte{1}} }

// check 21: a passkey is never the only way in.
func TestAPasskeyIsNeverTheOnlyWayIn(t *testing.T) {
	many := []store.Slot{slot(host.Pass)}
	for i := range Most {
		many = append(many, slot("prf:"+strings.Repeat("0", i)))
	}
	for _, c := range []struct {
		name  string
		slots []store.Slot
		say   string
	}{
		{"nothing", nil, "passkeys.bad.only"},
		{"a draft", []store.Slot{slot("draft")}, "passkeys.bad.only"},
		{"another passkey", []store.Slot{slot("prf:00")}, "passkeys.bad.only"},
		{"a passphrase", []store.Slot{slot(host.Pass)}, ""},
		{"a recovery code", []store.Slot{slot(host.Recovery)}, ""},
		{"a sealed archive", []store.Slot{slot(host.Pass), slot(host.Recovery), slot("sealed")}, "passkeys.bad.sealed"},
		{"nine", many[:Most], ""},
		{"ten", many, "passkeys.bad.many"},
	} {
		if got := says(May(store.Person{Slots: c.slots})); got != c.say {
			t.Errorf("%s: %q, want %q", c.name, got, c.say)
		}
	}
	for _, other := range []string{host.Pass, host.Recovery, "prf:01", ""} {
		row := store.Person{Slots: []store.Slot{slot(host.Pass), slot(host.Recovery), slot("prf:00")}}
		if _, err := Remove(other)(row, vault.Owner{}, nil); says(err) != "passkeys.bad.none" {
			t.Errorf("removing %q as if it were a passkey: %v", other, err)
		}
		if _, err := Rename(other, "mine")(row, vault.Owner{}, nil); says(err) != "passkeys.bad.none" {
			t.Errorf("renaming %q as if it were a passkey: %v", other, err)
		}
	}
}

// Changing the passphrase keeps passkeys; one that somebody put into the
// database is left behind, and a sealed archive has none.
func TestAChangeOfKeysKeepsPasskeys(t *testing.T) {
	o, ring := vault.Owner{Install: ebb.NewID(), Person: ebb.NewID()}, vault.NewRing()
	row, err := ways.Passphrase("seven grey herons on a pier")(o, ring, vaulttest.Cheap)
	if err != nil {
		t.Fatal(err)
	}
	secret, credential := vault.NewToken(), []byte("credential")
	box, err := sealed.Seal(o, ring, secret, sealed.Passkey{Credential: credential, Name: "mine", Added: 5}, sealed.Proof{})
	if err != nil {
		t.Fatal(err)
	}
	forged, err := sealed.Seal(o, vault.NewRing(), secret, sealed.Passkey{Credential: []byte("forged")}, sealed.Proof{})
	if err != nil {
		t.Fatal(err)
	}
	name := sealed.Slot(o, credential)
	row = ways.With(ways.With(row, name, box), sealed.Slot(o, []byte("forged")), forged)
	if all := List(row, o, ring); len(all) != 2 || all[0].Damaged == all[1].Damaged {
		t.Errorf("the list: %+v", all)
	}
	if row, err = Rename(name, " the blue  one")(row, o, ring); err != nil {
		t.Fatal(err)
	}
	next := ring.Next()
	kept := Keep(row, o, ring, next)
	if len(kept) != 1 || kept[0].Name != name {
		t.Fatalf("%d slots are kept", len(kept))
	}
	x, err := sealed.Open(o, secret, credential, kept[0].Box)
	if err != nil {
		t.Fatal(err)
	}
	if r, err := x.Ring(next.Version); err != nil || !bytes.Equal(r.Encode(), next.Encode()) {
		t.Errorf("it opens another ring: %v", err)
	}
	all := List(store.Person{Slots: kept}, o, next)
	if len(all) != 1 || all[0].Name != "the blue one" || all[0].At().UnixMilli() != 5 {
		t.Errorf("what is known of it: %+v", all)
	}
	if Has(store.Person{}) || !Has(row) {
		t.Error("whether somebody has one")
	}
	row = ways.With(row, "sealed", []byte{1})
	if kept := Keep(row, o, ring, next); kept != nil {
		t.Error("a sealed archive keeps passkeys")
	}
	if row, err = Remove(name)(row, o, ring); err != nil || host.Slot(row, name) != nil || host.Slot(row, host.Pass) == nil {
		t.Errorf("removing: %v", err)
	}
}

// What is no answer opens nothing and breaks nothing.
func TestNonsenseOpensNothing(t *testing.T) {
	d := &Desk{Clock: func() time.Time { return time.Unix(1795395600, 0) }}
	at, _ := At("https://ebb.example")
	o := vault.Owner{Install: ebb.NewID(), Person: ebb.NewID()}
	good := strings.Repeat("A", 42) + "E"
	for _, sent := range []string{"", "{}", "null", "[", `{"id":"AA","rawId":"AA","type":"public-key","response":{}}`, strings.Repeat("[", 9000)} {
		if _, _, err := d.Open(at, d.Ask(1), []byte(sent), good); says(err) != "passkeys.wrong" {
			t.Errorf("opening with %.40q: %v", sent, err)
		}
		if _, err := d.Add(at, o, d.Ask(2), Made{Name: "x", Creation: []byte(sent), Assertion: []byte(sent), First: good, Second: good}); says(err) != "passkeys.bad.made" {
			t.Errorf("making with %.40q: %v", sent, err)
		}
	}
	if _, _, err := d.Open(at, d.Ask(1), []byte("{}"), "short"); says(err) != "passkeys.bad.prf" {
		t.Errorf("without a secret: %v", err)
	}
	options, err := at.Making(o, "Notes", d.Ask(2), []sealed.Passkey{{Credential: []byte("has")}})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"userVerification":"required"`, `"residentKey":"required"`, `"attestation":"none"`, `"id":"ebb.example"`, `"name":"Notes"`, `"prf":{"eval":{"first":`, `"id":"aGFz"`} {
		if !strings.Contains(options, want) {
			t.Errorf("the options lack %s: %s", want, options)
		}
	}
	using, err := at.Using(o.Install, d.Ask(1))
	if err != nil || strings.Contains(using, "allowCredentials") || !strings.Contains(using, `"userVerification":"required"`) {
		t.Errorf("the question says something about somebody, or asks for too little: %s %v", using, err)
	}
}
