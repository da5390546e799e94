// Command sealdesk is the whole product in one binary: the server, a demo on
// this machine, a visitor in the terminal, and a doctor.
//
// It reads flags and nothing else: what they start can be started, driven and
// stopped in tests.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"github.com/sealdesk/sealdesk/client/auditor"
	"github.com/sealdesk/sealdesk/internal/server"
)

type commands struct {
	Serve    serveCommand      `cmd:"" help:"Serve a desk."`
	Demo     demoCommand       `cmd:"" help:"Play a desk with sample content, on this machine only."`
	Chat     chatCommand       `cmd:"" help:"Write to a desk from the terminal, as a customer."`
	Expire   expireCommand     `cmd:"" help:"Say which conversations are due to be destroyed."`
	Ledger   ledgerCommand     `cmd:"" help:"Check the record of acts."`
	SignIn   signInCodeCommand `cmd:"" name:"signin-code" help:"Make a code that helps somebody in beside their recovery code."`
	Breached breachedCommand   `cmd:"" name:"breached-passwords" help:"Refuse passwords that were stolen elsewhere, by a public list of their hashes."`
	Doctor   doctorCommand     `cmd:"" help:"Check a data folder and its surroundings."`
	Witness  witnessCommand    `cmd:"" help:"Be a witness of the records of other desks."`
	Licences licencesCommand   `cmd:"" help:"Print the licences of what is inside."`
	Version  versionCommand    `cmd:"" help:"Print the version."`
}

type ledgerCommand struct {
	Key    ledgerKeyCommand `cmd:"" help:"Print the key of a desk's record, for its witnesses and auditors."`
	Verify auditor.Command  `cmd:"" help:"Check an export of the record, or the record of a desk, without trusting the desk."`
}

// acme are the flags for a certificate that is asked for.
type acme struct {
	Domain string `help:"Get a certificate for this name from an authority, and keep it valid."`
	Email  string `help:"Where the authority may warn you."`
	CA     string `help:"Directory of the authority, if it is not Let's Encrypt." placeholder:"URL"`
	Roots  string `help:"Roots (PEM) of an authority inside your company." type:"path" placeholder:"FILE"`
	HTTP   string `help:"Address for the authority's check at port 80; without it, it checks at port 443." placeholder:":80"`
	Agree  bool   `help:"You have read the authority's terms of service, and agree."`
}

type room struct {
	KeepFree uint64 `help:"Free disk that files leave, in MB; those of customers leave twice as much." default:"1024" name:"keep-free-mb"`
	Network  uint64 `help:"What the customers of one network may send in a day, in MB. Behind a proxy that is not named with --trusted-proxy, all are one network." default:"4096" name:"network-day-mb"`
}

type serveCommand struct {
	Data         string        `help:"Folder for data and keys." default:"sealdesk-data" type:"path"`
	Listen       string        `help:"Address to listen on; usually 127.0.0.1:8460, and :443 with --acme-domain." placeholder:"HOST:PORT"`
	Origin       string        `help:"Address as browsers see it, for example https://desk.example.org."`
	Proxies      []string      `help:"Network of a proxy in front, whose X-Forwarded-For says where requests come from, for example 10.0.0.0/24; repeat it for several." placeholder:"NETWORK" name:"trusted-proxy"`
	TLSCert      string        `help:"Certificate file (PEM)." type:"path" name:"tls-cert"`
	TLSKey       string        `help:"Key file (PEM)." type:"path" name:"tls-key"`
	ACME         acme          `embed:"" prefix:"acme-"`
	Files        string        `help:"Where sealed files are kept, as a bucket address; usually the folder files beside the data." placeholder:"file:///var/lib/sealdesk-files"`
	MaxFile      uint64        `help:"Largest file that people may send, in MB." default:"200" name:"max-file-mb"`
	Room         room          `embed:""`
	Metrics      string        `help:"Address for metrics, on this machine only." placeholder:"127.0.0.1:9460"`
	Export       []string      `help:"System that gets the record of acts, for example syslog+tls://siem.example.org:6514; repeat it for several." placeholder:"URL" sep:"none"`
	WitnessFor   []string      `help:"Cosign the checkpoints of this log, a ledger's key as its operator gives it; repeat it for several." placeholder:"NAME+HASH+KEY" name:"witness-for" sep:"none"`
	Witness      []string      `help:"Have the checkpoints of the record cosigned by this witness: its key, =, and its address; repeat it for several." placeholder:"NAME+HASH+KEY=URL" sep:"none"`
	WitnessEvery time.Duration `help:"How often witnesses are asked at most." default:"10s" name:"witness-every"`
	DemoURL      string        `help:"Origin of the demo's helper." hidden:"" name:"demo-url"`
	Verbose      bool          `help:"Log each request: route, status, duration, and the id of who asked."`
}

// Run serves until the process is told to stop.
func (c serveCommand) Run(ctx context.Context) error {
	if c.DemoURL != "" {
		ctx = whileAccompanied(ctx)
	}
	level := slog.LevelInfo
	if c.Verbose {
		level = slog.LevelDebug
	}
	srv, err := server.Start(ctx, server.Config{
		DataDir: c.Data, Listen: c.Listen, Origin: c.Origin, Proxies: c.Proxies, TLSCert: c.TLSCert, TLSKey: c.TLSKey,
		ACME:  server.ACME{Domain: c.ACME.Domain, Email: c.ACME.Email, CA: c.ACME.CA, Roots: c.ACME.Roots, HTTP: c.ACME.HTTP, Agree: c.ACME.Agree},
		Files: c.Files, MaxFile: megabytes(c.MaxFile), KeepFree: megabytes(c.Room.KeepFree), NetworkDay: megabytes(c.Room.Network),
		Exports: c.Export, WitnessFor: c.WitnessFor, Witnesses: c.Witness, WitnessEvery: c.WitnessEvery, DemoURL: c.DemoURL, MetricsListen: c.Metrics, Version: version(),
		Log: slog.New(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: level})),
	})
	if err != nil {
		return err
	}
	fmt.Printf("Sealdesk answers at %s/console/\n", srv.URL())
	if token := srv.SetupToken(); token != "" {
		fmt.Printf("Set it up at %s/console/#setup=%s\nThe link works once, until the desk is set up. Do not pass it on.\n", srv.URL(), token)
	}
	select {
	case <-ctx.Done():
	case err = <-srv.Failed():
	}
	if closing := srv.Close(); err == nil {
		err = closing
	}
	return err
}

// megabytes is a limit in bytes; what does not fit is as much as can be.
func megabytes(n uint64) uint64 {
	if n > math.MaxUint64>>20 {
		return math.MaxUint64
	}
	return n << 20
}

type doctorCommand struct {
	What    string `arg:"" optional:"" enum:"all,auth" default:"all" help:"auth: how sign-in stands, and how to mend it."`
	Data    string `help:"Folder for data and keys." default:"sealdesk-data" type:"path"`
	Files   string `help:"Where sealed files are kept, if not beside the data." placeholder:"file:///var/lib/sealdesk-files"`
	TLSCert string `help:"Certificate file (PEM)." type:"path" name:"tls-cert"`
}

// Run prints what the doctor finds, and fails if something is broken.
func (c doctorCommand) Run(ctx context.Context) error {
	var findings []server.Finding
	if c.What == "auth" {
		found, err := server.ExamineSignIn(ctx, c.Data, time.Now())
		if err != nil {
			return err
		}
		findings = found
	} else {
		findings = server.Examine(ctx, server.Examination{DataDir: c.Data, Files: c.Files, TLSCert: c.TLSCert, Version: version()})
	}
	broken := 0
	for _, f := range findings {
		fmt.Printf("%-8s %-18s %s\n", f.Verdict, f.What, f.Said)
		if f.Verdict == server.Broken {
			broken++
		}
	}
	if broken > 0 {
		return fmt.Errorf("%d of %d checks need you", broken, len(findings))
	}
	return nil
}

type expireCommand struct {
	Data   string `help:"Folder for data and keys." default:"sealdesk-data" type:"path"`
	DryRun bool   `help:"Only say what is due; nothing else is done by hand."`
}

// Run says what is due. Destroying is the server's: it has the key that signs the
// certificates, and it does so every ten minutes.
func (c expireCommand) Run(ctx context.Context) error {
	if !c.DryRun {
		return errors.New("a running server destroys what is due by itself, every ten minutes: add --dry-run to see what that is")
	}
	return server.Forecast(ctx, c.Data, time.Now(), os.Stdout)
}

type licencesCommand struct{}

// Run prints the notice that the server shows at /licences.txt.
func (licencesCommand) Run() error {
	notice, err := server.Licences()
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(notice)
	return err
}

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run() error {
	fmt.Println("sealdesk", version())
	return nil
}

// version is the one that the binary was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "development"
	}
	return info.Main.Version
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var cli commands
	k := kong.Parse(&cli, kong.Name("sealdesk"), kong.Description("A desk for talking with customers. The server can read nothing."),
		kong.UsageOnError(), kong.BindTo(ctx, (*context.Context)(nil)))
	k.FatalIfErrorf(k.Run())
}
