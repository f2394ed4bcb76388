package ebb

import (
	"bytes"
	"encoding/json"
	"net/http"
)

// Captured reads the body of a sealed capture as a T and holds it to check.
// JSON of another shape, or with a field that T has not, is a Problem that says
// bad.
func Captured[T any](raw json.RawMessage, bad string, check func(T) error) (any, error) {
	var body T
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&body); err != nil {
		return nil, &Problem{Status: http.StatusBadRequest, Say: bad, Cause: err}
	}
	if err := check(body); err != nil {
		return nil, err
	}
	return body, nil
}
