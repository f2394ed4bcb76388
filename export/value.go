package export

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/fxamacker/cbor/v2"

	"ebb/reader"
)

// field is one value of a body with its name, and fields are they in the order
// of their numbers. A value is nil, a bool, a number, a string, bytes, a list or
// fields.
type field struct {
	name  string
	value any
}

type fields []field

// shown gives a decoded value its names.
func shown(v any, names reader.Names) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = shown(v[i], names)
		}
		return v
	case map[any]any:
		return named(v, names)
	case cbor.Tag:
		return shown(v.Content, names)
	case cbor.ByteString:
		return []byte(v)
	case time.Time: // of any year, where JSON ends with 9999
		return v.UTC().Format(time.RFC3339Nano)
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil
		}
	}
	return v
}

func named(m map[any]any, names reader.Names) fields {
	keys := make([]any, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b any) int {
		x, y := text(a), text(b)
		return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(x, y)) // whole numbers by size
	})
	all := make(fields, 0, len(keys))
	for _, k := range keys {
		n := reader.Name{Name: text(k), Of: names["*"].Of}
		if _, each := names["*"]; !each {
			if known, ok := names[text(k)]; ok {
				n = known
			}
		}
		all = append(all, field{n.Name, shown(m[k], n.Of)})
	}
	return all
}

// text is a scalar as text.
func text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case cbor.ByteString:
		return hex.EncodeToString([]byte(v))
	case []byte:
		return hex.EncodeToString(v)
	case bool:
		return strconv.FormatBool(v)
	case uint64:
		return strconv.FormatUint(v, 10)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	raw, err := json.Marshal(v) // a number too long for 64 bits
	if err != nil {
		return ""
	}
	return string(raw)
}

// MarshalJSON keeps the order.
func (all fields) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	out.WriteByte('{')
	for i, f := range all {
		if i > 0 {
			out.WriteByte(',')
		}
		name, err := encoded(f.name)
		if err != nil {
			return nil, err
		}
		value, err := encoded(inJSON(f.value))
		if err != nil {
			return nil, err
		}
		out.Write(name)
		out.WriteByte(':')
		out.Write(value)
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

// inJSON has bytes as hexadecimal.
func inJSON(v any) any {
	switch v := v.(type) {
	case []byte:
		return hex.EncodeToString(v)
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = inJSON(v[i])
		}
		return list
	}
	return v
}

// encoded is JSON without the escapes that only HTML needs.
func encoded(v any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}
