package identity

import (
	"context"
	"encoding/base32"
	"hash/crc32"
	"io"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// This file admits programs: an identity provider that provisions people, a system
// that fetches the record. A token is born in a session of somebody who oversees the
// desk and has just confirmed who they are, and never becomes a session: it reaches
// the routes of its scopes, and nothing else (docs/decisions/0028).

// Limits of tokens.
const (
	tokensEach       = 20 // of one account
	tokenName        = 100
	tokenNetworks    = 32
	tokenLimit       = 365 * 24 * time.Hour
	tokenUsual       = 90 * 24 * time.Hour
	tokenPrefix      = "sdk_"
	tokenTextLength  = len(tokenPrefix) + 59
	tokenSightsLimit = 4096
)

// APIToken is what is kept of a program's token: never the token.
type APIToken struct {
	ID          seal.ID
	Account     seal.ID // who made it; it dies with them
	Name        string
	Verifier    Verifier
	Scopes      []access.Scope
	Networks    []netip.Prefix // none: from anywhere
	Created     time.Time
	Expires     time.Time
	LastUsed    time.Time // zero if never
	LastNetwork string
}

// NewToken is what somebody asks for.
type NewToken struct {
	Name     string
	Scopes   []string
	Networks []string
	Days     int // 0: the usual 90
}

var tokenText = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// WriteToken writes a program's token: a prefix that scanners for leaked secrets
// look for, and a checksum by which they know one from any other text.
func WriteToken(t Token) string {
	sum := crc32.ChecksumIEEE(t[:])
	return tokenPrefix + tokenText.EncodeToString(t[:]) + tokenText.EncodeToString([]byte{byte(sum >> 24), byte(sum >> 16), byte(sum >> 8), byte(sum)})
}

// ParseToken reads what WriteToken wrote, and nothing else.
func ParseToken(text string) (Token, bool) {
	if len(text) != tokenTextLength || !strings.HasPrefix(text, tokenPrefix) {
		return Token{}, false
	}
	raw, err := tokenText.DecodeString(text[len(tokenPrefix) : len(tokenPrefix)+52])
	if err != nil || len(raw) != len(Token{}) {
		return Token{}, false
	}
	t := Token(raw)
	return t, WriteToken(t) == text
}

// CreateToken makes a token, which is told once.
func (s *Service) CreateToken(ctx context.Context, actor access.Actor, asked NewToken) (APIToken, Token, error) {
	made, err := s.checkToken(asked)
	if err != nil {
		return APIToken{}, Token{}, err
	}
	secret, err := s.randomToken()
	if err != nil {
		return APIToken{}, Token{}, err
	}
	if _, err := io.ReadFull(s.Random, made.ID[:]); err != nil {
		return APIToken{}, Token{}, err
	}
	made.Account, made.Verifier, made.Created = actor.Account, secret.Verifier(), s.Now()
	err = s.store.Write(ctx, func(tx Tx) error {
		// The session may have ended meanwhile, and its account's tokens with it.
		if _, ok, err := tx.Session(actor.Session); err != nil {
			return err
		} else if !ok {
			return errs.New(errs.Unauthenticated, "identity.token", "This session has ended.", "Sign in again.")
		}
		all, err := tx.APITokens()
		if err != nil {
			return err
		}
		own := slices.DeleteFunc(all, func(t APIToken) bool { return t.Account != actor.Account })
		if len(own) >= tokensEach {
			return errs.New(errs.Conflict, "identity.token", "You have as many tokens as one person can have.", "Revoke one that is not used any more.")
		}
		if err := tx.InsertAPIToken(made); err != nil {
			return err
		}
		e := ledger.Act(s.Now(), ledger.TokenCreated, actor.Source(), made.ID)
		e.Reason, e.Last = scopeNames(made.Scopes), uint64(made.Expires.Unix()) //nolint:gosec // after 1970
		return ledger.Append(tx, e)
	})
	return made, secret, err
}

func scopeNames(scopes []access.Scope) string {
	names := make([]string, len(scopes))
	for i, scope := range scopes {
		names[i] = string(scope)
	}
	return strings.Join(names, " ")
}

func (s *Service) checkToken(asked NewToken) (APIToken, error) {
	const op = "identity.token"
	made := APIToken{Name: strings.TrimSpace(asked.Name), Expires: s.Now().Add(tokenUsual)}
	if made.Name == "" || len(made.Name) > tokenName || strings.ContainsFunc(made.Name, unicode.IsControl) {
		return APIToken{}, errs.New(errs.Unprocessable, op, "A token needs a short name.", "Name the program that will use it.")
	}
	for _, text := range asked.Scopes {
		scope := access.Scope(text)
		if !slices.Contains(access.Scopes(), scope) || slices.Contains(made.Scopes, scope) {
			return APIToken{}, errs.New(errs.Unprocessable, op, "There is no such permission for a token.", "Choose one of those that are listed, each once.")
		}
		made.Scopes = append(made.Scopes, scope)
	}
	if len(made.Scopes) == 0 {
		return APIToken{}, errs.New(errs.Unprocessable, op, "A token needs something that it may do.", "Choose what it is for.")
	}
	if asked.Days != 0 {
		made.Expires = s.Now().Add(time.Duration(asked.Days) * 24 * time.Hour)
	}
	if asked.Days < 0 || asked.Days > int(tokenLimit/(24*time.Hour)) {
		return APIToken{}, errs.New(errs.Unprocessable, op, "A token lasts from 1 to 365 days.", "Choose a number of days within that.")
	}
	if len(asked.Networks) > tokenNetworks {
		return APIToken{}, errs.New(errs.Unprocessable, op, "These are too many networks.", "Name at most 32.")
	}
	for _, text := range asked.Networks {
		prefix, ok := parseNetwork(strings.TrimSpace(text))
		if !ok {
			return APIToken{}, errs.New(errs.Unprocessable, op, "One of the networks cannot be read.", "Write each like 192.0.2.0/24 or 2001:db8::/32.")
		}
		made.Networks = append(made.Networks, prefix)
	}
	return made, nil
}

// parseNetwork reads a network in CIDR form, or one address. A network that has all
// addresses in it is none.
func parseNetwork(text string) (netip.Prefix, bool) {
	if address, err := netip.ParseAddr(text); err == nil && address.Zone() == "" {
		address = address.Unmap()
		return netip.PrefixFrom(address, address.BitLen()), true
	}
	prefix, err := netip.ParsePrefix(text)
	return prefix.Masked(), err == nil && prefix.Bits() > 0 && !prefix.Addr().Is4In6()
}

// Tokens lists all tokens, by when they were made.
func (s *Service) Tokens(ctx context.Context) ([]APIToken, error) {
	var all []APIToken
	err := s.store.Read(ctx, func(tx Tx) error {
		var err error
		all, err = tx.APITokens()
		return err
	})
	return all, err
}

// RevokeToken ends a token at once.
func (s *Service) RevokeToken(ctx context.Context, actor access.Actor, id seal.ID) error {
	return s.store.Write(ctx, func(tx Tx) error {
		all, err := tx.APITokens()
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(all, func(t APIToken) bool { return t.ID == id }) {
			return errs.New(errs.NotFound, "identity.token", "There is no such token.", "Reload the page.")
		}
		if err := tx.DeleteAPIToken(id); err != nil {
			return err
		}
		return s.event(tx, ledger.TokenRevoked, actor.Source(), id, "admin")
	})
}

func (s *Service) revokeAll(tx Tx, by ledger.Source, account seal.ID) error {
	all, err := tx.APITokens()
	if err != nil {
		return err
	}
	for _, token := range all {
		if token.Account != account {
			continue
		}
		if err := tx.DeleteAPIToken(token.ID); err != nil {
			return err
		}
		if err := s.event(tx, ledger.TokenRevoked, by, token.ID, "suspended"); err != nil {
			return err
		}
	}
	return nil
}

// AuthenticateToken finds the program behind a token. One that is unknown is
// nobody, without an error. One that is known but expired, from another network, or
// of somebody who is gone is nobody, too, and recorded.
func (s *Service) AuthenticateToken(ctx context.Context, secret Token, from netip.Addr, network string) (access.Actor, error) {
	var token APIToken
	var found, out bool
	err := s.store.Read(ctx, func(tx Tx) error {
		var err error
		if token, found, err = tx.APITokenByVerifier(secret.Verifier()); err != nil || !found {
			return err
		}
		_, out, err = tx.Suspension(token.Account)
		return err
	})
	if err != nil || !found {
		return access.Actor{}, err
	}
	actor := access.Actor{Who: access.Program, Token: token.ID, Scopes: token.Scopes, Network: network}
	maker, active := s.directory.Actor(token.Account)
	reason := ""
	switch {
	case !active || out || !maker.Owner && !maker.Admin:
		reason = "maker"
	case !s.Now().Before(token.Expires):
		reason = "expired"
	case !token.from(from):
		reason = "network"
	}
	if reason != "" {
		return access.Actor{}, s.Refusals.Record(context.WithoutCancel(ctx), ledger.TokenRefused, actor.Source(), "", reason, seal.Some(token.ID))
	}
	return actor, s.sight(ctx, actor, token)
}

func (t APIToken) from(address netip.Addr) bool {
	address = address.Unmap()
	return len(t.Networks) == 0 || slices.ContainsFunc(t.Networks, func(n netip.Prefix) bool { return n.Contains(address) })
}

// sight notes that a token is used: once a minute in the list, and once a day and
// network in the record.
func (s *Service) sight(ctx context.Context, actor access.Actor, token APIToken) error {
	now := s.Now()
	first := s.sights.first(token.ID, actor.Network, now)
	if !first && now.Sub(token.LastUsed) < touchEvery {
		return nil
	}
	err := s.store.Write(ctx, func(tx Tx) error {
		if err := tx.TouchAPIToken(token.ID, now, actor.Network); err != nil || !first {
			return err
		}
		return s.event(tx, ledger.TokenUsed, actor.Source(), token.ID, "")
	})
	if err != nil && first {
		s.sights.forget(token.ID, actor.Network)
		return err
	}
	return nil
}

// sights remembers from where each token was used on a day, in bounded memory: what
// falls out is recorded once more.
type sights struct {
	mu  sync.Mutex
	all map[sightKey]int64
}

type sightKey struct {
	token   seal.ID
	network string
}

func (s *sights) first(token seal.ID, network string, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	key, day := sightKey{token, network}, now.Unix()/86400
	if seen, ok := s.all[key]; ok && seen == day {
		return false
	}
	if s.all == nil || len(s.all) >= tokenSightsLimit {
		s.all = map[sightKey]int64{}
	}
	s.all[key] = day
	return true
}

func (s *sights) forget(token seal.ID, network string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.all, sightKey{token, network})
}
