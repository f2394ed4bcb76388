// Package walk is a browser without scripts, for tests: it fetches pages,
// reads their links and forms, fills the forms in and follows where they lead.
// It promises to send what a form would send and nothing else. It refuses to
// render; internal/browser does that.
package walk

import (
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// Site is one browser's view of a server.
type Site struct {
	Base   string
	Client *http.Client
	// Seen is called with every answer, redirects included, before it is read.
	Seen func(*http.Response)
}

// New starts a browser with empty cookies.
func New(base string) *Site {
	jar, err := cookiejar.New(nil)
	if err != nil {
		panic(err) // only for options that are not given
	}
	return &Site{Base: base, Client: &http.Client{
		Jar:           jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Page is what came back, redirects followed.
type Page struct {
	Path   string
	Status int
	Header http.Header
	Title  string
	Body   string
	Links  []string // local paths, as written
	Forms  []Form
	Hops   []string // every Location on the way
}

// Form is one form of a page.
type Form struct {
	Method, Action string
	Multipart      bool
	Fields         []Field
}

// Field is one control.
type Field struct {
	Name, Type, Value string
	Options           []string // values of a radio group, select or set of buttons
	Checked           bool
}

// Get fetches a path.
func (s *Site) Get(path string) (*Page, error) {
	req, err := http.NewRequest(http.MethodGet, s.Base+path, nil)
	if err != nil {
		return nil, err
	}
	return s.do(req, path, nil)
}

// Post sends values as a form.
func (s *Site) Post(path string, values url.Values) (*Page, error) {
	req, err := http.NewRequest(http.MethodPost, s.Base+path, strings.NewReader(values.Encode()))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return s.do(req, path, nil)
}

// Submit sends a form with what fill says for each field; an empty answer
// leaves the field out, as an unticked box is.
func (s *Site) Submit(f Form, fill func(Field) string) (*Page, error) {
	values := url.Values{}
	for _, field := range f.Fields {
		if v := fill(field); v != "" || field.Type == "hidden" {
			values.Add(field.Name, v)
		}
	}
	switch {
	case f.Method == http.MethodGet:
		return s.Get(f.Action + "?" + values.Encode())
	case f.Multipart:
		return s.Upload(f.Action, values, nil)
	default:
		return s.Post(f.Action, values)
	}
}

// Upload sends a multipart form; files are name to content, each under the
// file name "chat.txt".
func (s *Site) Upload(path string, values url.Values, files map[string]io.Reader) (*Page, error) {
	pr, pw := io.Pipe()
	form := multipart.NewWriter(pw)
	go func() { pw.CloseWithError(writeParts(form, values, files)) }()
	req, err := http.NewRequest(http.MethodPost, s.Base+path, pr)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", form.FormDataContentType())
	return s.do(req, path, nil)
}

func writeParts(form *multipart.Writer, values url.Values, files map[string]io.Reader) error {
	for name, vs := range values {
		for _, v := range vs {
			if err := form.WriteField(name, v); err != nil {
				return err
			}
		}
	}
	for name, r := range files {
		w, err := form.CreateFormFile(name, "chat.txt")
		if err != nil {
			return err
		}
		if _, err := io.Copy(w, r); err != nil {
			return err
		}
	}
	return form.Close()
}

func (s *Site) do(req *http.Request, path string, hops []string) (*Page, error) {
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	req.Header.Set("Accept", "text/html")
	res, err := s.Client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if s.Seen != nil {
		s.Seen(res)
	}
	if to := res.Header.Get("Location"); to != "" && len(hops) < 8 {
		next, err := http.NewRequest(http.MethodGet, s.Base+to, nil)
		if err != nil {
			return nil, err
		}
		return s.do(next, to, append(hops, to))
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, err
	}
	p := &Page{Path: path, Status: res.StatusCode, Header: res.Header, Body: string(body), Hops: hops}
	if err := p.read(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return p, nil
}

func (p *Page) read() error {
	if !strings.HasPrefix(p.Header.Get("Content-Type"), "text/html") {
		return nil
	}
	doc, err := html.Parse(strings.NewReader(p.Body))
	if err != nil {
		return err
	}
	p.visit(doc, nil)
	return nil
}

func (p *Page) visit(n *html.Node, form *Form) {
	switch {
	case n.Type != html.ElementNode:
	case n.Data == "title" && n.FirstChild != nil && p.Title == "" && n.Namespace == "":
		p.Title = n.FirstChild.Data
	case n.Data == "a":
		if href := attr(n, "href"); strings.HasPrefix(href, "/") {
			p.Links = append(p.Links, href)
		}
	case n.Data == "form":
		p.Forms = append(p.Forms, p.form(n))
		form = &p.Forms[len(p.Forms)-1]
	case form != nil:
		form.control(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.visit(c, form)
	}
}

func (p *Page) form(n *html.Node) Form {
	f := Form{Method: strings.ToUpper(attr(n, "method")), Action: attr(n, "action"), Multipart: attr(n, "enctype") == "multipart/form-data"}
	if f.Method == "" {
		f.Method = http.MethodGet
	}
	if f.Action == "" {
		f.Action, _, _ = strings.Cut(p.Path, "?")
	}
	return f
}

// control adds one input, button, select or textarea to the form.
func (f *Form) control(n *html.Node) {
	field := Field{Name: attr(n, "name"), Type: attr(n, "type"), Value: attr(n, "value"), Checked: has(n, "checked")}
	switch n.Data {
	case "button":
		field.Type = "submit"
	case "textarea", "select":
		field.Type = n.Data
		field.Options = options(n)
	case "input":
	default:
		return
	}
	if field.Name == "" {
		return
	}
	if field.Type == "radio" || field.Type == "submit" {
		for i := range f.Fields {
			if f.Fields[i].Name == field.Name && f.Fields[i].Type == field.Type {
				f.Fields[i].Options = append(f.Fields[i].Options, field.Value)
				return
			}
		}
		field.Options = []string{field.Value}
	}
	f.Fields = append(f.Fields, field)
}

func options(n *html.Node) []string {
	var all []string
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == "option" {
			all = append(all, attr(d, "value"))
		}
	}
	return all
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}
