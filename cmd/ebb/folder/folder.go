// Package folder is where programs keep what belongs to a person on this system,
// and how a folder is written for them. It refuses to look inside.
package folder

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// Data is where programs keep a person's data on this system.
func Data() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return "ebb-data"
	}
	switch runtime.GOOS {
	case "windows":
		if d := os.Getenv("LocalAppData"); d != "" {
			return filepath.Join(d, "ebb")
		}
		return filepath.Join(home, "AppData", "Local", "ebb")
	case "darwin":
		return filepath.Join(home, "Library", "Application Support", "ebb")
	}
	if d := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(d) {
		return filepath.Join(d, "ebb")
	}
	return filepath.Join(home, ".local", "share", "ebb")
}

// Homely writes a folder the way people know it.
func Homely(path string) string {
	if home, err := os.UserHomeDir(); err == nil && home != "/" {
		if rest, ok := strings.CutPrefix(path, home); ok {
			return "~" + rest
		}
	}
	return path
}
