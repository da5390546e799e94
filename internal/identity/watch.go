package identity

import (
	"context"
	"fmt"
	"time"

	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// checkEvery is how often the server looks by itself at how sign-in stands.
const checkEvery = 24 * time.Hour

// Watch looks once a day at how sign-in stands. What is new since the day before is
// told to owners, without saying what it is; the record has how many there are.
func (s *Service) Watch(ctx context.Context) error {
	if s.directory.Open() {
		return nil
	}
	return s.store.Write(ctx, func(tx Tx) error {
		now := s.Now()
		last, err := tx.SignInChecked()
		if err != nil || now.Sub(last) < checkEvery && !last.IsZero() {
			return err
		}
		all, err := Examine(tx, s.surroundings())
		if err != nil {
			return err
		}
		known, err := tx.SignInFindings()
		if err != nil {
			return err
		}
		found, fresh := make([]seal.ID, len(all)), uint64(0)
		for i, complaint := range all {
			if found[i] = complaint.finding(); !known[found[i]] {
				fresh++
			}
		}
		if err := tx.SetSignInFindings(now, found); err != nil {
			return err
		}
		if last.IsZero() { // of a new desk, whose owner sees the page
			return nil
		}
		e := ledger.Act(now, ledger.SelfChecked, ledger.Itself(), s.directory.Org())
		e.First, e.Last = fresh, uint64(len(all))
		if err := ledger.Append(tx, e); err != nil || fresh == 0 {
			return err
		}
		return s.tellOwners(tx, FindingsLetter)
	})
}

// milestones are the days left at which somebody is told again of what ends.
var milestones = []int{1, 7, 14, 30}

// finding tells one complaint from the others, and from its own self of another week.
func (c Complaint) finding() seal.ID {
	number := 0
	if c.Kind == SecretEnding || c.Kind == CertificateEnding || c.Kind == TokenEnding {
		for _, days := range milestones {
			if number = days; c.Number <= days {
				break
			}
		}
	}
	return seal.HashID("sign-in finding", fmt.Appendf(nil, "%s\x00%s\x00%s\x00%d", c.Kind, c.Whose.Hex(), c.Object, number))
}

func (s *Service) tellOwners(tx Tx, l Letter) error {
	accounts, err := tx.Accounts()
	if err != nil {
		return err
	}
	for _, account := range accounts {
		if actor, ok := s.directory.Actor(account.ID); ok && actor.Owner {
			if err := s.tell(tx, account.ID, l); err != nil {
				return err
			}
		}
	}
	return nil
}
