package layout

import (
	"regexp"
	"strings"
)

const (
	numberWord = `(one|two|three|four|five|six|seven|eight|nine|ten|twenty|fifty|a hundred|half|a third|a quarter|(one|two|three) (thirds?|quarters?|fifths?|tenths?))`
	peopleWord = `(people|persons|adults|men|women|couples|exes|partners|users|readers|students|parents|others|relationships|breakups)`
)

// claims are ways to say something about how people are. None stands in a
// sentence unless guide fills the figure in.
var claims = regexp.MustCompile(`(?i)` + strings.Join([]string{
	`\b[0-9.]+ (in|of|out of) (every )?[0-9]+\b`,
	`\b` + numberWord + ` (in|of|out of) (every )?(two|three|four|five|six|seven|eight|nine|ten|twenty|fifty|a hundred|[0-9]+)\b`,
	`\b` + numberWord + ` of (all |the )?(other )?` + peopleWord + `\b`,
	`\b(half|an? (third|quarter|fifth|tenth)|(two|three|four) (thirds|quarters|fifths|tenths)) of (them|us)\b`,
	`\b(most|many|few|some|nearly all|almost all|hardly any) (of )?(all )?` + peopleWord + `\b`,
	`(^| )of (all )?` + peopleWord + `\b`,
	`\bmost of us\b|\bmany of us\b|\b(the )?(majority|minority)\b|\bstatistically\b`,
	`\b(studies|research|experts|scientists|science) (shows?|says?|finds?|found|suggests?|proves?)\b`,
	`\b(everyone|everybody) (goes|feels|does|has|knows|gets)\b`,
	`\b` + peopleWord + ` (are|is|were|get|feel|come|return)\b[^.]*\b[0-9]+ (days?|weeks?|months?|years?)\b`,
}, "|"))

// sums are about people too, unless they are about the person's own record:
// then the sentence has an argument that was counted.
var sums = regexp.MustCompile(`(?i)%|\b(per ?cent|on average|typically|usually|in 100)\b|\b(most|many) (get|feel|come|return|find)\b`)

// harmless numbers are about time, ratings, numbers to dial, and machines.
var harmless = regexp.MustCompile(`(?i)` + strings.Join([]string{
	`\b20[0-9]{2}-[0-9]{2}-[0-9]{2}\b`,
	`\b[0-9]{1,2}:[0-9]{2}\b`,
	`\b[0-9]+( to [0-9]+)? (quiet )?(hours?|h|minutes?|min|seconds?|days?|weeks?|months?|years?)\b`,
	`\b0 (to|is|and)( gone\.)? 10\b|\b(0|10) is\b|\bfrom 0(, [a-z ]+,)? to 10\b|\b[0-9] to 10\b`,
	`\b(in|out) for [0-9]+\b`,
	`\b(call|dial|press|goes to|text) [0-9*#-]+`,
	`, [0-9] (for|if)\b`,
	`\b(116 016|116 006|1-800-787-3224)\b`,
	`\bday [0-9]+ of\b|\bage [0-9]+\b`,
	`\b[0-9.,]+( million)? (characters?|signs?|bytes?|kilobytes?|megabytes?|gigabytes?|[KMG]i?B|lines?|groups?|letters?|words?|messages|names)\b`,
	`(localhost|127\.0\.0\.1|192\.168\.[0-9x.]+)(:[0-9]+)?`,
	`\b(emergency number|112 in Europe|911 in North America|999 in the United Kingdom|000 in Australia)`,
	`\bstep [0-9]+\b|\bversion [0-9.]+\b|\bUTF-8\b|\bSHA-256\b`,
	`exit codes:(.|\n)*`,
}, "|"))

var (
	asked    = regexp.MustCompile(`(?i)\b(how|too) many\b`)
	anyDigit = regexp.MustCompile(`[0-9][0-9.,]*`)
)

// loose returns the first figure or claim about people in a sentence, and ""
// where there is none. counted: the sentence has an argument.
func loose(text string, counted bool) string {
	text = asked.ReplaceAllString(text, " ")
	if s := claims.FindString(text); s != "" {
		return s
	}
	if counted {
		text = sums.ReplaceAllString(text, " ")
	}
	if s := sums.FindString(text); s != "" {
		return s
	}
	return anyDigit.FindString(harmless.ReplaceAllString(text, " "))
}

var (
	sentenceEnd = regexp.MustCompile(`[.?:;]+(\s|$)|\n`)
	aWord       = regexp.MustCompile(`\p{L}[\p{L}’'-]*`)
	vowels      = regexp.MustCompile(`[aeiouy]+`)
	silent      = regexp.MustCompile(`([^aeiouyl]e|[^td]ed|[^aeiouyscxz]es)$`)
)

// gradeOf is the Flesch-Kincaid grade of all texts together.
func gradeOf(texts []string) float64 {
	sentences, count, syllables := 0, 0, 0
	for _, t := range texts {
		for _, s := range sentenceEnd.Split(t, -1) {
			found := aWord.FindAllString(s, -1)
			if len(found) > 0 {
				sentences++
			}
			for _, w := range found {
				count++
				syllables += syllablesOf(strings.ToLower(w))
			}
		}
	}
	if count == 0 {
		return 0
	}
	return 0.39*float64(count)/float64(sentences) + 11.8*float64(syllables)/float64(count) - 15.59
}

func syllablesOf(w string) int {
	n := len(vowels.FindAllString(w, -1))
	if len(w) > 3 && silent.MatchString(w) {
		n--
	}
	return max(n, 1)
}

// computed are the sentences whose numbers are reckoned from figures of guide,
// which are named here; their page links to the rows.
var computed = map[string][]string{
	"outlook.head.anyone":  {"level", "gap"},
	"outlook.head.floor":   {"household"},
	"outlook.head.apart":   {"household"},
	"outlook.picture.says": {"level", "gap", "stay", "household"},
	"outlook.col.what":     {"level", "gap", "stay", "household"},
}

// notAboutPeople lists sentences with a number that is about the person's own
// record, a machine or a method, and not about how people are.
var notAboutPeople = map[string]bool{
	"beside.over.top":      true, // the ends of a scale
	"beside.over.bottom":   true,
	"beside.sure.all":      true, // what the ranges are
	"beside.sure.measured": true, // made-up records, doc/honesty.md
	"beside.sure.power":    true,
	"evidence.table.share": true, // a column of the person's own chat
	"evidence.sure.n":      true, // what an interval is
	"hold.hours.block":     true, // hours of the day
	"hold.hours.most":      true, // hours of the day, and the person's own share
	"hold.term.strength":   true, // keys of the keyboard
	"hold.wave.caption":    true, // the person's own waves
}
