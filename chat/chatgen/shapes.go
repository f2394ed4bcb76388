package chatgen

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// shape is how a phone writes in one place of the world.
type shape struct {
	layout    string // in Go's terms; "PM" is put in words
	order     string
	phone     bool // an iPhone
	precision time.Duration
	newline   string
	am, pm    string
	digits    rune // the zero of the script
	words     words
}

// Shapes names them all.
func Shapes() []string { return slices.Sorted(maps.Keys(shapes)) }

var shapes = map[string]shape{
	"android-us":    android("1/2/06, 3:04 PM - ", "mdy", english),
	"android-us-nn": android("1/2/06, 3:04\u202fPM - ", "mdy", english),
	"android-gb":    android("02/01/2006, 15:04 - ", "dmy", english),
	"android-es":    android("2/1/06 3:04 PM - ", "dmy", english).said("a.\u00a0m.", "p.\u00a0m."),
	"android-de":    android("02.01.06, 15:04 - ", "dmy", german),
	"android-fi":    android("2.1.2006 klo 15.04 - ", "dmy", english),
	"android-nl":    android("02-01-2006 15:04 - ", "dmy", english),
	"android-iso":   android("2006-01-02, 15:04 - ", "ymd", english),
	"android-ko":    android("2006. 1. 2. PM 3:04 - ", "ymd", english).said("오전", "오후"),
	"android-zh":    android("2006/1/2 PM3:04 - ", "ymd", english).said("上午", "下午"),
	"android-ar":    android("2\u200f/1\u200f/2006، 3:04 PM - ", "dmy", english).said("ص", "م").counted('٠'),
	"ios-us":        iphone("[1/2/06, 3:04:05 PM] ", "mdy", english),
	"ios-us-nn":     iphone("[1/2/06, 3:04:05\u202fPM] ", "mdy", english),
	"ios-gb":        iphone("[02/01/2006, 15:04:05] ", "dmy", english),
	"ios-de":        iphone("[02.01.06, 15:04:05] ", "dmy", german),
	"ios-ja":        iphone("[2006/01/02 15:04:05] ", "ymd", english),
	"ios-fa":        iphone("[2006/01/02, 15:04:05] ", "ymd", english).counted('۰'),
	"ios-old":       iphone("02.01.06 15:04:05: ", "dmy", english),
}

func android(layout, order string, w words) shape {
	return shape{layout: layout, order: order, precision: time.Minute, newline: "\n", am: "AM", pm: "PM", words: w}
}

func iphone(layout, order string, w words) shape {
	return shape{layout: layout, order: order, phone: true, precision: time.Second, newline: "\r\n", am: "AM", pm: "PM", words: w}
}

func (s shape) said(am, pm string) shape { s.am, s.pm = am, pm; return s }

func (s shape) counted(zero rune) shape { s.digits = zero; return s }

// stamp writes the front of a line.
func (s shape) stamp(b []byte, t time.Time) []byte {
	if s.am == "AM" && s.digits == 0 {
		return t.AppendFormat(b, s.layout)
	}
	said := s.am
	if t.Hour() >= 12 {
		said = s.pm
	}
	for _, r := range strings.NewReplacer("AM", said, "PM", said).Replace(t.Format(s.layout)) {
		if s.digits != 0 && r >= '0' && r <= '9' {
			r = s.digits + r - '0'
		}
		b = append(b, string(r)...)
	}
	return b
}

// words are what an app says in one language.
type words struct {
	secured, deleted, edited string
	media, notices, missed   []string
	calls                    map[int]string // by seconds
}

var english = words{
	secured: "Messages and calls are end-to-end encrypted. Only people in this chat can read, listen to, or share them.",
	deleted: "This message was deleted",
	edited:  "<This message was edited>",
	media:   []string{"<Media omitted>", "image omitted", "video omitted", "audio omitted", "sticker omitted", "GIF omitted"},
	notices: []string{"Your security code with Bob changed. Tap to learn more.", "You blocked this contact. Tap to unblock.", "This chat is with a business account. Tap to learn more."},
	missed:  []string{"Missed voice call", "Missed video call, \u200eTap to call back", "Video call, \u200eNo answer"},
	calls:   map[int]string{45: "Voice call, \u200e45 sec", 300: "Voice call, \u200e5 min", 3720: "Video call, \u200e1 hr 2 min"},
}

var german = words{
	secured: "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt. Niemand außerhalb dieses Chats kann sie lesen oder anhören.",
	deleted: "Diese Nachricht wurde gelöscht.",
	edited:  "<Diese Nachricht wurde bearbeitet.>",
	media:   []string{"<Medien ausgeschlossen>", "Bild weggelassen", "Video weggelassen", "Audio weggelassen", "Sticker weggelassen"},
	notices: []string{"Die Sicherheitsnummer von Bob hat sich geändert. Tippe, um mehr zu erfahren."},
	missed:  []string{"Verpasster Sprachanruf", "Verpasster Videoanruf, \u200eTippe, um zurückzurufen", "Videoanruf, \u200eKeine Antwort"},
	calls:   map[int]string{45: "Sprachanruf, \u200e45 Sek.", 300: "Sprachanruf, \u200e5 Min.", 3720: "Videoanruf, \u200e1 Std. 2 Min."},
}

var vocabulary = []string{
	"amber", "azure", "blue", "breeze", "bronze", "cloud", "copper", "coral", "cream", "crimson", "cyan", "dew", "drizzle", "dusk", "ebony", "fog", "frost", "gale", "gold", "green", "grey", "gust", "hail", "haze", "indigo", "ivory", "jade", "khaki", "lilac", "lime", "magenta", "maroon", "mist", "mauve", "navy", "ochre", "olive", "orange", "pearl", "pink", "plum", "rain", "red", "rose", "ruby", "rust", "sand", "scarlet", "shower", "silver", "sleet", "snow", "storm", "sun", "teal", "thaw", "thunder", "violet", "white", "wind", "yellow", "zephyr",
}

// foreign are words with more than ASCII: emoji mostly, in one message of seven.
var foreign = []string{
	"🌧", "🌈", "🌤", "⛄", "🌪", "grün", "weiß", "bleu ciel", "🌧", "☀️", "голубой", "синий", "虹",
}
