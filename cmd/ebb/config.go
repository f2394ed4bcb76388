package main

import (
	"fmt"
	"os"
	"runtime/debug"
	"text/tabwriter"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/crypto/acme"

	"ebb/cmd/ebb/folder"
)

// settings are the options' values.
type settings struct {
	Listen, Data, Store, Origin, Log       string
	TLSCert, TLSKey, ACME, Directory, HTTP string
}

// setting is one line of the table that `ebb config` prints. Each is a flag and
// an environment variable; the flag wins.
type setting struct {
	name, env string
	fallback  func() string
	at        func(*settings) *string
}

func text(s string) func() string { return func() string { return s } }

// table is every option there is.
var table = []setting{
	{"listen", "EBB_LISTEN", text("127.0.0.1:7317"), func(s *settings) *string { return &s.Listen }},
	{"data", "EBB_DATA", folder.Data, func(s *settings) *string { return &s.Data }},
	{"store", "EBB_STORE", text(""), func(s *settings) *string { return &s.Store }},
	{"origin", "EBB_ORIGIN", text(""), func(s *settings) *string { return &s.Origin }},
	{"tls-cert", "EBB_TLS_CERT", text(""), func(s *settings) *string { return &s.TLSCert }},
	{"tls-key", "EBB_TLS_KEY", text(""), func(s *settings) *string { return &s.TLSKey }},
	{"acme", "EBB_ACME", text(""), func(s *settings) *string { return &s.ACME }},
	{"acme-directory", "EBB_ACME_DIRECTORY", text(acme.LetsEncryptURL), func(s *settings) *string { return &s.Directory }},
	{"http", "EBB_HTTP", text(""), func(s *settings) *string { return &s.HTTP }},
	{"log", "EBB_LOG", text("text"), func(s *settings) *string { return &s.Log }},
}

// options puts options on a command, by name.
func (p *program) options(flags *pflag.FlagSet, names ...string) error {
	for _, name := range names {
		found := false
		for _, o := range table {
			if o.name == name {
				flags.StringVar(o.at(&p.set), name, o.value(), p.say("cmd.option."+name))
				found = true
			}
		}
		if !found {
			return fmt.Errorf("there is no option %q", name)
		}
	}
	return nil
}

// value is what the environment says, else the fallback.
func (o setting) value() string {
	if v, ok := os.LookupEnv(o.env); ok {
		return v
	}
	return o.fallback()
}

// configCommand prints the table.
func (p *program) configCommand() *cobra.Command {
	return &cobra.Command{
		Use: "config", Short: p.say("cmd.config"), Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			w := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, p.say("cmd.config.head"))
			for _, o := range table {
				now := o.value()
				if o.name == "data" || o.name == "store" { // may stand on the command line too
					now = *o.at(&p.set)
				}
				fmt.Fprintf(w, "--%s\t%s\ttext\t%s\t%s\t%s\n", o.name, o.env, shown(o.fallback()), shown(now), p.say("cmd.option."+o.name))
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

// version is the module's, or the commit it was built from.
func version() string {
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
