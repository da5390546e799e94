package scim

import (
	"net/mail"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/sealdesk/sealdesk/seal"
)

// This file turns resources into what is kept, and back.

// readText takes a text that fits into a line.
func readText(value any, into *string) error {
	text, ok := value.(string)
	if value == nil {
		*into = ""
		return nil
	}
	if !ok || len(text) > textLimit || !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl) {
		return wrong(InvalidValue, "This value is no text, or too long.")
	}
	*into = strings.TrimSpace(text)
	return nil
}

// read takes over a whole resource: what is not in it is empty, and somebody of
// whom it is not said is active.
func (u *User) read(t Tree) error {
	fresh := User{ID: u.ID, Version: u.Version, Created: u.Created, Changed: u.Changed, Account: u.Account, Active: true}
	for name, into := range map[string]*string{"userName": &fresh.UserName, "externalId": &fresh.ExternalID, "displayName": &fresh.Display} {
		if err := readText(field(t, name), into); err != nil {
			return err
		}
	}
	if value := field(t, "active"); value != nil {
		active, ok := truth(value)
		if !ok {
			return wrong(InvalidValue, "Active is true or false.")
		}
		fresh.Active = active
	}
	if part, ok := field(t, "name").(Tree); ok {
		if err := fresh.readName(part); err != nil {
			return err
		}
	}
	if value := field(t, "emails"); value != nil {
		if err := fresh.readEmails(value); err != nil {
			return err
		}
	}
	*u = fresh
	return nil
}

func (u *User) readName(part Tree) error {
	for name, into := range map[string]*string{"givenName": &u.Given, "familyName": &u.Family} {
		if value := field(part, name); value != nil {
			if err := readText(value, into); err != nil {
				return err
			}
		}
	}
	formatted := ""
	if err := readText(field(part, "formatted"), &formatted); err != nil {
		return err
	}
	if u.Display == "" && formatted != "" {
		u.Display = formatted
	}
	return nil
}

// readEmails keeps the primary address, or else the one of work, or else the first.
func (u *User) readEmails(value any) error {
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	if len(list) > 20 {
		return wrong(TooMany, "These are too many addresses.")
	}
	best, rank := "", -1
	for _, each := range list {
		part, ok := each.(Tree)
		if !ok {
			return wrong(InvalidValue, "An address has a value.")
		}
		text := ""
		if err := readText(field(part, "value"), &text); err != nil {
			return err
		}
		primary, _ := truth(field(part, "primary"))
		kind, _ := field(part, "type").(string)
		now := 0
		if primary {
			now = 2
		} else if strings.EqualFold(kind, "work") {
			now = 1
		}
		if now > rank {
			best, rank = text, now
		}
	}
	u.Email = best
	return nil
}

// check refuses what nobody could be invited by.
func (u *User) check() error {
	if u.UserName == "" {
		return wrong(InvalidValue, "A user needs a userName.")
	}
	if u.Email == "" {
		return nil
	}
	if parsed, err := mail.ParseAddress(u.Email); err != nil || parsed.Address != u.Email || len(u.Email) > 254 {
		return wrong(InvalidValue, "This is not an email address.")
	}
	return nil
}

// Address is where somebody is invited: their address, or a name that is one.
func (u *User) Address() string {
	for _, text := range []string{u.Email, u.UserName} {
		if parsed, err := mail.ParseAddress(text); err == nil && parsed.Address == text {
			return strings.ToLower(text)
		}
	}
	return ""
}

// Name is what somebody is called.
func (u *User) Name() string {
	both := strings.TrimSpace(u.Given + " " + u.Family)
	switch {
	case u.Display != "":
		return u.Display
	case both != "":
		return both
	}
	return u.UserName
}

func (u *User) tree(address string, groups []Group) Tree {
	t := Tree{
		"schemas": []any{UserSchema}, "id": u.ID.Hex(), "userName": u.UserName, "active": u.Active,
		"meta": meta("User", address, u.ID, u.Version, u.Created, u.Changed),
	}
	put(t, "externalId", u.ExternalID)
	put(t, "displayName", u.Display)
	name := Tree{}
	put(name, "givenName", u.Given)
	put(name, "familyName", u.Family)
	put(name, "formatted", strings.TrimSpace(u.Given+" "+u.Family))
	if len(name) > 0 {
		t["name"] = name
	}
	if u.Email != "" {
		t["emails"] = []any{u.email()}
	}
	var in []any
	for _, g := range groups {
		in = append(in, Tree{"value": g.ID.Hex(), "display": g.Display, "$ref": address + "/Groups/" + g.ID.Hex(), "type": "direct"})
	}
	if in != nil {
		t["groups"] = in
	}
	return t
}

func put(t Tree, name, text string) {
	if text != "" {
		t[name] = text
	}
}

func meta(kind, address string, id seal.ID, version uint64, created, changed time.Time) Tree {
	return Tree{
		"resourceType": kind, "created": created.UTC().Format(time.RFC3339), "lastModified": changed.UTC().Format(time.RFC3339),
		"location": address + "/" + kind + "s/" + id.Hex(), "version": ETag(version),
	}
}

func (g *Group) read(t Tree, m *membership) error {
	if err := readText(field(t, "displayName"), &g.Display); err != nil {
		return err
	}
	if err := readText(field(t, "externalId"), &g.ExternalID); err != nil {
		return err
	}
	m.now = map[seal.ID]bool{}
	if value := field(t, "members"); value != nil {
		return m.add(value)
	}
	return nil
}

func (g *Group) check() error {
	if g.Display == "" {
		return wrong(InvalidValue, "A group needs a displayName.")
	}
	return nil
}

func (g *Group) tree(address string, members []seal.ID) Tree {
	t := Tree{
		"schemas": []any{GroupSchema}, "id": g.ID.Hex(), "displayName": g.Display,
		"meta": meta("Group", address, g.ID, g.Version, g.Created, g.Changed),
	}
	put(t, "externalId", g.ExternalID)
	list := make([]any, len(members))
	for i, id := range members {
		list[i] = Tree{"value": id.Hex(), "$ref": address + "/Users/" + id.Hex(), "type": "User"}
	}
	if len(list) > 0 {
		t["members"] = list
	}
	return t
}

// Shown says which attributes an answer has (RFC 7644 §3.9).
type Shown struct{ only, without []attrPath }

// ParseShown reads "attributes" and "excludedAttributes", of which only one may be
// given.
func ParseShown(attributes, excluded string) (Shown, error) {
	if attributes != "" && excluded != "" || len(attributes)+len(excluded) > filterLength {
		return Shown{}, wrong(InvalidValue, "Name what to show, or what to leave out, not both.")
	}
	var s Shown
	for text, into := range map[string]*[]attrPath{attributes: &s.only, excluded: &s.without} {
		for each := range strings.SplitSeq(text, ",") {
			if each = strings.TrimSpace(each); each == "" {
				continue
			}
			attr, ok := parseAttribute(each)
			if !ok {
				return Shown{}, wrong(InvalidValue, "One of the attributes cannot be read.")
			}
			*into = append(*into, attr)
		}
	}
	return s, nil
}

// Of is what is shown of a resource. Its id and schemas always are.
func (s Shown) Of(t Tree) Tree {
	if len(s.only)+len(s.without) == 0 {
		return t
	}
	out := Tree{}
	for name, value := range t {
		lower := strings.ToLower(name)
		if lower == "id" || lower == "schemas" {
			out[name] = value
			continue
		}
		if len(s.only) > 0 {
			if kept := part(value, lower, s.only); kept != nil {
				out[name] = kept
			}
			continue
		}
		if !slices.Contains(s.without, attrPath{name: lower}) {
			out[name] = value
		}
	}
	return out
}

// part is a value, or those of its parts that are named.
func part(value any, name string, only []attrPath) any {
	if slices.Contains(only, attrPath{name: name}) {
		return value
	}
	inner, ok := value.(Tree)
	if !ok {
		if list, is := value.([]any); is && slices.ContainsFunc(only, func(a attrPath) bool { return a.name == name }) {
			return list
		}
		return nil
	}
	out := Tree{}
	for key, v := range inner {
		if slices.Contains(only, attrPath{name, strings.ToLower(key)}) {
			out[key] = v
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}
