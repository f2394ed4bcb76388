package page

import "bytes"

// Sent is the field by which a form says on which page it stood.
const Sent = "sent"

// sends writes the page's id into every form that changes something. Templates
// write a form's tag in one piece, and no person's words come out with a < in
// them.
func sends(body []byte, id string) []byte {
	field := []byte(`<input type="hidden" name="` + Sent + `" value="` + id + `">`)
	var out []byte
	for {
		open := bytes.Index(body, []byte("<form "))
		if open < 0 {
			return append(out, body...)
		}
		shut := bytes.Index(body[open:], []byte("</form>"))
		if shut < 0 {
			return append(out, body...)
		}
		shut += open
		out = append(out, body[:shut]...)
		tag, _, _ := bytes.Cut(body[open:shut], []byte(">"))
		if bytes.Contains(tag, []byte(`method="post"`)) {
			out = append(out, field...)
		}
		out, body = append(out, "</form>"...), body[shut+len("</form>"):]
	}
}
