// Package servertest starts a whole desk for tests and plays its people
// through the public API: an owner, staff, visitors.
//
// Promise: nothing here goes around the server; what a play does, a browser
// could do. Limits: it is for tests and the benchmark; it panics through
// testing.TB on anything unexpected, and its clients hold one conversation each.
package servertest

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base32"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/sealdesk/sealdesk/internal/httpapi"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// Desk is a running server with an organisation: one owner, one team, one inbox.
type Desk struct {
	T      testing.TB
	Server *server.Server
	Config server.Config
	Org    seal.ID
	Owner  *Staff
	Team   *Team
	// Watch, if not nil, is told of each request after its answer.
	Watch func(method, path string)
}

// Team is a group with an inbox and its current key.
type Team struct {
	Group, Inbox, Generation seal.ID
	Number                   uint64
	Keys                     seal.GroupKeys
	Secret                   seal.GroupSecret
}

// Fast are limits that a test does not run into.
func Fast() httpapi.Limits {
	return httpapi.Limits{Network: 1e6, NetworkBurst: 1e6, Session: 1e6, SessionBurst: 1e6, Guarded: 1e6, GuardedBurst: 1e6}
}

// Start starts a server on a free port, without an organisation.
func Start(t testing.TB, config server.Config) *Desk {
	t.Helper()
	if config.DataDir == "" {
		config.DataDir = t.TempDir()
		must(t, chmod(config.DataDir))
	}
	config.Listen = "127.0.0.1:0"
	if config.Limits == (httpapi.Limits{}) {
		config.Limits = Fast()
	}
	if config.NetworkDay == 0 {
		config.NetworkDay = 1 << 50
	}
	if config.KeepFree == 0 {
		config.KeepFree = 1 // whatever disk the tests run on
	}
	srv, err := server.Start(context.Background(), config)
	must(t, err)
	d := &Desk{T: t, Server: srv, Config: config}
	t.Cleanup(func() { must(t, d.Server.Close()) })
	return d
}

// New starts a server and sets an organisation up.
func New(t testing.TB, config server.Config) *Desk {
	t.Helper()
	d := Start(t, config)
	d.SetUp()
	return d
}

// Restart stops the server and starts it again on the same data.
func (d *Desk) Restart() {
	d.T.Helper()
	must(d.T, d.Server.Close())
	srv, err := server.Start(context.Background(), d.Config)
	must(d.T, err)
	d.Server = srv
}

// Settle does the chores that are due now, and waits for them.
func (d *Desk) Settle() {
	d.T.Helper()
	must(d.T, d.Server.Tidy(context.Background()))
}

// API is the address of the versioned API, by loopback address.
func (d *Desk) API() string { return "http://" + d.Server.Addr() + "/api/v1" }

// Answer is a response, read.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// Into decodes the body.
func (a Answer) Into(t testing.TB, into any) {
	t.Helper()
	if err := json.Unmarshal(a.Body, into); err != nil {
		t.Fatalf("answer %d: %v: %s", a.Status, err, a.Body)
	}
}

// Reason is the word that programs decide on, or "".
func (a Answer) Reason() string {
	var p struct{ Detail struct{ Reason string } }
	if json.Unmarshal(a.Body, &p) != nil {
		return ""
	}
	return p.Detail.Reason
}

// Do sends one request with a bearer token ("" for nobody).
func (d *Desk) Do(token, method, path string, body any) Answer {
	d.T.Helper()
	return d.do(http.DefaultClient, token, method, path, body)
}

func (d *Desk) do(client *http.Client, token, method, path string, body any, cookies ...*http.Cookie) Answer {
	d.T.Helper()
	var reader io.Reader
	switch b := body.(type) {
	case nil:
	case []byte:
		reader = bytes.NewReader(b)
	default:
		encoded, err := json.Marshal(b)
		must(d.T, err)
		reader = bytes.NewReader(encoded)
	}
	request, err := http.NewRequest(method, d.API()+path, reader)
	must(d.T, err)
	request.Header.Set("Sealdesk-Client", "native")
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	for _, cookie := range cookies {
		request.AddCookie(cookie)
	}
	response, err := client.Do(request)
	must(d.T, err)
	defer response.Body.Close()
	read, err := io.ReadAll(response.Body)
	must(d.T, err)
	if d.Watch != nil {
		d.Watch(method, path)
	}
	return Answer{response.StatusCode, response.Header, read}
}

// Must sends a request that has to succeed and decodes its answer.
func (d *Desk) Must(token, method, path string, body, into any) {
	d.T.Helper()
	answer := d.Do(token, method, path, body)
	if answer.Status >= 300 {
		d.T.Fatalf("%s %s: %d %s", method, path, answer.Status, answer.Body)
	}
	if into != nil {
		answer.Into(d.T, into)
	}
}

// Object is a JSON object.
type Object = map[string]any

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func value[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T { t.Helper(); must(t, err); return v }
}

// log is a batch in the making: a replay with what was added to it.
type log struct {
	d     *Desk
	r     *directory.Replay
	first int
	boxes []Object
}

func (l *log) add(content directory.Content, object seal.OptionalID, signers ...directory.Signer) seal.ID {
	l.d.T.Helper()
	t := l.d.T
	header := directory.Header{Object: object, Time: l.d.now()}
	if l.r.Size() > 0 {
		header.Org = seal.Some(l.r.Org())
	}
	if object.Present() {
		header.Previous = l.r.Last(kindOf(content), object.ID())
	}
	statement := value[directory.Statement](t)(directory.NewStatement(rand.Reader, header, content, signers...))
	must(t, l.r.Append(value[[]byte](t)(statement.Bytes())))
	return statement.ID()
}

// kindOf is the slot of a content: a removal stands in the account's.
func kindOf(content directory.Content) directory.Type {
	if content.Type() == directory.TypeRemoval {
		return directory.TypeAccount
	}
	return content.Type()
}

func (l *log) wires() [][]byte { return l.r.Statements(l.first) }

func (l *log) head(s *Staff) []byte {
	t := l.d.T
	head := value[directory.SignedHead](t)(l.r.MakeHead(s.Device, s.DeviceKey, l.d.now()))
	return value[[]byte](t)(head.Bytes())
}

func (d *Desk) now() uint64 {
	if d.Config.Now != nil {
		return uint64(d.Config.Now().Unix())
	}
	return uint64(time.Now().Unix())
}

// generation makes the next key of a group for members.
func (l *log) generation(team *Team, author *Staff, members []seal.ID) {
	t := l.d.T
	slices.SortFunc(members, func(a, b seal.ID) int { return bytes.Compare(a[:], b[:]) })
	org := l.r.Org()
	team.Number++
	team.Secret = value[seal.GroupSecret](t)(seal.NewGroupSecret(rand.Reader, team.Number))
	team.Keys = value[seal.GroupKeys](t)(seal.DeriveGroupKeys(org, team.Group, team.Secret))
	content := &directory.Generation{
		Number: team.Number, MemberSet: value[seal.ID](t)(directory.MemberSet(members)),
		Sealing: team.Keys.Opening.Public(), Commitment: team.Keys.Commitment,
	}
	for _, id := range members {
		account, _ := l.r.Account(id)
		info := seal.GroupBox(org, team.Group, team.Number, id, author.Device)
		box := value[[]byte](t)(seal.SealGroupSecrets(account.Sealing, info, []seal.GroupSecret{team.Secret}))
		content.Boxes = append(content.Boxes, directory.BoxRef{Account: id, Hash: seal.BoxHash(box)})
		l.boxes = append(l.boxes, Object{"group": team.Group, "number": team.Number, "account": id, "box": box})
	}
	team.Generation = l.add(content, seal.Some(team.Group), author.byDevice())
}

// SetUp plays the first owner.
func (d *Desk) SetUp() {
	request := d.Founding()
	owner := d.Owner
	d.Must("", "POST", "/setup", request, &owner.signedIn)
	owner.Token, owner.Session = owner.signedIn.Token, owner.signedIn.Session
	if owner.Token == "" || owner.signedIn.Account != owner.Account {
		d.T.Fatalf("set-up answered %+v", owner.signedIn.Account)
	}
	owner.Bind()
}

// Founding makes the request of SetUp without sending it.
func (d *Desk) Founding() Object {
	owner := d.person("olga@example.org")
	d.Owner = owner
	l := &log{d: d, r: directory.NewReplay(seal.ID{})}
	l.add(&directory.Genesis{Name: "Example", Identity: owner.Identity.Public()}, seal.OptionalID{}, owner.byIdentity())
	d.Org = l.r.Org()
	owner.account(l, seal.OptionalID{})
	owner.certify(l)
	var key struct{ Key seal.ID }
	d.Must("", "POST", "/setup/server-key", Object{"token": d.Server.SetupToken()}, &key)
	l.add(&directory.ServerKey{Key: seal.PublicKey(key.Key)}, seal.Some(d.Org), owner.byDevice())
	d.Team = d.team(l, "Support", owner)
	return Object{
		"token": d.Server.SetupToken(), "statements": l.wires(), "head": l.head(owner), "boxes": l.boxes, "email": owner.Email,
		"credentials": owner.credentials(), "settings": Object{"greeting": "Hello", "colour": "#1a2b3c", "expectedReplySeconds": 60, "retentionDays": 365},
	}
}

// team makes a group with its first key and an inbox.
func (d *Desk) team(l *log, name string, owner *Staff) *Team {
	team := &Team{}
	team.Group = l.add(&directory.Group{Name: name, Sensitivity: directory.Ordinary}, seal.OptionalID{}, owner.byDevice())
	l.add(&directory.Members{List: []directory.Membership{{Account: owner.Account, Role: directory.RoleManager}}}, seal.Some(team.Group), owner.byDevice())
	l.generation(team, owner, []seal.ID{owner.Account})
	team.Inbox = l.add(&directory.Inbox{Name: name, Group: team.Group, Sensitivity: directory.Ordinary}, seal.OptionalID{}, owner.byDevice())
	return team
}

// Log fetches the directory and begins a batch on top of it.
func (d *Desk) log(token string) *log {
	var page struct{ Statements [][]byte }
	d.Must(token, "GET", "/directory?after=0", nil, &page)
	r := directory.NewReplay(d.Org)
	must(d.T, r.AppendAll(page.Statements))
	return &log{d: d, r: r, first: r.Size()}
}

// commit sends a batch with a fresh head.
func (l *log) commit(s *Staff) {
	l.d.Must(s.Token, "POST", "/directory", l.batch(s), nil)
}

func (l *log) batch(s *Staff) Object {
	return Object{"statements": l.wires(), "head": l.head(s), "boxes": l.boxes}
}

// Say makes one statement by a person's device, on top of the log as it is, and
// the request that appends it.
func (d *Desk) Say(s *Staff, content directory.Content, object seal.OptionalID) Object {
	l := d.log(d.Owner.Token)
	header := directory.Header{Org: seal.Some(d.Org), Object: object, Time: d.now()}
	if object.Present() {
		header.Previous = l.r.Last(kindOf(content), object.ID())
	}
	statement := value[directory.Statement](d.T)(directory.NewStatement(rand.Reader, header, content, s.byDevice()))
	return Object{"statements": [][]byte{value[[]byte](d.T)(statement.Bytes())}}
}

// NewTeam makes another team that the owner manages.
func (d *Desk) NewTeam(name string) *Team {
	l := d.log(d.Owner.Token)
	team := d.team(l, name, d.Owner)
	l.commit(d.Owner)
	return team
}

// SetMembers changes who is in a team, the owner included, and its key.
func (d *Desk) SetMembers(team *Team, members ...*Staff) {
	d.Must(d.Owner.Token, "POST", "/directory", d.Membership(team, members...), nil)
}

// Membership makes the request of SetMembers without sending it.
func (d *Desk) Membership(team *Team, members ...*Staff) Object {
	l := d.log(d.Owner.Token)
	list := []directory.Membership{{Account: d.Owner.Account, Role: directory.RoleManager}}
	ids := []seal.ID{d.Owner.Account}
	for _, m := range members {
		role := directory.RoleMember
		if m.Leads {
			role = directory.RoleManager
		}
		list = append(list, directory.Membership{Account: m.Account, Role: role})
		ids = append(ids, m.Account)
	}
	slices.SortFunc(list, func(a, b directory.Membership) int { return bytes.Compare(a.Account[:], b.Account[:]) })
	l.add(&directory.Members{List: list}, seal.Some(team.Group), d.Owner.byDevice())
	l.generation(team, d.Owner, ids)
	return l.batch(d.Owner)
}

// Invite plays an invitation from the link to the bound device, with
// capabilities for the new account.
func (d *Desk) Invite(email string, capabilities ...directory.Capability) *Staff {
	s, path, request := d.Joining(email, capabilities...)
	d.Must("", "POST", path, request, &s.signedIn)
	s.Token, s.Session = s.signedIn.Token, s.signedIn.Session
	d.SignHead()
	s.Bind()
	return s
}

// Joining plays an invitation up to the request that accepts it, and returns
// that with its path.
func (d *Desk) Joining(email string, capabilities ...directory.Capability) (*Staff, string, Object) {
	link := value[seal.Secret](d.T)(seal.NewSecret(rand.Reader))
	key := value[seal.SigningKey](d.T)(seal.InvitationKey(link, d.Org))
	l := d.log(d.Owner.Token)
	invite := l.add(&directory.Invite{
		Key: key.Public(), Capabilities: capabilities, Until: d.now() + 86400, State: directory.InviteOpen,
	}, seal.OptionalID{}, d.Owner.byDevice())
	l.commit(d.Owner)
	joining := d.log(d.Owner.Token) // only the kit looks: a newcomer's statements stand alone
	s := d.person(email)
	s.account(joining, seal.Some(invite), directory.ByInvitation(key))
	s.certify(joining)
	request := Object{"statements": joining.wires(), "credentials": s.credentials(), "email": s.Email}
	return s, "/invitations/" + invite.Hex() + "/accept", request
}

// Invitations lists every invitation of the directory, used ones too.
func (d *Desk) Invitations() []seal.ID {
	var all []seal.ID
	for _, invite := range d.log(d.Owner.Token).r.Invites() {
		all = append(all, invite.ID)
	}
	return all
}

// SignHead lets the owner sign the directory as it is now.
func (d *Desk) SignHead() {
	d.Must(d.Owner.Token, "POST", "/directory/heads", d.NextHead(), nil)
}

// NextHead makes the request of SignHead without sending it.
func (d *Desk) NextHead() Object { return Object{"head": d.log(d.Owner.Token).head(d.Owner)} }

// Head is the newest head's id.
func (d *Desk) Head() seal.ID {
	var page struct{ Head []byte }
	d.Must(d.Owner.Token, "GET", "/directory?after=0", nil, &page)
	head := value[directory.SignedHead](d.T)(directory.ParseHead(page.Head))
	return head.ID()
}

// totpNow is the current code of an authenticator.
func totpNow(t testing.TB, secret string, now time.Time) string {
	return value[string](t)(totp.GenerateCode(secret, now))
}

func newTOTPSecret() string {
	raw := make([]byte, 20)
	rand.Read(raw) //nolint:errcheck // never fails
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw)
}

// String names the desk in failures.
func (d *Desk) String() string { return fmt.Sprintf("desk at %s", d.Server.URL()) }
