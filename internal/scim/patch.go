package scim

import (
	"strings"

	"github.com/sealdesk/sealdesk/seal"
)

// This file applies PATCH (RFC 7644 §3.5.2), in the forms that providers really
// send: operations in capitals, booleans as texts, whole resources without a path,
// dotted names as keys, and members to remove named beside the path.

// target is where an operation applies: an attribute, those of its values that a
// filter selects, and a part of them.
type target struct {
	attr   attrPath
	filter Filter
}

func parseTarget(text string) (target, error) {
	bad := func() error { return wrong(InvalidPath, "This path cannot be read.") }
	if len(text) > filterLength {
		return target{}, wrong(TooMany, "This path is too long.")
	}
	open := strings.IndexByte(text, '[')
	if open < 0 {
		attr, ok := parseAttribute(text)
		if !ok {
			return target{}, bad()
		}
		return target{attr: attr}, nil
	}
	attr, ok := parseAttribute(text[:open])
	if !ok || attr.sub != "" {
		return target{}, bad()
	}
	p := parser{rest: text[open+1:]}
	filter, err := p.or(0)
	if err != nil {
		return target{}, err
	}
	if !p.mark(']') {
		return target{}, bad()
	}
	if p.rest != "" {
		if sub, ok := strings.CutPrefix(p.rest, "."); ok && isName(sub) {
			attr.sub = strings.ToLower(sub)
		} else {
			return target{}, bad()
		}
	}
	return target{attr, filter}, nil
}

// operation of a patch.
type operation struct {
	op     string // "add", "remove" or "replace"
	target target
	path   bool
	value  any
}

// operations reads the body of a PATCH.
func operations(body Tree) ([]operation, error) {
	list, ok := field(body, "Operations").([]any)
	if !ok || !hasSchema(body, PatchSchema) {
		return nil, wrong(InvalidSyntax, "A patch has the schema of patches and a list of operations.")
	}
	if len(list) > opsLimit {
		return nil, wrong(TooMany, "These are too many operations.")
	}
	var out []operation
	for _, each := range list {
		part, _ := each.(Tree)
		name, _ := field(part, "op").(string)
		path, _ := field(part, "path").(string)
		o := operation{op: strings.ToLower(name), value: field(part, "value"), path: path != ""}
		if o.op != "add" && o.op != "remove" && o.op != "replace" {
			return nil, wrong(InvalidSyntax, "An operation is add, remove or replace.")
		}
		if o.path {
			var err error
			if o.target, err = parseTarget(path); err != nil {
				return nil, err
			}
			out = append(out, o)
			continue
		}
		parts, ok := o.value.(Tree)
		if o.op == "remove" || !ok {
			return nil, wrong(NoTarget, "Without a path, the value is a resource to take over.")
		}
		for key, value := range parts {
			if strings.EqualFold(key, "schemas") {
				continue
			}
			if inner, ok := value.(Tree); ok && strings.EqualFold(key, Enterprise) {
				_ = inner // of an extension that is not kept
				continue
			}
			to, err := parseTarget(key)
			if err != nil {
				return nil, err
			}
			out = append(out, operation{o.op, to, true, value})
		}
	}
	if len(out) > opsLimit {
		return nil, wrong(TooMany, "These are too many operations.")
	}
	return out, nil
}

func hasSchema(body Tree, want string) bool {
	list, _ := field(body, "schemas").([]any)
	for _, each := range list {
		if text, ok := each.(string); ok && strings.EqualFold(text, want) {
			return true
		}
	}
	return false
}

// readOnly are attributes that no client may set; a value that is given is refused
// by PATCH (RFC 7644 §3.5.2), and passed over elsewhere (RFC 7643 §7).
var readOnly = map[string]bool{"id": true, "meta": true, "groups": true, "schemas": true}

// dropped are attributes of the core schema that are taken and not kept.
var dropped = map[string]bool{
	"nickname": true, "profileurl": true, "title": true, "usertype": true, "preferredlanguage": true, "locale": true, "timezone": true,
	"password": true, "phonenumbers": true, "ims": true, "photos": true, "addresses": true, "entitlements": true, "roles": true,
	"x509certificates": true, strings.ToLower(Enterprise): true,
}

func (u *User) patch(ops []operation) error {
	for _, o := range ops {
		name := strings.ToLower(o.target.attr.name)
		switch {
		case readOnly[name]:
			return wrong(Mutability, "This attribute cannot be changed.")
		case dropped[name]:
			continue
		}
		if err := u.apply(name, o); err != nil {
			return err
		}
	}
	return nil
}

// apply changes one attribute: a removed one is empty.
func (u *User) apply(name string, o operation) error {
	gone := o.op == "remove"
	switch name {
	case "emails":
		return u.patchEmails(o)
	case "active":
		if gone {
			return wrong(InvalidValue, "Whether somebody is active must be said.")
		}
		active, ok := truth(o.value)
		if !ok {
			return wrong(InvalidValue, "Active is true or false.")
		}
		u.Active = active
		return nil
	case "name":
		if o.target.attr.sub == "" {
			if part, ok := o.value.(Tree); ok && !gone {
				return u.readName(part)
			}
			if !gone {
				return wrong(InvalidValue, "A name has parts.")
			}
			u.Given, u.Family = "", ""
			return nil
		}
	}
	into := u.text(name, o.target.attr.sub)
	if into == nil {
		if name == "name" {
			return nil // a part that is not kept
		}
		return wrong(InvalidPath, "There is no such attribute.")
	}
	if o.target.filter != nil {
		return wrong(InvalidPath, "This attribute has one value.")
	}
	if gone {
		*into = ""
		return nil
	}
	return readText(o.value, into)
}

// text is where an attribute with one text is kept.
func (u *User) text(name, sub string) *string {
	switch (attrPath{name, sub}) {
	case attrPath{"username", ""}:
		return &u.UserName
	case attrPath{"externalid", ""}:
		return &u.ExternalID
	case attrPath{"displayname", ""}:
		return &u.Display
	case attrPath{"name", "givenname"}:
		return &u.Given
	case attrPath{"name", "familyname"}:
		return &u.Family
	}
	return nil
}

// patchEmails: one address is kept.
func (u *User) patchEmails(o operation) error {
	selected := u.Email != "" && (o.target.filter == nil || o.target.filter.matches(u.email()))
	sub := o.target.attr.sub
	switch {
	case o.op == "remove":
		if selected && (sub == "" || sub == "value") {
			u.Email = ""
		}
		return nil
	case sub != "" && sub != "value":
		return nil // type, primary, display: as this server has them
	case sub == "" && o.target.filter == nil:
		return u.readEmails(o.value)
	case o.op == "replace" && u.Email != "" && !selected:
		return wrong(NoTarget, "No address matches.")
	case u.Email != "" && !selected:
		return nil // an address beside the one that is kept
	}
	if part, ok := o.value.(Tree); ok {
		return readText(field(part, "value"), &u.Email)
	}
	return readText(o.value, &u.Email)
}

func (u *User) email() Tree { return Tree{"value": u.Email, "type": "work", "primary": true} }

// truth reads a boolean, also as the texts that some providers send.
func truth(value any) (is, ok bool) {
	if text, isText := value.(string); isText {
		switch strings.ToLower(text) {
		case "true":
			return true, true
		case "false":
			return false, true
		}
		return false, false
	}
	if list, isList := value.([]any); isList && len(list) == 1 {
		if part, isPart := list[0].(Tree); isPart {
			return truth(field(part, "value"))
		}
	}
	is, ok = value.(bool)
	return is, ok
}

// membership is a group's, while it is changed.
type membership struct {
	now   map[seal.ID]bool
	known func(seal.ID) (bool, error) // whether there is such a person
}

func (g *Group) patch(ops []operation, m *membership) error {
	for _, o := range ops {
		name := strings.ToLower(o.target.attr.name)
		switch {
		case name == "members":
			if err := m.patch(o); err != nil {
				return err
			}
		case name == "displayname" && o.op != "remove":
			if err := readText(o.value, &g.Display); err != nil {
				return err
			}
		case name == "externalid":
			if g.ExternalID = ""; o.op != "remove" {
				if err := readText(o.value, &g.ExternalID); err != nil {
					return err
				}
			}
		case readOnly[name], name == "displayname":
			if text, ok := o.value.(string); ok && name == "id" && text == g.ID.Hex() {
				continue // Okta repeats the id
			}
			return wrong(Mutability, "This attribute cannot be changed.")
		default:
			return wrong(InvalidPath, "There is no such attribute.")
		}
	}
	return nil
}

func (m *membership) patch(o operation) error {
	if o.op != "remove" {
		if o.target.filter != nil || o.target.attr.sub != "" {
			return wrong(Mutability, "A membership is added and removed, not changed.")
		}
		if o.op == "replace" {
			m.now = map[seal.ID]bool{}
		}
		return m.add(o.value)
	}
	if o.target.filter != nil {
		return m.removeMatching(o.target.filter)
	}
	if o.value == nil {
		m.now = map[seal.ID]bool{}
		return nil
	}
	ids, err := memberIDs(o.value)
	for _, id := range ids {
		delete(m.now, id)
	}
	return err
}

// removeMatching finds the one that is named by id without looking at all.
func (m *membership) removeMatching(filter Filter) error {
	if c, ok := filter.(compare); ok && c.op == "eq" && c.attr == (attrPath{name: "value"}) {
		text, _ := c.value.(string)
		if id, err := seal.ParseID(text); err == nil {
			delete(m.now, id)
		}
		return nil
	}
	for id := range m.now {
		if filter.matches(Tree{"value": id.Hex(), "type": "User"}) {
			delete(m.now, id)
		}
	}
	return nil
}

func (m *membership) add(value any) error {
	ids, err := memberIDs(value)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if m.now[id] {
			continue
		}
		is, err := m.known(id)
		if err != nil {
			return err
		}
		if !is {
			return wrong(InvalidValue, "One of the members is nobody who is known here.")
		}
		if m.now[id] = true; len(m.now) > MostMembers {
			return wrong(TooMany, "A group has at most 10,000 members.")
		}
	}
	return nil
}

// memberIDs reads a list of members, or one.
func memberIDs(value any) ([]seal.ID, error) {
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	if len(list) > MostMembers {
		return nil, wrong(TooMany, "A group has at most 10,000 members.")
	}
	out := make([]seal.ID, 0, len(list))
	for _, each := range list {
		part, _ := each.(Tree)
		text, _ := field(part, "value").(string)
		if bare, ok := each.(string); ok {
			text = bare
		}
		id, err := seal.ParseID(text)
		if err != nil {
			return nil, wrong(InvalidValue, "A member is named by the id that this server gave.")
		}
		out = append(out, id)
	}
	return out, nil
}

// CheckNames refuses an object that has one name twice in different capitals: names
// are equal whatever their case (RFC 7643 §2.1).
func CheckNames(t Tree) error {
	seen := make(map[string]bool, len(t))
	for name, value := range t {
		lower := strings.ToLower(name)
		if seen[lower] {
			return wrong(InvalidSyntax, "One attribute stands there twice.")
		}
		seen[lower] = true
		if err := checkValue(value); err != nil {
			return err
		}
	}
	return nil
}

func checkValue(value any) error {
	switch value := value.(type) {
	case Tree:
		return CheckNames(value)
	case []any:
		for _, each := range value {
			if err := checkValue(each); err != nil {
				return err
			}
		}
	}
	return nil
}
