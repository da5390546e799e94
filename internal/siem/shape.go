package siem

import (
	"encoding/json"
	"net/netip"
	"strconv"
	"strings"

	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

// product is the name under which events are sent.
const product = "Sealdesk"

// schema is the version of OCSF that events are written in.
const schema = "1.3.0"

// The parts of an OCSF event that acts of a desk fill (schema.ocsf.io), in the
// order in which they are written.
type (
	occurrence struct {
		Time     uint64    `json:"time"`
		Class    class     `json:"class_uid"`
		Category int       `json:"category_uid"`
		Activity int       `json:"activity_id"`
		Name     string    `json:"activity_name,omitempty"` // where the class has no number for it
		Type     int       `json:"type_uid"`
		Severity severity  `json:"severity_id"`
		Status   string    `json:"status"`
		StatusID int       `json:"status_id"`
		Detail   string    `json:"status_detail,omitempty"`
		Metadata metadata  `json:"metadata"`
		Actor    actor     `json:"actor"`
		Device   *object   `json:"device,omitempty"`
		Source   *endpoint `json:"src_endpoint,omitempty"`
		Service  *object   `json:"service,omitempty"`
		User     *object   `json:"user,omitempty"`
		Entity   *object   `json:"entity,omitempty"`
		API      *api      `json:"api,omitempty"`
		File     *file     `json:"file,omitempty"`
		App      *origin   `json:"app,omitempty"`
		Unmapped unmapped  `json:"unmapped"`
	}
	metadata struct {
		Version  string   `json:"version"`
		Profiles []string `json:"profiles"`
		Product  origin   `json:"product"`
		UID      string   `json:"uid"`
		Code     string   `json:"event_code"`
		Sequence int64    `json:"sequence"`
		Log      string   `json:"log_name"`
	}
	origin struct {
		Name    string `json:"name"`
		Vendor  string `json:"vendor_name"`
		Version string `json:"version,omitempty"`
	}
	actor struct {
		User object `json:"user"`
	}
	object struct {
		Name   string `json:"name,omitempty"`
		UID    string `json:"uid,omitempty"`
		Type   string `json:"type,omitempty"`
		TypeID *int   `json:"type_id,omitempty"`
	}
	endpoint struct {
		IP      string `json:"ip,omitempty"`
		Service string `json:"svc_name,omitempty"`
	}
	api struct {
		Operation string `json:"operation"`
	}
	file struct {
		Name   string `json:"name"` // OCSF demands one; names of files are sealed, so this is the id
		UID    string `json:"uid"`
		TypeID int    `json:"type_id"`
	}
	unmapped struct {
		Kind    string     `json:"kind"`
		Number  int64      `json:"number"`
		Object  string     `json:"object,omitempty"`
		Within  string     `json:"within,omitempty"`
		Network string     `json:"network,omitempty"`
		Policy  string     `json:"policy,omitempty"`
		Reason  string     `json:"reason,omitempty"`
		First   uint64     `json:"first,omitempty"`
		Last    uint64     `json:"last,omitempty"`
		ECS     ecsMeaning `json:"ecs"`
	}
	ecsMeaning struct {
		Kind     string   `json:"event.kind"`
		Category []string `json:"event.category"`
		Type     []string `json:"event.type"`
		Action   string   `json:"event.action"`
		Outcome  string   `json:"event.outcome"`
	}
)

// shape writes an event as one line of JSON, the same for every system.
func shape(org seal.ID, version string, number int64, e *form.Event) []byte {
	m, refused := judge(e)
	o := occurrence{
		Time: e.Time, Class: m.class, Category: int(m.class) / 1000, Activity: m.activity, Type: int(m.class)*100 + m.activity, Severity: m.severity,
		Status: "Success", StatusID: 1,
		Metadata: metadata{Version: schema, Profiles: []string{"host"}, Product: origin{product, product, version}, UID: uid(org, number), Code: string(e.Kind), Sequence: number, Log: "ledger"},
		Actor:    actor{User: user(e.Actor.Role, e.Actor.ID)},
		Unmapped: unmapped{
			Kind: string(e.Kind), Number: number, Object: hexOf(e.Object), Within: hexOf(e.Within), Network: e.Network, Policy: e.Policy, Reason: e.Reason,
			First: e.First, Last: e.Last, ECS: ecsMeaning{"event", []string{m.category}, []string{m.kind}, string(e.Kind), "success"},
		},
	}
	if refused {
		o.Status, o.StatusID, o.Detail, o.Unmapped.ECS.Outcome = "Failure", 2, e.Reason, "failure"
	}
	if m.activity == 99 {
		o.Name = string(e.Kind)
	}
	if e.Device.Present() {
		kind := 8 // a browser
		o.Device = &object{UID: hexOf(e.Device), TypeID: &kind}
	}
	o.fill(org, e)
	line, err := json.Marshal(o)
	if err != nil { // numbers and text always have a form
		return nil
	}
	return line
}

// judge says what an event means, and whether something was refused.
func judge(e *form.Event) (meaning, bool) {
	m := means(e.Kind)
	if e.Kind == ledger.UnlockerStored && e.Reason == "recovery" {
		m.activity = 10 // another factor, and no other password
	}
	refused := m.refusal || e.Outcome == form.Refused
	if refused {
		m.severity = max(m.severity, low)
	}
	return m, refused
}

// fill adds what the class demands.
func (o *occurrence) fill(org seal.ID, e *form.Event) {
	if o.Class != lifecycle { // which has no such attribute
		o.Source = source(e.Network)
	}
	switch o.Class {
	case accountChange, authentication:
		whom := subject(e)
		o.User = &whom
		if o.Class == authentication {
			o.Service = &object{Name: product}
		}
	case entityManagement:
		o.Entity = entity(org, e)
	case lifecycle:
		o.App = &o.Metadata.Product
	case fileHosting:
		o.File = &file{hexOf(e.Object), hexOf(e.Object), 1} // a regular file
	default:
		o.API = &api{string(e.Kind)}
		if e.Policy != "" {
			o.API.Operation = e.Policy
		}
	}
}

// subject is whose sign-in or account it is, where that is not who did it.
func subject(e *form.Event) object {
	account := seal.OptionalID{}
	switch e.Kind {
	case ledger.SignInRefused, ledger.SignInThrottled, ledger.InvitationAccepted, ledger.UnlockerStored, ledger.PasswordMarked, ledger.AccountSuspended, ledger.AccountReinstated, ledger.AccountRestarted:
		account = e.Object
	case ledger.SessionEnded: // by itself
		account = e.Within
	}
	if account.Present() {
		return user(form.Account, account)
	}
	return user(e.Actor.Role, e.Actor.ID)
}

// entity is what was made, read or changed. What has no id goes by what it is.
func entity(org seal.ID, e *form.Event) *object {
	what, _, _ := strings.Cut(string(e.Kind), ".")
	entity := object{UID: hexOf(e.Object), Type: what}
	switch e.Kind {
	case ledger.OrganisationCreated:
		entity.UID = org.Hex() // the object is the first account
	case ledger.DeviceBound:
		entity.Type = "device"
	case ledger.WitnessKeyMade:
		entity.Type = "key"
	case ledger.ConfigurationChanged:
		entity.Name = e.Reason
	}
	if entity.UID == "" && entity.Name == "" {
		entity.Name = entity.Type
	}
	return &entity
}

// uid names an event wherever it is sent.
func uid(org seal.ID, number int64) string { return org.Hex() + "/" + strconv.FormatInt(number, 10) }

func hexOf(id seal.OptionalID) string {
	if !id.Present() {
		return ""
	}
	return id.ID().Hex()
}

// user is who did something, or whose it is. Who has no id goes by their role.
func user(r form.Role, id seal.OptionalID) object {
	// type_id: 0 unknown, 1 user, 3 system, 99 another.
	kind := map[form.Role]int{form.Visitor: 1, form.Account: 1, form.Server: 3, form.Machine: 99}[r]
	u := object{UID: hexOf(id), Type: r.String(), TypeID: &kind}
	if u.UID == "" {
		u.Name = u.Type
	}
	return u
}

// source is where an act came from. Of an IPv6 /64, ip is the first address.
func source(network string) *endpoint {
	if prefix, err := netip.ParsePrefix(network); err == nil {
		return &endpoint{IP: prefix.Addr().String()}
	}
	if ip, err := netip.ParseAddr(network); err == nil {
		return &endpoint{IP: ip.String()}
	}
	return &endpoint{Service: "sealdesk"}
}
