// Package period knows the words that stand beside a time of twelve hours, in
// the languages of WhatsApp: AM, 下午, abends. They are those of the Unicode
// Common Locale Data Repository, and what people's exports hold.
//
// It promises one reading for one word. It refuses to look at anything but
// the letters: dots, blanks and capitals say nothing.
package period

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// Period is a part of the day, which turns a clock of twelve hours into one of 24.
type Period int8

// Parts of the day.

const (
	None Period = iota
	AM
	PM
	Noon  // about midday: 11 is before it, 12 and 1 are after
	Night // around midnight: 11 is before it, 12 and 1 are after
	Unknown
)

// Hour gives the hour of 24. An hour past 12 needs no period.
func (p Period) Hour(h int) int {
	if h > 12 {
		return h
	}
	switch p {
	case AM:
		return h % 12
	case PM:
		return h%12 + 12
	case Noon:
		if h == 12 || h >= 9 {
			return h
		}
		return h + 12
	case Night:
		if h == 12 || h < 6 {
			return h % 12
		}
		return h + 12
	}
	return h
}

// Of knows a word in any of the languages of the table.
func Of(word []byte) Period {
	var buf [64]byte
	n := 0
	for len(word) > 0 && n < len(buf)-utf8.UTFMax {
		r, size := utf8.DecodeRune(word)
		word = word[size:]
		if unicode.IsLetter(r) || unicode.Is(unicode.M, r) {
			n += utf8.EncodeRune(buf[n:], unicode.ToLower(r))
		}
	}
	if p, ok := byWord[string(bytes.TrimSpace(buf[:n]))]; ok && len(word) == 0 {
		return p
	}
	return Unknown
}

// table holds the words without blanks, dots and marks, in small letters.
var table = map[Period][]string{
	None: {"น", "uhr", "h", "hs", "hrs", "ч", "ore", "uur", "час"},
	AM: {
		"am", "vorm", "vormittags", "vormittag", "morgens", "morgen", "früh", // en, es, pt, it, nl; de
		"上午", "早上", "凌晨", "清晨", "午前", "오전", "새벽", "아침", // zh, ja, ko
		"ص", "صباحا", "صباحًا", "فجرا", "فجرًا", "قظ", "قبلازظهر", "قبل‌ازظهر", // ar, fa
		"לפנהצ", "לפנה״צ", "בבוקר", // he
		"πμ", "öö", "sa", "fm", "ap", "aamupäivällä", "de", "d", "dop", "dopoledne", "rano", "przedpołudniem", // el, tr, vi, sv, fi, hu, cs, pl
		"дп", "утра", "ночи", "ранку", "пробщ", "прпл", "претпл", "преподне", "пре", "таңғы", // uk, ru, bg, mk, sr, kk
		"pg", "pagi", "paradite", "pd", "priešpiet", "priekšp", "priekšpusdienā", "prijepodne", "prijepod", // ms, id, sq, lt, lv, hr
		"पूर्वाह्न", "पूर्व", "मपू", "पूर्वाह्ण", "সকাল", "পূর্বাহ্ণ", "ਪੂਦੁ", "પૂર્વાહ્ન", "முற்பகல்", "ఉదయం", "ಪೂರ್ವಾಹ್ನ", "രാവിലെ", "පෙව", // Indic
		"ก่อนเที่ยง", "ព្រឹក", "နံနက်", "ກ່ອນທ່ຽງ", // th, km, my, lo
		"vm", "eparadites", "prepodne", "проб", "предиобед", "to", "غم", "পূৰ্বাহ্ন", "таңкы", "gh", // af, sq, sr, bg, uz, ps, as, ky, so
		"ጥዋት", "үө", "rn", "yb", "fh", "aed", "mañana", "delamañana", "madrugada", "delamadrugada", "damanhã", "manhã", "damadrugada", "dumatin", "matin", "delmattino", "dimattina", "mattina",
	},
	PM: {
		"pm", "nachm", "nachmittags", "nachmittag", "abends", "abend",
		"下午", "晚上", "傍晚", "午後", "오후", "저녁",
		"م", "مساء", "مساءً", "عصرا", "عصرًا", "بظ", "بعدازظهر", "بعد‌ازظهر",
		"אחהצ", "אחה״צ", "בערב", "בצהריים",
		"μμ", "ös", "ch", "em", "ip", "iltapäivällä", "du", "odp", "odpoledne", "popołudniu", "wieczorem", "večer",
		"пп", "дня", "вечера", "вечора", "слоб", "попл", "поподне", "по", "түстенкейін", "түстен",
		"ptg", "petang", "sore", "siang", "pasdite", "md", "popiet", "pēcp", "pēcpusdienā", "popodne", "poslijepodne", "poslijepod", "pop",
		"अपराह्न", "अपर", "मउ", "অপরাহ্ণ", "বিকাল", "ਬਾਦੁ", "અપરાહ્ન", "பிற்பகல்", "సాయంత్రం", "ಅಪರಾಹ್ನ", "ഉച്ചയ്ക്ക്ശേഷം", "පව",
		"หลังเที่ยง", "ល្ងាច", "ညနေ", "ຫຼັງທ່ຽງ",
		"nm", "epasdites", "следобед", "tk", "غو", "অপৰাহ্ন", "түштөнкийинки", "gd",
		"ከሰዓት", "үх", "in", "yh", "eh", "tarde", "delatarde", "datarde", "desoir", "dusoir", "soir", "delaprèsmidi", "pomeriggio", "dipomeriggio", "sera", "disera",
	},
	Noon:  {"mittags", "mittag", "中午", "正午", "낮", "정오", "ظهرا", "ظهرًا", "mediodía", "delmediodía"},
	Night: {"nachts", "nacht", "mitternacht", "午夜", "半夜", "深夜", "밤", "자정", "ليلا", "ليلًا", "noche", "delanoche", "danoite", "noite", "nuit", "gece", "malam", "nocą"},
}

var byWord = spread(table)

func spread(in map[Period][]string) map[string]Period {
	out := map[string]Period{}
	for p, words := range in {
		for _, w := range words {
			out[w] = p
		}
	}
	return out
}
