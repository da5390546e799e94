package server

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/directory"
	"github.com/sealdesk/sealdesk/internal/identity"
	"github.com/sealdesk/sealdesk/internal/mail"
	"github.com/sealdesk/sealdesk/internal/smtp"
	"github.com/sealdesk/sealdesk/internal/storage"
	"github.com/sealdesk/sealdesk/seal"
)

// openMail makes what sends mail, once an owner has named a mail server.
func (s *Server) openMail(record *directory.Service, key seal.Secret) (err error) {
	mailer := s.config.Mailer
	if mailer == nil {
		mailer = smtp.Mailer{}
	}
	s.mail, err = mail.New(mail.Config{
		Store: storage.Mail{DB: s.db}, Mailer: mailer, Settings: s.settings, Organisation: func() string { return record.Replay().Name() },
		Origin: s.origin, Key: key, Random: rand.Reader, Now: s.config.Now, Log: s.config.Log,
	})
	return err
}

// letter tells somebody of what happened to their account.
func (s *Server) letter(tx identity.Tx, email string, l identity.Letter) error {
	kinds := map[identity.Letter]mail.Kind{
		identity.NewBrowserLetter: mail.NewBrowser, identity.WaysChangedLetter: mail.WaysChanged,
		identity.RecoveryUsedLetter: mail.RecoveryUsed, identity.SessionEndedLetter: mail.SessionEnded,
		identity.NewKeysBegunLetter: mail.NewKeysBegun, identity.NewKeysMadeLetter: mail.NewKeysMade, identity.FindingsLetter: mail.Findings,
	}
	queue, ok := tx.(mail.Tx)
	if !ok {
		return errors.New("server: a transaction that keeps no mail")
	}
	return s.mail.TellWithin(queue, kinds[l], email)
}

// mailedCodes sends codes for sign-ins.
type mailedCodes struct{ s *Server }

func (m mailedCodes) Offered() bool { return m.s.mail.Offered() }

func (m mailedCodes) SendCode(ctx context.Context, purpose string, flow seal.ID, to string, nobody bool, network string) error {
	return m.s.mail.SendCode(ctx, mail.Ask{Purpose: purpose, Flow: flow, To: to, Nobody: nobody, Network: network})
}

func (m mailedCodes) DrawCode(ctx context.Context, purpose string, flow seal.ID, to string) (string, error) {
	return m.s.mail.DrawCode(ctx, purpose, flow, to)
}

func (m mailedCodes) CheckCode(ctx context.Context, purpose string, flow seal.ID, to, code string) (bool, error) {
	return m.s.mail.CheckCode(ctx, purpose, flow, to, code)
}

// notices is how customers hear of answers, nil if they cannot.
func (s *Server) notices() func(context.Context, conversation.Notice) error {
	if s.config.Notices != nil || !s.mail.Offered() {
		return s.config.Notices
	}
	return func(ctx context.Context, n conversation.Notice) error {
		// One answer is one letter, also if the process dies before it is noted.
		id := sha256.Sum256(fmt.Appendf(nil, "answer\x00%s\x00%d", n.Conversation.Hex(), n.Sequence))
		return s.mail.Tell(ctx, id, mail.Answer, n.Email)
	}
}
