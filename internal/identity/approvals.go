package identity

import (
	"context"
	"sync"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

const (
	approvalLimit    = 10 * time.Minute
	approvalsKept    = 2048
	approvalsPerUser = 3
)

// Approval is a new browser that asks to be let in: an account's other browsers, or
// colleagues to vouch for it (vouch.go).
type Approval struct {
	ID        seal.ID
	Account   seal.ID // zero for an address that nobody has: it waits for ever
	PublicKey seal.SealingPublicKey
	Created   time.Time
	Network   string

	email     string
	secret    Verifier
	vouch     bool
	sheet     Verifier // of the recovery code that came with it
	vouched   bool
	answering bool // its answer is being recorded
	answered  bool
	box       []byte // nil while waiting and after a refusal
	device    seal.ID
	taken     bool
}

// approvals keeps requests in bounded memory.
type approvals struct {
	mu  sync.Mutex
	all map[seal.ID]*Approval
}

// BeginApproval asks for an approval. Unknown addresses get the same answer.
func (s *Service) BeginApproval(ctx context.Context, email string, key []byte, from Source) (seal.ID, Token, error) {
	request, err := newApproval(email, key, from)
	if err != nil {
		return seal.ID{}, Token{}, err
	}
	last, err := s.throttle.ring(request.email, s.Now())
	if err != nil {
		return seal.ID{}, Token{}, err
	}
	err = s.store.Read(ctx, func(tx Tx) error {
		found, _, err := tx.AccountByEmail(request.email)
		request.Account = found.ID
		return err
	})
	if err == nil && last {
		err = s.store.Write(ctx, func(tx Tx) error {
			return s.refusal(tx, ledger.SignInThrottled, request.Account, from.Network, wayApproval)
		})
	}
	if err != nil {
		return seal.ID{}, Token{}, err
	}
	return s.wait(request)
}

// newApproval is a request whose public key is one of the protocol.
func newApproval(email string, key []byte, from Source) (*Approval, error) {
	email, err := cleanEmail(email)
	if err != nil {
		return nil, err
	}
	request := &Approval{Network: from.Network, email: email}
	if public := &request.PublicKey; copy(public[:], key) != len(key) || len(key) != len(public) || public.Check() != nil {
		return nil, errs.New(errs.Unprocessable, "identity.approval", "This is not a public key of the protocol.", "Reload the page.")
	}
	return request, nil
}

// wait keeps a request, and rings at the account's browsers and at others that may
// answer it, if there is an account.
func (s *Service) wait(request *Approval, others ...seal.ID) (seal.ID, Token, error) {
	id, err := s.randomToken()
	if err != nil {
		return seal.ID{}, Token{}, err
	}
	secret, err := s.randomToken()
	if err != nil {
		return seal.ID{}, Token{}, err
	}
	request.ID, request.secret, request.Created = seal.ID(id), secret.Verifier(), s.Now()
	s.approvals.add(request, s.Now())
	s.ring(append(others, request.Account)...)
	return request.ID, secret, nil
}

// add keeps a request, in place of the oldest if an address has too many. It
// counts by address: if those that nobody has shared a count, a request for one
// could be watched being pushed out by requests for others.
func (a *approvals) add(request *Approval, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.all == nil {
		a.all = map[seal.ID]*Approval{}
	}
	var oldest *Approval
	count := 0
	for id, other := range a.all {
		if now.Sub(other.Created) > approvalLimit {
			delete(a.all, id)
		} else if other.email == request.email && other.vouch == request.vouch {
			count++
			if oldest == nil || other.Created.Before(oldest.Created) {
				oldest = other
			}
		}
	}
	if count >= approvalsPerUser {
		delete(a.all, oldest.ID)
	}
	if len(a.all) >= approvalsKept {
		makeRoom(a.all, func(*Approval) bool { return false })
	}
	a.all[request.ID] = request
}

func (a *approvals) find(id seal.ID, now time.Time) (*Approval, bool) {
	found, ok := a.all[id]
	if !ok || !lasts(found.Created, approvalLimit, now) {
		delete(a.all, id)
		return nil, false
	}
	return found, true
}

// Answer is what a waiting browser learns.
type Answer struct {
	State    string // "waiting", "refused" or "approved"
	Box      []byte
	Device   seal.ID
	SignedIn *SignedIn
}

// PollApproval tells the browser that asked how it stands; once approved, it is
// signed in, once.
func (s *Service) PollApproval(ctx context.Context, id seal.ID, secret Token, from Source) (Answer, error) {
	gone := errs.New(errs.Gone, "identity.approval", "This request is over.", "Ask again, or use another way to sign in.")
	s.approvals.mu.Lock()
	found, ok := s.approvals.find(id, s.Now())
	if !ok || !found.secret.matches(secret[:]) || found.taken {
		s.approvals.mu.Unlock()
		return Answer{}, gone
	}
	approval := *found
	found.taken = found.answered
	s.approvals.mu.Unlock()
	switch {
	case !approval.answered:
		return Answer{State: "waiting"}, nil
	case approval.vouched:
		signedIn, err := s.vouched(ctx, approval, from)
		if err != nil {
			return Answer{}, err
		}
		return Answer{State: "approved", SignedIn: &signedIn}, nil
	case approval.box == nil:
		return Answer{State: "refused"}, nil
	}
	shown := proven(approval.Account, seal.ID16{}, wayApproval, byBrowser, byNod)
	signedIn, err := s.signIn(ctx, shown, from, func(Tx) error { return nil })
	if err != nil {
		return Answer{}, err
	}
	return Answer{"approved", approval.box, approval.device, &signedIn}, nil
}

// Approvals lists the requests that the actor can answer: those to the own account,
// and, of owners and admins, those to vouch for somebody.
func (s *Service) Approvals(actor access.Actor) []Approval {
	s.approvals.mu.Lock()
	defer s.approvals.mu.Unlock()
	var waiting []Approval
	for id := range s.approvals.all {
		if found, ok := s.approvals.find(id, s.Now()); ok && !found.answered && (found.Account == actor.Account || found.vouch && !found.Account.IsZero() && oversees(actor, true)) {
			waiting = append(waiting, *found)
		}
	}
	return waiting
}

// ApprovalOwner returns whose request it is, for the access decision.
func (s *Service) ApprovalOwner(id seal.ID) (seal.ID, bool) {
	s.approvals.mu.Lock()
	defer s.approvals.mu.Unlock()
	found, ok := s.approvals.find(id, s.Now())
	if !ok {
		return seal.ID{}, false
	}
	return found.Account, true
}

// AnswerApproval approves a request with a sealed vault key, or refuses it
// (box nil). The first answer stands.
func (s *Service) AnswerApproval(ctx context.Context, actor access.Actor, id seal.ID, box []byte) error {
	const op = "identity.approval"
	kind := ledger.ApprovalRefused
	if box != nil {
		kind = ledger.ApprovalGiven
		if len(box) != seal.EncapsulationSize+32+16 {
			return errs.New(errs.Unprocessable, op, "The sealed key has the wrong size.", "Reload the page.")
		}
		if actor.Device.IsZero() {
			return errs.New(errs.Forbidden, op, "This browser is not certified yet.", "Unlock your vault first.")
		}
	}
	found, ok := s.approvals.reserve(id, s.Now(), func(a *Approval) bool {
		return a.Account == actor.Account && (box == nil || !a.vouch) // no browser's key opens a sheet's request
	})
	if !ok {
		return errs.New(errs.Gone, op, "This request is over.", "Ask again from the new browser.")
	}
	err := s.store.Write(ctx, func(tx Tx) error { return s.event(tx, kind, actor.Source(), id, "") })
	s.approvals.answer(found, err, func() { found.box, found.device = box, actor.Device })
	if err == nil && found.vouch {
		err = s.ringAgain(ctx)
	}
	return err
}

// answer keeps an answer that was recorded.
func (a *approvals) answer(found *Approval, err error, keep func()) {
	a.mu.Lock()
	defer a.mu.Unlock()
	found.answering = false
	if err == nil {
		found.answered = true
		keep()
	}
}

// Vouch reports whether it is colleagues who are asked.
func (a Approval) Vouch() bool { return a.vouch }

// reserve lets one answer be recorded at a time. What was not recorded is no
// answer, and another may be given.
func (a *approvals) reserve(id seal.ID, now time.Time, may func(*Approval) bool) (*Approval, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	found, ok := a.find(id, now)
	if !ok || found.answering || found.answered || !may(found) {
		return nil, false
	}
	found.answering = true
	return found, true
}
