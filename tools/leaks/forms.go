package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf16"
)

// shortest is the least that a phrase may have, and with it each of its forms:
// fewer bytes are found by chance in some hundred megabytes that look random.
const shortest = 8

// Pattern is one form of one phrase, as bytes.
type Pattern struct {
	Phrase string
	Form   string
	Bytes  []byte
}

// Patterns are all forms of all phrases. A phrase that is too short, or has no
// name, or a list without phrases is refused: its absence would prove nothing.
func Patterns(phrases []Phrase) ([]Pattern, error) {
	if len(phrases) == 0 {
		return nil, fmt.Errorf("there is no phrase to look for")
	}
	var out []Pattern
	for _, phrase := range phrases {
		if phrase.Name == "" || (phrase.Text == "") == (len(phrase.Bytes) == 0) {
			return nil, fmt.Errorf("phrase %q has a name, and either text or bytes", phrase.Name)
		}
		if len(phrase.Text)+len(phrase.Bytes) < shortest {
			return nil, fmt.Errorf("phrase %q is shorter than %d bytes", phrase.Name, shortest)
		}
		out = append(out, formsOf(phrase)...)
	}
	return out, nil
}

func formsOf(phrase Phrase) []Pattern {
	var out []Pattern
	seen := map[string]bool{}
	add := func(form string, content []byte) {
		if seen[string(content)] {
			return
		}
		seen[string(content)] = true
		out = append(out, Pattern{phrase.Name, form, content})
	}
	plain := phrase.Bytes
	if phrase.Text != "" {
		plain = []byte(phrase.Text)
	}
	add("plain", plain)
	for shift := range 3 {
		add(fmt.Sprintf("base64, alignment %d", shift), base64At(base64.StdEncoding, plain, shift))
		add(fmt.Sprintf("base64url, alignment %d", shift), base64At(base64.URLEncoding, plain, shift))
	}
	add("hex", []byte(hex.EncodeToString(plain)))
	add("hex, capitals", []byte(strings.ToUpper(hex.EncodeToString(plain))))
	if phrase.Text != "" {
		addTexts(phrase.Text, add)
	}
	return out
}

// addTexts are the forms that only text has.
func addTexts(text string, add func(string, []byte)) {
	units := utf16.Encode([]rune(text))
	add("UTF-16LE", inOrder(units, binary.LittleEndian))
	add("UTF-16BE", inOrder(units, binary.BigEndian))
	form := url.QueryEscape(text)
	address := strings.ReplaceAll(form, "+", "%20")
	every := hex.EncodeToString([]byte(text))
	for _, t := range []struct{ form, text string }{
		{"URL", address}, {"URL, small letters", smallEscapes(address)},
		{"URL, plus for space", form}, {"URL, plus for space, small letters", smallEscapes(form)},
		{"URL, every byte", inPairs(every)}, {"URL, every byte, capitals", inPairs(strings.ToUpper(every))},
		{"JSON, escaped", jsonEscapes(text, "%04x", false)}, {"JSON, escaped, capitals", jsonEscapes(text, "%04X", false)},
		{"JSON, every unit", jsonEscapes(text, "%04x", true)}, {"JSON, every unit, capitals", jsonEscapes(text, "%04X", true)},
	} {
		add(t.form, []byte(t.text))
	}
}

// base64At are the characters that depend on the content alone when it starts
// `shift` bytes into a group of three (RFC 4648 §4).
func base64At(encoding *base64.Encoding, content []byte, shift int) []byte {
	padded := append(bytes.Repeat([]byte{0}, shift), content...)
	text := encoding.EncodeToString(padded)
	return []byte(text[(shift*8+5)/6 : len(padded)*8/6])
}

func inOrder(units []uint16, order binary.AppendByteOrder) []byte {
	var out []byte
	for _, unit := range units {
		out = order.AppendUint16(out, unit)
	}
	return out
}

// smallEscapes writes %c3 for %C3, and leaves letters as they are.
func smallEscapes(text string) string {
	out := []byte(text)
	for i := range out {
		if out[i] == '%' && i+2 < len(out) {
			copy(out[i+1:i+3], bytes.ToLower(out[i+1:i+3]))
		}
	}
	return string(out)
}

func inPairs(digits string) string {
	var out strings.Builder
	for i := 0; i+1 < len(digits); i += 2 {
		out.WriteString("%" + digits[i:i+2])
	}
	return out.String()
}

// jsonEscapes writes \u for what is not plain ASCII, or for everything (RFC 8259 §7).
func jsonEscapes(text, digits string, everything bool) string {
	var out strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		switch {
		case everything || unit < ' ' || unit > '~':
			fmt.Fprintf(&out, `\u`+digits, unit)
		case unit == '"' || unit == '\\':
			out.WriteString(`\` + string(rune(unit)))
		default:
			out.WriteByte(byte(unit))
		}
	}
	return out.String()
}
