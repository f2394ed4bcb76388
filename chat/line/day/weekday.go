package day

import "strings"

// weekdays are the days of the week by their names, 0 for Sunday.
var weekdays = index(
	"sun sunday 日 일 อาทิตย์ อา min minggu so sonntag dom domingo dim dimanche domenica вс",
	"mon monday 月 一 월 จันทร์ จ sen senin mo montag lun lunes lundi lunedì пн",
	"tue tuesday 火 二 화 อังคาร อ sel selasa di dienstag mar martes mardi martedì вт",
	"wed wednesday 水 三 수 พุธ พ rab rabu mi mittwoch mié miércoles mer mercredi mercoledì ср",
	"thu thursday 木 四 목 พฤหัสบดี พฤหัส พฤ kam kamis do donnerstag jue jueves jeu jeudi giovedì gio чт",
	"fri friday 金 五 금 ศุกร์ ศ jum jumat fr freitag vie viernes ven vendredi venerdì пт",
	"sat saturday 土 六 토 เสาร์ ส sab sabtu sa samstag sáb sábado sam samedi sabato сб",
)

// index numbers lines of words from 0.
func index(lines ...string) map[string]int64 {
	m := map[string]int64{}
	for i, l := range lines {
		for _, w := range strings.Fields(l) {
			m[w] = int64(i)
		}
	}
	return m
}
