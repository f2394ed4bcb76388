// Package r4 holds JSON against the official structure of HL7 FHIR R4: the
// JSON schema of the specification for shapes and forms of values, and its
// structure definitions and value sets for what has to be there and which codes
// there are. Both come from npm, for tests only.
//
// It promises to name what is wrong with each document. It refuses to skip: a
// missing node or package fails the test and says what to install.
package r4

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
)

//go:embed r4.cjs
var script string

// Faults returns what is wrong with each of some documents, none where it is
// nothing.
func Faults(t testing.TB, docs ...[]byte) [][]string {
	t.Helper()
	all := make([]json.RawMessage, len(docs))
	for i, d := range docs {
		all[i] = d
	}
	in, err := json.Marshal(all)
	if err != nil {
		t.Fatalf("that is no JSON: %v", err)
	}
	_, file, _, _ := runtime.Caller(0)
	cmd := exec.Command("node", "-e", script)
	cmd.Dir = filepath.Join(filepath.Dir(file), "..", "..")
	cmd.Stdin = bytes.NewReader(in)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("FHIR is looked at by node with packages of npm: run npm ci. %v %s", err, complaint.String())
	}
	var faults [][]string
	if err := json.Unmarshal(out, &faults); err != nil {
		t.Fatal(err)
	}
	return faults
}
