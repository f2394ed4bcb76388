// Package settings is every option there is: its name as a flag and as an
// environment variable, its default, and where its value goes. It refuses files:
// nothing needs configuring.
package settings

import (
	"fmt"
	"io"
	"os"
	"text/tabwriter"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/crypto/acme"

	"ebb/cmd/ebb/folder"
)

// Settings are the options' values.
type Settings struct {
	Listen, Data, Store, Origin, Log       string
	TLSCert, TLSKey, ACME, Directory, HTTP string
	Backup, BackupTo                       string
	Quota, QuotaHost, CodeBeside           string
}

// setting is one line of the table that `ebb config` prints. Each is a flag and
// an environment variable; the flag wins.
type setting struct {
	name, env string
	fallback  func() string
	at        func(*Settings) *string
}

func text(s string) func() string { return func() string { return s } }

// table is every option there is.
var table = []setting{
	{"listen", "EBB_LISTEN", text("127.0.0.1:7317"), func(s *Settings) *string { return &s.Listen }},
	{"data", "EBB_DATA", folder.Data, func(s *Settings) *string { return &s.Data }},
	{"store", "EBB_STORE", text(""), func(s *Settings) *string { return &s.Store }},
	{"origin", "EBB_ORIGIN", text(""), func(s *Settings) *string { return &s.Origin }},
	{"tls-cert", "EBB_TLS_CERT", text(""), func(s *Settings) *string { return &s.TLSCert }},
	{"tls-key", "EBB_TLS_KEY", text(""), func(s *Settings) *string { return &s.TLSKey }},
	{"acme", "EBB_ACME", text(""), func(s *Settings) *string { return &s.ACME }},
	{"acme-directory", "EBB_ACME_DIRECTORY", text(acme.LetsEncryptURL), func(s *Settings) *string { return &s.Directory }},
	{"http", "EBB_HTTP", text(""), func(s *Settings) *string { return &s.HTTP }},
	{"backup", "EBB_BACKUP", text(""), func(s *Settings) *string { return &s.Backup }},
	{"backup-to", "EBB_BACKUP_TO", text(""), func(s *Settings) *string { return &s.BackupTo }},
	{"quota", "EBB_QUOTA", text("1024"), func(s *Settings) *string { return &s.Quota }},
	{"quota-host", "EBB_QUOTA_HOST", text("0"), func(s *Settings) *string { return &s.QuotaHost }},
	{"code-beside-data", "EBB_CODE_BESIDE_DATA", text(no), func(s *Settings) *string { return &s.CodeBeside }},
	{"log", "EBB_LOG", text("text"), func(s *Settings) *string { return &s.Log }},
}

// Options puts options on a command, by name.
func (to *Settings) Options(flags *pflag.FlagSet, say func(string, ...any) string, names ...string) error {
	for _, name := range names {
		found := false
		for _, o := range table {
			if o.name == name {
				flags.StringVar(o.at(to), name, o.value(), say("cmd.option."+name))
				if o.fallback() == no {
					flags.Lookup(name).NoOptDefVal = yes
				}
				found = true
			}
		}
		if !found {
			return fmt.Errorf("there is no option %q", name)
		}
	}
	return nil
}

const yes, no = "yes", "no"

// Beside says whether a recovery code may lie beside the data. It is not known
// where something else was said than yes or no.
func (to *Settings) Beside() (may, known bool) {
	return to.CodeBeside == yes, to.CodeBeside == yes || to.CodeBeside == no
}

// value is what the environment says, else the fallback.
func (o setting) value() string {
	if v, ok := os.LookupEnv(o.env); ok {
		return v
	}
	return o.fallback()
}

// Command prints the table.
func (to *Settings) Command(out io.Writer, say func(string, ...any) string) *cobra.Command {
	return &cobra.Command{
		Use: "config", Short: say("cmd.config"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, say("cmd.config.head"))
			for _, o := range table {
				now := o.value()
				if o.name == "data" || o.name == "store" { // may stand on the command line too
					now = *o.at(to)
				}
				fmt.Fprintf(w, "--%s\t%s\ttext\t%s\t%s\t%s\n", o.name, o.env, shown(o.fallback()), shown(now), say("cmd.option."+o.name))
			}
			return w.Flush()
		},
	}
}

func shown(v string) string {
	if v == "" {
		return "-"
	}
	return folder.Homely(v)
}

// Address is where browsers find this host.
func (to *Settings) Address() string {
	switch {
	case to.Origin != "":
		return to.Origin
	case to.ACME != "":
		return "https://" + to.ACME
	case to.TLSCert != "":
		return "https://" + to.Listen
	}
	return "http://" + to.Listen
}
