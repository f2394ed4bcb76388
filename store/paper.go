package store

import (
	"encoding/base32"
	"fmt"
	"strconv"
	"strings"
)

// letters leaves out I, L, O and U, which are misread.
var letters = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// codeBytes is how much of a link is copied.
const codeBytes = 10

// Code is 80 bits of a link, as a person copies them.
func (h Head) Code() string { return letters.EncodeToString(h.Link[:codeBytes]) }

// Paper is a head as a person copies it: how many entries, and the code of where
// they end.
func Paper(h Head) string {
	c := h.Code()
	return fmt.Sprintf("%d-%s-%s-%s-%s", h.Seq, c[:4], c[4:8], c[8:12], c[12:])
}

// FromPaper reads what Paper wrote, the way people write.
func FromPaper(text string) (seq uint64, code string, ok bool) {
	text = strings.ToUpper(strings.NewReplacer(" ", "-", "o", "0", "O", "0", "i", "1", "I", "1", "l", "1", "L", "1").Replace(strings.TrimSpace(text)))
	number, code, ok := strings.Cut(text, "-")
	seq, err := strconv.ParseUint(number, 10, 64)
	code = strings.ReplaceAll(code, "-", "")
	raw, wrong := letters.DecodeString(code)
	return seq, code, ok && err == nil && wrong == nil && len(raw) == codeBytes && len(code) == 16
}
