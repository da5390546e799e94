package server

import (
	"context"
	"log/slog"
	"sync"

	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/internal/sms"
)

// texts hands codes to the gateway for SMS: at once, or after whoever asked has gone.
type texts struct {
	chosen  *settings.Service
	gateway sms.Gateway
	log     *slog.Logger
	waiting chan text
}

type text struct{ to, text string }

const (
	textsWaiting = 100
	textsAtOnce  = 4
)

func newTexts(chosen *settings.Service, gateway sms.Gateway, log *slog.Logger) *texts {
	return &texts{chosen, gateway, log, make(chan text, textsWaiting)}
}

// Text waits until the gateway took it.
func (t *texts) Text(ctx context.Context, to, text string) error {
	return t.gateway.Send(ctx, settings.Get[settings.SMS](t.chosen), to, text)
}

// TextLater does not wait. Where too many do, it is dropped: a code is asked for again.
func (t *texts) TextLater(to, said string) {
	select {
	case t.waiting <- text{to, said}:
	default:
		t.log.Error("a code by SMS was not sent: too many wait for the gateway")
	}
}

// run sends what waits, until the server ends.
func (t *texts) run(ctx context.Context) {
	var senders sync.WaitGroup
	for range textsAtOnce {
		senders.Go(func() {
			for {
				select {
				case <-ctx.Done():
					return
				case each := <-t.waiting:
					if err := t.Text(ctx, each.to, each.text); err != nil && ctx.Err() == nil {
						t.log.Error("a code by SMS was not sent", "error", err)
					}
				}
			}
		})
	}
	senders.Wait()
}
