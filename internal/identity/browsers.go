package identity

import (
	"context"
	"slices"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/seal"
)

// This file notices browsers that an account was never signed in from. A browser
// keeps a random token for that, in a cookie that no script reads; the server keeps
// its hash. Limit: a browser whose cookies were cleared is a new one.

const (
	browsersKept = 50
	noticesKept  = 20
	noticesLast  = 90 * 24 * time.Hour
	// noticeAged is after what time a session that was asked about may answer for
	// others: by then, somebody would have ended it.
	noticeAged = 24 * time.Hour
)

// Notice is a sign-in from a browser that the account had not used before, or, to
// owners, one of somebody else with a code from whoever runs the server.
type Notice struct {
	Session seal.ID
	Account seal.ID // who is told
	About   seal.ID // who signed in
	Agent   string
	Network string
	Way     string
	Time    time.Time
}

// meet remembers the browser that signs in, and leaves a notice if it is new. The
// first one of an account is not, nor one that another browser has just let in.
func (s *Service) meet(tx Tx, session Session, way string, browser Token) (fresh bool, err error) {
	known, err := tx.MeetBrowser(session.Account, browser.Verifier(), session.Created, browsersKept)
	if err != nil || known || way == waySetup || way == wayInvitation || way == wayApproval {
		return false, err
	}
	notice := Notice{session.ID, session.Account, session.Account, session.Agent, session.Network, way, session.Created}
	return true, tx.InsertNotice(notice, noticesKept)
}

// tellOf tells people of a sign-in: its person, by mail, too, and the owners where
// it is an alarm. Told are those whose browsers have something to look at.
func (s *Service) tellOf(tx Tx, session Session, shown proof, fresh, emergency bool) (told []seal.ID, err error) {
	switch {
	case slices.Contains(shown.factors, byKit):
		err = s.tell(tx, session.Account, RecoveryUsedLetter)
	case fresh:
		err = s.tell(tx, session.Account, NewBrowserLetter)
	}
	if err != nil {
		return nil, err
	}
	if fresh {
		told = append(told, session.Account)
	}
	why := ""
	switch {
	case emergency:
		why = wayEmergency
	case slices.Contains(shown.factors, byOperator):
		why = string(byOperator)
	default:
		return told, nil
	}
	owners, err := s.alarm(tx, session, why)
	return append(told, owners...), err
}

// alarm tells every other owner that somebody came in with a code from whoever runs
// the server, or as an emergency account: the glass was broken, and if nobody knows
// why, somebody else has the server, or the sheet in the safe.
func (s *Service) alarm(tx Tx, session Session, why string) (told []seal.ID, err error) {
	accounts, err := tx.Accounts()
	for _, account := range accounts {
		if actor, ok := s.directory.Actor(account.ID); err != nil || !ok || !actor.Owner || account.ID == session.Account {
			continue
		}
		told = append(told, account.ID)
		err = tx.InsertNotice(Notice{session.ID, account.ID, session.Account, session.Agent, session.Network, why, session.Created}, noticesKept)
	}
	return told, err
}

// Notices lists the sign-ins that wait for the actor's word, newest first; not the
// one of the session that asks.
func (s *Service) Notices(ctx context.Context, actor access.Actor) ([]Notice, error) {
	var all []Notice
	err := s.store.Read(ctx, func(tx Tx) error {
		found, err := tx.Notices(actor.Account)
		for _, notice := range found {
			if notice.asks(actor) && s.Now().Sub(notice.Time) < noticesLast {
				all = append(all, notice)
			}
		}
		return err
	})
	return all, err
}

// DismissNotice takes the actor's word that it was them. A session that is itself
// asked about gives no such word: it may be the stranger's.
func (s *Service) DismissNotice(ctx context.Context, actor access.Actor, session seal.ID) error {
	const op = "identity.notice"
	return s.store.Write(ctx, func(tx Tx) error {
		all, err := tx.Notices(actor.Account)
		if err != nil {
			return err
		}
		found := false
		for _, notice := range all {
			found = found || notice.Session == session
			if !notice.asks(actor) && s.Now().Sub(notice.Time) < noticeAged {
				return errs.New(errs.Forbidden, op, "This browser is new itself.", "Say so in a browser that you used before, or tomorrow.").Because("new")
			}
		}
		if !found {
			return nil
		}
		return tx.DeleteNotice(actor.Account, session)
	})
}
