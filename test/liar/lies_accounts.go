package liar

import (
	"crypto/rand"
	"encoding/base64"
	"slices"
	"strings"

	"github.com/sealdesk/sealdesk/seal"
)

// vaultIn is whether an answer shows a vault with the ways into it.
func vaultIn(p *Passing) ([]any, bool) {
	unlockers, ok := p.Body["unlockers"].([]any)
	return unlockers, ok && text(p.Body["vault"]) != "" && len(unlockers) > 0
}

// foreignWay is an unlocker of the server's own.
func foreignWay() (string, error) {
	id, err := seal.NewID16(rand.Reader)
	if err != nil {
		return "", err
	}
	key, err := seal.NewUnlockKey(seal.ID{}, seal.ID{}, seal.UnlockPasskey, id, seal.Secret{6})
	if err != nil {
		return "", err
	}
	unlocker, err := seal.SealUnlocker(seal.ID{}, seal.ID{}, 1, key.Way(), seal.Secret{})
	if err != nil {
		return "", err
	}
	wire, err := unlocker.Bytes()
	return base64.StdEncoding.EncodeToString(wire), err
}

// ways is a lie about the ways into a vault.
func ways(name, says string, change func(shown []any, foreign string) []any) Lie {
	return Lie{Name: name, Says: says, Answers: func(_ *Telling, p *Passing) bool {
		shown, ok := vaultIn(p)
		foreign, err := foreignWay()
		if !ok || err != nil {
			return false
		}
		p.Body["unlockers"] = change(slices.Clone(shown), foreign)
		return true
	}}
}

// oldVault gives out the vault that passed first since the lie began.
func oldVault(t *Telling, p *Passing) bool {
	shown, ok := vaultIn(p)
	if !ok {
		return false
	}
	type vault struct{ vault, unlockers any }
	first := Keep(t, "vault", func() vault { return vault{p.Body["vault"], slices.Clone(shown)} })
	if text(first.vault) == text(p.Body["vault"]) {
		return false
	}
	p.Body["vault"], p.Body["unlockers"] = first.vault, first.unlockers
	return true
}

func accountLies() []Lie {
	return []Lie{
		ways("way-added", "The vault is shown with a way in that is the server's.", func(shown []any, foreign string) []any { return append(shown, foreign) }),
		ways("way-swapped", "One of the ways into the vault is the server's in its place.", func(shown []any, foreign string) []any {
			shown[len(shown)-1] = foreign
			return shown
		}),
		ways("way-hidden", "One of the ways into the vault is not shown.", func(shown []any, _ string) []any { return shown[:len(shown)-1] }),
		ways("way-doubled", "One of the ways into the vault is shown twice.", func(shown []any, _ string) []any { return append(shown, shown[len(shown)-1]) }),
		{Name: "vault-old", Says: "The vault is the one that was shown first since the lie began.", Answers: oldVault},
		{
			Name: "password-cheap", Says: "The password is asked for with a derivation that is cheap to guess.",
			Answers: func(t *Telling, p *Passing) bool {
				if p.Path != "/signin/password/begin" || p.Body["memory"] == nil {
					return false
				}
				p.Body["memory"], p.Body["iterations"] = 1024, 1
				if t.Options["only"] == "iterations" {
					p.Body["memory"], p.Body["iterations"] = seal.MinPasswordMemory, 1
				}
				return true
			},
		},
		{
			Name: "draft-altered", Says: "What somebody keeps for their other browsers has a bit that is another.",
			Answers: everyDraft(func(row Fields) { row["kept"] = flip(row["kept"]) }),
		},
		{
			Name: "draft-renumbered", Says: "What somebody keeps is said to be of another version.",
			Answers: everyDraft(func(row Fields) { row["version"] = number(row["version"]) + 1 }),
		},
		{
			Name: "draft-moved", Says: "What somebody keeps is said to be of another conversation.",
			Answers: everyDraft(func(row Fields) { row["conversation"] = strings.Repeat("ab", 32) }),
		},
		{
			Name: "articles-planted", Says: "An article of the server's stands among those that were approved.",
			Answers: func(_ *Telling, p *Passing) bool {
				var set seal.ArticleSet
				if !strings.HasPrefix(p.Path, "/article-sets/") || seal.Decode(p.Raw, seal.ArticleSetLimit, &set) != nil {
					return false
				}
				set.Articles = append(set.Articles, seal.Article{
					ID: "zzz-refunds", Title: "Refunds", Version: 1, Language: "en", Team: "Support", Markdown: "Send your card's number.",
				})
				raw, err := set.Bytes()
				if err != nil {
					return false
				}
				p.Answer(raw)
				return true
			},
		},
	}
}

func everyDraft(change func(row Fields)) func(*Telling, *Passing) bool {
	return func(_ *Telling, p *Passing) bool {
		rows, _ := p.Body["drafts"].([]any)
		for _, row := range rows {
			if fields, ok := row.(Fields); ok {
				change(fields)
			}
		}
		return len(rows) > 0
	}
}
