package layout

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rule says what of ebb's own a folder may import, and why. A name ending in
// "/..." stands for everything below it. internal/tuple and internal/batch are
// arithmetic on bytes and on waiting, internal/durable puts bytes on a disk;
// anybody may use them.
type rule struct {
	may []string
	why string
}

var everyone = []string{"ebb/internal/tuple", "ebb/internal/batch", "ebb/internal/durable"}

var kit = []string{"ebb", "ebb/feature", "ebb/tie", "ebb/tie/...", "ebb/stat", "ebb/stat/...", "ebb/chart", "ebb/chart/...", "ebb/guide", "ebb/chat", "ebb/chat/all", "ebb/chat/export", "ebb/internal/words"}

// partsOf is what a feature in several folders may import.
func partsOf(feature string) []string {
	return append([]string{"ebb/feature/" + feature + "/..."}, kit...)
}

// partsOfFormat is what a messenger's format in several folders may import.
func partsOfFormat(name string) []string {
	return []string{"ebb/chat", "ebb/chat/jsonread", "ebb/chat/" + name + "/..."}
}

var rules = map[string]rule{
	".":                  {nil, "the vocabulary knows nobody"},
	"tie":                {nil, "plain facts"},
	"tie/*":              {nil, "plain facts of one sort"},
	"stat":               {nil, "arithmetic knows nothing"},
	"stat/*":             {[]string{"ebb/stat"}, "arithmetic knows nothing else"},
	"chart":              {[]string{"ebb/chart/pen"}, "drawing knows numbers, no feature"},
	"chart/pen":          {nil, "a pen knows lines and words"},
	"chart/*":            {[]string{"ebb/chart/pen"}, "drawing knows numbers, no feature"},
	"guide":              {[]string{"ebb/internal/words"}, "our words and figures stand alone"},
	"fhir":               {nil, "a form and its answers, of nobody"},
	"chat":               {[]string{"ebb/chat/archive"}, "reading files needs no kernel"},
	"chat/archive":       {nil, "a zip file is bytes"},
	"chat/jsonread":      {nil, "JSON is bytes"},
	"chat/export":        {[]string{"ebb/chat", "ebb/chat/archive"}, "finds out what a file is"},
	"chat/all":           {[]string{"ebb/chat", "ebb/chat/..."}, "the list of formats"},
	"chat/*":             {[]string{"ebb/chat", "ebb/chat/jsonread"}, "a format knows only what a message is"},
	"chat/imessage":      {partsOfFormat("imessage"), "a format in parts"},
	"chat/imessage/*":    {partsOfFormat("imessage"), "parts of one format"},
	"chat/line":          {partsOfFormat("line"), "a format in parts"},
	"chat/line/*":        {partsOfFormat("line"), "parts of one format"},
	"chat/meta":          {partsOfFormat("meta"), "a format in parts"},
	"chat/meta/*":        {partsOfFormat("meta"), "parts of one format"},
	"chat/signal":        {partsOfFormat("signal"), "a format in parts"},
	"chat/signal/*":      {partsOfFormat("signal"), "parts of one format"},
	"chat/sms":           {partsOfFormat("sms"), "a format in parts"},
	"chat/sms/*":         {partsOfFormat("sms"), "parts of one format"},
	"chat/chatgen/*":     {[]string{"ebb/chat/chatgen"}, "a writer of one format"},
	"chat/googlechat":    {[]string{"ebb/chat", "ebb/chat/jsonread", "ebb/chat/roster"}, "a format whose people have ids"},
	"chat/discord":       {[]string{"ebb/chat", "ebb/chat/jsonread", "ebb/chat/roster"}, "a format whose people have ids"},
	"chat/telegram":      {[]string{"ebb/chat", "ebb/chat/jsonread", "ebb/chat/roster"}, "a format whose people have ids"},
	"chat/whatsapp":      {partsOfFormat("whatsapp"), "a format in parts"},
	"chat/whatsapp/*":    {partsOfFormat("whatsapp"), "parts of one format"},
	"store":              {nil, "a leaf: no key, no clock, no journal"},
	"store/*":            {[]string{"ebb/store"}, "stores know rows, never keys"},
	"store/sqlite":       {[]string{"ebb/store", "ebb/store/sqlite/..."}, "a store in parts"},
	"store/sqlite/*":     {[]string{"ebb/store", "ebb/store/sqlite/..."}, "parts of one store"},
	"store/storetest":    {[]string{"ebb/store", "ebb/store/storetest/..."}, "the contract in parts"},
	"store/storetest/*":  {[]string{"ebb/store", "ebb/store/storetest/..."}, "parts of the contract"},
	"vault":              {[]string{"ebb", "ebb/vault/..."}, "the only crypto; it stores nothing"},
	"vault/seal":         {nil, "boxes know nobody"},
	"vault/passkey":      {[]string{"ebb", "ebb/vault", "ebb/vault/seal"}, "one way into the ring"},
	"vault/*":            {[]string{"ebb", "ebb/vault"}, "cheap parameters for tests"},
	"journal":            {[]string{"ebb", "ebb/vault", "ebb/store", "ebb/store/ledger", "ebb/journal/..."}, "joins keys and rows"},
	"journal/anew":       {[]string{"ebb", "ebb/vault", "ebb/store", "ebb/store/sqlite"}, "keys and rows; its test kills a program that has a file"},
	"journal/*":          {[]string{"ebb", "ebb/vault", "ebb/store"}, "parts of the journal"},
	"backup":             {[]string{"ebb", "ebb/store", "ebb/store/audit", "ebb/store/ledger"}, "copies what it cannot open"},
	"reader":             {nil, "a table, and a program in another language"},
	"export":             {[]string{"ebb", "ebb/feature", "ebb/journal/replay", "ebb/reader", "ebb/internal/words"}, "writes what a journal holds; knows no kind"},
	"feature":            {[]string{"ebb", "ebb/guide", "ebb/internal/words"}, "the kit knows no feature"},
	"feature/all":        {[]string{"ebb/feature", "ebb/feature/..."}, "the list of features"},
	"feature/*":          {kit, "features know the kernel, never each other"},
	"feature/boundary":   {partsOf("boundary"), "a feature in parts"},
	"feature/check":      {append(partsOf("check"), "ebb/fhir"), "a feature in parts, which writes FHIR"},
	"feature/check/*":    {append(partsOf("check"), "ebb/fhir"), "parts of one feature"},
	"feature/days":       {partsOf("days"), "a feature in parts"},
	"feature/days/*":     {partsOf("days"), "parts of one feature"},
	"feature/decision":   {partsOf("decision"), "a feature in parts"},
	"feature/decision/*": {partsOf("decision"), "parts of one feature"},
	"feature/evidence":   {partsOf("evidence"), "a feature in parts"},
	"feature/evidence/*": {partsOf("evidence"), "parts of one feature"},
	"feature/beside":     {partsOf("beside"), "a feature in parts"},
	"feature/beside/*":   {partsOf("beside"), "parts of one feature"},
	"feature/habits":     {partsOf("habits"), "a feature in parts"},
	"feature/habits/*":   {partsOf("habits"), "parts of one feature"},
	"feature/head":       {partsOf("head"), "a feature in parts"},
	"feature/needs":      {partsOf("needs"), "a feature in parts"},
	"feature/needs/*":    {partsOf("needs"), "parts of one feature"},
	"feature/head/*":     {partsOf("head"), "parts of one feature"},
	"feature/hold":       {partsOf("hold"), "a feature in parts"},
	"feature/hold/*":     {partsOf("hold"), "parts of one feature"},
	"feature/busy":       {partsOf("busy"), "a feature in parts"},
	"feature/busy/*":     {partsOf("busy"), "parts of one feature"},
	"feature/path":       {partsOf("path"), "a feature in parts"},
	"feature/path/*":     {partsOf("path"), "parts of one feature"},
	"feature/later":      {partsOf("later"), "a feature in parts"},
	"feature/later/*":    {partsOf("later"), "parts of one feature"},
	"feature/stories":    {partsOf("stories"), "a feature in parts"},
	"feature/stories/*":  {partsOf("stories"), "parts of one feature"},
	"feature/losses":     {partsOf("losses"), "a feature in parts"},
	"feature/losses/*":   {partsOf("losses"), "parts of one feature"},
	"feature/talk":       {partsOf("talk"), "a feature in parts"},
	"feature/talk/*":     {partsOf("talk"), "parts of one feature"},
	"feature/unsent":     {partsOf("unsent"), "a feature in parts"},
	"feature/unsent/*":   {partsOf("unsent"), "parts of one feature"},
	"feature/ways":       {partsOf("ways"), "a feature in parts"},
	"feature/ways/*":     {partsOf("ways"), "parts of one feature"},
	"web":                {[]string{"ebb", "ebb/..."}, "web knows everybody"},
	"web/*":              {[]string{"ebb", "ebb/..."}, "web knows everybody"},
	"notify":             {[]string{"ebb"}, "delivers, cannot read the journal"},
	"cmd/*":              {[]string{"ebb", "ebb/..."}, "all wiring"},
	"bench":              {[]string{"ebb", "ebb/..."}, "measures everything"},
	"bench/*":            {[]string{"ebb", "ebb/..."}, "measures everything"},
	"internal/words":     {nil, "sentences know nobody"},
	"internal/tuple":     {nil, "bytes know nobody"},
	"internal/batch":     {nil, "waiting knows nobody"},
	"internal/durable":   {nil, "files know nobody"},
	"internal/layout":    {[]string{"ebb", "ebb/..."}, "tests about everything"},
	"internal/gallery":   {[]string{"ebb", "ebb/..."}, "every page in every state"},
	"internal/demo":      {[]string{"ebb", "ebb/tie", "ebb/chat", "ebb/chat/...", "ebb/feature/...", "ebb/internal/demo/..."}, "an invented journal speaks the features' kinds"},
	"internal/*":         {[]string{"ebb", "ebb/..."}, "test tools"},
}

// ownFolder lets a folder import what lies below it.
func ownFolder(f file, imp string) bool {
	return strings.HasPrefix(imp, "ebb/"+f.dir+"/")
}

func TestImportsFollowTheRule(t *testing.T) {
	for _, f := range sources(t) {
		r, ok := ruleFor(f.dir)
		if !ok {
			t.Errorf("%s: the folder %s has no rule", f.name, f.dir)
			continue
		}
		for _, imp := range f.ast.Imports {
			path, _ := strconv.Unquote(imp.Path.Value)
			if !ours(path) || allowed(r, path) || slices.Contains(everyone, path) {
				continue
			}
			if f.test && testMay(f, path) {
				continue
			}
			t.Errorf("%s imports %s: %s (may import %v)", f.name, path, r.why, r.may)
		}
	}
}

func ours(path string) bool { return path == "ebb" || strings.HasPrefix(path, "ebb/") }

// testMay loosens the rule for test files: they may bring in their own
// package, in-memory stores, the contract and test tools.
func testMay(f file, path string) bool {
	if path == "ebb/"+f.dir || path == "ebb" || ownFolder(f, path) {
		return true
	}
	for _, p := range []string{"ebb/store/mem", "ebb/store/storetest", "ebb/vault/vaulttest", "ebb/internal/", "ebb/chat/all", "ebb/chat/chatgen"} {
		if strings.HasPrefix(path, p) {
			return true
		}
	}
	return false
}

func ruleFor(dir string) (rule, bool) {
	if r, ok := rules[dir]; ok {
		return r, true
	}
	for d := dir; strings.Contains(d, "/"); {
		d = d[:strings.LastIndex(d, "/")]
		if r, ok := rules[d+"/*"]; ok {
			return r, true
		}
	}
	return rule{}, false
}

func allowed(r rule, path string) bool {
	for _, m := range r.may {
		if m == path {
			return true
		}
		if below, ok := strings.CutSuffix(m, "/..."); ok && strings.HasPrefix(path, below+"/") {
			return true
		}
	}
	return false
}

// TestTheRuleBites holds the rule itself against imports that must be refused.
func TestTheRuleBites(t *testing.T) {
	for _, c := range []struct{ dir, imp string }{
		{"feature/hold", "ebb/feature/evidence"},
		{"feature/hold", "ebb/journal"},
		{"feature/hold", "ebb/vault"},
		{"store/sqlite", "ebb/vault"},
		{"store/mem", "ebb/journal"},
		{"stat", "ebb"},
		{"fhir", "ebb/feature/check"},
		{"feature/days", "ebb/fhir"},
		{"chat/whatsapp", "ebb/tie"},
		{"vault", "ebb/store"},
		{"feature", "ebb/journal"},
	} {
		r, ok := ruleFor(c.dir)
		if !ok || allowed(r, c.imp) {
			t.Errorf("%s may import %s", c.dir, c.imp)
		}
	}
}
