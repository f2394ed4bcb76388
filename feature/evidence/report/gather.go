package report

import (
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"ebb/chat"
	"ebb/feature"
	"ebb/feature/evidence/count"
)

// Asked is what the flags of a command say that reads chats for another end
// than a report.
type Asked struct{ flags flags }

// readings puts the flags on a command that every reading takes.
func readings(set *pflag.FlagSet, f *flags, say func(string, ...any) string) {
	set.StringVar(&f.me, "me", "", say("me"))
	set.StringArrayVar(&f.merge, "merge", nil, say("merge"))
	set.StringVar(&f.chat, "chat", "", say("chat"))
	set.StringVar(&f.format, "format", "auto", say("format", "formats", formats()))
	set.StringVar(&f.order, "date-order", "", say("order"))
	set.StringVar(&f.zone, "tz", "", say("tz"))
}

// Flags puts those of a reading on a command.
func (a *Asked) Flags(t *feature.Terminal, c *cobra.Command) {
	readings(c.Flags(), &a.flags, func(key string, args ...any) string { return t.Words.Say("evidence.cli."+key, args...) })
	c.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		return voice{t.Words}.usage("flag", count.Clean(err.Error()), "help")
	})
}

// Check says what is wrong with the flags and files, before anything is read.
func (a *Asked) Check(t *feature.Terminal, files []string) error {
	r, exit := understand(voice{t.Words}, a.flags)
	if exit == nil && len(files) == 0 {
		exit = r.usage("files", "", "help")
	}
	if exit != nil {
		return exit
	}
	return nil
}

// Gathered is one conversation, with everything settled that can be a
// question.
type Gathered struct {
	History *chat.History
	Cast    *count.Cast
	Zone    *time.Location // as asked for; nil where it was not
}

// Gather reads files and settles who is me. An open question is an error, as
// it is for a report.
func (a *Asked) Gather(t *feature.Terminal, files []string) (*Gathered, error) {
	r, exit := understand(voice{t.Words}, a.flags)
	if exit != nil {
		return nil, exit
	}
	r.apart = t.Apart
	h, exit := r.read(files)
	if exit != nil {
		return nil, exit
	}
	x, exit := r.find(h)
	if exit == nil {
		exit = x.exit
	}
	if exit != nil {
		return nil, exit
	}
	return &Gathered{h, x.cast, r.options.Zone}, nil
}
