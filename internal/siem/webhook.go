package siem

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// webhook posts batches as the Standard Webhooks specification has them: who
// knows the secret can tell that they are ours, and when they were sent.
type webhook struct {
	poster
	secret []byte
}

func newWebhook(a address, desk Desk) (receiver, error) {
	path := a.options["secret-file"]
	if path == "" {
		return nil, errors.New("a webhook is signed: make a secret with (printf whsec_; openssl rand -base64 32) > FILE; chmod 600 FILE, and name it with ?secret-file=FILE")
	}
	text, err := secret(path)
	if err != nil {
		return nil, fmt.Errorf("secret-file: %w", err)
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(text, "whsec_"))
	if err != nil || !strings.HasPrefix(text, "whsec_") || len(key) < 24 || len(key) > 64 {
		return nil, errors.New("secret-file: a secret is whsec_ and 24 to 64 bytes in base64: make one with (printf whsec_; openssl rand -base64 32) > FILE")
	}
	p, err := newPoster(a, strings.TrimPrefix(a.url.Scheme, "webhook+"), desk.Now)
	return &webhook{p, key}, err
}

type delivery struct {
	Type      string         `json:"type"`
	Timestamp time.Time      `json:"timestamp"`
	Data      deliveredBatch `json:"data"`
}

type deliveredBatch struct {
	Events []json.RawMessage `json:"events"`
}

func (w *webhook) send(ctx context.Context, batch []entry) (int, error) {
	last := batch[len(batch)-1]
	d := delivery{Type: "ledger.events", Timestamp: time.UnixMilli(int64(last.event.Time)).UTC()} //nolint:gosec // written by this program
	for _, e := range batch {
		d.Data.Events = append(d.Data.Events, e.json)
	}
	body, err := json.Marshal(d)
	if err != nil {
		return 0, err
	}
	// The same batch has the same id, however often it is tried. Ids hold no dot,
	// which is what separates them in what is signed.
	digest := sha256.Sum256(body)
	id := "msg_" + base64.RawURLEncoding.EncodeToString(digest[:16])
	at := strconv.FormatInt(w.now().Unix(), 10)
	mac := hmac.New(sha256.New, w.secret)
	mac.Write([]byte(id + "." + at + "."))
	mac.Write(body)
	_, err = w.post(ctx, http.Header{
		"Webhook-Id": {id}, "Webhook-Timestamp": {at}, "Webhook-Signature": {"v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))},
	}, body)
	return 0, err
}
