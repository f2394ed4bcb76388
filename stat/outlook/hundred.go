package outlook

import "math"

// Hundred turns shares that add up to one into whole numbers that add up to a
// hundred: each is rounded down, and what is missing goes to the largest rests,
// the first of equal ones first. Shares that add up to anything else are first
// divided by their sum; none at all leaves only zeros.
func Hundred(shares ...float64) []int {
	sum := 0.0
	for _, s := range shares {
		sum += max(s, 0)
	}
	whole, rest := make([]int, len(shares)), make([]float64, len(shares))
	if sum == 0 {
		return whole
	}
	left := 100
	for i, s := range shares {
		of := max(s, 0) / sum * 100
		whole[i] = int(math.Floor(of))
		rest[i] = of - float64(whole[i])
		left -= whole[i]
	}
	for ; left > 0; left-- {
		most := 0
		for i, r := range rest {
			if r > rest[most] {
				most = i
			}
		}
		whole[most]++
		rest[most] = -1
	}
	return whole
}
