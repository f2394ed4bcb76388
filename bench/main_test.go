package bench

import (
	"os"
	"testing"

	"ebb/internal/program"
)

func TestMain(m *testing.M) {
	code := m.Run()
	program.Clean()
	os.Exit(code)
}
