package layout

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/ast"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"ebb"
	"ebb/feature/all"
	"ebb/web/door/device"
	"ebb/web/keys"
	"ebb/web/opened"
	"ebb/web/taken"
)

var writeNames = flag.Bool("names", false, "write reader/names.json anew, after a kind or a field was added")

const namesFile = "reader/names.json"

// TestTheNamesOfFieldsAreThoseOfTheTypes holds the table, with which an export
// and the independent reader name what a body holds, against the source: every
// kind is in it, with every field.
func TestTheNamesOfFieldsAreThoseOfTheTypes(t *testing.T) {
	d := declarationsOf(t)
	kinds := []string{ebb.Withdrawn, ebb.Replaced, ebb.Erased}
	for _, f := range append(all.List(), device.Feature(), keys.Feature(), opened.Feature(), taken.Feature()) {
		kinds = append(kinds, f.Kinds...)
	}
	table := map[string]any{}
	for _, k := range kinds {
		dir, spec := d.bodyOf(k)
		if spec == nil {
			t.Errorf("%s: no comment says what its body is", k)
			continue
		}
		table[k] = d.fields(dir, spec, nil)
	}
	want, err := json.MarshalIndent(table, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	want = append(want, '\n')
	name := filepath.Join(root, namesFile)
	if *writeNames {
		if err := os.WriteFile(name, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is not what the types say: go test ./internal/layout -run Names -names (%v)", namesFile, err)
	}
}

// declarations are the types and the kinds of the whole tree.
type declarations struct {
	types   map[string]ast.Expr          // "dir.Name"
	imports map[string]map[string]string // file of a type, then name: folder
	from    map[string]file
	bodies  map[string][]string // kind: "dir.Type" as its comments say
}

var saysBody = regexp.MustCompile(`(?i)\bbody(?::|\s+of)?\s+(?:the\s+)?([A-Za-z]+(?:\.[A-Z][A-Za-z]*)?(?:\{\})?)`)

func declarationsOf(t *testing.T) *declarations {
	d := &declarations{map[string]ast.Expr{}, map[string]map[string]string{}, map[string]file{}, map[string][]string{}}
	consts := map[string]ast.Expr{}
	for _, f := range sources(t) {
		if f.test {
			continue
		}
		f.each(func(name string, typ, value ast.Expr, _ string) {
			if typ != nil {
				d.types[f.dir+"."+name], d.from[f.dir+"."+name] = typ, f
			} else if value != nil {
				consts[f.dir+"."+name], d.from[f.dir+"."+name] = value, f
			}
		})
	}
	for _, f := range sources(t) {
		if !f.test {
			f.each(func(name string, typ, value ast.Expr, said string) { d.note(f, consts, name, typ, value, said) })
		}
	}
	return d
}

// each hands on the types and constants of a file, with what their comments say.
func (f file) each(do func(name string, typ, value ast.Expr, said string)) {
	for _, decl := range f.ast.Decls {
		g, ok := decl.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, s := range g.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				do(s.Name.Name, s.Type, nil, g.Doc.Text()+s.Doc.Text()+s.Comment.Text())
			case *ast.ValueSpec:
				if g.Tok != token.CONST || len(s.Values) != 1 {
					continue
				}
				said := s.Comment.Text() + s.Doc.Text()
				if len(g.Specs) == 1 {
					said += g.Doc.Text()
				}
				do(s.Names[0].Name, nil, s.Values[0], said)
			}
		}
	}
}

// note remembers what a comment says about a kind's body: the kind's own, or
// that of a type which says whose body it is.
func (d *declarations) note(f file, consts map[string]ast.Expr, name string, typ, value ast.Expr, said string) {
	for _, m := range saysBody.FindAllStringSubmatch(strings.ReplaceAll(said, "\n", " "), -1) {
		kind, body := value, f.dir+"."+name
		if typ == nil {
			body = f.place(m[1])
		} else if kind = consts[f.place(m[1])]; kind == nil {
			continue
		}
		if k := d.text(f, consts, kind); k != "" {
			d.bodies[k] = append(d.bodies[k], body)
		}
	}
}

// place is where a name of this file is declared.
func (f file) place(name string) string {
	pkg, bare, qualified := strings.Cut(name, ".")
	if !qualified {
		return f.dir + "." + name
	}
	for _, imp := range f.ast.Imports {
		p, _ := strconv.Unquote(imp.Path.Value)
		if imp.Name != nil && imp.Name.Name == pkg || imp.Name == nil && path.Base(p) == pkg {
			return folder(p) + "." + bare
		}
	}
	if pkg == "exchange" || pkg == "tie" { // named in a comment alone
		return map[string]string{"exchange": "tie/exchange", "tie": "tie"}[pkg] + "." + bare
	}
	return f.dir + "." + name
}

func folder(imported string) string {
	if imported == "ebb" {
		return "."
	}
	return strings.TrimPrefix(imported, "ebb/")
}

// text is the value of a constant.
func (d *declarations) text(f file, consts map[string]ast.Expr, x ast.Expr) string {
	switch x := x.(type) {
	case *ast.BasicLit:
		s, _ := strconv.Unquote(x.Value)
		return s
	case *ast.Ident:
		if at := f.dir + "." + x.Name; consts[at] != nil {
			return d.text(d.from[at], consts, consts[at])
		}
	case *ast.SelectorExpr:
		if at := f.place(x.X.(*ast.Ident).Name + "." + x.Sel.Name); consts[at] != nil {
			return d.text(d.from[at], consts, consts[at])
		}
	}
	return ""
}

func (d *declarations) bodyOf(kind string) (string, ast.Expr) {
	for _, at := range d.bodies[kind] {
		if strings.HasSuffix(at, ".struct{}") || strings.HasSuffix(at, ".struct") {
			return "", &ast.StructType{Fields: &ast.FieldList{}}
		}
		if spec := d.types[at]; spec != nil {
			return at, spec
		}
	}
	return "", nil
}

// fields are the names of what a type holds, by their numbers: nil for what is
// no struct. A map's values are told from a struct's fields by "*".
func (d *declarations) fields(at string, x ast.Expr, above []string) map[string]any {
	switch x := x.(type) {
	case *ast.StarExpr:
		return d.fields(at, x.X, above)
	case *ast.ArrayType:
		return d.fields(at, x.Elt, above)
	case *ast.MapType:
		if of := d.fields(at, x.Value, above); of != nil {
			return map[string]any{"*": of}
		}
	case *ast.Ident:
		return d.named(d.from[at].dir+"."+x.Name, above)
	case *ast.SelectorExpr:
		return d.named(d.from[at].place(x.X.(*ast.Ident).Name+"."+x.Sel.Name), above)
	case *ast.StructType:
		return d.struct_(at, x, above)
	}
	return nil
}

func (d *declarations) named(at string, above []string) map[string]any {
	if spec := d.types[at]; spec != nil && !slices.Contains(above, at) {
		return d.fields(at, spec, append(slices.Clip(above), at))
	}
	return nil
}

func (d *declarations) struct_(at string, x *ast.StructType, above []string) map[string]any {
	all := map[string]any{}
	for _, f := range x.Fields.List {
		var tag reflect.StructTag
		if f.Tag != nil {
			text, _ := strconv.Unquote(f.Tag.Value)
			tag = reflect.StructTag(text)
		}
		of := d.fields(at, f.Type, above)
		no, _, _ := strings.Cut(tag.Get("cbor"), ",")
		if len(f.Names) == 0 && no == "" { // what it embeds are its own
			for k, v := range of {
				all[k] = v
			}
			continue
		}
		for _, n := range f.Names {
			name, _, _ := strings.Cut(tag.Get("json"), ",")
			if name == "" || name == "-" {
				name = lower(n.Name)
			}
			all[no] = name
			if of != nil {
				all[no] = map[string]any{"name": name, "of": of}
			}
		}
	}
	return all
}

// lower is a Go name as JSON has it: "NoSince" is noSince, "ID" id.
func lower(name string) string {
	if strings.ToUpper(name) == name {
		return strings.ToLower(name)
	}
	return string(unicode.ToLower(rune(name[0]))) + name[1:]
}
