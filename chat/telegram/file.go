package telegram

import (
	"strconv"

	"ebb/chat"
	"ebb/chat/jsonread"
)

// file is an export while it is read.
type file struct {
	r       *jsonread.Reader
	o       chat.Options
	size    int64     // of the file, where it is known
	account bool      // it lists chats
	me      int64     // the id of whose account it is; 0 where it does not say
	threads []*thread // of an account
	root    thread    // of a file that is one chat
	open    *thread   // the chat that is being read
	read    int       // messages so far
	damaged int       // chats that could not be read
	kept    int       // of those that a list lost, the ones of which something was read
	crowded bool      // a chat with too many people was left out

	message                message
	onItem, onPart, onChat func() error
	onField, onPartField   func([]byte) error
}

func newFile(r *jsonread.Reader, o chat.Options) *file {
	f := &file{r: r, o: o}
	f.open = &f.root
	f.onItem, f.onPart, f.onChat = f.item, f.part, f.chat
	f.onField, f.onPartField = f.messageField, f.partField
	return f
}

// field reads a member of the outermost object.
func (f *file) field(key []byte) error {
	switch string(key) {
	case "personal_information":
		return f.r.Object(func(key []byte) error {
			if string(key) == "user_id" {
				f.me, _ = f.r.Int()
			}
			return nil
		})
	case "chats", "left_chats":
		f.account = true
		if f.r.Kind() == '[' {
			return f.list()
		}
		return f.r.Object(func(key []byte) error {
			if string(key) == "list" {
				return f.list()
			}
			return nil
		})
	}
	return f.chatField(key)
}

func (f *file) list() error {
	f.kept = 0
	damaged, err := f.r.Items(f.onChat)
	f.damaged += max(0, damaged-f.kept)
	f.open = &f.root
	return err
}

// chat reads a chat of an account. What was read of a damaged one is kept.
func (f *file) chat() error {
	t := &thread{}
	f.open = t
	err := f.r.Object(f.chatField)
	if t.count() > 0 || t.crowded {
		f.threads = append(f.threads, t)
		if err != nil {
			t.torn = true
			f.kept++
		}
	}
	return err
}

// chatField reads a member of a chat.
func (f *file) chatField(key []byte) error {
	t := f.open
	switch string(key) {
	case "name":
		t.title = string(f.r.Text())
	case "type":
		t.kind = string(f.r.Text())
	case "id":
		if id, ok := f.r.Int(); ok {
			t.id, t.key = id, strconv.FormatInt(id, 10)
		}
	case "messages":
		if f.r.Kind() != '[' {
			return nil
		}
		t.listed = true
		damaged, err := f.r.Items(f.onItem)
		t.damaged += damaged
		t.torn = t.torn || err != nil
		return err
	}
	return nil
}
