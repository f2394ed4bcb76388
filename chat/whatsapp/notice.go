package whatsapp

import (
	"ebb/chat"
	"ebb/chat/whatsapp/phrase"
)

// notice counts a line that the app wrote, and reads from it what matters: a
// call, the chat's name, a timer that makes messages disappear.
func (p *parse) notice(at int64, a *author, text []byte) {
	b, timer := p.phrases.OfApp(text, a != nil)
	if b.Kind == phrase.Call {
		p.call(at, -1, b)
		return
	}
	p.system++
	if timer {
		p.disappearing++
	}
	p.retitle(a, text)
}

func (p *parse) call(at int64, author int32, b phrase.Body) {
	p.calls = append(p.calls, chat.Call{At: at, Author: author, Missed: b.Missed, Seconds: b.Seconds})
}

// retitle keeps the chat's name. iPhones write the first notice in its name;
// Android quotes it where the chat is made or renamed.
func (p *parse) retitle(a *author, text []byte) {
	if a != nil {
		if p.title == "" {
			p.title = a.name
		}
		return
	}
	if q := phrase.Quoted(text); q != "" && len(q) <= 200 {
		p.title = phrase.CleanName(q)
	}
}

// group says whether the lines so far come from more than two people.
func (p *parse) group(name string) bool {
	_, wrote := p.byName[p.title]
	return len(p.names) > 2 || name == p.title && !wrote
}
