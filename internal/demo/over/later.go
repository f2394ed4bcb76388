package over

import (
	"time"

	"ebb/feature/later/said"
)

// later is what was said about friends, someone new, and somebody of theirs.
func (w *writer) later(since, today time.Time) {
	at := func(day int) time.Time { return since.AddDate(0, 0, day).Add(19*time.Hour + 5*time.Minute) }
	w.add(at(45), said.KindFriends, said.Friends{Love: "no", Wait: "more", Review: at(50).Format(time.DateOnly)})
	w.add(at(51), said.KindFriends, said.Friends{Love: "no", Wait: "sign", Review: today.AddDate(0, 3, 0).Format(time.DateOnly)})
	w.add(at(48), said.KindSign, said.Sign{Need: "listening", Shows: "They come back to something I told them a week ago."})
	w.add(at(48).Add(3*time.Minute), said.KindSign, said.Sign{Need: "reliability", Shows: "When it gets late I hear of it before, not after."})
	w.add(at(54), said.KindCompared, said.Compared{
		What: "Somebody at the sports club says they look happy.", Know: "That one person said so. I was not there.", Leave: "Asking who it is.",
	})
}
