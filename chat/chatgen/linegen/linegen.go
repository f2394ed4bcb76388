// Package linegen writes exports as LINE does on a phone, of chats that never
// were, in several languages.
//
// It promises the same bytes for the same Plan and a Truth that holds exactly.
// It refuses to write seconds, or to say that a text was edited: LINE does not.
package linegen

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"ebb/chat/chatgen"
)

// shape is how a phone writes in one language.
type shape struct {
	heading, saved string
	day            string // in Go's terms; W is the weekday
	weekdays       []string
	clock          string // in Go's terms; PM is put in words
	am, pm         string
	late           bool   // 24:05 for 00:05
	buddha         int    // years to add
	order          string // "dmy", "mdy", "ymd"
	media          []string
	unsent         string    // behind the name
	calls          [2]string // before the length; missed
	notice         string
}

var shapes = map[string]shape{
	"android-en": {heading: "Chat history with %", saved: "Saved on: 2024/03/10 09:00", day: "2006/01/02(W)", weekdays: english, clock: "15:04", late: true, order: "ymd", media: []string{"[Photo]", "[Sticker]", "[Video]", "[Voice message]", "[File] a.pdf"}, unsent: " unsent a message.", calls: [2]string{"Call time ", "Missed call"}, notice: "% joined the chat."},
	"ios-us":     {heading: "[LINE] Chat history with %", saved: "Saved on: 3/10/2024, 09:00", day: "W, 1/2/2006", weekdays: english, clock: "03:04PM", am: "AM", pm: "PM", order: "mdy", media: []string{"[Photo]", "[Sticker]"}, unsent: " unsent a message.", calls: [2]string{"Call time ", "No answer"}, notice: "% joined the chat."},
	"ios-gb":     {heading: "[LINE] Chat history with %", saved: "Saved on: 10/03/2024, 09:00", day: "W, 02/01/2006", weekdays: english, clock: "15:04", order: "dmy", media: []string{"[Photo]", "[Albums] sea"}, unsent: " unsent a message.", calls: [2]string{"Call time ", "Canceled call"}, notice: "% joined the chat."},
	"ja":         {heading: "[LINE] %とのトーク履歴", saved: "保存日時：2024/03/10 09:00", day: "2006/01/02(W)", weekdays: strings.Split("日月火水木金土", ""), clock: "15:04", order: "ymd", media: []string{"[写真]", "[スタンプ]", "[動画]", "[アルバム] 海"}, unsent: "がメッセージの送信を取り消しました", calls: [2]string{"通話時間 ", "不在着信"}, notice: "%が参加しました。"},
	"zh":         {heading: "[LINE] 與%的聊天記錄", saved: "儲存日期：2024/03/10 09:00", day: "2006/1/2（W）", weekdays: strings.Split("日一二三四五六", ""), clock: "PM03:04", am: "上午", pm: "下午", order: "ymd", media: []string{"[照片]", "[貼圖]", "[影片]"}, unsent: "已收回訊息", calls: [2]string{"通話時間 ", "未接來電"}, notice: "%已加入群組"},
	"th":         {heading: "[LINE] ประวัติการแชทกับ %", saved: "บันทึกเมื่อ 10/03/2567 09:00", day: "W 02/01/2006", weekdays: strings.Fields("อา. จ. อ. พ. พฤ. ศ. ส."), clock: "15:04", buddha: 543, order: "dmy", media: []string{"[รูป]", "[สติกเกอร์]", "[วิดีโอ]"}, unsent: " ยกเลิกข้อความ", calls: [2]string{"เวลาโทร ", "ไม่ได้รับสาย"}, notice: "% เข้ากลุ่ม"},
}

var english = []string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"}

// Shapes names them all.
func Shapes() []string { return slices.Sorted(maps.Keys(shapes)) }

type writer struct {
	*bufio.Writer
	shape
	authors [2]string
	last    string // the date line above
}

// Text writes an export. A message cannot be edited here.
func Text(w io.Writer, p chatgen.Plan) (chatgen.Truth, error) {
	s, ok := shapes[p.Shape]
	if p.Shape == "" {
		s, ok = shapes["ja"], true
	}
	if !ok {
		return chatgen.Truth{}, errors.New("linegen: unknown shape")
	}
	if p.Authors[1] == "" {
		p.Authors = [2]string{"Alice", "Bob"}
	}
	items, truth := chatgen.Items(p)
	x := &writer{Writer: bufio.NewWriterSize(w, 1<<16), shape: s, authors: p.Authors}
	x.put(x.named(s.heading, 1), "\n", s.saved, "\n")
	for it := range items {
		x.item(&it)
	}
	truth.Edited, truth.DateOrder = 0, s.order
	truth.First, truth.Last, truth.ChangedAt = truth.First.Truncate(time.Minute), truth.Last.Truncate(time.Minute), truth.ChangedAt.Truncate(time.Minute)
	return *truth, x.Flush()
}

func (x *writer) put(parts ...string) {
	for _, s := range parts {
		_, _ = x.WriteString(s)
	}
}

func (x *writer) named(text string, who int) string {
	return strings.Replace(text, "%", x.authors[who], 1)
}

// item writes a line, and a date above the first of a day.
func (x *writer) item(it *chatgen.Item) {
	if date := x.date(it.At); date != x.last {
		x.put("\n", date, "\n")
		x.last = date
	}
	x.put(x.time(it.At), "\t")
	who := x.authors[it.Author]
	switch it.Kind {
	case chatgen.Notice:
		x.put("\t", x.named(x.notice, it.Author))
	case chatgen.Deleted:
		x.put([]string{"", "\t"}[it.Pick%2], who, x.unsent)
	case chatgen.Call:
		x.put(who, "\t☎ ", x.call(it))
	case chatgen.Media:
		x.put(who, "\t", x.media[it.Pick%uint32(len(x.media))])
	case chatgen.Empty:
		x.put(who, "\t")
	default:
		x.put(who, "\t")
		x.text(it.Text)
	}
	x.put("\n")
}

// date writes the line above a day.
func (x *writer) date(at time.Time) string {
	layout := strings.Replace(x.day, "W", "\x00", 1)
	text := strings.Replace(at.Format(layout), at.Format("2006"), strconv.Itoa(at.Year()+x.buddha), 1)
	return strings.Replace(text, "\x00", x.weekdays[at.Weekday()], 1)
}

func (x *writer) time(at time.Time) string {
	if x.late && at.Hour() == 0 {
		return "24:" + at.Format("04")
	}
	half := x.am
	if at.Hour() >= 12 {
		half = x.pm
	}
	return strings.Replace(at.Format(strings.Replace(x.clock, "PM", "\x00", 1)), "\x00", half, 1)
}

func (x *writer) call(it *chatgen.Item) string {
	if it.Missed {
		return x.calls[1]
	}
	hours := ""
	if it.Seconds >= 3600 {
		hours = strconv.Itoa(it.Seconds/3600) + ":"
	}
	return x.calls[0] + hours + time.Unix(int64(it.Seconds), 0).UTC().Format("04:05")
}

// text writes a text of several lines between quotation marks.
func (x *writer) text(text []byte) {
	if !bytes.Contains(text, []byte{'\n'}) {
		_, _ = x.Write(text)
		return
	}
	x.put(`"`)
	_, _ = x.Write(bytes.ReplaceAll(text, []byte(`"`), []byte(`""`)))
	x.put(`"`)
}
