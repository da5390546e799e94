package settings_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/internal/settings"
)

func TestGatewaysThatAreRefused(t *testing.T) {
	good := map[string]any{"on": true, "url": "https://sms.example.org/send", "secret": "a"}
	for name, change := range map[string]map[string]any{
		"unencrypted":            {"url": "http://sms.example.org/send"},
		"a name of this machine": {"url": "http://localhost/send"},
		"none":                   {"url": ""},
		"no address":             {"url": "https:///send"},
		"a password in it":       {"url": "https://me:secret@sms.example.org"},
		"another scheme":         {"url": "file:///etc/passwd"},
		"codes in addresses":     {"method": "GET"},
		"another format":         {"format": "xml"},
		"no number":              {"body": `{"text":"{text}"}`},
		"no text":                {"body": `{"to":"{to}"}`},
		"a text as a name":       {"body": `{"{text}":"{to}"}`},
		"no JSON":                {"body": `to={to}&text={text}`},
		"more than one":          {"body": `["{to}","{text}"]1`},
		"a long one":             {"body": `["{to}","{text}","` + strings.Repeat("a", 5000) + `"]`},
		"two headers":            {"header": "A: b\r\nC"},
		"no header":              {"header": ""},
		"a header that frames":   {"header": "Content-Length"},
		"a secret of two lines":  {"secret": "a\nb"},
		"a country that is none": {"prefixes": []string{"49"}},
		"no codes at all":        {"hourlyEach": 0},
		"more than one can bear": {"hourlyEach": 21},
		"nobody's":               {"hourlyNetwork": 0},
		"a day without end":      {"daily": 100_001},
		"what there is not":      {"retries": 3},
	} {
		value := map[string]any{}
		for _, from := range []map[string]any{good, change} {
			for key, each := range from {
				value[key] = each
			}
		}
		text, _ := json.Marshal(value)
		if _, err := settings.ParseForTesting("sms", text); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	for _, url := range []string{"https://sms.example.org/send?v=1", "http://127.0.0.1:8080/send", "http://[::1]/send"} {
		good["url"] = url
		text, _ := json.Marshal(good)
		if _, err := settings.ParseForTesting("sms", text); err != nil {
			t.Errorf("%s: %v", url, err)
		}
	}
}

// A secret does not follow to another gateway.
func TestAGatewaysSecretStaysWithIt(t *testing.T) {
	read := func(text string) *settings.SMS {
		s := new(settings.SMS)
		if err := json.Unmarshal([]byte(text), s); err != nil {
			t.Fatal(err)
		}
		return s
	}
	before := read(`{"url":"https://a.example.org","secret":"kept"}`)
	same, other := read(`{"url":"https://a.example.org","daily":5,"secret":{"set":true}}`), read(`{"url":"https://b.example.org","secret":{"set":true}}`)
	same.Keep(before)
	other.Keep(before)
	if same.Secret.Reveal() != "kept" || other.Secret.Set() {
		t.Errorf("same %v, other %v", same.Secret.Set(), other.Secret.Set())
	}
}

// FuzzSMSBody: whatever the template, number and text stand in values: the JSON has
// as many fields as before.
func FuzzSMSBody(f *testing.F) {
	f.Add(`{"to":"{to}","text":"{text}"}`, `","admin":"true`)
	f.Add(`["{to}",{"a":"{text}{text}"}]`, "\x00\"\\u0000")
	f.Fuzz(func(t *testing.T, body, text string) {
		s := settings.SMS{Format: settings.SMSJSON, Body: body}
		out, err := s.Filled("+491511234567", text)
		if err != nil {
			return
		}
		var before, after any
		if json.Unmarshal([]byte(body), &before) != nil || json.Unmarshal(out, &after) != nil || count(before) != count(after) {
			t.Errorf("%q with %q became %q", body, text, out)
		}
	})
}

func count(value any) (n int) {
	switch value := value.(type) {
	case []any:
		for _, each := range value {
			n += count(each)
		}
	case map[string]any:
		for _, each := range value {
			n += 1 + count(each)
		}
	}
	return n + 1
}

// FuzzPhoneNumber: a number that is taken is E.164, and is taken again as it is.
func FuzzPhoneNumber(f *testing.F) {
	for _, seed := range []string{"+49 151 12345678", "0049(151)1234-5678", "+", "٠٠٤٩١٥١١٢٣٤٥٦٧٨"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		number, err := settings.PhoneNumber(text)
		again, also := settings.PhoneNumber(number)
		if err == nil && (also != nil || again != number || len(number) > 16 || number[0] != '+') {
			t.Errorf("%q is %q", text, number)
		}
	})
}
