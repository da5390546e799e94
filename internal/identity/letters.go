package identity

import "github.com/sealdesk/sealdesk/seal"

// Letter is a notice by mail to somebody about their own account. It is written in
// the transaction of what it tells of.
type Letter string

// The letters.
const (
	NewBrowserLetter   Letter = "new-browser"
	WaysChangedLetter  Letter = "ways-changed"
	RecoveryUsedLetter Letter = "recovery-used"
	SessionEndedLetter Letter = "session-ended"
	NewKeysBegunLetter Letter = "new-keys-begun"
	NewKeysMadeLetter  Letter = "new-keys-made"
	FindingsLetter     Letter = "findings" // to owners: sign-in is weaker than the day before
)

// tell writes a letter to an account's address, where mail is sent.
func (s *Service) tell(tx Tx, account seal.ID, l Letter) error {
	if s.Letters == nil {
		return nil
	}
	found, ok, err := tx.Account(account)
	if err != nil || !ok {
		return err
	}
	return s.Letters(tx, found.Email, l)
}
