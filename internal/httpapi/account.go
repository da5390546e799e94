package httpapi

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/identity"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// sessionOut is null throughout for whoever is not signed in: a page asks
// before it knows, and that is no error.
type sessionOut struct {
	Account      *seal.ID `json:"account"`
	Email        *string  `json:"email"`
	Session      *seal.ID `json:"session"`
	Availability *string  `json:"availability" enum:"available,away"`
	PasswordDue  bool     `json:"passwordDue"` // this session may change the password and nothing else
}

func (a *API) getSession(ctx context.Context, c *call, _ none) (sessionOut, error) {
	if c.actor.Who != access.Staff {
		return sessionOut{}, nil
	}
	me, err := a.Identity.Me(ctx, c.actor)
	return sessionOut{&me.ID, &me.Email, &c.actor.Session, &me.Availability, c.actor.Due}, err
}

type deviceIn struct {
	Device seal.ID `json:"device"`
}

func (a *API) putSessionDevice(ctx context.Context, c *call, in deviceIn) (none, error) {
	if err := a.Identity.Bind(ctx, c.actor, in.Device); err != nil {
		return none{}, err
	}
	a.Hub.DeviceBound(c.actor.Session, in.Device)
	return none{}, nil
}

type signedOutOut struct {
	Provider string `json:"provider,omitempty"` // its name, if it has an own sign-out
	URL      string `json:"url,omitempty"`
}

func (a *API) deleteOwnSession(ctx context.Context, c *call, _ none) (signedOutOut, error) {
	http.SetCookie(c.w, &http.Cookie{Name: cookieName, Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode, MaxAge: -1})
	issuer, err := a.Identity.ProvidedBy(ctx, c.actor.Session)
	if err == nil {
		err = a.Identity.EndSession(ctx, c.actor, c.actor.Session)
	}
	if err != nil || issuer == "" {
		return signedOutOut{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second) // they are signed out here already
	defer cancel()
	name, address := a.SSO.Leave(ctx, issuer)
	return signedOutOut{name, address}, nil
}

func (a *API) postConfirmBegin(_ context.Context, c *call, _ none) (assertionOut, error) {
	begun, err := a.Identity.BeginConfirmation(c.actor)
	return assertionOut{tokenText(begun.Flow), begun.Options}, err
}

func (a *API) postConfirmFinish(ctx context.Context, c *call, in passkeyJSON) (confirmedOut, error) {
	flow, err := parseToken(in.Flow)
	if err != nil {
		return confirmedOut{}, err
	}
	renewed, err := a.Identity.ConfirmByPasskey(ctx, c.actor, flow, in.Response, c.source())
	return a.confirmed(c, renewed, err)
}

type confirmIn struct {
	Auth []byte `json:"auth"` // the password's authentication value
	Code string `json:"code"` // of the authenticator app
}

func (a *API) postConfirmPassword(ctx context.Context, c *call, in confirmIn) (confirmedOut, error) {
	renewed, err := a.Identity.ConfirmByPassword(ctx, c.actor, in.Auth, in.Code, c.source())
	return a.confirmed(c, renewed, err)
}

type confirmedOut struct {
	Token string `json:"token,omitempty"` // as after a sign-in
}

// confirmed hands out the session's new token: the one that was shown ends soon.
func (a *API) confirmed(c *call, renewed identity.Token, err error) (confirmedOut, error) {
	if err != nil {
		return confirmedOut{}, err
	}
	a.setSession(c, renewed)
	if !c.native() {
		return confirmedOut{}, nil
	}
	return confirmedOut{tokenText(renewed)}, nil
}

type sessionRow struct {
	Session  seal.ID   `json:"session"`
	Current  bool      `json:"current"`
	Device   *seal.ID  `json:"device"`
	Created  time.Time `json:"created"`
	LastSeen time.Time `json:"lastSeen"`
	Network  string    `json:"network"`
	Agent    string    `json:"agent"`
}

func (a *API) getSessions(ctx context.Context, c *call, _ none) ([]sessionRow, error) {
	all, err := a.Identity.Sessions(ctx, c.actor)
	if err == nil {
		err = a.own(ctx, c, "sessions")
	}
	if err != nil {
		return nil, err
	}
	out := make([]sessionRow, len(all))
	for i, s := range all {
		out[i] = sessionRow{s.ID, s.ID == c.actor.Session, nil, s.Created.UTC(), s.LastSeen.UTC(), s.Network, s.Agent}
		if s.Device.Present() {
			device := s.Device.ID()
			out[i].Device = &device
		}
	}
	return out, nil
}

func (a *API) deleteOtherSessions(ctx context.Context, c *call, _ none) (none, error) {
	return none{}, a.Identity.EndOthers(ctx, c.actor)
}

func (a *API) deleteAccountSessions(ctx context.Context, c *call, _ none) (none, error) {
	id, err := c.id("account")
	if err != nil {
		return none{}, err
	}
	return none{}, a.Identity.EndAll(ctx, c.actor, id)
}

func (a *API) deleteSession(ctx context.Context, c *call, _ none) (none, error) {
	id, err := c.id("session")
	if err != nil {
		return none{}, err
	}
	return none{}, a.Identity.EndSession(ctx, c.actor, id)
}

type noticeOut struct {
	Session seal.ID   `json:"session"`
	Account seal.ID   `json:"account"` // whose
	Agent   string    `json:"agent"`
	Network string    `json:"network"`
	Way     string    `json:"way"`
	Time    time.Time `json:"time"`
}

func (a *API) getNotices(ctx context.Context, c *call, _ none) ([]noticeOut, error) {
	all, err := a.Identity.Notices(ctx, c.actor)
	if err == nil {
		err = a.own(ctx, c, "notices")
	}
	if err != nil {
		return nil, err
	}
	out := make([]noticeOut, len(all))
	for i, n := range all {
		out[i] = noticeOut{n.Session, n.About, n.Agent, n.Network, n.Way, n.Time.UTC()}
	}
	return out, nil
}

func (a *API) deleteNotice(ctx context.Context, c *call, _ none) (none, error) {
	id, err := c.id("session")
	if err != nil {
		return none{}, err
	}
	return none{}, a.Identity.DismissNotice(ctx, c.actor, id)
}

type vaultOut struct {
	Vault     []byte   `json:"vault"`
	Unlockers [][]byte `json:"unlockers"`
	Former    []byte   `json:"former,omitempty"`
}

func (a *API) getVault(ctx context.Context, c *call, _ none) (vaultOut, error) {
	v, err := a.Identity.Vault(ctx, c.actor)
	if err == nil {
		err = a.handOut(ctx, c, ledger.Handout{Kind: ledger.VaultFetched, Object: seal.Some(c.actor.Account), Last: v.Version})
	}
	if err != nil {
		return vaultOut{}, err
	}
	return vaultOut{v.Bytes, v.Unlockers, v.Former}, nil
}

type vaultIn struct {
	Vault       []byte           `json:"vault"`
	Unlockers   [][]byte         `json:"unlockers"`
	Credentials *credentialsJSON `json:"credentials,omitempty"`
	Former      []byte           `json:"former,omitempty"` // passwords that were had, sealed
}

func (a *API) putVault(ctx context.Context, c *call, in vaultIn) (none, error) {
	var ways identity.Credentials
	if in.Credentials != nil {
		var err error
		if ways, err = in.Credentials.credentials(); err != nil {
			return none{}, err
		}
	}
	return none{}, a.Identity.SetVault(ctx, c.actor, in.Vault, in.Unlockers, in.Former, ways)
}

func (a *API) postPasskeysBegin(ctx context.Context, c *call, _ none) (registrationOut, error) {
	return registration(a.Identity.BeginPasskey(ctx, c.actor))
}

type unlockerRow struct {
	ID       string     `json:"id" pattern:"^[0-9a-f]{32}$"`
	Kind     string     `json:"kind" enum:"passkey,password,recovery"`
	Name     string     `json:"name"`
	Created  *time.Time `json:"created"`
	LastUsed *time.Time `json:"lastUsed"`
	// Kept is where a passkey is, by its own word.
	Kept identity.Kept `json:"kept,omitempty" enum:"device,synced"`
}

func (a *API) getUnlockers(ctx context.Context, c *call, _ none) ([]unlockerRow, error) {
	all, err := a.Identity.Unlockers(ctx, c.actor)
	if err == nil {
		err = a.own(ctx, c, "unlockers")
	}
	if err != nil {
		return nil, err
	}
	out := make([]unlockerRow, len(all))
	for i, u := range all {
		out[i] = unlockerRow{u.ID.String(), u.Kind, u.Name, moment(u.Created), moment(u.LastUsed), u.Kept}
	}
	return out, nil
}

type passkeyNameIn struct {
	Name string `json:"name"`
}

func (a *API) putPasskeyName(ctx context.Context, c *call, in passkeyNameIn) (none, error) {
	id, err := c.id16("passkey")
	if err != nil {
		return none{}, err
	}
	return none{}, a.Identity.RenamePasskey(ctx, c.actor, id, in.Name)
}

func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

type approvalRow struct {
	ID        seal.ID   `json:"id"`
	PublicKey []byte    `json:"publicKey"`
	Created   time.Time `json:"created"`
	Network   string    `json:"network"`
	Account   seal.ID   `json:"account"`
	Vouch     bool      `json:"vouch"` // an owner or admin is asked to vouch for somebody with a recovery code
}

func (a *API) getApprovals(ctx context.Context, c *call, _ none) ([]approvalRow, error) {
	waiting := a.Identity.Approvals(c.actor)
	if len(waiting) > 0 {
		if err := a.own(ctx, c, "approvals"); err != nil {
			return nil, err
		}
	}
	out := make([]approvalRow, len(waiting))
	for i, w := range waiting {
		out[i] = approvalRow{w.ID, w.PublicKey[:], w.Created.UTC(), w.Network, w.Account, w.Vouch()}
	}
	return out, nil
}

type boxIn struct {
	Box []byte `json:"box"`
}

func (a *API) postApproval(ctx context.Context, c *call, in boxIn) (none, error) {
	id, err := c.id("approval")
	if err != nil {
		return none{}, err
	}
	if in.Box == nil {
		in.Box = []byte{}
	}
	return none{}, a.Identity.AnswerApproval(ctx, c.actor, id, in.Box)
}

func (a *API) deleteApproval(ctx context.Context, c *call, _ none) (none, error) {
	id, err := c.id("approval")
	if err != nil {
		return none{}, err
	}
	return none{}, a.Identity.AnswerApproval(ctx, c.actor, id, nil)
}

func (a *API) postVouch(ctx context.Context, c *call, _ none) (none, error) {
	return a.vouch(ctx, c, true)
}

func (a *API) deleteVouch(ctx context.Context, c *call, _ none) (none, error) {
	return a.vouch(ctx, c, false)
}

func (a *API) vouch(ctx context.Context, c *call, yes bool) (none, error) {
	id, err := c.id("approval")
	if err != nil {
		return none{}, err
	}
	return none{}, a.Identity.Vouch(ctx, c.actor, id, yes)
}

type accountRow struct {
	Account      seal.ID `json:"account"`
	Email        string  `json:"email"`
	Availability string  `json:"availability"`
	Online       bool    `json:"online"`
	// Suspended says since when somebody is shut out, and who decided it.
	Suspended *suspendedJSON `json:"suspended"`
}

type suspendedJSON struct {
	Since time.Time `json:"since"`
	By    string    `json:"by" enum:"admin,provisioning"`
}

func (a *API) getAccounts(ctx context.Context, c *call, _ none) ([]accountRow, error) {
	all, err := a.Identity.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	shut, err := a.Identity.Suspended(ctx)
	if err == nil {
		err = a.handOut(ctx, c, ledger.Handout{Kind: ledger.DirectoryFetched, Reason: "accounts", First: uint64(len(all)), Counts: true})
	}
	if err != nil {
		return nil, err
	}
	online := a.Hub.Online()
	out := make([]accountRow, len(all))
	for i, account := range all {
		out[i] = accountRow{account.ID, account.Email, account.Availability, slices.Contains(online, account.ID), nil}
		if s, is := shut[account.ID]; is {
			out[i].Suspended = &suspendedJSON{s.Since.UTC(), string(s.Origin)}
		}
	}
	return out, nil
}

type availabilityIn struct {
	Availability string `json:"availability" enum:"available,away"`
}

func (a *API) putAvailability(ctx context.Context, c *call, in availabilityIn) (none, error) {
	return none{}, a.Identity.SetAvailability(ctx, c.actor, in.Availability)
}
