package siem

import (
	"encoding/json"
	"net/netip"
	"strconv"

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
		Time     uint64   `json:"time"`
		Class    class    `json:"class_uid"`
		Category int      `json:"category_uid"`
		Activity int      `json:"activity_id"`
		Type     int      `json:"type_uid"`
		Severity severity `json:"severity_id"`
		Status   string   `json:"status"`
		StatusID int      `json:"status_id"`
		Detail   string   `json:"status_detail,omitempty"`
		Metadata metadata `json:"metadata"`
		Actor    actor    `json:"actor"`
		Device   *object  `json:"device,omitempty"`
		Source   endpoint `json:"src_endpoint"`
		User     *object  `json:"user,omitempty"`
		Entity   *object  `json:"entity,omitempty"`
		API      *api     `json:"api,omitempty"`
		File     *file    `json:"file,omitempty"`
		App      *origin  `json:"app,omitempty"`
		Unmapped unmapped `json:"unmapped"`
	}
	metadata struct {
		Version  string `json:"version"`
		Product  origin `json:"product"`
		UID      string `json:"uid"`
		Code     string `json:"event_code"`
		Sequence int64  `json:"sequence"`
		Log      string `json:"log_name"`
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
		Metadata: metadata{Version: schema, Product: origin{product, product, version}, UID: uid(org, number), Code: string(e.Kind), Sequence: number, Log: "ledger"},
		Actor:    actor{User: object{UID: hexOf(e.Actor.ID), Type: e.Actor.Role.String(), TypeID: userType(e.Actor.Role)}},
		Source:   source(e.Network),
		Unmapped: unmapped{
			Kind: string(e.Kind), Number: number, Object: hexOf(e.Object), Within: hexOf(e.Within), Network: e.Network, Policy: e.Policy, Reason: e.Reason,
			First: e.First, Last: e.Last, ECS: ecsMeaning{[]string{m.category}, []string{m.kind}, string(e.Kind), "success"},
		},
	}
	if refused {
		o.Status, o.StatusID, o.Detail, o.Unmapped.ECS.Outcome = "Failure", 2, e.Reason, "failure"
	}
	if e.Device.Present() {
		o.Device = &object{UID: hexOf(e.Device), TypeID: new(int)} // 0: of a type that is not known
	}
	o.fill(e)
	line, err := json.Marshal(o)
	if err != nil { // numbers and text always have a form
		return nil
	}
	return line
}

// judge says what an event means, and whether something was refused.
func judge(e *form.Event) (meaning, bool) {
	m := means(e.Kind)
	refused := m.refusal || e.Outcome == form.Refused
	if refused {
		m.severity = max(m.severity, low)
	}
	return m, refused
}

// fill adds what the class demands.
func (o *occurrence) fill(e *form.Event) {
	switch o.Class {
	case accountChange:
		o.User = &object{UID: hexOf(e.Object)}
	case authentication:
		o.User = &object{UID: hexOf(e.Actor.ID), Type: e.Actor.Role.String(), TypeID: userType(e.Actor.Role)}
	case entityManagement:
		o.Entity = &object{UID: hexOf(e.Object), Type: string(e.Kind)}
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

// uid names an event wherever it is sent.
func uid(org seal.ID, number int64) string { return org.Hex() + "/" + strconv.FormatInt(number, 10) }

func hexOf(id seal.OptionalID) string {
	if !id.Present() {
		return ""
	}
	return id.ID().Hex()
}

// userType is type_id of OCSF's user: 0 unknown, 1 user, 3 system, 99 another.
func userType(r form.Role) *int {
	kind := map[form.Role]int{form.Visitor: 1, form.Account: 1, form.Server: 3, form.Machine: 99}[r]
	return &kind
}

// source is where an act came from. Of an IPv6 /64, ip is the first address.
func source(network string) endpoint {
	if prefix, err := netip.ParsePrefix(network); err == nil {
		return endpoint{IP: prefix.Addr().String()}
	}
	if ip, err := netip.ParseAddr(network); err == nil {
		return endpoint{IP: ip.String()}
	}
	return endpoint{Service: "sealdesk"}
}
