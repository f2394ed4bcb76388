package hostile

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestAFolder reads a folder in which hardly anything is a chat.
func TestAFolder(t *testing.T) {
	c := newCommand(t)
	dir := filepath.Join(c.dir, "folder")
	put := func(name, text string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 100 {
		put(fmt.Sprintf("%d/note.txt", i), "Dear Sam,\n"+strings.Repeat("this is a letter.\n", i))
	}
	put("noise", strings.Repeat("\x00\xff\x1bx\x07", 4000))
	put("empty", "")
	put("inner.zip", "PK\x03\x04 and no more")
	put("mine", conversation)
	put("\x1b[2J\u202e.txt", "Dear Sam")
	put(strings.Repeat("d/", 40)+"deep.txt", conversation)
	at := func(name string) string { return filepath.Join(dir, name) }
	for _, err := range []error{
		os.Chmod(at("mine"), 0), os.Symlink(".", at("loop")), os.Symlink("/dev/zero", at("zero")), syscall.Mkfifo(at("pipe"), 0o600),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	r := c.run("a folder of noise", c.ordinary(t), "folder", "--me", me)
	r.complains(t, 1, `^error: folder: `)

	put("7/_chat.txt", conversation)
	put("8/_chat.txt", conversation)
	r = c.run("a folder with a chat", c.ordinary(t), "folder", "--me", me, "--json")
	r.read(t, 2)
	if !strings.Contains(r.out, `"unread"`) {
		t.Errorf("what could not be read is not said: %.300s", r.out)
	}
	put("9/sms.xml", texted)
	c.run("a folder of two messengers", c.ordinary(t), "folder", "--me", me).complains(t, 3, `^error: 2 chats lie here`)
	c.run("two folders and a file", c.ordinary(t), "folder/7", "folder/8", "folder/7/_chat.txt", "--me", me, "--json").read(t, 2)
}
