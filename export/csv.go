package export

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
)

// csvFile is RFC 4180, one line a field, so that every kind fits into the same
// columns.
type csvFile struct {
	out     *csv.Writer
	o       Options
	history bool
}

func newCSV(out io.Writer, o Options) (*csvFile, error) {
	w := csv.NewWriter(out)
	w.UseCRLF = true
	columns := []string{"row", "at", "zone", "kind", "what", "field", "value", "who", "id", "recorded", "device"}
	if o.History {
		columns = append(columns, "stands")
	}
	return &csvFile{w, o, o.History}, w.Write(columns)
}

func (f *csvFile) entry(x entry) error {
	all := flat(nil, "", x.body)
	if len(all) == 0 {
		all = [][2]string{{}}
	}
	e := x.event
	for _, v := range all {
		line := []string{
			strconv.FormatUint(x.row, 10), e.At.Format(moment), inert(e.At.Location().String()), e.Kind, f.o.label(e.Kind), v[0], v[1],
			strconv.Itoa(e.Who), e.ID.String(), e.Recorded.UTC().Format(moment), inert(e.Device),
		}
		if f.history {
			line = append(line, strconv.FormatBool(x.stands))
		}
		if err := f.out.Write(line); err != nil {
			return err
		}
	}
	return nil
}

func (f *csvFile) end([]uint64) error {
	f.out.Flush()
	return f.out.Error()
}

// flat is every scalar of a value with the way to it: "people.2.name".
func flat(all [][2]string, way string, v any) [][2]string {
	within := func(name string) string {
		if way == "" {
			return name
		}
		return way + "." + name
	}
	switch v := v.(type) {
	case fields:
		for _, f := range v {
			all = flat(all, within(f.name), f.value)
		}
	case []any:
		for i, x := range v {
			all = flat(all, within(strconv.Itoa(i+1)), x)
		}
	case string:
		all = append(all, [2]string{inert(way), inert(v)})
	default: // a number with its sign is no formula
		all = append(all, [2]string{inert(way), text(v)})
	}
	return all
}

// inert keeps a spreadsheet from taking words for a formula.
func inert(s string) string {
	if strings.HasPrefix(s, "'") || s != "" && strings.ContainsRune("=+-@\t\r\n\x00＝＋－＠", []rune(s)[0]) {
		return "'" + s
	}
	return s
}
