package httpapi

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"time"

	"github.com/go-webauthn/webauthn/protocol"

	"github.com/sealdesk/sealdesk/internal/directory"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/identity"
	"github.com/sealdesk/sealdesk/seal"
)

type setupOut struct {
	Open         bool     `json:"open"`
	Organisation *seal.ID `json:"organisation"`
	Name         *string  `json:"name"`
	Demo         *string  `json:"demo"`
	MailsCodes   bool     `json:"mailsCodes"` // beside a recovery code
	TextsCodes   bool     `json:"textsCodes"` // beside a password
	Origin       string   `json:"origin"`
}

func (a *API) getSetup(context.Context, *call, none) (setupOut, error) {
	out := setupOut{Open: a.Directory.Open(), Origin: a.Origin}
	if a.Demo != "" {
		out.Demo = &a.Demo
	}
	if !out.Open {
		out.MailsCodes, out.TextsCodes = a.Identity.OffersMail(), a.Identity.OffersSMS()
		org, name := a.Directory.Org(), a.Directory.Replay().Name()
		out.Organisation, out.Name = &org, &name
	}
	return out, nil
}

type registrationOut struct {
	Flow    string                                      `json:"flow"`
	Options protocol.PublicKeyCredentialCreationOptions `json:"options"`
}

func registration(r identity.Registration, err error) (registrationOut, error) {
	return registrationOut{tokenText(r.Flow), r.Options}, err
}

type setupPasskeyIn struct {
	Token        string `json:"token"`
	Email        string `json:"email"`
	Name         string `json:"name"`
	Organisation string `json:"organisation"`
}

func (a *API) postSetupPasskey(_ context.Context, _ *call, in setupPasskeyIn) (registrationOut, error) {
	return registration(a.Identity.BeginSetupPasskey(in.Token, in.Email, in.Name))
}

type setupTokenIn struct {
	Token string `json:"token"`
}

type serverKeyOut struct {
	Key seal.ID `json:"key"`
}

func (a *API) postSetupServerKey(_ context.Context, _ *call, in setupTokenIn) (serverKeyOut, error) {
	return serverKeyOut{seal.ID(a.ServerKey)}, a.Identity.CheckSetup(in.Token)
}

type groupBoxJSON struct {
	Group   seal.ID `json:"group"`
	Number  uint64  `json:"number"`
	Account seal.ID `json:"account"`
	Box     []byte  `json:"box"`
}

func groupBoxes(in []groupBoxJSON) []directory.GroupBox {
	out := make([]directory.GroupBox, len(in))
	for i, b := range in {
		out[i] = directory.GroupBox(b)
	}
	return out
}

type passkeyJSON struct {
	Flow     string          `json:"flow"`
	Response json.RawMessage `json:"response"`
	Name     string          `json:"name,omitempty"`
}

type passwordJSON struct {
	Salt       []byte `json:"salt"`
	Memory     uint32 `json:"memory"`
	Iterations uint32 `json:"iterations"`
	Auth       []byte `json:"auth"`
	TOTPSecret string `json:"totpSecret"`
	TOTPCode   string `json:"totpCode"`
}

type recoveryJSON struct {
	Auth []byte `json:"auth"`
}

type credentialsJSON struct {
	Vault     []byte        `json:"vault,omitempty"`
	Unlockers [][]byte      `json:"unlockers,omitempty"`
	Passkey   *passkeyJSON  `json:"passkey,omitempty"`
	Password  *passwordJSON `json:"password,omitempty"`
	Recovery  *recoveryJSON `json:"recovery,omitempty"`
}

func (c credentialsJSON) credentials() (identity.Credentials, error) {
	out := identity.Credentials{Vault: c.Vault, Unlockers: c.Unlockers}
	if c.Passkey != nil {
		flow, err := parseToken(c.Passkey.Flow)
		if err != nil {
			return out, err
		}
		out.Passkey = &identity.NewPasskey{Flow: flow, Response: c.Passkey.Response, Name: c.Passkey.Name}
	}
	if p := c.Password; p != nil {
		out.Password = &identity.NewPassword{Salt: p.Salt, Memory: p.Memory, Iterations: p.Iterations, Auth: p.Auth, Secret: p.TOTPSecret, Code: p.TOTPCode}
	}
	if c.Recovery != nil {
		out.Recovery = c.Recovery.Auth
	}
	return out, nil
}

// parseToken reads a token as it was handed out; a bad one is a used one.
func parseToken(text string) (identity.Token, error) {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(raw) != len(identity.Token{}) {
		return identity.Token{}, errs.New(errs.Gone, "http.token", "This took too long, or was already used.", "Start again.")
	}
	return identity.Token(raw), nil
}

type setupIn struct {
	Token       string          `json:"token"`
	Statements  [][]byte        `json:"statements"`
	Head        []byte          `json:"head"`
	Boxes       []groupBoxJSON  `json:"boxes"`
	Credentials credentialsJSON `json:"credentials"`
	Email       string          `json:"email"`
	Settings    settingsJSON    `json:"settings"`
	Colour      string          `json:"colour,omitempty"`
}

type signedInOut struct {
	Account   seal.ID  `json:"account"`
	Session   seal.ID  `json:"session"`
	Vault     []byte   `json:"vault"`
	Unlockers [][]byte `json:"unlockers"`
	Token     string   `json:"token,omitempty"`
	// PasswordDue says why this session may change the password and nothing else.
	PasswordDue string `json:"passwordDue,omitempty" enum:"compromised,age"`
}

// browserKept is how long a browser is known, in seconds: what browsers allow.
const browserKept = 400 * 24 * 3600

// signedIn sets the cookie. Programs that keep no cookies get the token too,
// but only if they say so: a page must not be able to read it.
func (a *API) signedIn(c *call, s identity.SignedIn, err error) (signedInOut, error) {
	if err != nil {
		return signedInOut{}, err
	}
	a.setSession(c, s.Token)
	http.SetCookie(c.w, &http.Cookie{
		Name: browserCookie, Value: tokenText(c.browser()), Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode, MaxAge: browserKept,
	})
	if proven := a.SSO.Provided(c.ssoToken()); proven.Issuer != "" && !proven.Account.IsZero() {
		a.SSO.Forget(c.ssoToken()) // it counted; one that is connected with nobody's waits to be
		c.setSSO("", -1)
	}
	for _, account := range s.Told {
		a.Hub.ApprovalAsked(account) // they look again, and find the notice
	}
	out := signedInOut{Account: s.Account, Session: s.Session, Vault: s.Vault.Bytes, Unlockers: s.Vault.Unlockers, PasswordDue: string(s.Due)}
	if c.native() {
		out.Token = tokenText(s.Token)
	}
	return out, nil
}

// setSession gives the browser a session's token.
func (a *API) setSession(c *call, token identity.Token) {
	http.SetCookie(c.w, &http.Cookie{
		Name: cookieName, Value: tokenText(token), Path: "/", Secure: true, HttpOnly: true,
		SameSite: http.SameSiteStrictMode, MaxAge: int(a.Identity.SessionLimit() / time.Second),
	})
}

func (a *API) postSetup(ctx context.Context, c *call, in setupIn) (signedInOut, error) {
	credentials, err := in.Credentials.credentials()
	if err != nil {
		return signedInOut{}, err
	}
	settings := in.Settings.settings()
	if settings.Colour == "" {
		settings.Colour = in.Colour
	}
	s, err := a.Identity.SetUp(ctx, identity.Setup{
		Token: in.Token, Email: in.Email, Credentials: credentials, Settings: settings,
		Batch: directory.Batch{Statements: in.Statements, Head: in.Head, Boxes: groupBoxes(in.Boxes)},
	}, a.ServerKey, a.source(c))
	return a.signedIn(c, s, err)
}

type invitationOut struct {
	Organisation    seal.ID  `json:"organisation"`
	Name            string   `json:"name"`
	Open            bool     `json:"open"`
	Again           bool     `json:"again"` // in the place of an account whose keys are lost
	InviteStatement []byte   `json:"inviteStatement"`
	Statements      [][]byte `json:"statements"`
}

func (a *API) getInvitation(ctx context.Context, c *call, _ none) (invitationOut, error) {
	id, err := c.id("invite")
	if err != nil {
		return invitationOut{}, err
	}
	i, err := a.Identity.Invitation(ctx, id)
	return invitationOut{i.Organisation, i.Name, i.Open, i.Again, i.Statement, i.Statements}, err
}

type invitationPasskeyIn struct {
	Email string `json:"email"`
	Name  string `json:"name"`
}

func (a *API) postInvitationPasskey(_ context.Context, c *call, in invitationPasskeyIn) (registrationOut, error) {
	id, err := c.id("invite")
	if err != nil {
		return registrationOut{}, err
	}
	return registration(a.Identity.BeginInvitationPasskey(id, in.Email, in.Name))
}

type acceptIn struct {
	Statements  [][]byte        `json:"statements"`
	Credentials credentialsJSON `json:"credentials"`
	Email       string          `json:"email"`
}

func (a *API) postInvitationAccept(ctx context.Context, c *call, in acceptIn) (signedInOut, error) {
	id, err := c.id("invite")
	if err != nil {
		return signedInOut{}, err
	}
	credentials, err := in.Credentials.credentials()
	if err != nil {
		return signedInOut{}, err
	}
	s, err := a.Identity.Accept(ctx, id, in.Statements, credentials, in.Email, a.source(c))
	return a.signedIn(c, s, err)
}

type assertionOut struct {
	Flow    string                                     `json:"flow"`
	Options protocol.PublicKeyCredentialRequestOptions `json:"options"`
}

func (a *API) postPasskeyBegin(context.Context, *call, none) (assertionOut, error) {
	begun, err := a.Identity.BeginPasskeySignIn()
	return assertionOut{tokenText(begun.Flow), begun.Options}, err
}

func (a *API) postPasskeyFinish(ctx context.Context, c *call, in passkeyJSON) (signedInOut, error) {
	flow, err := parseToken(in.Flow)
	if err != nil {
		return signedInOut{}, err
	}
	s, err := a.Identity.FinishPasskeySignIn(ctx, flow, in.Response, a.source(c))
	return a.signedIn(c, s, err)
}

type emailIn struct {
	Email string `json:"email"`
}

type passwordHintOut struct {
	Salt       []byte `json:"salt"`
	Memory     uint32 `json:"memory"`
	Iterations uint32 `json:"iterations"`
}

func (a *API) postPasswordBegin(ctx context.Context, _ *call, in emailIn) (passwordHintOut, error) {
	hint, err := a.Identity.PasswordHint(ctx, in.Email)
	return passwordHintOut(hint), err
}

type passwordIn struct {
	Email string `json:"email"`
	Auth  []byte `json:"auth"`
	Code  string `json:"code"`
}

func (a *API) postPasswordFinish(ctx context.Context, c *call, in passwordIn) (signedInOut, error) {
	s, err := a.Identity.SignInWithPassword(ctx, in.Email, in.Auth, in.Code, a.source(c))
	return a.signedIn(c, s, err)
}

type recoveryIn struct {
	Email  string   `json:"email"`
	Auth   []byte   `json:"auth"`
	Second secondIn `json:"second"`
}

// secondIn is one of these.
type secondIn struct {
	Password []byte  `json:"password,omitempty"` // its authentication value
	Code     string  `json:"code,omitempty"`     // of the authenticator app
	Operator string  `json:"operator,omitempty"` // from whoever runs the server
	Mail     string  `json:"mail,omitempty"`     // that came by mail, of this flow:
	Flow     seal.ID `json:"flow,omitzero"`
}

func (a *API) postRecovery(ctx context.Context, c *call, in recoveryIn) (signedInOut, error) {
	second := identity.Second{Password: in.Second.Password, Code: in.Second.Code, Operator: in.Second.Operator, Mail: in.Second.Mail, Flow: in.Second.Flow}
	s, err := a.Identity.SignInWithRecovery(ctx, in.Email, in.Auth, second, a.source(c))
	return a.signedIn(c, s, err)
}

type recoveryMailIn struct {
	Email string `json:"email"`
	Auth  []byte `json:"auth"` // of the recovery code
}

type recoveryMailOut struct {
	Flow seal.ID `json:"flow"`
}

func (a *API) postRecoveryMail(ctx context.Context, c *call, in recoveryMailIn) (recoveryMailOut, error) {
	flow, err := a.Identity.MailRecovery(ctx, in.Email, in.Auth, a.source(c))
	return recoveryMailOut{flow}, err
}

type approvalBeginIn struct {
	Email     string `json:"email"`
	PublicKey []byte `json:"publicKey"`
}

type approvalFlow struct {
	Flow   seal.ID `json:"flow"`
	Secret string  `json:"secret"`
}

func (a *API) postApprovalBegin(ctx context.Context, c *call, in approvalBeginIn) (approvalFlow, error) {
	id, secret, err := a.Identity.BeginApproval(ctx, in.Email, in.PublicKey, a.source(c))
	return approvalFlow{id, tokenText(secret)}, err
}

type vouchBeginIn struct {
	Email     string `json:"email"`
	Auth      []byte `json:"auth"` // of the recovery code
	PublicKey []byte `json:"publicKey"`
}

func (a *API) postVouchBegin(ctx context.Context, c *call, in vouchBeginIn) (approvalFlow, error) {
	id, secret, err := a.Identity.BeginVouch(ctx, in.Email, in.Auth, in.PublicKey, a.source(c))
	return approvalFlow{id, tokenText(secret)}, err
}

type approvalPollOut struct {
	State    string       `json:"state" enum:"waiting,refused,approved"`
	Box      []byte       `json:"box,omitempty"`
	Device   *seal.ID     `json:"device,omitempty"`
	SignedIn *signedInOut `json:"signedIn,omitempty"`
}

func (a *API) postApprovalPoll(ctx context.Context, c *call, in approvalFlow) (approvalPollOut, error) {
	secret, err := parseToken(in.Secret)
	if err != nil {
		return approvalPollOut{}, err
	}
	answer, err := a.Identity.PollApproval(ctx, in.Flow, secret, a.source(c))
	if err != nil || answer.SignedIn == nil {
		return approvalPollOut{State: answer.State}, err
	}
	s, err := a.signedIn(c, *answer.SignedIn, nil)
	out := approvalPollOut{State: answer.State, Box: answer.Box, SignedIn: &s}
	if !answer.Device.IsZero() {
		out.Device = &answer.Device
	}
	return out, err
}
