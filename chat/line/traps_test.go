package line_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"ebb/chat"
	"ebb/chat/line"
)

// trap is one file with one difficulty in it, and what must come out. A fact
// says key=value; what is not there counts as 0.
type trap struct{ says, file, want string }

const top = "[LINE] Chat history with Bob\nSaved on: 2024/03/10 09:00\n\n"

var days = []trap{
	{"slashes and brackets", top + "2024/03/09(Sat)\n08:05\tBob\tblue\n", "first=2024-03-09T08:05:00 order=ymd chat=Bob"},
	{"Japanese", "[LINE] ボブとのトーク履歴\n保存日時：2024/03/10 09:00\n\n2024/03/09(土)\n08:05\tボブ\t青\n", "first=2024-03-09T08:05:00 chat=ボブ"},
	{"Japanese, a group", "[LINE] 虹のトーク履歴\n保存日時：2024/03/10 09:00\n\n2024/03/09(土)\n08:05\tボブ\t青\n", "chat=虹 owner="},
	{"the years of an emperor", "[LINE] ボブとのトーク履歴\n保存日時：R6/03/10 09:00\n\nR6/03/09(土)\n08:05\tボブ\t青\n\nR6/03/10(日)\n08:05\tボブ\t青\n", "first=2024-03-09T08:05:00 last=2024-03-10T08:05:00"},
	{"the emperor before", "[LINE] ボブとのトーク履歴\n\nH30/03/09(金)\n08:05\tボブ\t青\n", "first=2018-03-09T08:05:00"},
	{"Chinese, full width brackets, halves of the day", "[LINE] 與小明的聊天記錄\n儲存日期：2024/03/10 09:00\n\n2024/3/9（六）\n上午08:05\t小明\t藍\n下午12:10\t小明\t藍\n下午03:20\t小明\t藍\n", "first=2024-03-09T08:05:00 last=2024-03-09T15:20:00 chat=小明 messages=3"},
	{"a weekday without a blank", "[LINE] 與小明的聊天記錄\n\n2024/3/9週六\n上午12:05\t小明\t藍\n", "first=2024-03-09T00:05:00"},
	{"simplified Chinese", "[LINE] 与小明的聊天记录\n保存日期：2024/03/10\n\n2024/3/9周六\n下午8:05\t小明\t蓝\n", "first=2024-03-09T20:05:00 chat=小明"},
	{"the years of a republic", "[LINE] 與小明的聊天記錄\n\n113/03/09（六）\n08:05\t小明\t藍\n", "first=2024-03-09T08:05:00"},
	{"Korean", "[LINE] 샘님과의 대화\n저장한 날짜 : 2024. 3. 10.\n\n2024. 3. 9. 토요일\n오전 8:05\t샘\t파랑\n오후 8:05\t샘\t파랑\n", "first=2024-03-09T08:05:00 last=2024-03-09T20:05:00 chat=샘"},
	{"Korean with words", "[LINE] 샘님과의 대화\n\n2024년 3월 9일 토요일\n오전 8:05\t샘\t파랑\n", "first=2024-03-09T08:05:00 order=ymd"},
	{"Japanese with words", "[LINE] 샘님과의 대화\n\n2024年3月9日(土)\n8:05\t샘\t파랑\n", "first=2024-03-09T08:05:00"},
	{"Thai, the years of Buddha", "[LINE] ประวัติการแชทกับ ฟ้า\nบันทึกเมื่อ 04/09/2569 07:48\n\nส. 09/03/2567\n08:05\tฟ้า\tฝน\n", "first=2024-03-09T08:05:00 order=dmy open=0 chat=ฟ้า"},
	{"Thai dates in English", top + "Sat, 09/03/2567 BE\n08:05\tBob\tblue\n", "first=2024-03-09T08:05:00 order=dmy open=0"},
	{"a Thai group", "[LINE] ประวัติการแชทในกลุ่ม \"ฝน\"\nบันทึกเมื่อ 04/09/2569 07:48\n\nส. 09/03/2567\n08:05\tฟ้า\tฝน\n", "chat=ฝน"},
	{"American, settled by the weekday", top + "Sat, 3/9/2024\n8:05 PM\tBob\tblue\n", "first=2024-03-09T20:05:00 order=mdy open=0"},
	{"no blank before PM", top + "Sat, 3/9/2024\n08:05PM\tBob\tblue\n12:01AM\tBob\tblue\n", "first=2024-03-09T00:01:00 last=2024-03-09T20:05:00"},
	{"British, settled by the weekday", top + "Sat, 09/03/2024\n20:05\tBob\tblue\n", "first=2024-03-09T20:05:00 order=dmy open=0"},
	{"a narrow blank before PM", top + "Sat, 3/9/2024\n8:05\u202fPM\tBob\tblue\n", "first=2024-03-09T20:05:00"},
	{"a blank and a short weekday", top + "2024/03/09 Sat\n08:05\tBob\tblue\n", "first=2024-03-09T08:05:00"},
	{"no weekday at all", top + "2024/03/09\n08:05\tBob\tblue\n", "first=2024-03-09T08:05:00"},
	{"dashes", top + "2024-03-09\n08:05\tBob\tblue\n", "first=2024-03-09T08:05:00"},
	{"German", top + "Sa., 09.03.2024\n08:05\tBob\tblau\n", "first=2024-03-09T08:05:00 order=dmy open=0"},
	{"Indonesian", "[LINE] Riwayat chat dengan Bob\nDisimpan: 10/03/2024 09:00\n\nSab, 09/03/2024\n08:05\tBob\tbiru\n", "first=2024-03-09T08:05:00 order=dmy open=0 chat=Bob"},
	{"weekdays in a language nobody listed stay with one day", top + "Lør, 09/03/2024\n08:05\tBob\tblå\n\nSøn, 10/03/2024\n08:05\tBob\tblå\n\nLør, 06/04/2024\n08:05\tBob\tblå\n", "order=dmy open=0 first=2024-03-09T08:05:00"},
	{"line ends of Windows", strings.ReplaceAll(top+"2024/03/09(Sat)\n08:05\tBob\tblue\n08:06\tAlice\t\"a\nb\"\n", "\n", "\r\n"), "messages=2 runes=7"},
	{"a mark in front", "\ufeff" + top + "2024/03/09(Sat)\n08:05\tBob\tblue\n", "messages=1 chat=Bob"},
	{"a heading without the word in brackets", "Chat history with Bob\nSaved on: 2017/09/05 12:12\n\n2017/03/12(Sun)\n08:05\tBob\tblue\n", "first=2017-03-12T08:05:00 chat=Bob"},
	{"no heading", "2024/03/09(Sat)\n08:05\tBob\tblue\n", "messages=1 chat="},
	{"a heading in a language nobody listed has no name", "[LINE] Historik med Bob\nSparat: 2024-03-10 09:00\n\n2024/03/09(Sat)\n08:05\tBob\tblå\n", "messages=1 chat="},
	{"24 is the first hour of the day on Android", top + "2024/03/09(Sat)\n24:05\tBob\tblue\n07:00\tBob\tblue\n", "first=2024-03-09T00:05:00 last=2024-03-09T07:00:00"},
	{"24 behind an evening is the next day", top + "2024/03/09(Sat)\n23:55\tBob\tblue\n24:05\tBob\tblue\n24:06\tBob\tblue\n", "first=2024-03-09T23:55:00 last=2024-03-10T00:06:00"},
	{"the 29th of February exists in leap years only", top + "2024/02/29(Thu)\n08:05\tBob\tblue\n\n2023/02/29(Wed)\n08:05\tBob\tblue\n\n2024/03/01(Fri)\n08:05\tBob\tblue\n", "messages=2 damaged=1 last=2024-03-01T08:05:00"},
	{"days in no order are sorted", top + "2024/03/10(Sun)\n08:05\tBob\tblue\n\n2024/03/09(Sat)\n08:05\tAlice\tblue\n", "sequence=Alice,Bob late=1"},
	{"the same minute keeps the order of the lines", top + "2024/03/09(Sat)\n08:05\tBob\ta\n08:05\tAlice\ta\n08:05\tBob\ta\n", "sequence=Bob,Alice,Bob late=0"},
	{"without weekdays an early date leaves the order open", top + "03/09/2024\n08:05\tBob\tblue\n", "open=1 order=dmy examples=03/09/2024"},
	{"a day past twelve settles it", top + "03/09/2024\n08:05\tBob\tblue\n\n03/13/2024\n08:05\tBob\tblue\n", "open=0 order=mdy"},
	{"time that runs forward settles it", top + "05/02/2024\n08:05\tBob\tblue\n\n07/02/2024\n08:05\tBob\tblue\n\n01/03/2024\n08:05\tBob\tblue\n", "open=0 order=dmy"},
	{"dots are written day first", top + "06.01.2024\n08:05\tBob\tblue\n", "order=dmy open=0"},
	{"so are the years of Buddha", top + "Sat, 06/01/2567 BE\n08:05\tBob\tblue\n", "order=dmy open=0 first=2024-01-06T08:05:00"},
	{"a date on a weekday of both orders leaves it open", top + "Sat, 06/01/2024\n08:05\tBob\tblue\n", "open=1 examples=Sat,_06/01/2024"},
	{"one damaged date does not turn all others round", top + "Sat, 9/3/2024\n08:05\tBob\tblue\n\nSun, 10/3/2024\n08:05\tBob\tblue\n\nMon, 11/3/2024\n08:05\tBob\tblue\n\nTue, 12/3/2024\n08:05\tBob\tblue\n\nWed, 13/3/2024\n08:05\tBob\tblue\n\nThu, 3/14/2024\n08:05\tBob\tblue\n", "order=dmy open=0 damaged=1 messages=5"},
}

var bodies = []trap{
	{"a text of several lines", day("08:05\tBob\t\"blue\ngreen\"\n"), "messages=1 runes=10"},
	{"an empty line in it", day("08:05\tBob\t\"blue\n\ngreen\"\n08:06\tAlice\tred\n"), "messages=2 runes=14"},
	{"quotation marks in it are doubled", day("08:05\tBob\t\"blue\n\"\"green\"\"\nred\"\n"), "messages=1 runes=16"},
	{"a date and messages in it are part of it", day("08:05\tBob\t\"look:\n09:00\tAlice\tblue\n09:01\tBob\tred\nsee\"\n08:06\tAlice\tyes\n"), "messages=2 Bob=1 Alice=1"},
	{"a pasted call in it is no call", day("08:05\tBob\t\"look:\n09:00\tAlice\t☎ Missed call\"\n08:06\tAlice\tyes\n"), "messages=2 calls=0"},
	{"a pasted notice in it is none", day("08:05\tBob\t\"look:\n09:00\t\tKim joined the group.\n09:00\tKim unsent a message.\nsee\"\n08:06\tAlice\tyes\n"), "messages=2 notices=0 unsent=0 authors=2"},
	{"a typed quotation mark opens nothing", day("08:05\tBob\t\"blue\n08:06\tAlice\tred\n08:07\tBob\tgreen\n"), "messages=3 runes=13"},
	{"nor does it before a text of several lines", day("08:05\tBob\t\"blue\n08:06\tAlice\t\"red\ngreen\"\n08:07\tBob\tsnow\n"), "messages=3 runes=18"},
	{"nor beyond its day", day("08:05\tBob\t\"blue\n08:06\tAlice\tred\n") + "\n2024/03/10(Sun)\n08:00\tBob\the said red\"\n08:01\tBob\tx\n", "messages=4"},
	{"nor beyond fifty lines", day("08:05\tBob\t\"blue\n" + strings.Repeat("08:06\tAlice\tred\n", 60) + "and red\"\n"), "messages=61"},
	{"quoted words alone are as typed", day("08:05\tBob\t\"blue\"\n08:06\tAlice\tred\n"), "messages=2 runes=9"},
	{"several lines without marks, as old exports write them", day("08:05\tBob\tblue\ngreen\n\nred\n08:06\tAlice\tx\n"), "messages=2 runes=16"},
	{"a date of another shape in a text is text", day("08:05\tBob\tblue\n2024.03.10\n08:06\tAlice\tx\n"), "messages=2 runes=16"},
	{"a tab in a text", day("08:05\tBob\tblue\tgreen\n"), "messages=1 runes=10"},
	{"four blanks for a tab", "[LINE] Chat history with Bob\n\n2024/03/09(Sat)\n08:05    Bob    blue\n08:06    Alice    [Sticker]\n", "messages=2 media=1 Bob=1"},
	{"a question", day("08:05\tBob\tblue?\n08:06\tAlice\t青？\n08:07\tAlice\tred\n"), "asks=2"},
	{"characters, not bytes", day("08:05\tBob\t🌧青é\n"), "runes=3"},
	{"files in English", day("08:05\tBob\t[Photo]\n08:05\tBob\t[Sticker]\n08:05\tBob\t[Video]\n08:05\tBob\t[Voice message]\n08:05\tBob\t[File] blue.pdf\n08:05\tBob\t[Location] Blue Street\n08:05\tBob\t[Albums] Blue\n08:05\tBob\t[Contact]\n"), "messages=8 media=8 runes=0"},
	{"files in Japanese", day("08:05\tBob\t[写真]\n08:05\tBob\t[スタンプ]\n08:05\tBob\t[動画]\n08:05\tBob\t[ボイスメッセージ]\n08:05\tBob\t[ファイル]\n08:05\tBob\t[位置情報]\n08:05\tBob\t[アルバム] 青\n08:05\tBob\t[ノート] 青\n"), "media=8"},
	{"files in Chinese", day("08:05\tBob\t[照片]\n08:05\tBob\t[貼圖]\n08:05\tBob\t[影片]\n08:05\tBob\t[語音訊息]\n08:05\tBob\t[檔案]\n08:05\tBob\t[图片]\n08:05\tBob\t[贴图]\n08:05\tBob\t[视频]\n"), "media=8"},
	{"files in Korean, Thai and Indonesian", day("08:05\tBob\t[사진]\n08:05\tBob\t[스티커]\n08:05\tBob\t[동영상]\n08:05\tBob\t[รูป]\n08:05\tBob\t[สติกเกอร์]\n08:05\tBob\t[ข้อความเสียง]\n08:05\tBob\t[Foto]\n08:05\tBob\t[Stiker]\n"), "media=8"},
	{"a place without a name", day("08:05\tBob\t[null] https://maps.google.com/?q=1,2\n"), "media=1 asks=0"},
	{"words in brackets that are none of them", day("08:05\tBob\t[laughs]\n08:05\tBob\t[Photo] of the sea\n"), "text=2"},
	{"a placeholder that goes on is text", day("08:05\tBob\t[Photo]\nblue\n"), "text=1 runes=12"},
	{"a message that was not carried over", day("08:05\tBob\tⓘ This message could not be displayed.\n"), "empty=1"},
	{"nothing behind the name", day("08:05\tBob\t\n"), "empty=1"},
	{"calls in English", day("08:05\tBob\t☎ Call time 0:56\n08:06\tAlice\t☎ Call time 1:02:03\n08:06\tBob\t☎ Missed call\n08:07\tBob\t☎ Canceled call\n08:08\tAlice\t☎ No answer\n08:09\tBob\tx\n"), "messages=1 calls=5 missed=3 seconds=3779"},
	{"calls in Japanese", day("08:05\tBob\t☎ 通話時間 10:38\n08:06\tAlice\t☎ 不在着信\n08:06\tBob\t☎ 通話をキャンセルしました\n08:07\tBob\t☎ 通話に応答がありませんでした\n"), "messages=0 calls=4 missed=3 seconds=638"},
	{"calls in Chinese, Korean and Thai", day("08:05\tBob\t☎ 通話時間 0:10\n08:06\tAlice\t☎ 未接來電\n08:06\tBob\t☎ 통화 시간 0:10\n08:07\tBob\t☎ 부재중 전화\n08:07\tBob\t☎ ไม่ได้รับสาย\n"), "calls=5 missed=3 seconds=20"},
	{"a telephone of a newer kind", day("08:05\tBob\t☎\ufe0f Call time 0:56\n"), "calls=1 seconds=56"},
	{"a group's call is a notice", day("08:05\tBob\t☎ グループ音声通話に招待されました。\n08:05\tBob\t☎ chat.message.groupcall.started.long\n08:06\tBob\tx\n"), "calls=0 notices=2 messages=1"},
	{"somebody took a message back", day("08:05\tBob unsent a message.\n08:06\tAlice\tx\n"), "messages=2 deleted=1 Bob=1 unsent=1 notices=0"},
	{"in Japanese", day("08:05\tBobがメッセージの送信を取り消しました\n08:06\tAlice\tx\n"), "deleted=1 Bob=1"},
	{"in Chinese, behind an empty name", day("08:05\t\tBob已收回訊息\n08:06\tAlice\tx\n08:07\t\tBob撤回了一条消息\n"), "deleted=2 Bob=2"},
	{"in Korean", day("08:05\tBob님이 메시지를 취소했습니다.\n08:06\tAlice\tx\n"), "deleted=1 Bob=1"},
	{"you are the one who is not Bob", day("08:05\tYou unsent a message.\n08:06\tAlice\tx\n08:07\tBob\tx\n"), "deleted=1 Alice=2 Bob=1 owner=Alice"},
	{"you are nobody in a group", strings.Replace(day("08:05\tYou unsent a message.\n08:06\tAlice\tx\n08:07\tBob\tx\n"), "with", "in", 1), "deleted=0 messages=2 notices=1 owner= authors=2"},
	{"nobody in particular took one back", day("08:05\t\tMessage unsent.\n08:06\tAlice\tx\n"), "messages=1 notices=1 unsent=1"},
	{"notices", day("08:05\t\tKim joined the group.\n08:05\tBob changed the group name to Blue.\n08:06\tAlice\tx\n"), "messages=1 notices=2 authors=1"},
	{"the owner is the other one", day("08:05\tBob\tx\n08:06\tAlice\tx\n"), "owner=Alice"},
	{"of three the owner is nobody", day("08:05\tBob\tx\n08:06\tAlice\tx\n08:06\tKim\tx\n"), "owner= group=3"},
	{"a name with blanks and colons", day("08:05\tBob B: Blue\tx\n"), "Bob_B:_Blue=1"},
	{"a name with marks that cannot be seen", day("08:05\t\u202eBob\u202c\tx\n08:06\tBob\tx\n"), "Bob=2 authors=1"},
	{"names that differ are two people", day("08:05\tSam\tx\n08:06\tsam\tx\n"), "authors=2"},
	{"a time that does not exist costs its message", day("08:05\tBob\tx\n08:75\tBob\tx\nand more\n26:00\tBob\tx\n08:06\tAlice\tx\n"), "messages=2 damaged=2 runes=2"},
	{"messages before any date are damaged", top + "07:00\tBob\tx\n07:01\tBob\ty\nz\n\n2024/03/09(Sat)\n08:05\tBob\tx\n", "messages=1 damaged=2 runes=1"},
	{"so are those below a date that does not exist", top + "2024/13/45(Sat)\n07:00\tBob\tx\n07:01\tBob\t☎ Missed call\n\n2024/03/09(Sat)\n08:05\tBob\tx\n", "messages=1 damaged=2 calls=0"},
	{"an overlong line is cut and counted", day("08:05\tBob\t" + strings.Repeat("a", 3<<20) + "\n08:06\tAlice\tx\n"), "messages=2 overlong=1"},
	{"a line of 70 kB is whole", day("08:05\tBob\t" + strings.Repeat("a", 70_000) + "\n"), "runes=70000 overlong=0"},
}

var computers = []trap{
	{"blanks between, as computers write it", "2024.03.09 Saturday\n08:05 Bob blue\n08:06 Alice red sky\n", "messages=2 Bob=1 Alice=1 runes=11 first=2024-03-09T08:05:00"},
	{"Japanese", "2024.03.09 土曜日\n08:05 ボブ 青\n08:06 アリス スタンプ\n", "messages=2 media=1"},
	{"Thai", "2024.03.09 วันเสาร์\n08:05 ฟ้า ฝน\n08:06 ฟ้า รูป\n08:07 ฟ้า ไม่ได้รับสาย\n08:08 ยกเลิกข้อความแล้ว\n", "messages=2 media=1 calls=1 missed=1 unsent=1 authors=1"},
	{"words for files", "2024.03.09 Saturday\n08:05 Bob Photos\n08:06 Alice Stickers\n08:07 Bob photos of mine\n", "media=2 text=1"},
	{"names of two words", "2024.03.09 Saturday\n" + strings.Repeat("08:05 Bob Blue x\n08:05 Bob Blue yes it is\n08:06 Alice no it is not\n08:06 Alice maybe\n", 3), "Bob_Blue=6 Alice=6 authors=2"},
	{"names that begin alike", "2024.03.09 Saturday\n" + strings.Repeat("08:05 Bob x\n08:05 Alice yes it is\n08:05 Alice yes\n", 5), "Bob=5 Alice=10"},
	{"lines that go on", "2024.03.09 Saturday\n08:05 Bob blue\nand green\n08:06 Alice red\n", "messages=2 runes=17"},
	{"a tab in a text is none between fields", "2024.03.09 Saturday\n08:05 Bob blue\n08:05 Bob a\tb\tc\n08:06 Alice red\n", "messages=3 authors=2"},
	{"notices", "2024.03.09 Saturday\n08:05 Bob joined the group.\n08:05 Bob unsent a message.\n08:06 Alice red\n", "messages=2 notices=1 deleted=1 authors=2"},
	{"calls", "2024.03.09 Saturday\n08:05 Bob Call time 0:56\n08:05 Bob Missed call\n08:06 Alice red\n", "messages=1 calls=2 missed=1 seconds=56"},
}

// day is a chat of one day.
func day(lines string) string { return top + "2024/03/09(Sat)\n" + lines }

func TestTraps(t *testing.T) {
	for _, group := range [][]trap{days, bodies, computers} {
		for _, c := range group {
			t.Run(c.says, func(t *testing.T) {
				if got := (line.Format{}).Detect([]byte(c.file[:min(len(c.file), 64<<10)])); got < 70 {
					t.Errorf("only %d sure", got)
				}
				h, err := chat.One(line.Format{}.Decode(strings.NewReader(c.file), chat.Options{}))
				if err != nil {
					t.Fatal(err)
				}
				got := digest(h)
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
	}
	for _, w := range h.Warnings {
		n[w.Code] = w.N
	}
	n["authors"], n["notices"] = len(h.Authors), h.System
	if !h.DateOrderSure {
		n["open"] = 1
	}
	out := map[string]string{"order": h.DateOrder, "chat": h.Chat, "owner": h.Owner, "examples": strings.ReplaceAll(strings.Join(h.Examples, "|"), " ", "_"), "sequence": strings.Join(order, ",")}
	for k, v := range n {
		out[strings.ReplaceAll(k, " ", "_")] = fmt.Sprint(v)
	}
	if len(h.Messages) > 0 {
		out["first"] = h.Messages[0].Time().Format("2006-01-02T15:04:05")
		out["last"] = h.Messages[len(h.Messages)-1].Time().Format("2006-01-02T15:04:05")
	}
	return out
}

func TestAGivenOrderOfTheDateIsUsed(t *testing.T) {
	file := top + "03/09/2024\n08:05\tBob\tblue\n"
	for given, want := range map[string]string{"dmy": "2024-09-03", "mdy": "2024-03-09"} {
		h, err := chat.One(line.Format{}.Decode(strings.NewReader(file), chat.Options{DateOrder: given}))
		if err != nil || !h.DateOrderSure || h.Examples != nil || h.Messages[0].Time().Format("2006-01-02") != want {
			t.Errorf("%s: %+v %v", given, h, err)
		}
	}
	for given, file := range map[string]string{"ymd": file, "xyz": file, "mdy": top + "13/09/2024\n08:05\tBob\tblue\n", "dmy": top + "2024/09/13\n08:05\tBob\tblue\n"} {
		var f *chat.Failure
		if _, err := (line.Format{}).Decode(strings.NewReader(file), chat.Options{DateOrder: given}); !errors.Is(err, chat.ErrDateOrder) || !errors.As(err, &f) {
			t.Errorf("%s: %v", given, err)
		}
	}
}

func TestNothingToReadIsAFailure(t *testing.T) {
	for file, want := range map[string]error{
		"hello\nworld\n":                        chat.ErrNotChat,
		"\n\n":                                  chat.ErrNotChat,
		"":                                      chat.ErrEmpty,
		top:                                     chat.ErrEmpty,
		top + "2024/03/09(Sat)\n":               chat.ErrEmpty,
		top + "07:00\tBob\tx\n":                 chat.ErrNotChat,
		top + "2024/13/45\n07:00\tBob\tx\n":     chat.ErrNotChat,
		day("08:05\t\tKim joined the group.\n"): chat.ErrEmpty,
		day("08:05\tYou unsent a message.\n"):   chat.ErrEmpty,
		"03/33/2024\n07:00\tBob\tx\n13/33/2024\n":       chat.ErrNotChat,
		"2024/03/09(Sat)\n2024/03/10(Sun)\nnothing\n\n": chat.ErrNotChat,
	} {
		_, err := line.Format{}.Decode(strings.NewReader(file), chat.Options{})
		var f *chat.Failure
		if !errors.As(err, &f) || !errors.Is(err, want) {
			t.Errorf("%q: got %v, want %v", file, err, want)
		}
	}
}

func TestTheFirstMessageWithoutADateIsNamed(t *testing.T) {
	_, err := line.Format{}.Decode(strings.NewReader(top+"07:00\tBob\tblue\n07:01\tBob\tred\n"), chat.Options{})
	var f *chat.Failure
	if !errors.As(err, &f) || f.Line != 4 || f.Text != "Bob blue" {
		t.Errorf("%v", err)
	}
}

func TestAFileThatBreaksOffKeepsWhatWasRead(t *testing.T) {
	broken := errors.New("unplugged")
	r := io.MultiReader(strings.NewReader(day("08:05\tBob\tx\n08:06\tAlice\ty\n")), iotest.ErrReader(broken))
	h, err := chat.One(line.Format{}.Decode(r, chat.Options{}))
	if err != nil || len(h.Messages) != 2 || digest(h)["torn"] != "2" {
		t.Errorf("%+v %v", h, err)
	}
	if _, err := (line.Format{}).Decode(iotest.ErrReader(broken), chat.Options{}); !errors.Is(err, broken) {
		t.Error(err)
	}
}

func TestDetectKnowsNoOtherFormat(t *testing.T) {
	for _, text := range []string{
		"", "hello", "{\"messages\":[]}", "[13/06/2018, 21:25:15] Bob: Blue\n", "13/06/2018, 21:25 - Bob: Blue\n", "13.06.18, 21:25 - Bob: 2024/03/09\n",
		"[2024-03-09 16:00:05] Me: blue\n\n", "a\tb\tc\n1\t2\t3\n", "08:05\tBob\tblue\n", "08:05 Bob blue\n", "2024/03/09\nblue\n", "2024-03-09 08:05 Bob: blue\n",
		"Conversation: Bob\n\nFrom: Bob\nSent: Sat, 9 Mar 2024 16:00:05 +0000\n", "<?xml version='1.0'?>\n<smses>\n", "May 17, 2022  5:29:42 PM\nMe\nblue\n",
		"dear diary\n2024.03.09 Saturday\n08:05 got up late\n",
	} {
		if got := (line.Format{}).Detect([]byte(text)); got != 0 {
			t.Errorf("%q: %d sure", text, got)
		}
	}
}
