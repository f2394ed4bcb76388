// Package join makes one history of several files of one conversation.
package join

import (
	"time"

	"ebb/chat"
	"ebb/feature/evidence/count"
)

// Gather joins the files that hold one conversation. Where a file holds several
// chats the name picks; without one the error is a *chat.Which.
func Gather(files [][]*chat.History, name string, _ *time.Location) (*chat.History, error) {
	var picked []*chat.History
	for _, chats := range files {
		h, err := chat.Pick(chats, name)
		if err != nil && len(chats) == 1 {
			h, err = chats[0], nil
		}
		if err != nil {
			return nil, err
		}
		picked = append(picked, h)
	}
	return count.Join(picked...)
}
