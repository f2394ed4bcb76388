package signal_test

import (
	"fmt"
	"strings"
	"testing"

	"ebb/chat"
	"ebb/chat/signal"
)

// trap is one file with one difficulty in it, and what must come out of its
// first chat. A fact says key=value; what is not there counts as 0.
type trap struct{ says, file, want string }

// keys stand in an export where Signal's secrets stand. None may come out.
const (
	info    = `{"version":"1","backupTimeMs":"1715636551000","mediaRootBackupKey":"KEYmedia","currentAppVersion":"8.10.2"}`
	account = `{"account":{"profileKey":"KEYprofile","usernameLink":{"entropy":"KEYlink","serverId":"KEYserver"},"givenName":"Alice","familyName":"Blue","svrPin":"KEYpin","donationSubscriberData":{"subscriberId":"KEYdonor"},"accountSettings":{"readReceipts":true}}}`
	me      = `{"recipient":{"id":"1","self":{}}}`
	news    = `{"recipient":{"id":"2","releaseNotes":{}}}`
	story   = `{"recipient":{"id":"3","distributionList":{"distributionId":"KEYlist","distributionList":{"name":"My Story"}}}}`
	link    = `{"recipient":{"id":"4","callLink":{"rootKey":"KEYroot","adminKey":"KEYadmin","name":"Meeting"}}}`
	bob     = `{"recipient":{"id":"5","contact":{"aci":"c2VydmljZQ==","e164":"15550100","profileKey":"KEYbob","identityKey":"KEYidentity","profileGivenName":"Bob","profileFamilyName":"Red"}}}`
	kim     = `{"recipient":{"id":"6","contact":{"aci":"a2lt","pni":"KEYpni","profileKey":"KEYkim","identityKey":"KEYkim","profileGivenName":"Kim"}}}`
	group   = `{"recipient":{"id":"7","group":{"masterKey":"KEYmaster","snapshot":{"avatarUrl":"KEYavatar","inviteLinkPassword":"KEYinvite","title":{"title":"Rain"},"members":[{"userId":"KEYmember"}]}}}}`
	withBob = `{"chat":{"id":"10","recipientId":"5"}}`
)

var front = lines(info, account, me, news, story, link, bob, kim, group, withBob)

func lines(all ...string) string { return strings.Join(all, "\n") + "\n" }

// says is a chat item of a text.
func says(author, sent, text string) string { return item(author, sent, standard(text)) }

func standard(text string) string { return `"standardMessage":{"text":{"body":"` + text + `"}}` }

func item(author, sent, rest string) string {
	way := `"incoming":{"dateReceived":"1"}`
	if author == "1" {
		way = `"outgoing":{"sendStatus":[{"recipientId":"5","timestamp":"1","read":{}}]}`
	}
	return `{"chatItem":{"chatId":"10","authorId":"` + author + `","dateSent":"` + sent + `",` + way + `,` + rest + `}}`
}

func update(rest string) string {
	return `{"chatItem":{"chatId":"10","authorId":"5","dateSent":"1710000000000","directionless":{},"updateMessage":{` + rest + `}}}`
}

var official = []trap{
	{"two people write", front + lines(says("1", "1710000000123", "blue"), says("5", "1710000060000", "red sky?")), "messages=2 Alice_Blue=1 Bob_Red=1 runes=12 asks=1 owner=Alice_Blue chat=Bob_Red first=2024-03-09T16:00:00 zoned=1 key=+15550100"},
	{"numbers without quotes", front + lines(`{"chatItem":{"chatId":10,"authorId":5,"dateSent":1710000000000,"incoming":{},"standardMessage":{"text":{"body":"x"}}}}`), "messages=1 first=2024-03-09T16:00:00"},
	{"fields in any order", lines(info, me, bob, withBob, `{"chatItem":{"standardMessage":{"text":{"body":"x"}},"incoming":{},"dateSent":"1710000000000","authorId":"5","chatId":"10"}}`), "Bob_Red=1"},
	{"an edited message counts when it was first sent", front + lines(item("5", "1710000300000", standard("green")+`,"revisions":[{"chatId":"10","authorId":"5","dateSent":"1710000000000","incoming":{},"standardMessage":{"text":{"body":"red, and much longer"}}},{"dateSent":"1710000100000","standardMessage":{"text":{"body":"x"}}}]`), says("5", "1710000200000", "x")), "messages=2 edited=1 runes=6 first=2024-03-09T16:00:00 late=0"},
	{"a sticker, a contact, a photo with words, a voice message", front + lines(item("5", "1710000000000", `"stickerMessage":{"sticker":{"packId":"KEYpack","packKey":"KEYpackKey","emoji":"🌧"}}`), item("5", "1710000000000", `"contactMessage":{"contact":{"name":{"givenName":"Kim"}}}`), item("5", "1710000000000", `"standardMessage":{"text":{"body":"sea"},"attachments":[{"pointer":{"contentType":"image/jpeg","locatorInfo":{"key":"KEYfile","localKey":"KEYlocal"},"caption":"KEYcaption"}}]}`), item("5", "1710000000000", `"standardMessage":{"attachments":[{"flag":"VOICE_MESSAGE"}]}`)), "media=4 runes=3"},
	{"a quote and reactions are not part of it", front + lines(item("5", "1710000000000", `"standardMessage":{"quote":{"targetSentTimestamp":"1","authorId":"1","text":{"body":"is it blue?"}},"text":{"body":"yes"},"reactions":[{"emoji":"👍","authorId":"1","sentTimestamp":"2"}],"linkPreview":[{"url":"https://weather.example/?q=1","title":"Rain?"}]}`)), "text=1 runes=3 asks=0"},
	{"a view-once message is empty", front + lines(item("5", "1710000000000", `"viewOnceMessage":{}`)), "empty=1"},
	{"a message of which nothing is left is empty", front + lines(item("5", "1710000000000", `"standardMessage":{}`), item("5", "1710000000000", `"standardMessage":{"text":{}}`)), "empty=2 text=0"},
	{"a deleted one", front + lines(item("5", "1710000000000", `"remoteDeletedMessage":{}`), item("1", "1710000001000", `"adminDeletedMessage":{"adminId":"5"}`)), "deleted=2 unsent=2"},
	{"a poll, a payment, a gift, an answer to a story", front + lines(item("5", "1710000000000", `"poll":{"question":"blue?","options":[{"option":"yes"}]}`), item("5", "1710000000000", `"paymentNotification":{"amountMob":"1","note":"rain"}`), item("5", "1710000000000", `"giftBadge":{}`), item("5", "1710000000000", `"directStoryReplyMessage":{"textReply":{"text":{"body":"snow"}}}`), item("5", "1710000000000", `"directStoryReplyMessage":{"emoji":"🌧"}`)), "media=3 text=2 runes=14 asks=1"},
	{"calls", front + lines(
		update(`"individualCall":{"type":"AUDIO_CALL","direction":"OUTGOING","state":"ACCEPTED","startedCallTimestamp":"1710000000000"}`),
		update(`"individualCall":{"direction":"INCOMING","state":"MISSED","startedCallTimestamp":"1710000060000"}`),
		update(`"individualCall":{"direction":"OUTGOING","state":"NOT_ACCEPTED","startedCallTimestamp":"1710000060000"}`),
		update(`"individualCall":{"direction":"INCOMING","state":"MISSED_NOTIFICATION_PROFILE"}`),
		says("5", "1710000000000", "x")), "calls=4 missed=3 callsOf_Alice_Blue=2 callsOf_Bob_Red=2 messages=1 notices=0"},
	{"calls of a group", front + lines(
		update(`"groupCall":{"state":"GENERIC","startedCallRecipientId":"5","startedCallTimestamp":"1710000000000","endedCallTimestamp":"1710000090000"}`),
		update(`"groupCall":{"state":"MISSED","ringerRecipientId":"6","startedCallTimestamp":"1710000000000","endedCallTimestamp":"1710000090000"}`),
		update(`"groupCall":{"state":"OUTGOING_RING","startedCallTimestamp":"1710000000000"}`),
		update(`"groupCall":{"state":"JOINED","startedCallTimestamp":"1710000000000"}`)), "calls=4 missed=1 seconds=90 callsOf_Bob_Red=1 callsOf_Kim=1 callsOf_Alice_Blue=1 callsOf_nobody=1"},
	{"notices", front + lines(update(`"simpleUpdate":{"type":"IDENTITY_UPDATE"}`), update(`"profileChange":{"previousName":"Bob","newName":"Bob Red"}`), update(`"groupChange":{"updates":[{"groupNameUpdate":{"newGroupName":"x"}}]}`), update(``), says("5", "1710000000000", "x")), "messages=1 notices=4 disappearing=0"},
	{"messages that Signal could not read are missing", front + lines(update(`"simpleUpdate":{"type":"UNSUPPORTED_PROTOCOL_MESSAGE"}`), says("5", "1710000000000", "x")), "messages=1 notices=1 unsupported=1"},
	{"an item of a kind that came later", front + lines(item("5", "1710000000000", `"hologramMessage":{"x":[1,2]}`), says("5", "1710000000000", "x")), "messages=1 unsupported=1"},
	{"a timer on the chat", lines(info, account, me, bob, `{"chat":{"id":"10","recipientId":"5","expirationTimerMs":"604800000"}}`, says("5", "1710000000000", "x")), "messages=1 disappearing=1"},
	{"a timer that is off", lines(info, account, me, bob, `{"chat":{"id":"10","recipientId":"5","expirationTimerMs":"0"}}`, says("5", "1710000000000", "x")), "disappearing=0"},
	{"notices about a timer", front + lines(update(`"expirationTimerChange":{"expiresInMs":"3600000"}`), update(`"expirationTimerChange":{}`), update(`"groupChange":{"updates":[{"groupExpirationTimerUpdate":{"expiresInMs":"60000"}}]}`), says("5", "1710000000000", "x")), "disappearing=2 notices=3"},
	{"a message that disappears, should one be there", front + lines(item("5", "1710000000000", `"expiresInMs":"60000",`+standard("x"))), "messages=1 disappearing=1"},
	{"what never went out", front + lines(
		strings.Replace(says("1", "1710000000000", "x"), `"read"`, `"failed"`, 1),
		strings.Replace(says("1", "1710000000000", "x"), `"read"`, `"pending"`, 1),
		strings.Replace(says("1", "1710000000000", "x"), `"read":{}}`, `"failed":{}},{"recipientId":"6","sent":{}}`, 1),
		strings.Replace(says("1", "1710000000000", "x"), `"read"`, `"skipped"`, 1)), "messages=2 damaged=0"},
	{"messages out of order are sorted", front + lines(says("5", "1710000060000", "x"), says("1", "1710000000000", "yy")), "sequence=Alice_Blue,Bob_Red"},
	{"milliseconds are cut", front + lines(says("5", "1710000000999", "x")), "first=2024-03-09T16:00:00"},
	{"line ends in a text that were not escaped", front + lines(says("5", "1710000000000", "one\ntwo"), says("5", "1710000000000", "x")), "messages=2 runes=8 damaged=0"},
	{"characters, not bytes", front + lines(says("5", "1710000000000", `\ud83c\udf27青é`)), "runes=3"},
	{"a damaged line costs its message", front + lines(says("5", "1710000000000", "x"), `{"chatItem":{"chatId":"10","authorId":"5","dateSent":"17100`, says("5", "1710000002000", "x")), "messages=2 damaged=1 torn=0"},
	{"a line that is no JSON", front + lines(says("5", "1710000000000", "x"), "what is this", says("5", "1710000002000", "x")), "messages=2 damaged=1"},
	{"a message without a time, or from the year 9999", front + lines(item("5", "0", standard("x")), item("5", "253402300799000", standard("x")), item("5", "-5", standard("x")), says("5", "1710000000000", "x")), "messages=1 damaged=3"},
	{"a message of nobody", front + lines(item("0", "1710000000000", standard("x")), says("5", "1710000000000", "x")), "messages=1 damaged=1"},
	{"a person whose line is lost is still one person", lines(info, account, me, withBob, says("5", "1710000000000", "x"), says("5", "1710000000000", "x"), says("6", "1710000000000", "x")), "messages=3 Unknown=2 Unknown_(2)=1"},
	{"a file that breaks off", front + lines(says("5", "1710000000000", "x"), says("1", "1710000000000", "x")) + `{"chatItem":{"chatId":"10","authorId":"5","dateSe`, "messages=2 torn=2 damaged=0"},
	{"an empty line between", front + lines("", says("5", "1710000000000", "x"), "", ""), "messages=1 damaged=0"},
	{"a frame nobody knows", front + lines(`{"hologram":{"id":"1"}}`, `{}`, `{"stickerPack":{"packId":"KEYx","packKey":"KEYy"}}`, `{"adHocCall":{"callId":"1","recipientId":"4"}}`, says("5", "1710000000000", "x")), "messages=1 damaged=0"},
	{"the first lines are gone", lines(bob, withBob, says("5", "1710000000000", "x")), "messages=1 Bob_Red=1"},
	{"a text of a megabyte and more is cut", front + lines(says("5", "1710000000000", strings.Repeat("a", 3<<20)), says("5", "1710000000000", "x")), "messages=2 runes=1048577 overlong=1"},
	{"a name that is twice there", lines(info, account, me, bob, strings.Replace(kim, "Kim", "Bob Red", 1), withBob, says("5", "1710000000000", "x"), says("6", "1710000000000", "x")), "Bob_Red=1 Bob_Red_(2)=1"},
	{"somebody called like the owner", lines(info, account, me, strings.Replace(bob, `"Bob","profileFamilyName":"Red"`, `"Alice Blue"`, 1), withBob, says("5", "1710000000000", "x"), says("1", "1710000000000", "x")), "Alice_Blue=1 Alice_Blue_(2)=1 owner=Alice_Blue_(2)"},
	{"an owner without a name", lines(info, me, bob, withBob, says("5", "1710000000000", "x"), says("1", "1710000000000", "x")), "You=1 owner=You"},
}

// contacts are ways to be called, and what Signal shows.
var contacts = []struct{ fields, want string }{
	{`"nickname":{"given":"Sky","family":"Blue"},"systemGivenName":"S","profileGivenName":"P","e164":"15550100"`, "Sky Blue"},
	{`"systemGivenName":"Sys","systemFamilyName":"Tem","systemNickname":"N","profileGivenName":"P","e164":"15550100"`, "Sys Tem"},
	{`"systemNickname":"Nick","profileGivenName":"P"`, "Nick"},
	{`"profileGivenName":"Pro","profileFamilyName":"File","e164":"15550100","username":"u.01"`, "Pro File"},
	{`"profileFamilyName":"File"`, "File"},
	{`"e164":"15550100","username":"u.01"`, "+15550100"},
	{`"e164":15550100`, "+15550100"},
	{`"e164":"+15550100"`, "+15550100"},
	{`"username":"u.01"`, "u.01"},
	{`"aci":"c2VydmljZQ=="`, "Unknown"},
	{`"profileGivenName":"\u202eBob\u202c\u0000"`, "Bob"},
	{`"profileGivenName":"\u200b","e164":"15550100"`, "+15550100"},
}

func TestPeopleAreCalledAsSignalShowsThem(t *testing.T) {
	for _, c := range contacts {
		h := decode(t, lines(info, `{"recipient":{"id":"5","contact":{`+c.fields+`}}}`, withBob, says("5", "1710000000000", "x")))
		if got := h[0].Authors[0]; got != c.want {
			t.Errorf("%s: %q, want %q", c.fields, got, c.want)
		}
	}
}

var texts = []trap{
	{"signal-export", "[2024-03-09 16:00:05] Me: blue  \n\n[2024-03-09 16:01:05] Bob: red sky?  \n\n", "messages=2 Me=1 Bob=1 owner=Me runes=12 asks=1 first=2024-03-09T16:00:05 zoned=0"},
	{"its older shape", "[2019-05-29, 15:04] Me: blue  \n[2019-05-29, 15:05] Bob: red  \n", "messages=2 runes=7 first=2019-05-29T15:04:00"},
	{"a shape between", "[2019-05-29 15:04] Me: blue  \n\n[2019-05-29 15:05] Bob: red  \n\n", "messages=2 runes=7"},
	{"blanks at the ends were taken off", "[2024-03-09 16:00:05] Me: blue\n\n[2024-03-09 16:01:05] Bob: red\n\n", "messages=2 runes=7"},
	{"several lines", "[2024-03-09 16:00:05] Me: blue\ngreen\n\nred  \n\n[2024-03-09 16:01:05] Bob: x  \n\n", "messages=2 runes=16"},
	{"links to files", "[2024-03-09 16:00:05] Me: sea  ![a_b.jpg](./media/a_b.jpg)  [v (1).m4a](./media/v%20(1).m4a)  \n\n[2024-03-09 16:01:05] Bob:   ![c.png](./media/c.png)  \n\n", "media=2 runes=3"},
	{"a link that somebody wrote", "[2024-03-09 16:00:05] Me: [rain](https://weather.example/)  \n\n", "text=1 runes=32"},
	{"a sticker, old and new", "[2024-03-09 16:00:05] Me:   \n(( 🌧 ))\n\n[2024-03-09 16:01:05] Bob:   [🌧](../exported_stickers/ab/3.webp)  \n\n", "media=2 runes=0"},
	{"reactions are no text", "[2024-03-09 16:00:05] Me: blue  \n(- Bob: 👍, Me: ? -)\n\n[2024-03-09 16:01:05] Bob:   \n(- Me: 👍 -)![a.jpg](./media/a.jpg)  \n\n", "messages=2 runes=4 asks=0 media=1"},
	{"a quote is no text", "[2024-03-09 16:00:05] Me: \n\n> is it blue?\n> or red?\n\nyes  \n\n", "messages=1 runes=3 asks=0"},
	{"a mark that somebody wrote in front of a line", "[2024-03-09 16:00:05] Me: so\n> blue  \n\n", "runes=9"},
	{"a deleted message", "[2024-03-09 16:00:05] Bob: (This message was deleted)\n\n[2024-03-09 16:01:05] Bob: x  \n\n", "deleted=1 unsent=1 text=1 runes=1"},
	{"calls", "[2024-03-09 16:00:05] Me: Outgoing voice call (accepted, 5m 3s)  \n\n[2024-03-09 16:01:05] Bob: Missed video call  \n\n[2024-03-09 16:01:05] Bob: Incoming voice call (declined)  \n\n[2024-03-09 16:01:05] Me: Outgoing video call (unanswered)  \n\n[2024-03-09 16:01:05] Bob: Incoming call  \n\n[2024-03-09 16:02:05] Me: x  \n\n", "calls=5 missed=3 seconds=303 callsOf_Me=2 messages=1"},
	{"words that begin like a call", "[2024-03-09 16:00:05] Bob: Missed call\nfrom you  \n\n[2024-03-09 16:00:05] Bob: Missed call (again)  \n\n", "calls=0 messages=2 runes=39"},
	{"empty lines of others are notices, the owner's are not", "[2024-03-09 16:00:05] Bob:   \n\n[2024-03-09 16:01:05] Me:   \n\n[2024-03-09 16:02:05] No-Sender:   \n\n[2024-03-09 16:02:05] Bob: x  \n\n", "messages=2 empty=1 notices=2 authors=2"},
	{"a line of nobody that has words", "[2024-03-09 16:02:05] No-Sender: blue  \n\n[2024-03-09 16:02:05] Bob: x  \n\n[2024-03-09 16:02:05] No-Sender: Missed call  \n\n", "messages=1 unsupported=1 authors=1 calls=1 callsOf_nobody=1"},
	{"a time that does not exist", "[2024-03-09 16:00:05] Bob: x  \n\n[2024-13-45 16:00:05] Bob: x  \n\n[1970-01-01 00:00:00] Bob: x  \n\n", "messages=1 damaged=2"},
	{"a pasted line with another shape", "[2024-03-09 16:00:05] Bob: x  \n[2024-03-09] Me: y\n[09.03.2024 16:00] Me: y  \n\n", "messages=1"},
	{"more than two people", "[2024-03-09 16:00:05] Bob: x  \n\n[2024-03-09 16:00:05] Kim: x  \n\n[2024-03-09 16:00:05] Me: x  \n\n", "group=3"},
	{"sigtop's short text", "2024-03-09 16:00 You: blue\n2024-03-09 16:01 Bob: [reply to You on 2024-03-09 16:00, edited, 2 attachments] sea\n2024-03-09 16:01 Bob: [keychange message]\n2024-03-09 16:01 Bob: [call-history message]\n2024-03-09 16:01 Bob: [laughs] red\ngreen\n2024-03-09 16:02 Bob:\n", "messages=4 owner=You media=1 edited=1 runes=25 notices=1 calls=1 empty=1 first=2024-03-09T16:00:00"},
	{"sigtop", letter, "messages=4 owner=You chat=Bob_Red You=1 Bob_Red=3 zoned=1 first=2024-03-09T15:59:05 last=2024-03-09T16:03:05 media=1 edited=1 empty=1 runes=30 notices=2 disappearing=1 calls=1 asks=0"},
	{"words that look like a letter's front", "Conversation: Bob\n\nFrom: Bob (+15550100)\nType: incoming\nSent: Sat, 9 Mar 2024 16:00:05 +0000\nReceived: Sat, 9 Mar 2024 16:00:06 +0000\n\ndear all\n\nFrom: the heart\n\n\nType: of letter\n\n", "messages=1 runes=43"},
	{"a letter without a time", "Conversation: Bob\n\nFrom: Bob\nType: incoming\nSent: unknown\n\nx\n\nFrom: You\nType: outgoing\nSent: Sat, 9 Mar 2024 16:00:05 +0100\n\nx\n\n", "messages=1 damaged=1 first=2024-03-09T15:00:05"},
}

const letter = `Conversation: Bob Red (+15550100)

From: You
Type: outgoing
Sent: Sat, 9 Mar 2024 17:00:05 +0100
Reaction: 👍 from Bob Red (+15550100)

> From: Bob Red (+15550100)
> Sent: Sat, 9 Mar 2024 16:59:05 +0100
>
> is it blue?

yes

it is

From: Bob Red (+15550100)
Type: incoming
Sent: Sat, 9 Mar 2024 17:01:05 +0100
Received: Sat, 9 Mar 2024 17:01:06 +0100
Attachment: a.jpg (image/jpeg, 100 bytes)

sea

Type: timer-notification
Received: Sat, 9 Mar 2024 17:01:06 +0100

From: Bob Red (+15550100)
Type: keychange
Sent: Sat, 9 Mar 2024 17:01:05 +0100
Received: Sat, 9 Mar 2024 17:01:06 +0100

From: Bob Red (+15550100)
Type: call-history
Sent: Sat, 9 Mar 2024 17:01:05 +0100
Received: Sat, 9 Mar 2024 17:01:06 +0100

From: Bob Red (+15550100)
Type: incoming
Sent: Sat, 9 Mar 2024 17:02:05 +0100
Received: Sat, 9 Mar 2024 17:02:06 +0100
Edited: 2 versions

| Version: 2
| Sent: Sat, 9 Mar 2024 17:02:45 +0100
|
| > From: You
| > Sent: Sat, 9 Mar 2024 17:00:05 +0100
|
| red sky
| green sky
|
| Version: 1
| Sent: Sat, 9 Mar 2024 16:59:05 +0100
|
| was that all?

From: Bob Red (+15550100)
Type: incoming
Sent: Sat, 9 Mar 2024 17:03:05 +0100
Received: Sat, 9 Mar 2024 17:03:06 +0100

`

// data is a line of signal-export's data.json.
func data(date, sender, body, rest string) string {
	return `{"date": "` + date + `", "sender": "` + sender + `", "body": "` + body + `", "quote": "", "sticker": "", "reactions": [], "attachments": []` + rest + "}\n"
}

// desk is a message as Signal keeps it on a computer.
func desk(typ, sent, rest string) string {
	return `{"id":"m","conversationId":"c-1","type":"` + typ + `","sent_at":` + sent + `,"timestamp":` + sent + `,"received_at":1` + rest + `}`
}

func list(all ...string) string { return "[\n" + strings.Join(all, ",\n") + "\n]\n" }

const fromBob = `,"source":"+15550100","sourceServiceId":"aaaa-bbbb"`

var jsons = []trap{
	{"data.json", data("2024-03-09T16:00:05.123000", "Me", "blue  ", "") + data("2024-03-09T16:01:05", "Bob", "red?  ", ""), "messages=2 owner=Me Bob=1 runes=8 asks=1 first=2024-03-09T16:00:05 zoned=0"},
	{"quotes and reactions in it are no text", data("2024-03-09T16:00:05", "Me", "x  ", `,"quote":"\n\n> is it?\n\n","reactions":[["Bob","👍"]]`), "runes=1 asks=0"},
	{"files and stickers in it", data("2024-03-09T16:00:05", "Bob", "  ", `,"attachments":[{"name":"a.jpg","path":"media/a.jpg"}]`) + data("2024-03-09T16:00:05", "Bob", "  ", `,"sticker":"🌧"`) + data("2024-03-09T16:00:05", "Bob", "  ", `,"sticker":{"emoji":"🌧","packKey":"KEYsticker"}`) + data("2024-03-09T16:00:05", "Bob", "x  ", `,"sticker":null`), "media=3 text=1"},
	{"deleted, edited, called", data("2024-03-09T16:00:05", "Bob", "  ", `,"deleted":true`) + data("2024-03-09T16:05:05", "Bob", "x  ", `,"edits":[{"date":"2024-03-09T16:01:05","body":"y"}]`) + data("2024-03-09T16:06:05", "Me", "Outgoing video call (unanswered)  ", "") + data("2024-03-09T16:06:05", "Bob", "Incoming video call (accepted, 45s)  ", `,"call":true`) + data("2024-03-09T16:06:05", "Bob", "  ", `,"call":true,"missed":true`), "deleted=1 edited=1 calls=3 missed=2 seconds=45 last=2024-03-09T16:01:05"},
	{"nothing and nobody", data("2024-03-09T16:00:05", "Bob", "  ", "") + data("2024-03-09T16:00:05", "Me", "  ", "") + data("2024-03-09T16:00:05", "No-Sender", "x  ", "") + data("2024-03-09T16:00:05", "Bob", "x  ", ""), "messages=2 empty=1 notices=1 unsupported=1 authors=2"},
	{"a damaged line of it", data("2024-03-09T16:00:05", "Bob", "x  ", "") + `{"date": "2024-03-09T16:00:05", "sender": "Bo` + "\n" + data("2024-03-09T16:00:05", "Bob", "x  ", "") + data("tomorrow", "Bob", "x  ", ""), "messages=2 damaged=2"},
	{"data.json that breaks off", data("2024-03-09T16:00:05", "Bob", "x  ", "") + `{"date": "2024-03-09T16:00:05", "sender": "Bo`, "messages=1 damaged=0 torn=1"},
	{"sigtop's JSON", list(desk("incoming", "1710000000000", `,"body":"blue?"`+fromBob), desk("outgoing", "1710000060000", `,"body":"yes"`)), "messages=2 owner=You +15550100=1 You=1 runes=8 asks=1 zoned=1 first=2024-03-09T16:00:00 key=c-1"},
	{"files, stickers, view-once, deleted, edited", list(
		desk("incoming", "1710000000000", `,"body":"sea","attachments":[{"contentType":"image/jpeg","key":"KEYattachment"}]`+fromBob), desk("incoming", "1710000000000", `,"sticker":{"packId":"x","packKey":"KEYpack"}`+fromBob),
		desk("incoming", "1710000000000", `,"isViewOnce":true,"attachments":[{}]`+fromBob), desk("incoming", "1710000000000", `,"deletedForEveryone":true,"body":""`+fromBob),
		desk("incoming", "1710000300000", `,"body":"x","editHistory":[{"timestamp":1710000300000,"body":"x"},{"timestamp":1710000000000,"body":"yy"}]`+fromBob)), "media=2 empty=1 deleted=1 edited=1 runes=4 last=2024-03-09T16:00:00 unsent=1"},
	{"calls and notices", list(
		desk("call-history", "1710000000000", `,"callHistoryDetails":{"wasIncoming":true,"wasDeclined":false,"acceptedTime":1710000000000,"endedTime":1710000090000}`+fromBob),
		desk("call-history", "1710000000000", `,"callHistoryDetails":{"wasIncoming":false,"endedTime":1710000090000}`), desk("call-history", "1710000000000", `,"callId":"1"`),
		desk("keychange", "1710000000000", ""), desk("timer-notification", "1710000000000", `,"expirationTimerUpdate":{"expireTimer":60}`), desk("incoming", "1710000000000", `,"flags":2,"expirationTimerUpdate":{"expireTimer":60}`+fromBob),
		desk("story", "1710000000000", fromBob), desk("incoming", "1710000000000", `,"body":"x"`+fromBob)), "messages=1 calls=3 missed=1 seconds=90 notices=3 disappearing=2 callsOf_You=1 callsOf_+15550100=1 callsOf_nobody=1"},
	{"people without a number", list(desk("incoming", "1710000000000", `,"body":"x","sourceUuid":"cccc"`), desk("incoming", "1710000000000", `,"body":"x"`), desk("outgoing", "1710000000000", `,"body":"x"`)), "messages=2 cccc=1 unsupported=1"},
	{"a damaged message costs itself", list(desk("incoming", "1710000000000", `,"body":"x"`+fromBob), desk("incoming", "1710000000000", `,"body":"x"`+fromBob), `{"conversationId":"c-1","type":"incoming","sent_at":17100`, desk("incoming", "1710000000000", `,"body":"x"`+fromBob), desk("incoming", "0", `,"body":"x"`+fromBob)), "messages=3 damaged=2"},
	{"a list that breaks off", strings.TrimSuffix(list(desk("incoming", "1710000000000", `,"body":"x"`+fromBob), desk("incoming", "1710000000000", `,"body":"x"`+fromBob)), "}\n]\n"), "messages=1 torn=1"},
}

func TestTraps(t *testing.T) {
	for _, group := range [][]trap{official, texts, jsons} {
		for _, c := range group {
			t.Run(c.says, func(t *testing.T) {
				if got := (signal.Format{}).Detect([]byte(c.file[:min(len(c.file), 64<<10)])); got < 80 && (got != 50 || !strings.HasPrefix(c.file, `{"date"`)) {
					t.Errorf("only %d sure", got)
				}
				h := decode(t, c.file)
				if len(h) != 1 {
					t.Fatalf("%d chats", len(h))
				}
				got := digest(h[0])
				for _, fact := range strings.Fields(c.want) {
					i := strings.LastIndex(fact, "=")
					if key, want := fact[:i], fact[i+1:]; got[key] != want && !(want == "0" && got[key] == "") {
						t.Errorf("want %s, got %q in %v", fact, got[key], got)
					}
				}
			})
		}
	}
}

func decode(t *testing.T, file string) []*chat.History {
	t.Helper()
	h, err := signal.Format{}.Decode(strings.NewReader(file), chat.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// digest lists what can be said about a history.
func digest(h *chat.History) map[string]string {
	n := map[string]int{}
	var order []string
	for _, m := range h.Messages {
		n["messages"]++
		n["runes"] += int(m.Runes)
		n[[]string{"text", "media", "deleted", "empty"}[m.Kind]]++
		n[h.Authors[m.Author]]++
		for i, flag := range []string{"edited", "asks", "late"} {
			n[flag] += int(m.Flags >> i & 1)
		}
		if len(order) < 5 {
			order = append(order, h.Authors[m.Author])
		}
	}
	for _, c := range h.Calls {
		n["calls"]++
		n["seconds"] += int(c.Seconds)
		if c.Missed {
			n["missed"]++
		}
		who := "nobody"
		if c.Author >= 0 {
			who = h.Authors[c.Author]
		}
		n["callsOf "+who]++
	}
	for _, w := range h.Warnings {
		n[w.Code] = w.N
	}
	n["authors"], n["notices"] = len(h.Authors), h.System
	if h.Zoned {
		n["zoned"] = 1
	}
	out := map[string]string{"chat": h.Chat, "owner": h.Owner, "key": h.Key, "sequence": strings.Join(order, ",")}
	if len(h.Messages) > 0 {
		out["first"] = h.Messages[0].Time().Format("2006-01-02T15:04:05")
		out["last"] = h.Messages[len(h.Messages)-1].Time().Format("2006-01-02T15:04:05")
	}
	for k, v := range n {
		out[k] = fmt.Sprint(v)
	}
	for k, v := range out {
		delete(out, k)
		out[strings.ReplaceAll(k, " ", "_")] = strings.ReplaceAll(v, " ", "_")
	}
	return out
}
