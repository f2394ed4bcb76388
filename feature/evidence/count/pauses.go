package count

import "ebb/tie/exchange"

// pauses counts what one definition of a pause makes of conversations: who
// began them, who wrote last, and in which of them only one person wrote.
type pauses struct {
	starts exchange.Starts
	ends   exchange.Sides
	alone  exchange.Alone
	opener uint8
	heard  int // messages of the other side before this conversation
	runner uint8
	run    int // conversations in a row in which only runner wrote
}

// begin opens a conversation. wrote is what both wrote before it.
func (p *pauses) begin(side uint8, clear bool, wrote [2]int) {
	all, sure := &p.starts.Me, &p.starts.ClearMe
	if side == Them {
		all, sure = &p.starts.Them, &p.starts.ClearThem
	}
	*all++
	if clear {
		*sure++
	}
	p.opener, p.heard = side, wrote[side^1]
}

// end closes a conversation in which last wrote last.
func (p *pauses) end(last uint8, wrote [2]int) {
	*of(&p.ends, last)++
	*of(&p.alone.Begun, p.opener)++
	if wrote[p.opener^1] != p.heard {
		p.run = 0
		return
	}
	*of(&p.alone.Only, p.opener)++
	if p.runner != p.opener {
		p.runner, p.run = p.opener, 0
	}
	p.run++
	row := of(&p.alone.Row, p.opener)
	*row = max(*row, p.run)
}

func of(s *exchange.Sides, side uint8) *int {
	if side == Them {
		return &s.Them
	}
	return &s.Me
}
