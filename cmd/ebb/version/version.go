// Package version says which ebb this is. It promises never to ask anybody else.
package version

import "runtime/debug"

// Of is the module's version, or the commit it was built from.
func Of() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) > 12 {
			return s.Value[:12]
		}
	}
	return info.Main.Version
}
