package identity

import (
	"context"
	"net/netip"
	"slices"
	"strings"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/settings"
)

// This file notices sessions that are used from another network or browser than the
// ones that proved two factors in them: a cookie may have been copied. Phones change
// networks, so that by default it only asks again before sensitive acts, and tells
// the person's other browsers.
//
// Limits: a thief in the same network who copies the browser's name, too, is not
// noticed; and what a session may do without a fresh proof, it may do from anywhere.

// placesKept is how many places of a session are remembered, of each sort.
const placesKept = 8

// wayMoved is of a notice only.
const wayMoved = "moved"

// place is from where somebody uses a session, as far as it is compared: the /24 of
// an IPv4 network or the /48 of an IPv6 one, and the family of the browser.
func (from Source) place() string { return neighbourhood(from.Network) + " " + family(from.Agent) }

// neighbourhood is the part of a network that one place usually has.
func neighbourhood(network string) string {
	address, _, _ := strings.Cut(network, "/")
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return "unknown"
	}
	bits := 24
	if ip.Is6() {
		bits = 48
	}
	prefix, err := ip.Prefix(bits)
	if err != nil {
		return "unknown"
	}
	return prefix.String()
}

// Names in the User-Agent header (RFC 9110 §10.1.5); the first that is found counts,
// because most browsers name others, too.
var (
	browserNames = []string{"Edg", "OPR/", "FxiOS/", "CriOS/", "Firefox/", "Chrome/", "Safari/"}
	systemNames  = []string{"Android", "iPhone", "iPad", "Windows", "CrOS", "Macintosh", "Linux"}
)

// family is a browser and its system, without versions: they grow while a session lasts.
func family(agent string) string {
	first := func(names []string) string {
		for _, name := range names {
			if strings.Contains(agent, name) {
				return strings.TrimSuffix(name, "/")
			}
		}
		return ""
	}
	if browser := first(browserNames); browser != "" {
		return browser + "." + first(systemNames)
	}
	product, _, _ := strings.Cut(agent, "/")
	return strings.Map(func(r rune) rune {
		if r <= ' ' {
			return '_'
		}
		return r
	}, clip(product, 40))
}

// proven lists where the session proved two factors.
func (session Session) proven() []string {
	begun := Source{Network: session.Network, Agent: session.Agent}
	return append([]string{begun.place()}, session.Places...)
}

// moved reports whether two factors were never proven from there.
func (s *Service) moved(session Session, from Source) bool {
	rules := s.rules()
	return rules.Moved != settings.MovedAllowed && !slices.Contains(session.proven(), from.place())
}

// meetMoved does what the organisation chose where a session moved: it ends, or the
// person is told, once for each place. It says whether the session goes on.
func (s *Service) meetMoved(ctx context.Context, session Session, from Source) (goesOn bool, err error) {
	rules := s.rules()
	ends := rules.Moved == settings.MovedEnds
	if !ends && slices.Contains(session.Strange, from.place()) {
		return true, nil
	}
	by := ledger.Staff(session.Account, from.Network)
	told := false
	err = s.store.Write(ctx, func(tx Tx) error {
		now, ok, err := tx.Session(session.ID) // others may have been quicker
		if err != nil || !ok || !ends && slices.Contains(now.Strange, from.place()) {
			return err
		}
		if err := s.event(tx, ledger.SessionMoved, by, session.ID, how(session, from)); err != nil {
			return err
		}
		if ends {
			if err := tx.DeleteSession(session.ID); err != nil {
				return err
			}
			return s.event(tx, ledger.SessionEnded, by, session.ID, wayMoved)
		}
		told = true
		now.Strange = newest(now.Strange, from.place())
		if err := tx.PlaceSession(now); err != nil {
			return err
		}
		// A session may have one notice; this one matters more than that it was new.
		if err := tx.DeleteNotice(session.Account, session.ID); err != nil {
			return err
		}
		return tx.InsertNotice(Notice{session.ID, session.Account, session.Account, clip(from.Agent, 200), from.Network, wayMoved, s.Now()}, noticesKept)
	})
	switch {
	case err != nil:
		return false, err
	case ends:
		s.over(session.ID)
	case told && s.Approval != nil:
		s.Approval(session.Account) // they look again, and find the notice
	}
	return !ends, nil
}

// how says in the ledger's words what is another.
func how(session Session, from Source) string {
	network := neighbourhood(from.Network) + " "
	if slices.ContainsFunc(session.proven(), func(p string) bool { return strings.HasPrefix(p, network) }) {
		return "other-browser"
	}
	return "other-network"
}

func newest(places []string, place string) []string {
	places = append(slices.DeleteFunc(places, func(p string) bool { return p == place }), place)
	return places[max(0, len(places)-placesKept):]
}

// settle notes that two factors were proven from there, so that it is no strange place
// any more, and takes the question back whether it was them.
func (s *Service) settle(tx Tx, actor access.Actor, from Source) error {
	session, ok, err := tx.Session(actor.Session)
	if err != nil {
		return err
	}
	if !ok {
		return errs.New(errs.Unauthenticated, opConfirm, "This session has ended.", "Sign in again.")
	}
	here := from.place()
	if slices.Contains(session.proven(), here) {
		return nil
	}
	session.Places = newest(session.Places, here)
	session.Strange = slices.DeleteFunc(session.Strange, func(p string) bool { return p == here })
	if err := tx.PlaceSession(session); err != nil {
		return err
	}
	all, err := tx.Notices(actor.Account)
	for _, n := range all {
		if asked := (Source{Network: n.Network, Agent: n.Agent}); n.Session == actor.Session && n.Way == wayMoved && asked.place() == here {
			err = tx.DeleteNotice(actor.Account, n.Session)
		}
	}
	return err
}

// asks reports whether a notice is for the session that looks: of itself only what
// was done with it elsewhere.
func (n Notice) asks(actor access.Actor) bool {
	return n.Session != actor.Session || n.Way == wayMoved && !actor.Moved
}
