package browser

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/png"
	"slices"
)

// small is the same picture in its 256 most frequent colours, each other one
// the nearest of them: a third of the bytes, and to the eye the same.
func small(picture []byte) ([]byte, error) {
	img, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		return nil, err
	}
	area, seen := img.Bounds(), map[color.RGBA]int{}
	at := func(x, y int) color.RGBA { return color.RGBAModel.Convert(img.At(x, y)).(color.RGBA) }
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			seen[at(x, y)]++
		}
	}
	all, colours := frequent(seen)
	index := map[color.RGBA]uint8{}
	for _, c := range all {
		index[c] = uint8(colours.Index(c))
	}
	out := image.NewPaletted(area, colours)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			out.SetColorIndex(x, y, index[at(x, y)])
		}
	}
	var b bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, out)
	return b.Bytes(), err
}

// frequent lists colours, the most frequent first, and the palette of the first
// 256. Of two as frequent the darker comes first, so that pictures stay the
// same from run to run.
func frequent(seen map[color.RGBA]int) (all []color.RGBA, colours color.Palette) {
	for c := range seen {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b color.RGBA) int {
		return cmp.Or(seen[b]-seen[a], int(a.R)-int(b.R), int(a.G)-int(b.G), int(a.B)-int(b.B))
	})
	for _, c := range all[:min(len(all), 256)] {
		colours = append(colours, c)
	}
	return all, colours
}
