package settings_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/settings"
)

func TestAddresses(t *testing.T) {
	own := settings.Addresses{Domains: []string{"harbour-union.example", "xn--mller-kva.example"}, Personal: settings.WarnOfAddresses, Outside: settings.WarnOfAddresses}
	if err := own.Check(); err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]settings.AddressKind{
		"ana@harbour-union.example":                            settings.OwnAddress,
		"ana+desk@harbour-union.example":                       settings.OwnAddress,
		"ANA@Harbour-Union.Example":                            settings.OwnAddress,
		"ana@north.harbour-union.example":                      settings.OwnAddress,
		"ana@müller.example":                                   settings.OwnAddress,
		"ana@gmail.com":                                        settings.PersonalAddress,
		"ana+work@GMail.com":                                   settings.PersonalAddress,
		"ana@mail.gmx.de":                                      settings.PersonalAddress,
		"ana_gmail.com#EXT#@harbour.onmicrosoft.com":           settings.PersonalAddress,
		"ana_gmail.com#EXT#@harbour-union.example":             settings.PersonalAddress,
		"ana_harbour-union.example#EXT#@other.onmicrosoft.com": settings.OutsideAddress, // anybody can write that
		"ana@elsewhere.example":                                settings.OutsideAddress,
		"ana@notharbour-union.example":                         settings.OutsideAddress,
		"ana@harbour-union.example.evil.test":                  settings.OutsideAddress,
		"ana@harb0ur-union.example":                            settings.AlikeAddress,
		"ana@harbour-unlon.example":                            settings.AlikeAddress,
		"ana@harbоur-union.example":                            settings.AlikeAddress, // Cyrillic о
		"ana@mail.harb0ur-union.example":                       settings.AlikeAddress,
		"ana@harbóur-union.example":                            settings.AlikeAddress,
		"ana@muller.example":                                   settings.AlikeAddress,
		"":                                                     "",
		"@gmail.com":                                           "",
		"ana":                                                  "",
		"ana@":                                                 "",
		"ana@com":                                              "",
		"ana@-.com":                                            "",
		strings.Repeat("a", 250) + "@gmail.com":                "",
		"ana@gmail.com@harbour-union.example":                  settings.OwnAddress, // the last @ counts (RFC 5321 §4.1.2)
	} {
		if got := own.Kind(address); got != want {
			t.Errorf("%q is %q, want %q", address, got, want)
		}
	}
	var usual settings.Addresses
	usual.Defaults()
	for address, want := range map[string]settings.AddressKind{"ana@gmail.com": settings.PersonalAddress, "ana@elsewhere.example": ""} {
		if got := usual.Flags(address); got != want {
			t.Errorf("where nobody chose, %q is pointed out as %q", address, got)
		}
	}
}

// What is refused follows the policy; a look-alike is refused whatever it says.
func TestAddressesThatAreRefused(t *testing.T) {
	for policy, refused := range map[string][]string{
		settings.AllowAddresses:  {"ana@harb0ur.example", "ana"},
		settings.WarnOfAddresses: {"ana@harb0ur.example", "ana"},
		settings.RefuseAddresses: {"ana@harb0ur.example", "ana", "ana@gmail.com", "ana@elsewhere.example"},
	} {
		a := settings.Addresses{Domains: []string{"harbour.example"}, Personal: policy, Outside: policy}
		for _, address := range []string{"ana@harb0ur.example", "ana", "ana@gmail.com", "ana@elsewhere.example", "ana@harbour.example"} {
			err := a.Refuses(address)
			if got, want := err != nil, slices.Contains(refused, address); got != want {
				t.Errorf("%s: %q is refused: %v", policy, address, err)
			}
			if err != nil && (errs.From(err).Next == "" || strings.Contains(errs.From(err).Message, "ana")) {
				t.Errorf("%q: no help, or more than has to be said: %v", address, err)
			}
		}
	}
}

func TestAddressesThatCannotBeChosen(t *testing.T) {
	for name, text := range map[string]string{
		"a domain that is none":   `{"domains":["@example.org"]}`,
		"a domain in capitals":    `{"domains":["Example.org"]}`,
		"a domain without a dot":  `{"domains":["org"]}`,
		"a provider's":            `{"domains":["gmail.com"]}`,
		"what is below it":        `{"domains":["staff.gmail.com"]}`,
		"one twice":               `{"domains":["example.org","example.org"]}`,
		"a policy that is none":   `{"personal":"maybe"}`,
		"no policy":               `{"outside":""}`,
		"all of them refused":     `{"outside":"refuse"}`,
		"more than anybody needs": `{"domains":["` + strings.Repeat(`a.example","`, 50) + `b.example"]}`,
	} {
		if _, err := settings.ParseForTesting("addresses", []byte(text)); err == nil {
			t.Errorf("%s counts", name)
		}
	}
}

// FuzzAddresses: whatever stands in an address, it is judged, and never as own
// without ending in an own domain.
func FuzzAddresses(f *testing.F) {
	for _, address := range []string{"ana@gmail.com", "a_b#ext#@c.d", "@", "ana@xn--", "ana@\xff", "ana@harbоur.example"} {
		f.Add(address)
	}
	a := settings.Addresses{Domains: []string{"harbour.example"}, Personal: settings.RefuseAddresses, Outside: settings.RefuseAddresses}
	f.Fuzz(func(t *testing.T, address string) {
		if a.Kind(address) == settings.OwnAddress && a.Refuses(address) != nil {
			t.Errorf("%q is own, and refused", address)
		}
	})
}
