// Package server wires the parts and starts them: a whole Sealdesk as a value
// that tests start, drive and stop in process.
//
// Promise: what listens beyond this machine speaks TLS 1.3; a stop lets requests
// end and leaves the data files whole; logs hold no content, addresses of
// people or secrets.
//
// Threat: a desk that is put on a network without encryption by mistake.
//
// Limits: one process per data folder.
package server

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/cosigners"
	"github.com/sealdesk/sealdesk/internal/customers"
	"github.com/sealdesk/sealdesk/internal/directory"
	"github.com/sealdesk/sealdesk/internal/files"
	"github.com/sealdesk/sealdesk/internal/httpapi"
	"github.com/sealdesk/sealdesk/internal/identity"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/live"
	"github.com/sealdesk/sealdesk/internal/mail"
	"github.com/sealdesk/sealdesk/internal/oidc"
	"github.com/sealdesk/sealdesk/internal/saml"
	"github.com/sealdesk/sealdesk/internal/scim"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/internal/siem"
	"github.com/sealdesk/sealdesk/internal/sms"
	"github.com/sealdesk/sealdesk/internal/sso"
	"github.com/sealdesk/sealdesk/internal/storage"
	"github.com/sealdesk/sealdesk/internal/witness"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/web"
)

// Config is everything that can be chosen. Zero values take safe defaults.
type Config struct {
	DataDir       string
	Listen        string // host:port, default 127.0.0.1:8460
	Origin        string // as browsers see it; default from Listen
	TLSCert       string // files; both or none
	TLSKey        string
	ACME          ACME   // a certificate from an authority, instead of files
	DemoURL       string // origin of the demo's helper; loopback only
	MetricsListen string // loopback host:port, "" for none
	Version       string
	Log           *slog.Logger
	Now           func() time.Time
	Retention     time.Duration // keys after closing, default 365 days
	Files         string        // address of the bucket for sealed files; default the folder "files" in DataDir
	MaxFile       uint64        // largest file in bytes, default 200 MiB
	KeepFree      uint64        // bytes of disk that files leave free, customers' twice as many; default 1 GiB
	Proxies       []string      // networks of the proxies in front, whose word about where requests come from counts
	NetworkDay    uint64        // bytes that the customers of one network may send in a day, default 4 GiB
	Limits        httpapi.Limits
	ReadTimeout   time.Duration // of a whole request, default 60 seconds; parts of files get longer
	WriteTimeout  time.Duration // of a whole answer, default 120 seconds; likewise
	Exports       []string      // addresses of the systems that get the record of acts
	ExportPace    siem.Pace     // how often they are tried
	WitnessFor    []string      // keys of logs whose checkpoints this server cosigns
	Witnesses     []string      // that cosign the record's checkpoints: key=address
	WitnessEvery  time.Duration // how often they are asked at most, default 10 seconds
	// Notices sends an email that says that there is an answer, nothing of it. By
	// default it goes through the organisation's mail server, once there is one.
	Notices func(context.Context, conversation.Notice) error
	// Mailer hands mail to that server. Only tests set it, to trust a server of theirs.
	Mailer mail.Mailer
	// Gateway hands codes to the organisation's gateway for SMS. Only tests set it likewise.
	Gateway sms.Gateway
	// Access replaces the product's rules. Only tests set it, to show that
	// each check is needed.
	Access *access.Authorizer
	// Store stands between conversations and their storage. Only tests set it, to
	// end the process between two steps.
	Store func(conversation.Store) conversation.Store
	// Keeping likewise, between the record of acts and whoever erases of it.
	Keeping func(ledger.KeepingStore) ledger.KeepingStore
}

// Server is a running desk. Make one with Start.
type Server struct {
	config    Config
	origin    string
	token     string
	db        *storage.DB
	files     *files.Store
	hub       *live.Hub
	api       *httpapi.API
	http      *http.Server
	listener  net.Listener
	authority *authority // nil where the certificate is not asked for
	metrics   *metrics
	identity  *identity.Service
	settings  *settings.Service
	mail      *mail.Service
	texts     *texts
	customers *customers.Service
	sso       *sso.Service
	// provisioning takes in whom an identity provider names.
	provisioning *scim.Service
	talks        *conversation.Service
	refusals     *ledger.Refusals
	started      bool // and that is recorded
	org          func() seal.ID
	ledger       *ledger.Service
	keeper       *ledger.Keeper
	witness      *witness.Service
	stop         context.CancelFunc
	work         sync.WaitGroup
	once         sync.Once
	failed       chan error
	spares       spares
}

// Start opens the data folder and serves until Close. It returns once requests
// are answered.
func Start(ctx context.Context, config Config) (*Server, error) {
	config = withDefaults(config)
	if err := checkFolder(config.DataDir); err != nil {
		return nil, err
	}
	if err := checkOrigin(config.Origin); err != nil {
		return nil, err
	}
	if err := checkBreached(config.DataDir); err != nil {
		return nil, err
	}
	exports, err := sinks(config)
	if err != nil {
		return nil, err
	}
	logs, err := witness.ParseLogs(config.WitnessFor)
	if err != nil {
		return nil, err
	}
	witnesses, err := cosigners.Parse(config.Witnesses)
	if err != nil {
		return nil, err
	}
	s := &Server{config: config, failed: make(chan error, 2), metrics: newMetrics()}
	listener, err := s.listen()
	if err != nil {
		return nil, errors.Join(err, s.authority.close(ctx))
	}
	s.listener = listener
	s.origin = originOf(config, listener)
	if err := s.open(ctx, siem.Names(exports), logs); err != nil {
		return nil, errors.Join(err, listener.Close(), s.authority.close(ctx), s.closeFiles())
	}
	background, stop := context.WithCancel(context.Background())
	s.stop = stop
	s.http = &http.Server{
		Handler: s.api, ConnState: s.spares.watch, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: config.ReadTimeout, WriteTimeout: config.WriteTimeout, IdleTimeout: 120 * time.Second,
		MaxHeaderBytes: 32 << 10, ErrorLog: slog.NewLogLogger(quiet{config.Log.Handler()}, slog.LevelDebug),
	}
	s.work.Go(func() {
		if err := s.http.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			s.failed <- err
		}
	})
	if s.authority != nil {
		s.authority.record = s.recordCertificate
		if err := s.authority.begin(ctx, listener.Addr(), s.origin); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	s.work.Go(func() { s.chores(background) })
	s.work.Go(func() { s.publish(background) })
	s.work.Go(func() { s.mail.Run(background) })
	s.work.Go(func() { s.texts.run(background) })
	if err := errors.Join(s.export(background, exports), s.cosign(background, witnesses)); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if config.MetricsListen != "" {
		if err := s.metrics.serve(config.MetricsListen, s); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	config.Log.Info("ready", "origin", s.origin, "version", config.Version)
	return s, nil
}

func withDefaults(c Config) Config {
	if c.Listen == "" && c.ACME.Domain != "" {
		c.Listen = ":443"
	}
	if c.Listen == "" {
		c.Listen = "127.0.0.1:8460"
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Retention == 0 {
		c.Retention = 365 * 24 * time.Hour
	}
	if c.ReadTimeout == 0 {
		c.ReadTimeout = 60 * time.Second
	}
	if c.WriteTimeout == 0 {
		c.WriteTimeout = 120 * time.Second
	}
	if c.MaxFile == 0 {
		c.MaxFile = 200 << 20
	}
	if c.KeepFree == 0 {
		c.KeepFree = diskFloor
	}
	if c.NetworkDay == 0 {
		c.NetworkDay = 4 << 30
	}
	if c.Access == nil {
		c.Access = access.New()
	}
	if c.Store == nil {
		c.Store = func(s conversation.Store) conversation.Store { return s }
	}
	if c.Keeping == nil {
		c.Keeping = func(s ledger.KeepingStore) ledger.KeepingStore { return s }
	}
	if c.Version == "" {
		c.Version = "development"
	}
	return c
}

// checkFolder makes the data folder, for its owner only.
func checkFolder(folder string) error {
	if folder == "" {
		return errors.New("no data folder was named: use --data")
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("make the data folder: %w", err)
	}
	info, err := os.Stat(folder)
	if err != nil {
		return fmt.Errorf("look at the data folder: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return fmt.Errorf("others on this machine can look into %s: run chmod 700 on it", folder)
	}
	return nil
}

// open opens the files and wires the services. Exports are the systems that get the
// record, by name; logs those that it is a witness of.
func (s *Server) open(ctx context.Context, exports []string, logs witness.Logs) error {
	c := s.config
	s.hub = live.New(c.Access, c.Log, c.Now)
	db, err := storage.Open(ctx, c.DataDir, s.hub.Publish)
	if err != nil {
		return err
	}
	s.db = db
	// After the lock on the folder: two first starts at once must not make two keys.
	keys, err := openKeys(filepath.Join(c.DataDir, "server.key"))
	if err != nil {
		return err
	}
	record, err := directory.Load(ctx, storage.Directory{DB: s.db}, c.Now, c.Retention, s.hub.DirectoryGrew)
	if err != nil {
		return err
	}
	s.org = record.Org
	if record.Open() {
		s.token = setupToken()
	}
	parsed, err := url.Parse(s.origin)
	if err != nil {
		return fmt.Errorf("origin: %w", err)
	}
	s.refusals = ledger.NewRefusals(storage.Ledger{DB: s.db}, c.Now)
	if s.settings, err = settings.Load(ctx, storage.Settings{DB: s.db}, keys.secret, rand.Reader, c.Now); err != nil {
		return err
	}
	if err = s.openMail(record, keys.secret); err != nil {
		return err
	}
	s.texts = newTexts(s.settings, c.Gateway, c.Log)
	s.identity, err = identity.New(storage.Identity{DB: s.db}, record, identity.Config{
		Origin: s.origin, Host: parsed.Hostname(), SetupToken: s.token, Secret: keys.secret, Now: c.Now, Random: rand.Reader,
		Settings: s.settings, Letters: s.letter, Operator: func(email, code string) bool { return takeSignInCode(c.DataDir, email, code, c.Now()) }, Codes: mailedCodes{s}, Texts: s.texts, Refusals: s.refusals, Approval: s.hub.ApprovalAsked, Ended: s.hub.SessionEnded, Confirmed: s.hub.SessionConfirmed, Excluded: func() { s.hub.DirectoryGrew(record.Replay().Size()) },
	})
	if err != nil {
		return err
	}
	s.provisioning = scim.New(scim.Config{
		Store: storage.Provisioning{DB: s.db}, Accounts: s.identity, Fits: s.identity.Fits, Address: s.origin + "/scim/v2", Now: c.Now, Random: rand.Reader,
	})
	s.sso = sso.New(sso.Config{
		Store: storage.SSO{DB: s.db}, Accounts: s.identity, Settings: s.settings, Refusals: s.refusals, Protocols: map[string]sso.Protocol{settings.OpenIDConnect: oidc.New(c.Now), settings.SAML: saml.New(c.Now)}, Metadata: saml.Metadata,
		Origin: s.origin, Active: func(account seal.ID) bool { _, ok := record.Actor(account); return ok }, Now: c.Now, Random: rand.Reader,
		Expect: func(ctx context.Context, address, name, network string) (bool, error) {
			return s.provisioning.Expect(ctx, ledger.Source{Network: network}, address, name)
		},
	})
	if s.files, err = openFiles(c); err != nil {
		return err
	}
	room, err := roomOf(c)
	if err != nil {
		return err
	}
	s.customers, err = customers.New(customers.Config{
		Store: storage.Customers{DB: s.db}, Directory: record, Settings: s.settings, Refusals: s.refusals, Record: storage.Ledger{DB: s.db}, Key: keys.receipts, Secret: keys.secret, Codes: mailedCodes{s}, Challenge: s.identity.TakeChallenge, Now: c.Now,
	})
	if err != nil {
		return err
	}
	s.talks = conversation.New(conversation.Config{
		Admit: s.customers.Admit,
		Store: c.Store(storage.Conversations{DB: s.db}), Directory: record, Files: s.files, Key: keys.receipts, Retention: c.Retention, MaxFile: c.MaxFile, Room: room, Now: c.Now,
	})
	until, err := s.db.Reconcile(ctx, c.Now())
	if err != nil {
		c.Log.Error("it is not known whether data.db belongs to this shred.db", "error", err)
	} else if !until.IsZero() {
		c.Log.Warn("data.db is older than shred.db: if there is a newer one, put it back; keys that it may need are kept until then", "until", until.UTC().Format(time.DateOnly))
	}
	if err := s.talks.Rebury(ctx); err != nil {
		c.Log.Error("what a backup brought back of destroyed conversations is still there; nobody can open it", "error", err)
	}
	s.keeper = ledger.NewKeeper(c.Keeping(storage.Keeping{DB: s.db}), exports, c.Now)
	s.ledger = ledger.New(storage.Ledger{DB: s.db}, record.Org, keys.receipts, c.Now)
	if err := s.ledger.Check(ctx); err != nil {
		c.Log.Error("the record of acts is not the one that this server signed: keep a copy of the data folder and run sealdesk ledger verify", "error", err)
	}
	if err := s.recordStart(ctx, keys.secret, until); err != nil {
		return err
	}
	if err := s.ledger.Publish(ctx); err != nil {
		c.Log.Error("no checkpoint of the record could be signed", "error", err)
	}
	older := time.Time{}
	if !until.IsZero() {
		older = until.Add(-storage.Spared)
	}
	if err := s.openWitness(ctx, logs, older); err != nil {
		return err
	}
	s.hub.Run(live.Deps{Conversations: s.talks, Actor: record.Actor, Alive: s.identity.Alive, Sensitive: s.identity.Sensitive, Refused: s.recordRefusedFrame})
	pages, err := web.Files()
	if err != nil {
		return err
	}
	static := httpapi.NewStatic(pages)
	// Pages that pin a version of the loader keep it when this program is replaced.
	if err := static.KeepLoaders(filepath.Join(c.DataDir, "loaders")); err != nil {
		c.Log.Error("earlier versions of the script that websites embed are not all served", "error", err)
	}
	s.api, err = s.edge(keys, record, static)
	return err
}

func (s *Server) edge(keys serverKeys, record *directory.Service, static *httpapi.Static) (*httpapi.API, error) {
	journal := storage.Ledger{DB: s.db}
	proxies, ok := httpapi.ParseProxies(s.config.Proxies)
	if !ok {
		return nil, errors.New("one of the trusted proxies is no network: write each like 10.0.0.0/8 or 192.0.2.7, and not all addresses at once")
	}
	return httpapi.New(httpapi.Config{
		Access: s.config.Access, Ledger: s.ledger, Witness: s.witness, Keeper: s.keeper, Journal: journal, Reads: ledger.NewReads(journal, s.config.Now), Refusals: s.refusals, Conversations: s.talks, Customers: s.customers, Links: customers.NewLinks(s.config.Now), SSO: s.sso, Identity: s.identity, Settings: s.settings, Mail: s.mail, Provisioning: s.provisioning, Directory: record, Hub: s.hub, Log: s.config.Log, Now: s.config.Now,
		ServerKey: keys.receipts.Public(), Origin: s.origin, Proxies: proxies, Demo: s.config.DemoURL, Breached: breachedPath(s.config.DataDir), TLS: s.config.TLSCert != "" || s.authority != nil, Version: s.config.Version,
		Ready: s.db.Ping, Limits: s.config.Limits, Static: static, Observe: s.metrics.observe,
	})
}

// chores runs what has to happen now and then.
func (s *Server) chores(ctx context.Context) {
	ticker := time.NewTicker(10 * time.Minute)
	defer ticker.Stop()
	for {
		if err := s.Tidy(ctx); err != nil && ctx.Err() == nil {
			s.config.Log.Error("tidy", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// publish signs a checkpoint of the record every second in which it has grown.
func (s *Server) publish(ctx context.Context) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	failing := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		err := s.ledger.Publish(ctx)
		if err != nil && !failing && ctx.Err() == nil {
			s.config.Log.Error("no checkpoint of the record could be signed", "error", err)
		}
		failing = err != nil
	}
}

// Tidy destroys keys whose retention is over, tells of answers, and removes files
// that no message claimed, sessions that ended and events that are not kept longer.
func (s *Server) Tidy(ctx context.Context) error {
	_, err := s.talks.Expire(ctx, 1000)
	if tell := s.notices(); tell != nil {
		err = errors.Join(err, s.talks.Notify(ctx, tell))
	}
	return errors.Join(err, s.mail.Sweep(ctx), s.customers.Sweep(ctx), s.talks.SweepFiles(ctx), s.talks.SweepAnswers(ctx), s.identity.Sweep(ctx), s.identity.Watch(ctx), s.db.SweepShred(ctx, s.config.Now()), s.refusals.Sweep(ctx), s.keeper.Sweep(ctx), sweepSignInCodes(s.config.DataDir, s.config.Now()))
}

// URL is the origin, for example "http://localhost:8460".
func (s *Server) URL() string { return s.origin }

// Addr is the address that the server listens on.
func (s *Server) Addr() string { return s.listener.Addr().String() }

// MetricsURL is where metrics are, "" if nowhere.
func (s *Server) MetricsURL() string { return s.metrics.url }

// SetupToken opens the set-up, once; "" if the desk is already set up.
func (s *Server) SetupToken() string { return s.token }

// Routes lists every API endpoint.
func (s *Server) Routes() []string { return s.api.Routes() }

// Leaves lists, for each route, the kinds of events that requests to it can leave.
func (s *Server) Leaves() map[string][]ledger.Kind { return s.api.Leaves() }

// Failed tells when serving ended by itself.
func (s *Server) Failed() <-chan error { return s.failed }

// Close stops serving, lets requests end, and closes the files.
func (s *Server) Close() error {
	var err error
	s.once.Do(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		s.hub.Close()
		s.spares.close()
		err = errors.Join(s.http.Shutdown(ctx), s.metrics.close(ctx), s.authority.close(ctx))
		s.stop()
		s.work.Wait()
		s.recordStop(ctx)
		err = errors.Join(err, s.closeFiles())
	})
	return err
}

func (s *Server) closeFiles() error {
	if s.hub != nil {
		s.hub.Close()
	}
	var err error
	if s.files != nil {
		err = s.files.Close()
	}
	if s.db != nil {
		err = errors.Join(err, s.db.Close())
	}
	return err
}

// setupToken is 160 random bits, easy to copy.
func setupToken() string {
	var raw [20]byte
	rand.Read(raw[:]) //nolint:errcheck // never fails (crypto/rand)
	return base64.RawURLEncoding.EncodeToString(raw[:])
}

// serverKeys are the server's own: the key that signs receipts, and a secret
// for values that must be stable but unguessable.
type serverKeys struct {
	receipts seal.SigningKey
	secret   seal.Secret
}

// openKeys reads the key file, or makes it on the first start.
func openKeys(path string) (serverKeys, error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		raw = make([]byte, 64)
		rand.Read(raw) //nolint:errcheck // never fails (crypto/rand)
		err = writeKey(path, raw)
	}
	if err != nil {
		return serverKeys{}, fmt.Errorf("server key: %w", err)
	}
	if len(raw) != 64 {
		return serverKeys{}, fmt.Errorf("server key: %s has %d bytes instead of 64: restore it from a backup", path, len(raw))
	}
	return serverKeys{seal.SigningKeyFromSeed(seal.Secret(raw[:32])), seal.Secret(raw[32:])}, nil
}

// writeKey puts the key on disk before anything depends on it: whole under its
// name, or not at all, whenever the machine stops.
func writeKey(path string, raw []byte) error {
	begun := path + ".new"
	file, err := os.OpenFile(begun, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(raw)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	if err := os.Rename(begun, path); err != nil {
		return err
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// quiet drops what net/http writes about peers: it names addresses.
type quiet struct{ slog.Handler }

// Handle implements slog.Handler.
func (q quiet) Handle(ctx context.Context, r slog.Record) error {
	r.Message = "connection problem"
	return q.Handler.Handle(ctx, r)
}
