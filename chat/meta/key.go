package meta

import (
	"slices"
	"strings"
)

// gone says whether a name is what Meta writes for accounts that are no more.
// Many people share it.
func gone(person string) bool {
	switch strings.ToLower(person) {
	case "", "facebook user", "instagram user", "instagrammer", "facebook-nutzer", "facebook-nutzer*in", "instagram-nutzer", "utilisateur facebook", "utilisateur de facebook", "utilisateur instagram",
		"usuario de facebook", "usuario de instagram", "utente di facebook", "utente facebook", "utente instagram", "usuário do facebook", "usuário do instagram", "utilizador do facebook", "facebook-gebruiker", "instagram-gebruiker":
		return true
	}
	return false
}

// other is whom a chat of two is with, which is its title, and me whose it is.
// Both are nothing where it is no such chat, or where that cannot be told: a
// group that two are left in has a title of its own.
func (p *parse) other() (other, me string) {
	if len(p.people) != 2 || p.group || gone(p.people[0]) || gone(p.people[1]) {
		return "", ""
	}
	switch a, b := p.people[0], p.people[1]; p.chatName() {
	case a:
		return a, b
	case b:
		return b, a
	}
	return "", ""
}

// exporter is the name of the one who downloaded, if that is certain.
func (p *parse) exporter() string {
	_, me := p.other()
	if p.owner >= 0 && (me == "" || me == p.names[p.owner]) {
		return p.names[p.owner]
	}
	if p.owner == -1 {
		return me
	}
	return ""
}

// chatName is the thread's title. The download of encrypted chats puts a
// number behind it.
func (p *parse) chatName() string {
	if !p.flat || slices.Contains(p.people, p.title) {
		return p.title
	}
	i := strings.LastIndexByte(p.title, '_')
	if i <= 0 || i+1 == len(p.title) || strings.Trim(p.title[i+1:], "0123456789") != "" {
		return p.title
	}
	return p.title[:i]
}

// key is the same for all files of one chat. Chats of two are known by their
// names, which is all that both of Messenger's downloads have in common; any
// other by the folder it lies in, whichever of the inboxes that is.
func (p *parse) key() string {
	names := slices.Sorted(slices.Values(p.people))
	other, _ := p.other()
	if brokenOff := p.title == "" && p.path == "" && len(names) == 2; other != "" || brokenOff {
		return "two\x00" + strings.Join(names, "\x00")
	}
	if folder := p.path[strings.LastIndexByte(p.path, '/')+1:]; folder != "" {
		return "thread\x00" + folder
	}
	return "chat\x00" + p.title + "\x00" + strings.Join(names, "\x00")
}
