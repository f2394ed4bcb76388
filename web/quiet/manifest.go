package quiet

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"ebb/internal/words"
	"ebb/web/guard"
	"ebb/web/jar"
)

// apps are the names, each with its icon, under which ebb can be installed.
var apps = []string{"ebb", "notes", "days", "tide"}

// App is the name that somebody has chosen, or what stands without a choice.
func App(q jar.Quiet) string {
	switch {
	case slices.Contains(apps, q.App):
		return q.App
	case q.Discreet:
		return "notes"
	}
	return "ebb"
}

// shared is what may come in through the share list of a phone.
var shared = []string{"text/plain", ".txt", "application/zip", ".zip", "application/json", ".json", ".jsonl", "text/xml", "application/xml", ".xml"}

type object map[string]any

// manifest describes the installed app under one name. Nothing in it is a
// person's. Where the name says nothing, the shortcut says nothing either.
func manifest(book *words.Book, asset func(string) string, app string, discreet bool) ([]byte, error) {
	name, shortcut := book.Say("quiet.app."+app), book.Say("web.now")
	if discreet || app != "ebb" {
		shortcut = book.Say("quiet.shortcut")
	}
	icon := func(size string, purpose string) object {
		x := object{"src": asset("app/" + app + "-" + size + ".png"), "sizes": size + "x" + size, "type": "image/png"}
		if purpose != "" {
			x["purpose"] = purpose
		}
		return x
	}
	return json.MarshalIndent(object{
		"id": "/", "name": name, "short_name": name, "start_url": "/", "scope": "/", "display": "standalone", "lang": "en",
		"background_color": "#f2f5f4", "theme_color": "#f2f5f4",
		"icons":     []object{icon("192", ""), icon("512", ""), icon("512", "maskable")},
		"shortcuts": []object{{"name": shortcut, "url": "/now", "icons": []object{icon("192", "")}}},
		"share_target": object{
			"action": "/patterns/messages/shared", "method": http.MethodPost, "enctype": "multipart/form-data",
			"params": object{"files": []object{{"name": "file", "accept": shared}}},
		},
	}, "", "  ")
}

// Manifests serves one for each name, GET /app/{name}: "notes.webmanifest", and
// "notes-quiet.webmanifest" in discreet mode.
func Manifests(book *words.Book, asset func(string) string) (http.Handler, error) {
	all := map[string][]byte{}
	for _, app := range apps {
		for suffix, discreet := range map[string]bool{"": false, "-quiet": true} {
			b, err := manifest(book, asset, app, discreet)
			if err != nil {
				return nil, err
			}
			all[app+suffix] = b
		}
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, is := strings.CutSuffix(r.PathValue("name"), ".webmanifest")
		if !is || all[name] == nil {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		guard.Write(w, r, 0, "application/manifest+json", all[name])
	}), nil
}
