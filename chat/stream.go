package chat

import "io"

// Stream reads a text that comes once, in whichever of the formats knows it
// best. head is its beginning, which r gives again.
func Stream(r io.Reader, head []byte, formats []Format, o Options) ([]*History, error) {
	var best Format
	score := 0
	for _, f := range formats {
		if s := f.Detect(head); s > score {
			best, score = f, s
		}
	}
	if best == nil {
		return nil, reject(head)
	}
	return best.Decode(plain(r), o)
}
