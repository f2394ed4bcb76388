package guard

import (
	"errors"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"ebb"
)

// ReadForm reads what a form has sent, at most limit bytes of it, and refuses
// everything that no form of ours sends.
func ReadForm(r *http.Request, limit int64) error {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case r.Method == http.MethodGet || r.Method == http.MethodHead:
		err = r.ParseForm()
	case r.Header.Get("Content-Type") == "" && r.ContentLength == 0:
		return nil
	case kind == "multipart/form-data":
		err = r.ParseMultipartForm(limit + 1) // nothing goes to the disk
	case kind == "application/x-www-form-urlencoded":
		err = r.ParseForm()
	default:
		return &ebb.Problem{Status: http.StatusUnsupportedMediaType, Say: "web.bad.type", Cause: err}
	}
	if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
		return &ebb.Problem{Status: http.StatusRequestEntityTooLarge, Say: "web.bad.large"}
	}
	if err != nil || !readable(r.Form) {
		return ebb.Bad("web.bad.form")
	}
	return nil
}

// readable refuses what is not text.
func readable(form url.Values) bool {
	for name, values := range form {
		for _, v := range append(values, name) {
			if !utf8.ValidString(v) || strings.ContainsRune(v, 0) {
				return false
			}
		}
	}
	return true
}

// Local returns where if it is an address of this site, else otherwise.
func Local(where, otherwise string) string {
	if !strings.HasPrefix(where, "/") || strings.HasPrefix(where, "//") || len(where) > 1024 {
		return otherwise
	}
	for _, c := range where {
		if c < 0x21 || c > 0x7e || c == '\\' {
			return otherwise
		}
	}
	return where
}
