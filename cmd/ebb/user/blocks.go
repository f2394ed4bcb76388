package user

import (
	"image/color"
	"io"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// quiet is the white edge that a reader needs around a code, in its squares.
const quiet = 2

// blocks writes text as a QR code, two squares a character. The light squares
// are drawn, for terminals are dark; on a light one readers take it inverted.
func blocks(w io.Writer, text string) error {
	code, err := qr.Encode(text, qr.L, qr.Auto)
	if err != nil {
		return err
	}
	size := code.Bounds().Dx()
	light := func(x, y int) bool {
		if x < 0 || y < 0 || x >= size || y >= size {
			return y < size+quiet
		}
		return code.At(x, y) != color.Black
	}
	var b strings.Builder
	for y := -quiet; y < size+quiet; y += 2 {
		for x := -quiet; x < size+quiet; x++ {
			b.WriteString(half[light(x, y)][light(x, y+1)])
		}
		b.WriteByte('\n')
	}
	_, err = io.WriteString(w, b.String())
	return err
}

// half is the character whose upper and lower half are drawn or not.
var half = map[bool]map[bool]string{
	true:  {true: "█", false: "▀"},
	false: {true: "▄", false: " "},
}
