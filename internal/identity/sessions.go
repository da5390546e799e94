package identity

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// Origin of a request: where it came from, for throttling and for the list of
// one's sessions.
type Source struct {
	Network string
	Agent   string
	Browser Token // what this browser keeps, or will
	Session Token // that was shown, where there is a session
	// Provided is what an identity provider proved to this browser a moment ago.
	Provided Provided
}

// SignedIn is the answer to a successful sign-in.
type SignedIn struct {
	Account seal.ID
	Session seal.ID
	Vault   Vault
	Token   Token
	// Told are the accounts that have a notice of it: their browsers are to look.
	Told []seal.ID
	// Due is why the session may change the password and nothing else.
	Due Due
}

const touchEvery = time.Minute

// The ledger's words for the ways in.
const (
	wayPasskey  = "passkey"
	wayPassword = "password"
	wayRecovery = "recovery"
	wayApproval = "approval"
	waySMS      = "sms" // a password, and a code by SMS

	wayEmergency = "emergency" // of an alarm only
	wayProvider  = "provider"

	waySetup      = "setup"
	wayInvitation = "invitation"
)

// newSession makes a session inside a transaction. It is the only way to one, and
// takes two factors.
func (s *Service) newSession(tx Tx, shown proof, from Source) (SignedIn, error) {
	if err := shown.check(); err != nil {
		return SignedIn{}, err
	}
	account := shown.account
	if _, out, err := tx.Suspension(account); err != nil {
		return SignedIn{}, err
	} else if out {
		return SignedIn{}, suspended(account)
	}
	token, err := s.randomToken()
	if err != nil {
		return SignedIn{}, err
	}
	id, err := s.randomToken()
	if err != nil {
		return SignedIn{}, err
	}
	now := s.Now()
	session := Session{
		ID: seal.ID(id), Verifier: token.Verifier(), Account: account, Way: shown.way, Created: now, LastSeen: now, Confirmed: now,
		Network: from.Network, Agent: clip(from.Agent, 200),
	}
	if session.Due, err = s.due(tx, shown); err != nil {
		return SignedIn{}, err
	}
	if err := s.provided(tx, &session, from.Provided); err != nil {
		return SignedIn{}, err
	}
	if err := tx.InsertSession(session); err != nil {
		return SignedIn{}, err
	}
	vault, _, err := tx.Vault(account)
	if err != nil {
		return SignedIn{}, err
	}
	fresh, err := s.meet(tx, session, shown.by, from.Browser)
	if err != nil {
		return SignedIn{}, err
	}
	rules := s.rules()
	emergency := rules.Alarms(account)
	told, err := s.tellOf(tx, session, shown, fresh, emergency)
	if err != nil {
		return SignedIn{}, err
	}
	e := ledger.Act(now, ledger.SignedIn, ledger.Staff(account, from.Network), session.ID)
	if e.Reason = shown.by; fresh {
		e.First = 1
	}
	if emergency {
		e.Last = 1
	}
	return SignedIn{account, session.ID, vault, token, told, session.Due}, ledger.Append(tx, e)
}

// clip cuts a text to so many bytes, between characters. What came in as no
// text (a header may hold any bytes) is made one.
func clip(text string, n int) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	if len(text) <= n {
		return text
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

// Authenticate finds the staff member behind a token. An unknown, ended or
// expired token is nobody, without an error.
func (s *Service) Authenticate(ctx context.Context, token Token, from Source) (access.Actor, error) {
	var session Session
	var ok bool
	err := s.store.Read(ctx, func(tx Tx) error {
		var err error
		session, ok, err = tx.SessionByVerifier(token.Verifier())
		return err
	})
	now := s.Now()
	if err != nil || !ok || !s.alive(session, now) {
		return access.Actor{}, err
	}
	byFormer, counts := session.former(token, now)
	if !counts {
		return access.Actor{}, nil
	}
	actor, ok := s.directory.Actor(session.Account)
	if !ok {
		return access.Actor{}, nil
	}
	actor.Session, actor.Network, actor.Due = session.ID, from.Network, session.Due != ""
	if actor.Moved = s.moved(session, from); actor.Moved {
		if goesOn, err := s.meetMoved(ctx, session, from); err != nil || !goesOn {
			return access.Actor{}, err
		}
	}
	if !byFormer {
		if err := s.replaced(ctx, session, now); err != nil {
			return access.Actor{}, err
		}
	}
	actor.Confirmed = s.confirmed(session, now) && !actor.Moved && !byFormer
	if actor.Confirmed {
		actor.ConfirmedUntil = s.confirmedUntil(session)
	}
	actor.Sensitive = s.Sensitive()
	if session.Device.Present() {
		if account, _, ok := s.directory.Device(session.Device.ID(), now); ok && account == session.Account {
			actor.Device = session.Device.ID()
		}
	}
	if now.Sub(session.LastSeen) > touchEvery {
		// A sight that is not noted, because the disk is full, lets the session end
		// earlier, never later: reading goes on meanwhile.
		_ = s.store.Write(ctx, func(tx Tx) error { return tx.TouchSession(session.ID, now) })
	}
	return actor, nil
}

// alive reports whether the session may still be used, as the rules are now.
func (s *Service) alive(session Session, now time.Time) bool {
	rules := s.rules()
	return now.Sub(session.LastSeen) < rules.Idle() && now.Sub(session.Created) < rules.Absolute()
}

// SessionLimit is how long a session lasts at most.
func (s *Service) SessionLimit() time.Duration {
	rules := s.rules()
	return rules.Absolute()
}

// Alive reports whether a session may still be used: open sockets ask.
func (s *Service) Alive(ctx context.Context, id seal.ID) bool {
	alive := false
	err := s.store.Read(ctx, func(tx Tx) error {
		session, ok, err := tx.Session(id)
		alive = ok && s.alive(session, s.Now())
		return err
	})
	return err == nil && alive
}

// Session returns a session for the access decision.
func (s *Service) Session(ctx context.Context, id seal.ID) (Session, bool, error) {
	var session Session
	var ok bool
	err := s.store.Read(ctx, func(tx Tx) error {
		var err error
		session, ok, err = tx.Session(id)
		return err
	})
	return session, ok, err
}

// Sessions lists the actor's sessions that are alive.
func (s *Service) Sessions(ctx context.Context, actor access.Actor) ([]Session, error) {
	var alive []Session
	err := s.store.Read(ctx, func(tx Tx) error {
		all, err := tx.Sessions(actor.Account)
		for _, session := range all {
			if s.alive(session, s.Now()) {
				alive = append(alive, session)
			}
		}
		return err
	})
	return alive, err
}

// EndSession ends one session at once, with its open sockets.
func (s *Service) EndSession(ctx context.Context, actor access.Actor, id seal.ID) error {
	err := s.store.Write(ctx, func(tx Tx) error {
		if err := tx.DeleteSession(id); err != nil {
			return err
		}
		why := "remote"
		if id == actor.Session {
			why = "own"
		}
		return s.event(tx, ledger.SessionEnded, actor.Source(), id, why)
	})
	if err == nil {
		s.over(id)
	}
	return err
}

// Bind ties a certified device to the session: from then on it may send. Binding
// the same one again is no act.
func (s *Service) Bind(ctx context.Context, actor access.Actor, device seal.ID) error {
	account, _, ok := s.directory.Device(device, s.Now())
	if !ok || account != actor.Account {
		return errs.New(errs.Forbidden, "identity.bind", "This browser is not certified for your account.", "Unlock your vault to certify it.")
	}
	return s.store.Write(ctx, func(tx Tx) error {
		session, ok, err := tx.Session(actor.Session)
		if err != nil {
			return err
		}
		if !ok {
			return errs.New(errs.Unauthenticated, "identity.bind", "This session has ended.", "Sign in again.")
		}
		if session.Device == seal.Some(device) {
			return nil
		}
		if err := tx.BindSession(actor.Session, device); err != nil {
			return err
		}
		e := ledger.Act(s.Now(), ledger.DeviceBound, actor.Source(), device)
		e.Device, e.Within = seal.Some(device), seal.Some(actor.Session)
		return ledger.Append(tx, e)
	})
}

// EndOthers ends all of the actor's sessions but the one that asks.
func (s *Service) EndOthers(ctx context.Context, actor access.Actor) error {
	return s.endAll(ctx, actor, actor.Account, "remote")
}

// EndAll ends all sessions of an account at once, for an owner; their own but for
// the one that asks.
func (s *Service) EndAll(ctx context.Context, actor access.Actor, account seal.ID) error {
	if _, ok := s.directory.Actor(account); !ok {
		return errs.New(errs.NotFound, "identity.session", "There is no such account.", "Go back to the list.")
	}
	return s.endAll(ctx, actor, account, "owner")
}

func (s *Service) endAll(ctx context.Context, actor access.Actor, account seal.ID, why string) error {
	var ended []seal.ID
	err := s.store.Write(ctx, func(tx Tx) (err error) {
		if ended, err = s.endIn(tx, actor, account, why); err != nil {
			return err
		}
		if len(ended) == 0 || account == actor.Account {
			return nil
		}
		return s.tell(tx, account, SessionEndedLetter)
	})
	if err == nil {
		s.over(ended...)
	}
	return err
}

// over tells that sessions are.
func (s *Service) over(sessions ...seal.ID) {
	if s.Ended == nil {
		return
	}
	for _, id := range sessions {
		s.Ended(id)
	}
}

// Sweep removes sessions that are over.
func (s *Service) Sweep(ctx context.Context) error {
	now, rules := s.Now(), s.rules()
	var over []seal.ID
	err := s.store.Write(ctx, func(tx Tx) error {
		ended, err := tx.DeleteStaleSessions(now.Add(-rules.Idle()), now.Add(-rules.Absolute()), now)
		if err != nil {
			return err
		}
		for _, session := range ended {
			e := ledger.Act(now, ledger.SessionEnded, ledger.Itself(), session.ID)
			e.Device, e.Within, e.Reason = session.Device, seal.Some(session.Account), "expired"
			if err := ledger.Append(tx, e); err != nil {
				return err
			}
			over = append(over, session.ID)
		}
		return nil
	})
	if err == nil {
		s.over(over...)
		err = s.restPhones(ctx)
	}
	return err
}
