package httpapi

import (
	"context"
	"encoding/base64"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/directory"
	"github.com/sealdesk/sealdesk/internal/identity"
	"github.com/sealdesk/sealdesk/seal"
	sealdirectory "github.com/sealdesk/sealdesk/seal/directory"
)

type dayJSON struct {
	Day  int    `json:"day"`
	From string `json:"from"`
	To   string `json:"to"`
}

type hoursJSON struct {
	Timezone string    `json:"timezone"`
	Days     []dayJSON `json:"days"`
}

type settingsJSON struct {
	Greeting             string     `json:"greeting"`
	Colour               string     `json:"colour"`
	ExpectedReplySeconds int        `json:"expectedReplySeconds"`
	Hours                *hoursJSON `json:"hours,omitempty"`
	RetentionDays        int        `json:"retentionDays"`
	// Attachments is the same for every inbox, and not for settings.
	Attachments *attachmentLimits `json:"attachments,omitempty"`
}

type attachmentLimits struct {
	MaxBytes   uint64 `json:"maxBytes"`
	PerMessage int    `json:"perMessage"`
}

func (a *API) settingsOut(s directory.Settings) settingsJSON {
	s.RetentionDays = a.Directory.Retention(s)
	days := make([]dayJSON, len(s.Days))
	for i, d := range s.Days {
		days[i] = dayJSON(d)
	}
	return settingsJSON{
		s.Greeting, s.Colour, s.ExpectedReplySeconds, &hoursJSON{s.Timezone, days}, s.RetentionDays,
		&attachmentLimits{a.Conversations.MaxFile(), conversation.AttachmentsPerMessage},
	}
}

func (s settingsJSON) settings() directory.Settings {
	out := directory.Settings{Greeting: s.Greeting, Colour: s.Colour, ExpectedReplySeconds: s.ExpectedReplySeconds, RetentionDays: s.RetentionDays}
	if s.Hours != nil {
		out.Timezone = s.Hours.Timezone
		for _, d := range s.Hours.Days {
			out.Days = append(out.Days, directory.Day(d))
		}
	}
	return out
}

type proofOut struct {
	Proof      []byte       `json:"proof"`
	ServerTime time.Time    `json:"serverTime"`
	Settings   settingsJSON `json:"settings"`
	// Staffed says that somebody of the team is connected and available.
	Staffed           bool   `json:"staffed"`
	UsualReplySeconds *int64 `json:"usualReplySeconds"`
	// Customers is who may write here, where customers are asked who they are.
	Customers *wantedJSON `json:"customers,omitempty"`
}

// proofCache keeps the last proofs: every visitor asks for the same few.
type proofCache struct {
	mu      sync.Mutex
	version any
	proofs  map[proofKey][]byte
}

type proofKey struct {
	inbox seal.ID
	from  uint64
}

const proofsKept = 64

func (p *proofCache) get(version any, key proofKey, build func() ([]byte, error)) ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.version != version || len(p.proofs) >= proofsKept {
		p.version, p.proofs = version, map[proofKey][]byte{}
	}
	if proof, ok := p.proofs[key]; ok {
		return proof, nil
	}
	proof, err := build()
	if err == nil {
		p.proofs[key] = proof
	}
	return proof, err
}

func (a *API) getProof(ctx context.Context, c *call, _ none) (proofOut, error) {
	inbox, err := c.id("inbox")
	if err != nil {
		return proofOut{}, err
	}
	from, err := position(c.query.Get("from"))
	if err != nil {
		return proofOut{}, err
	}
	also, err := ids(c.query.Get("also"), sealdirectory.AlsoLimit)
	if err != nil {
		return proofOut{}, err
	}
	build := func() ([]byte, error) { return a.Directory.Proof(inbox, from, also...) }
	var proof []byte
	if len(also) == 0 {
		proof, err = a.proofs.get(a.Directory.Version(), proofKey{inbox, from}, build)
	} else {
		proof, err = build()
	}
	if err != nil {
		return proofOut{}, err
	}
	settings, err := a.Directory.Settings(ctx, inbox)
	if err != nil {
		return proofOut{}, err
	}
	out := proofOut{Proof: proof, ServerTime: a.Now().UTC(), Settings: a.settingsOut(settings), Customers: a.wanted(inbox)}
	return out, a.expectation(ctx, inbox, &out)
}

// expectation adds what the server says about how soon somebody will answer.
func (a *API) expectation(ctx context.Context, inbox seal.ID, out *proofOut) error {
	group, _ := a.Directory.InboxGroup(inbox)
	members := slices.DeleteFunc(a.Hub.Online(), func(account seal.ID) bool { return !a.Directory.Member(group, account) })
	var err error
	if out.Staffed, err = a.Identity.AnyAvailable(ctx, members); err != nil {
		return err
	}
	usual, known, err := a.Conversations.UsualReply(ctx, inbox)
	if known {
		seconds := int64(usual / time.Second)
		out.UsualReplySeconds = &seconds
	}
	return err
}

func (a *API) getArticles(ctx context.Context, c *call, _ none) (answered, error) {
	hash, err := c.id("hash")
	if err != nil {
		return answered{}, err
	}
	bytes, err := a.Directory.Articles(ctx, hash)
	if err != nil {
		return answered{}, err
	}
	c.w.Header().Set("Content-Type", "application/octet-stream")
	c.w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	c.w.WriteHeader(http.StatusOK)
	c.w.Write(bytes) //nolint:errcheck // the peer may be gone
	return answered{}, nil
}

type challengeOut struct {
	Challenge seal.ID `json:"challenge"`
}

func (a *API) postChallenge(context.Context, *call, none) (challengeOut, error) {
	challenge, err := a.Identity.Challenge()
	return challengeOut{challenge}, err
}

type visitorSessionIn struct {
	Device  []byte `json:"device"`
	Session []byte `json:"session"`
}

type visitorSessionOut struct {
	Token   string    `json:"token"`
	Expires time.Time `json:"expires"`
}

func (a *API) postVisitorSession(ctx context.Context, c *call, in visitorSessionIn) (visitorSessionOut, error) {
	// A device costs its owner nothing, and stays in the data.
	if err := a.Conversations.Charge(access.Actor{Network: c.network}, len(in.Device)); err != nil {
		return visitorSessionOut{}, err
	}
	session, err := a.Identity.OpenVisitorSession(ctx, in.Device, in.Session, c.source())
	return visitorSessionOut{tokenText(session.Token), session.Expires.UTC()}, err
}

type noticeIn struct {
	Email string `json:"email"` // "" for nowhere
}

func (a *API) putNotice(ctx context.Context, c *call, in noticeIn) (none, error) {
	id, err := c.id("thread")
	if err != nil {
		return none{}, err
	}
	return none{}, a.Conversations.AskNotice(ctx, c.actor, id, in.Email)
}

func tokenText(token identity.Token) string { return base64.RawURLEncoding.EncodeToString(token[:]) }
