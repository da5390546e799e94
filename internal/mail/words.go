package mail

import (
	"errors"
	"fmt"
	"html"
	"strings"
	"time"

	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/seal"
)

// Message is a letter as it is sent.
type Message struct {
	// ID is the Message-ID (RFC 5322 §3.6.4), without brackets: the same each time
	// that the letter is tried.
	ID       string
	Date     time.Time
	To       string
	Language string
	Subject  string
	Text     string
	HTML     string
}

// words are what a letter says; {org} is the organisation, {code} the code, {desk}
// where staff sign in.
type words struct{ subject, body string }

// write makes the message of a letter.
func (s *Service) write(server settings.Mail, id seal.ID, created time.Time, l Letter) (Message, error) {
	language := server.Language
	all, ok := letters[language]
	if !ok {
		language, all = "en", letters["en"]
	}
	w, ok := all[l.Kind]
	if !ok {
		return Message{}, errors.New("mail: a letter of a kind that has no words")
	}
	_, domain, ok := strings.Cut(server.From, "@")
	if !ok {
		return Message{}, errors.New("mail: no address that it comes from")
	}
	fill := strings.NewReplacer("{org}", oneLine(s.Organisation()), "{code}", spaced(l.Code), "{desk}", s.Origin)
	subject, body := fill.Replace(w.subject), fill.Replace(w.body)+"\n\n"+fill.Replace(all[footer].body)
	return Message{
		ID: fmt.Sprintf("%x@%s", id[:16], domain), Date: created, To: l.To, Language: language,
		Subject: subject, Text: body, HTML: page(language, subject, body),
	}, nil
}

// oneLine keeps a name from ending a line, or from being a text of its own.
func oneLine(name string) string {
	name = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r >= 0x2028 && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return ' '
		}
		return r
	}, name)), " ")
	if runes := []rune(name); len(runes) > 60 {
		name = string(runes[:60]) + "…"
	}
	return name
}

func spaced(code string) string {
	if len(code) != codeDigits {
		return code
	}
	return code[:4] + " " + code[4:]
}

// page is the text once more, with paragraphs. It loads nothing.
func page(language, subject, body string) string {
	direction := "ltr"
	if language == "ar" {
		direction = "rtl"
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html><html lang="%s" dir="%s"><head><meta charset="utf-8"><title>%s</title></head><body style="font-family:sans-serif;font-size:16px;line-height:1.5;max-width:36em">`, language, direction, html.EscapeString(subject))
	for paragraph := range strings.SplitSeq(body, "\n\n") {
		b.WriteString("<p>" + html.EscapeString(paragraph) + "</p>")
	}
	b.WriteString("</body></html>")
	return b.String()
}
