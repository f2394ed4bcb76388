package googlechat

import "strings"

// months are the names of the months as they stand in a date of Unicode's
// CLDR in its long form. No name is of two months in these languages; for that
// Croatian is left out.
var months = func() map[string]int {
	out := map[string]int{}
	for _, year := range []string{
		"january february march april may june july august september october november december",                                            // English
		"januar februar märz april mai juni juli august september oktober november dezember",                                               // German
		"jänner februar märz april mai juni juli august september oktober november dezember",                                               // of Austria
		"janvier février mars avril mai juin juillet août septembre octobre novembre décembre",                                             // French
		"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",                                         // Spanish
		"enero febrero marzo abril mayo junio julio agosto setiembre octubre noviembre diciembre",                                          // of Peru and Uruguay
		"gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",                                    // Italian
		"janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",                                         // Portuguese
		"januari februari maart april mei juni juli augustus september oktober november december",                                          // Dutch
		"januari februari mars april maj juni juli augusti september oktober november december",                                            // Swedish
		"januar februar marts april maj juni juli august september oktober november december",                                              // Danish
		"januar februar mars april mai juni juli august september oktober november desember",                                               // Norwegian
		"tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta", // Finnish
		"stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",                               // Polish
		"ledna února března dubna května června července srpna září října listopadu prosince",                                              // Czech
		"január február március április május június július augusztus szeptember október november december",                                // Hungarian
		"ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",                                                       // Turkish
		"января февраля марта апреля мая июня июля августа сентября октября ноября декабря",                                                // Russian
		"січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",                                           // Ukrainian
	} {
		for i, name := range strings.Fields(year) {
			out[name] = i + 1
		}
	}
	return out
}()

var halves = map[string]half{
	"am": before, "pm": afternoon,
	"vorm": before, "nachm": afternoon,
	"午前": before, "午後": afternoon, "上午": before, "下午": afternoon, "오전": before, "오후": afternoon,
}
