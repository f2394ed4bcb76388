package fhir

// The resources of FHIR R4, with the elements that are written here and no
// others.

type bundle struct {
	Kind      string  `json:"resourceType"`
	Type      string  `json:"type"`
	Timestamp string  `json:"timestamp"`
	Entries   []entry `json:"entry,omitempty"`
}

type entry struct {
	Name     string `json:"fullUrl"`
	Resource any    `json:"resource"`
}

func (b *bundle) add(name string, resource any) {
	b.Entries = append(b.Entries, entry{name, resource})
}

type questionnaire struct {
	Kind      string     `json:"resourceType"`
	URL       string     `json:"url"`
	Title     string     `json:"title"`
	Status    string     `json:"status"`
	Subjects  []string   `json:"subjectType"`
	Copyright string     `json:"copyright"`
	Code      []coding   `json:"code"`
	Items     []question `json:"item"`
}

type question struct {
	Link    string   `json:"linkId"`
	Code    []coding `json:"code,omitempty"`
	Text    string   `json:"text"`
	Type    string   `json:"type"`
	Options []option `json:"answerOption,omitempty"`
}

type option struct {
	Coding     coding      `json:"valueCoding"`
	Extensions []extension `json:"extension"`
}

type extension struct {
	URL     string `json:"url"`
	Decimal int    `json:"valueDecimal"`
}

type response struct {
	Kind     string     `json:"resourceType"`
	Form     string     `json:"questionnaire"`
	Status   string     `json:"status"`
	Authored string     `json:"authored"`
	Items    []answered `json:"item,omitempty"`
}

type answered struct {
	Link    string  `json:"linkId"`
	Text    string  `json:"text"`
	Answers []value `json:"answer"`
}

type value struct {
	Coding coding `json:"valueCoding"`
}

type observation struct {
	Kind      string      `json:"resourceType"`
	Status    string      `json:"status"`
	Category  []concept   `json:"category"`
	Code      concept     `json:"code"`
	Effective string      `json:"effectiveDateTime"`
	Value     quantity    `json:"valueQuantity"`
	From      []reference `json:"derivedFrom"`
}

type concept struct {
	Coding []coding `json:"coding"`
	Text   string   `json:"text,omitempty"`
}

type coding struct {
	System  string `json:"system"`
	Code    string `json:"code"`
	Display string `json:"display,omitempty"`
}

type quantity struct {
	Value  int    `json:"value"`
	Unit   string `json:"unit"`
	System string `json:"system"`
	Code   string `json:"code"`
}

type reference struct {
	To string `json:"reference"`
}
