package mail

import (
	"context"
	"errors"

	"github.com/sealdesk/sealdesk/seal"
)

// DrawCode makes a code for whoever sends it another way than by mail. It is kept
// and checked as those are that go by mail.
func (s *Service) DrawCode(ctx context.Context, purpose string, flow seal.ID, to string) (string, error) {
	if flow.IsZero() || purpose == "" || to == "" {
		return "", errors.New("mail: a code without a purpose, a flow or an address")
	}
	code, err := digits(s.Random)
	if err != nil {
		return "", err
	}
	return code, s.Store.Write(ctx, func(tx Tx) error {
		return tx.SetCode(Code{Flow: flow, Hash: s.hash(purpose, flow, to, code), Expires: s.Now().Add(codeLife)})
	})
}
