// Package signalgen writes exports as Signal itself does, of accounts that
// never were. The conversation is one among others: a group, a second person,
// what Signal writes to everybody, and what never went out.
//
// It promises the same bytes for the same Plan and a Truth that holds exactly.
// It refuses to hold secrets: where an export has keys, it has the word key.
package signalgen

import (
	"bufio"
	"io"
	"strconv"

	"ebb/chat/chatgen"
)

// Whom the ids stand for.
const (
	me, news, second, third, group = "1", "2", "5", "6", "7"
)

type writer struct {
	*bufio.Writer
	chatgen.Plan
	*chatgen.Truth
}

// Official writes main.jsonl. One call to one has no length there.
func Official(w io.Writer, p chatgen.Plan) (chatgen.Truth, error) {
	if p.Authors[1] == "" {
		p.Authors = [2]string{"Alice", "Bob"}
	}
	items, truth := chatgen.Items(p)
	x := &writer{bufio.NewWriterSize(w, 1<<16), p, truth}
	x.front()
	for it := range items {
		x.item(&it)
	}
	truth.CallSeconds = 0
	return *truth, x.Flush()
}

// front writes the frames about people and chats.
func (x *writer) front() {
	x.put(`{"version":"1","backupTimeMs":"1715636551000","mediaRootBackupKey":"a2V5"}`, "\n")
	x.put(`{"account":{"profileKey":"a2V5","givenName":"`, x.Authors[0], `","svrPin":"key","accountSettings":{"readReceipts":true}}}`, "\n")
	x.put(`{"recipient":{"id":"`, me, `","self":{}}}`, "\n", `{"recipient":{"id":"`, news, `","releaseNotes":{}}}`, "\n")
	x.put(`{"recipient":{"id":"`, second, `","contact":{"aci":"c2VydmljZQ==","e164":"15550100","profileKey":"a2V5","identityKey":"a2V5","profileGivenName":"`, x.Authors[1], `"}}}`, "\n")
	x.put(`{"recipient":{"id":"`, third, `","contact":{"e164":"15550101","profileKey":"a2V5","profileGivenName":"Kim"}}}`, "\n")
	x.put(`{"recipient":{"id":"`, group, `","group":{"masterKey":"a2V5","snapshot":{"title":{"title":"Rain"}}}}}`, "\n")
	for _, with := range []string{news, second, third, group} {
		x.put(`{"chat":{"id":"`, with, `","recipientId":"`, with, `","expireTimerVersion":1}}`, "\n")
	}
}

// item writes one frame of the conversation, and now and then one of another.
func (x *writer) item(it *chatgen.Item) {
	switch it.Kind {
	case chatgen.Notice:
		x.notice(it)
	case chatgen.Call:
		x.call(it)
	default:
		x.message(it)
	}
	if it.Pick%16 == 0 {
		x.noise(it)
	}
}

func (x *writer) put(parts ...string) {
	for _, s := range parts {
		_, _ = x.WriteString(s)
	}
}

// millis gives a time with a fraction of a second, so much later.
func millis(it *chatgen.Item, later int64) string {
	return strconv.FormatInt(it.At.UnixMilli()+int64(it.Pick%1000)+later, 10)
}

// head begins a frame, with the way it went.
func (x *writer) head(in, author, sent string) {
	x.put(`{"chatItem":{"chatId":"`, in, `","authorId":"`, author, `","dateSent":"`, sent, `",`)
	switch author {
	case me:
		x.put(`"outgoing":{"sendStatus":[{"recipientId":"`, second, `","timestamp":"`, sent, `","read":{"sealedSender":true}}],"dateReceived":"`, sent, `"},`)
	default:
		x.put(`"incoming":{"dateReceived":"`, sent, `","dateServerSent":"`, sent, `","read":true,"sealedSender":true},`)
	}
}

func author(n int) string { return []string{me, second}[n] }

func (x *writer) message(it *chatgen.Item) {
	sent := millis(it, 0)
	if it.Edited {
		x.head(second, author(it.Author), millis(it, 90_000))
		x.put(`"revisions":[{"chatId":"`, second, `","authorId":"`, author(it.Author), `","dateSent":"`, sent, `","incoming":{},"standardMessage":{"text":{"body":"as it was before?"}}},`,
			`{"chatId":"`, second, `","authorId":"`, author(it.Author), `","dateSent":"`, millis(it, 30_000), `","incoming":{},"standardMessage":{"text":{"body":"?"}}}],`)
	} else {
		x.head(second, author(it.Author), sent)
	}
	switch it.Kind {
	case chatgen.Text:
		x.text(it)
	case chatgen.Media:
		x.media(it)
	case chatgen.Deleted:
		x.put(`"remoteDeletedMessage":{}`)
	default:
		x.put(`"viewOnceMessage":{}`)
	}
	x.put("}}\n")
}

// text writes the words, some with a quote, with reactions, with a link.
func (x *writer) text(it *chatgen.Item) {
	x.put(`"standardMessage":{`)
	if it.Pick%9 == 0 {
		x.put(`"quote":{"targetSentTimestamp":"1","authorId":"`, me, `","text":{"body":"a quote?"}},`)
	}
	x.put(`"text":{"body":`)
	x.quoted(it.Text)
	x.put(`}`)
	if it.Pick%7 == 0 {
		x.put(`,"reactions":[{"emoji":"👍","authorId":"`, me, `","sentTimestamp":"1","sortOrder":"1"}]`)
	}
	if it.Pick%11 == 0 {
		x.put(`,"linkPreview":[{"url":"https://weather.example/?rain","title":"Rain?"}]`)
	}
	x.put(`}`)
}

func (x *writer) media(it *chatgen.Item) {
	switch it.Pick % 4 {
	case 0:
		x.put(`"stickerMessage":{"sticker":{"packId":"a2V5","packKey":"a2V5","stickerId":3,"emoji":"🌧"}}`)
	case 1:
		x.put(`"contactMessage":{"contact":{"name":{"givenName":"Kim"}}}`)
	default:
		x.put(`"standardMessage":{"attachments":[{"pointer":{"contentType":"image/jpeg","locatorInfo":{"key":"a2V5","plaintextHash":"a2V5","size":1164,"localKey":"a2V5"}},"flag":"VOICE_MESSAGE","wasDownloaded":true}]}`)
	}
}

// quoted writes a text as JSON does.
func (x *writer) quoted(text []byte) {
	_ = x.WriteByte('"')
	for _, c := range text {
		switch c {
		case '\n':
			x.put(`\n`)
		case '"', '\\':
			_ = x.WriteByte('\\')
			_ = x.WriteByte(c)
		default:
			_ = x.WriteByte(c)
		}
	}
	_ = x.WriteByte('"')
}

// update begins a frame that is no message.
func (x *writer) update(sent string) {
	x.put(`{"chatItem":{"chatId":"`, second, `","authorId":"`, second, `","dateSent":"`, sent, `","directionless":{},"updateMessage":{`)
}

func (x *writer) call(it *chatgen.Item) {
	sent := millis(it, 0)
	x.update(sent)
	direction, state := []string{"OUTGOING", "INCOMING"}[it.Author], "ACCEPTED"
	if it.Missed {
		state = [][]string{{"NOT_ACCEPTED"}, {"MISSED", "NOT_ACCEPTED", "MISSED_NOTIFICATION_PROFILE"}}[it.Author][it.Pick%uint32(1+2*it.Author)]
	}
	x.put(`"individualCall":{"callId":"`, sent, `","type":"AUDIO_CALL","direction":"`, direction, `","state":"`, state, `","startedCallTimestamp":"`, sent, "\",\"read\":true}}}}\n")
}

func (x *writer) notice(it *chatgen.Item) {
	x.update(millis(it, 0))
	x.put([]string{`"simpleUpdate":{"type":"IDENTITY_UPDATE"}`, `"profileChange":{"previousName":"B","newName":"Bob"}`, `"learnedProfileChange":{"e164":"15550100"}`, `"expirationTimerChange":{}`}[it.Pick%4], "}}}\n")
}

// noise writes what belongs to nobody's count here: other chats, what never
// went out, what Signal says, kinds of frames that are not about chats.
func (x *writer) noise(it *chatgen.Item) {
	sent := millis(it, 0)
	for _, c := range [][2]string{{news, news}, {third, third}, {group, third}, {group, me}} {
		x.head(c[0], c[1], sent)
		x.put(`"standardMessage":{"text":{"body":"grey?"}}}}`, "\n")
	}
	x.put(`{"chatItem":{"chatId":"`, second, `","authorId":"`, me, `","dateSent":"`, sent, `","outgoing":{"sendStatus":[{"recipientId":"`, second, `","failed":{"reason":"NETWORK"}}]},"standardMessage":{"text":{"body":"lost"}}}}`, "\n")
	x.put(`{"stickerPack":{"packId":"a2V5","packKey":"a2V5"}}`, "\n")
}
