package settings

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"

	"github.com/sealdesk/sealdesk/internal/errs"
)

// Secret is what the server must know and nobody is given: a password of another
// server, a client's secret. As JSON it says only whether there is one. It is set by
// a text, taken away by "", and left as it is by being left out or by {"set":true}.
type Secret struct {
	text string
	kept bool // left as it is
}

const secretLimit = 4096

// Reveal is the secret itself.
func (s Secret) Reveal() string { return s.text }

// Set reports whether there is one.
func (s Secret) Set() bool { return s.text != "" }

// From is the secret, or the one before where it was left as it is. Ask for it only
// if it still goes to whom it was given for.
func (s Secret) From(before Secret) Secret {
	if s.kept {
		return Secret{text: before.text}
	}
	return s
}

// Format prints "[secret]" whatever the verb.
func (Secret) Format(f fmt.State, _ rune) { io.WriteString(f, "[secret]") } //nolint:errcheck // fmt reports its own errors

// LogValue is "[secret]".
func (Secret) LogValue() slog.Value { return slog.StringValue("[secret]") }

type shownSecret struct {
	Set bool `json:"set"`
}

// MarshalJSON says whether there is one.
func (s Secret) MarshalJSON() ([]byte, error) { return json.Marshal(shownSecret{s.Set()}) }

// UnmarshalJSON reads a text, or that it stays.
func (s *Secret) UnmarshalJSON(raw []byte) error {
	var text string
	if err := json.Unmarshal(raw, &text); err == nil && string(raw) != "null" {
		if len(text) > secretLimit {
			return errs.New(errs.Unprocessable, "settings.secret", "This secret is too long.", "Paste it again, without anything around it.")
		}
		*s = Secret{text: text}
		return nil
	}
	var shown *shownSecret
	if err := json.Unmarshal(raw, &shown); err != nil {
		return err
	}
	*s = Secret{kept: shown == nil || shown.Set}
	return nil
}

// MarshalBinary is how it is stored, inside of a document that is encrypted.
func (s Secret) MarshalBinary() ([]byte, error) { return []byte(s.text), nil }

// UnmarshalBinary reads what was stored.
func (s *Secret) UnmarshalBinary(raw []byte) error {
	*s = Secret{text: string(raw)}
	return nil
}
