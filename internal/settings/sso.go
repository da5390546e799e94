package settings

import (
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/sealdesk/sealdesk/internal/errs"
)

// The protocols of identity providers.
const (
	OpenIDConnect = "oidc"
	SAML          = "saml"
)

// Provider is a system that says who somebody of the organisation is.
type Provider struct {
	ID   string `json:"id"`   // ours, in addresses and links; for good
	Name string `json:"name"` // on the button
	Kind string `json:"kind"` // OpenIDConnect or SAML
	// Issuer is how it names itself: of OpenID Connect the address below which its
	// configuration lies, of SAML its entity id.
	Issuer   string `json:"issuer"`
	ClientID string `json:"clientID"`
	Secret   Secret `json:"secret"` // of our client; "" where it relies on PKCE alone
	// SecretExpires is when it has to be replaced: a date, or "" for never.
	SecretExpires string `json:"secretExpires"`
	// Metadata is the XML of a SAML provider.
	Metadata string `json:"metadata"`
	// Several are the provider's words ("amr", RFC 8176, or "acr") for having checked
	// two factors: with one of them no second proof is asked here.
	Several []string `json:"several"`
	// Domains are those of newcomers' addresses; without any, nobody is expected.
	Domains []string `json:"domains"`
}

// SSO is single sign-on: which providers there are, and who has to use one.
type SSO struct {
	Providers []Provider `json:"providers"`
	// Only: an account that is connected with a provider takes its word at every
	// sign-in. Emergency accounts do not.
	Only bool `json:"only"`
}

const (
	providersMost = 8
	wordsMost     = 20
	metadataLimit = 128 << 10
	opSSO         = "settings.sso"
)

var (
	providerID = regexp.MustCompile(`^[a-z][a-z0-9-]{0,31}$`)
	domainName = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$`)
)

// Name is "sso".
func (*SSO) Name() string { return "sso" }

// Defaults know no provider.
func (s *SSO) Defaults() { *s = SSO{Providers: []Provider{}} }

// Provider finds one by its id.
func (s *SSO) Provider(id string) (Provider, bool) {
	i := slices.IndexFunc(s.Providers, func(p Provider) bool { return p.ID == id })
	if i < 0 {
		return Provider{}, false
	}
	return s.Providers[i], true
}

// Keep takes secrets over, unless they would go to somebody else, and the name of a
// SAML provider from its metadata.
func (s *SSO) Keep(before Document) {
	old, _ := before.(*SSO)
	for i, p := range s.Providers {
		if d, err := p.Described(); err == nil && p.Kind == SAML && p.Issuer == "" {
			s.Providers[i].Issuer, p.Issuer = d.EntityID, d.EntityID
		}
		var was Provider
		if old != nil {
			was, _ = old.Provider(p.ID)
		}
		if was.Issuer != p.Issuer || was.ClientID != p.ClientID {
			was = Provider{}
		}
		s.Providers[i].Secret = p.Secret.From(was.Secret)
	}
}

// Check refuses providers that could not be asked, or be mistaken for one another.
func (s *SSO) Check() error {
	if len(s.Providers) > providersMost {
		return errs.New(errs.Unprocessable, opSSO, "There are more than eight identity providers.", "Take away those that are no longer used.")
	}
	if s.Only && len(s.Providers) == 0 {
		return errs.New(errs.Unprocessable, opSSO, "Nobody can be asked to use an identity provider while there is none.", "Add one first.")
	}
	for i, p := range s.Providers {
		if err := p.check(); err != nil {
			return err
		}
		for _, other := range s.Providers[:i] {
			if other.ID == p.ID || other.Issuer == p.Issuer && other.ClientID == p.ClientID {
				return errs.New(errs.Unprocessable, opSSO, "Two identity providers are the same.", "Take one of them away.")
			}
		}
	}
	return nil
}

func (p Provider) check() error {
	long := slices.ContainsFunc([]string{p.Name, p.Issuer, p.ClientID, p.SecretExpires}, func(text string) bool { return len(text) > textLimit })
	words := slices.ContainsFunc(slices.Concat(p.Several, p.Domains), func(word string) bool { return word == "" || len(word) > textLimit })
	switch {
	case !providerID.MatchString(p.ID):
		return errs.New(errs.Unprocessable, opSSO, "An identity provider's short name is made of small letters, digits and hyphens.", "Choose one such as \"keycloak\".")
	case strings.TrimSpace(p.Name) == "" || long || words || len(p.Several) > wordsMost || len(p.Domains) > wordsMost:
		return errs.New(errs.Unprocessable, opSSO, "A name or a list of an identity provider is missing or too long.", "Shorten it.")
	case slices.ContainsFunc(p.Domains, func(d string) bool { return !domainName.MatchString(d) }):
		return errs.New(errs.Unprocessable, opSSO, "One of the domains is none.", "Write it as behind the @ of an address, such as example.org.")
	}
	if p.SecretExpires != "" {
		if _, err := time.Parse(time.DateOnly, p.SecretExpires); err != nil {
			return errs.New(errs.Unprocessable, opSSO, "The day on which the secret expires cannot be read.", "Write it as 2030-12-31, or leave it empty.")
		}
	}
	switch p.Kind {
	case OpenIDConnect:
		return p.checkOIDC()
	case SAML:
		return p.checkSAML()
	}
	return errs.New(errs.Unprocessable, opSSO, "An identity provider speaks OpenID Connect or SAML.", "Choose one of the two.")
}

func (p Provider) checkOIDC() error {
	issuer, err := url.Parse(p.Issuer)
	if err != nil || issuer.Host == "" || issuer.RawQuery != "" || issuer.Fragment != "" || issuer.User != nil || !safely(issuer) {
		return errs.New(errs.Unprocessable, opSSO, "The address of the identity provider has to begin with https://.", "Copy it from the provider: it is called \"issuer\" or \"authority\".")
	}
	if shared := strings.Split(issuer.Path, "/"); issuer.Host == "login.microsoftonline.com" && len(shared) > 1 &&
		slices.Contains([]string{"common", "organizations", "consumers"}, shared[1]) {
		return errs.New(errs.Unprocessable, opSSO, "This address of Microsoft stands for the people of every organisation.", "Use the one with your tenant's id (https://login.microsoftonline.com/<tenant id>/v2.0).")
	}
	if p.ClientID == "" {
		return errs.New(errs.Unprocessable, opSSO, "The client id is missing.", "Register this desk at the identity provider, and copy the client id that it gives.")
	}
	return nil
}

// safely: encrypted, or on this machine.
func safely(address *url.URL) bool {
	if address.Scheme == "https" {
		return true
	}
	ip, err := netip.ParseAddr(address.Hostname())
	return address.Scheme == "http" && err == nil && ip.IsLoopback()
}

// IsProvider reports whether this can be the short name of a provider.
func IsProvider(id string) bool { return providerID.MatchString(id) }

// Expects reports whether whoever has an address may be somebody new here.
func (p Provider) Expects(address string) bool {
	_, domain, ok := strings.Cut(address, "@")
	return ok && slices.Contains(p.Domains, strings.ToLower(domain))
}

// SecretEnds is when the secret has to be replaced, if it is known.
func (p Provider) SecretEnds() (time.Time, bool) {
	day, err := time.Parse(time.DateOnly, p.SecretExpires)
	return day, err == nil
}
