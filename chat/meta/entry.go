package meta

import (
	"bytes"
	"errors"
	"math"

	"ebb/chat"
	"ebb/chat/meta/phrase"
)

// entry is the message that is being read.
type entry struct {
	ms     int64 // when; math.MinInt64 where it does not say
	author int32 // -1 where it does not say
	runes  uint32
	asks   bool
	worded bool // it has a text

	kind               kind
	media, share, call bool
	missed, unsent     bool
	seconds            int64
	is                 phrase.Meaning
	you                bool
}

// kind is the field "type".
type kind uint8

const (
	generic kind = iota
	ofCall
	ofGroup // somebody came or went
	filler  // something that could not be written
	ofMedia
)

var kinds = map[string]kind{"Call": ofCall, "Subscribe": ofGroup, "Unsubscribe": ofGroup, "placeholder": filler, "media": ofMedia}

var (
	errTimeless = errors.New("a message without a time")
	errOrphan   = errors.New("a message without a sender")
)

// message reads one, and keeps of it what counts.
func (p *parse) message() error {
	e := &p.entry
	*e = entry{ms: math.MinInt64, author: -1}
	p.said = p.said[:0]
	if err := p.r.Object(p.field); err != nil {
		return err
	}
	switch {
	case e.ms == math.MinInt64:
		return errTimeless
	case e.author < 0:
		return errOrphan
	}
	switch {
	case p.last == 0:
	case e.ms < p.last:
		p.down++
	case e.ms > p.last:
		p.up++
	}
	p.last = e.ms
	p.interpret(p.said)
	p.keep()
	return nil
}

func (p *parse) field(key []byte) error {
	e, r := &p.entry, p.r
	switch string(key) {
	case "sender_name", "senderName":
		if r.Kind() == '"' {
			e.author = p.author(r.Text())
		}
	case "timestamp_ms", "timestamp":
		e.ms = p.at()
	case "content", "text":
		if r.Kind() == '"' {
			p.measure(r.Text())
		}
	case "type":
		e.kind = kinds[string(r.Text())]
	case "photos", "videos", "audio_files", "files", "gifs", "media":
		return r.Array(func() error { e.media = true; return nil })
	case "sticker":
		e.media = e.media || r.Kind() == '{'
	case "share":
		e.share = e.share || r.Kind() == '{'
	case "call_duration":
		e.seconds, e.call = r.Int()
	case "missed":
		e.missed = r.Bool()
	case "is_unsent", "isUnsent", "is_unsent_image_by_messenger_kid_parent":
		e.unsent = r.Bool() || e.unsent
	}
	return nil
}

// measure counts a text as it was typed. A short one is kept until the whole
// message is read, because it may be a sentence of Meta's.
func (p *parse) measure(raw []byte) {
	text := p.fix.text(raw)
	e := &p.entry
	e.runes, e.asks = chat.Measure(text)
	e.worded = len(text) > 0
	if len(text) <= phrase.Longest {
		p.said = append(p.said[:0], text...)
	}
}

// interpret finds out whether a message's text was typed.
func (p *parse) interpret(said []byte) {
	e := &p.entry
	if len(said) == 0 {
		return
	}
	sender := p.names[e.author]
	e.is, e.you = p.phrases.Read(bytes.TrimSpace(said), sender)
	if e.is == phrase.Typed && (e.share || e.media) && phrase.Names(said, sender) {
		e.is = phrase.Attachment
	}
	if e.is == phrase.Attachment && e.you {
		p.spokenTo(e.author)
	}
}

// spokenTo notes who is called you, which is the one who downloaded.
func (p *parse) spokenTo(author int32) {
	switch p.owner {
	case -1, author:
		p.owner = author
	default:
		p.owner = -2
	}
}

// keep counts a message as what it is.
func (p *parse) keep() {
	e := &p.entry
	switch {
	case e.kind == ofGroup:
		p.system++
	case e.unsent, e.is == phrase.Taken && !e.media:
		p.unsent++
		p.add(chat.Deleted, 0)
	case e.kind == ofCall, e.call, e.is.OfCall():
		p.ring()
	case e.is == phrase.Reaction && e.media:
		p.add(chat.Media, 0)
	case e.is == phrase.Reaction:
	case e.is == phrase.Attachment:
		p.add(chat.Media, 0)
	case e.is == phrase.Notice, e.is == phrase.Vanishing:
		p.system++
		if e.is == phrase.Vanishing {
			p.vanishing++
		}
	default:
		p.write()
	}
}

// write adds what somebody sent.
func (p *parse) write() {
	e := &p.entry
	switch {
	case e.kind == filler:
		p.unsupported++
	case e.media, e.kind == ofMedia, e.share && !e.worded:
		p.add(chat.Media, e.runes)
	case e.worded:
		p.add(chat.Text, e.runes)
	default:
		p.add(chat.Empty, 0)
	}
}

func (p *parse) add(k chat.Kind, runes uint32) {
	e := &p.entry
	m := chat.Message{At: e.ms, Runes: runes, Author: uint16(e.author), Kind: k}
	if e.asks && runes > 0 {
		m.Flags = chat.Asks
	}
	if p.messages == nil {
		p.messages = make([]chat.Message, 0, p.expected())
	}
	p.messages = append(p.messages, m)
}

// expected is how many messages a file of its size may hold. A size can lie,
// so no more than a million.
func (p *parse) expected() int64 {
	const each = 250 // bytes
	return max(64, min(p.size/each, 1<<20))
}

func (p *parse) ring() {
	e := &p.entry
	c := call{is: e.is}
	c.At, c.Author, c.Missed = e.ms, e.author, e.missed || e.is == phrase.CallMissed
	if !c.Missed {
		c.Seconds = int32(max(0, min(e.seconds, math.MaxInt32)))
	}
	if e.is != phrase.CallBegun && e.is != phrase.CallOver && c.Seconds == 0 {
		c.Missed = true
	}
	p.calls = append(p.calls, c)
}
