package siem

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

// What OCSF 1.3.0 and ECS 8 say, as far as it can be met here, written from their
// public pages (schema.ocsf.io/1.3.0, elastic.co/docs/reference/ecs) and sharing
// nothing with what is tested.

// ocsfObject is what an object of OCSF has to have, and may have.
type ocsfObject struct {
	required   []string
	oneOf      []string // at_least_one
	may        []string
	enums      map[string][]int
	parts      map[string]string // attributes that are objects themselves
	activities int               // of a class: 1 to this one, and 99
	category   int
}

var common = ocsfObject{
	required: []string{"activity_id", "category_uid", "class_uid", "metadata", "severity_id", "time", "type_uid"},
	may:      []string{"activity_name", "status", "status_id", "status_detail", "unmapped", "actor", "device"}, // the last two by the profile "host"
	enums:    map[string][]int{"severity_id": {0, 1, 2, 3, 4, 5, 6, 99}, "status_id": {0, 1, 2, 99}},
	parts:    map[string]string{"metadata": "metadata", "actor": "actor", "device": "device"},
}

var ocsfClasses = map[int]ocsfObject{
	3001: {category: 3, activities: 11, required: []string{"user"}, may: []string{"src_endpoint"}, parts: map[string]string{"user": "user", "src_endpoint": "endpoint"}},
	3002: {category: 3, activities: 6, required: []string{"user"}, oneOf: []string{"service", "dst_endpoint"}, may: []string{"service", "src_endpoint"},
		parts: map[string]string{"user": "user", "src_endpoint": "endpoint", "service": "service"}},
	3004: {category: 3, activities: 13, required: []string{"entity"}, may: []string{"src_endpoint"}, parts: map[string]string{"entity": "entity", "src_endpoint": "endpoint"}},
	6002: {category: 6, activities: 8, required: []string{"app"}, parts: map[string]string{"app": "product"}},
	6003: {category: 6, activities: 4, required: []string{"actor", "api", "src_endpoint"}, parts: map[string]string{"api": "api", "src_endpoint": "endpoint"}},
	6006: {category: 6, activities: 16, required: []string{"actor", "file", "src_endpoint"}, parts: map[string]string{"file": "file", "src_endpoint": "endpoint"}},
}

var ocsfObjects = map[string]ocsfObject{
	"metadata": {required: []string{"product", "version"}, may: []string{"profiles", "uid", "event_code", "sequence", "log_name"}, parts: map[string]string{"product": "product"}},
	"product":  {required: []string{"vendor_name"}, oneOf: []string{"name", "uid"}, may: []string{"name", "version"}},
	"actor":    {oneOf: []string{"process", "user", "invoked_by", "session", "app_name", "app_uid"}, may: []string{"user"}, parts: map[string]string{"user": "user"}},
	"user":     {oneOf: []string{"account", "name", "uid"}, may: []string{"name", "uid", "type", "type_id"}, enums: map[string][]int{"type_id": {0, 1, 2, 3, 99}}},
	"device":   {required: []string{"type_id"}, oneOf: []string{"ip", "uid", "name", "hostname", "instance_uid"}, may: []string{"uid"}, enums: map[string][]int{"type_id": {0, 1, 2, 3, 4, 5, 6, 7, 8, 99}}},
	"endpoint": {oneOf: []string{"ip", "uid", "name", "hostname", "svc_name", "instance_uid", "domain"}, may: []string{"ip", "svc_name"}},
	"entity":   {oneOf: []string{"name", "uid"}, may: []string{"name", "uid", "type"}},
	"service":  {oneOf: []string{"name", "uid"}, may: []string{"name", "uid"}},
	"api":      {required: []string{"operation"}},
	"file":     {required: []string{"name", "type_id"}, may: []string{"uid"}, enums: map[string][]int{"type_id": {0, 1, 2, 3, 4, 5, 6, 7, 99}}},
}

// ecsTypes are the expected event types of each category.
var ecsTypes = map[string]string{
	"api":            "access admin allowed change creation deletion denied end info start user",
	"authentication": "start end info",
	"configuration":  "access change creation deletion info",
	"database":       "access change info error",
	"email":          "info",
	"file":           "access change creation deletion info",
	"host":           "access change end info start",
	"iam":            "admin change creation deletion group info user",
	"process":        "access change end info start",
	"session":        "start end info",
	"web":            "access error info",
}

// objections lists what an object is not as the specification has it.
func (s ocsfObject) objections(path string, o map[string]any) (all []string) {
	object := func(format string, args ...any) { all = append(all, path+": "+fmt.Sprintf(format, args...)) }
	for _, name := range s.required {
		if o[name] == nil || o[name] == "" {
			object("%s is required", name)
		}
	}
	if len(s.oneOf) > 0 && !slices.ContainsFunc(s.oneOf, func(name string) bool { return o[name] != nil && o[name] != "" }) {
		object("one of %v is required", s.oneOf)
	}
	for name, value := range o {
		if !slices.Contains(s.required, name) && !slices.Contains(s.may, name) {
			object("there is no %s", name)
		}
		if enum, ok := s.enums[name]; ok && !isOf(enum, value) {
			object("%s is %v", name, value)
		}
		if of, ok := s.parts[name]; ok {
			part, isObject := value.(map[string]any)
			if !isObject {
				object("%s is no object", name)
			}
			all = append(all, ocsfObjects[of].objections(path+"."+name, part)...)
		}
	}
	return all
}

func isOf(enum []int, value any) bool {
	n, ok := value.(float64)
	return ok && n == math.Trunc(n) && slices.Contains(enum, int(n))
}

// eventObjections does the same for a whole event.
func eventObjections(o map[string]any) (all []string) {
	uid, _ := o["class_uid"].(float64)
	class, known := ocsfClasses[int(uid)]
	if !known {
		return []string{fmt.Sprintf("there is no class %v", o["class_uid"])}
	}
	whole := class
	whole.required, whole.may, whole.enums, whole.parts = append(slices.Clone(class.required), common.required...), append(slices.Clone(class.may), common.may...), common.enums, map[string]string{}
	for _, parts := range []map[string]string{common.parts, class.parts} {
		for name, of := range parts {
			whole.parts[name] = of
		}
	}
	all = whole.objections("event", o)
	activity, _ := o["activity_id"].(float64)
	if n := int(activity); (n < 1 || n > class.activities) && n != 99 {
		all = append(all, fmt.Sprintf("class %v has no activity %v", uid, activity))
	}
	if activity == 99 && (o["activity_name"] == nil || o["activity_name"] == "") {
		all = append(all, "an activity that has no number has no name")
	}
	if o["type_uid"] != uid*100+activity || o["category_uid"] != float64(class.category) {
		all = append(all, "type_uid or category_uid do not follow from class and activity")
	}
	if outcome := map[float64]string{1: "Success", 2: "Failure"}[number(o["status_id"])]; outcome == "" || o["status"] != outcome {
		all = append(all, fmt.Sprintf("status %v is not %v", o["status_id"], o["status"]))
	}
	if at := number(o["time"]); at < 1e12 || at > 1e14 {
		all = append(all, fmt.Sprintf("time %v is not in milliseconds", at))
	}
	if about, _ := o["metadata"].(map[string]any); about["version"] != "1.3.0" || !slices.Contains(about["profiles"].([]any), any("host")) {
		all = append(all, fmt.Sprintf("metadata is %v", about))
	}
	return append(all, ecsObjections(o)...)
}

func number(value any) float64 { n, _ := value.(float64); return n }

// ecsObjections reads what stands for the Elastic Common Schema.
func ecsObjections(o map[string]any) (all []string) {
	unmapped, _ := o["unmapped"].(map[string]any)
	ecs, _ := unmapped["ecs"].(map[string]any)
	if kind := ecs["event.kind"]; kind != "event" {
		all = append(all, fmt.Sprintf("ECS: event.kind is %v", kind))
	}
	if outcome, want := ecs["event.outcome"], map[float64]string{1: "success", 2: "failure"}[number(o["status_id"])]; outcome != want {
		all = append(all, fmt.Sprintf("ECS: event.outcome is %v instead of %s", outcome, want))
	}
	if ecs["event.action"] == "" {
		all = append(all, "ECS: no event.action")
	}
	categories, _ := ecs["event.category"].([]any)
	types, _ := ecs["event.type"].([]any)
	if len(categories) == 0 || len(types) == 0 {
		return append(all, "ECS: no category or no type")
	}
	for _, category := range categories {
		allowed, known := ecsTypes[fmt.Sprint(category)]
		if !known {
			all = append(all, fmt.Sprintf("ECS: there is no category %v", category))
		}
		for _, of := range types {
			if !slices.Contains(strings.Fields(allowed), fmt.Sprint(of)) {
				all = append(all, fmt.Sprintf("ECS: category %v has no type %v", category, of))
			}
		}
	}
	return all
}

// variants are events of one kind: full ones, and those with nothing that can be left out.
func variants(kind ledger.Kind) (all []form.Event) {
	for _, who := range []form.Actor{{Role: form.Nobody}, {Role: form.Server}, {Role: form.Visitor, ID: seal.Some(seal.ID{1})}, {Role: form.Account, ID: seal.Some(seal.ID{2})}, {Role: form.Machine, ID: seal.Some(seal.ID{3})}} {
		bare := form.Event{Version: 1, Time: 1_790_000_000_123, Kind: kind, Actor: who}
		full := bare
		full.Object, full.Within, full.Device = seal.Some(seal.ID{4}), seal.Some(seal.ID{5}), seal.Some(seal.ID{6})
		full.Network, full.Policy, full.Reason, full.First, full.Last = "2001:db8:1:2::/64", "attachment.read", "a reason", 1, 2
		refused := full
		refused.Outcome, refused.Network = form.Refused, "192.0.2.1"
		all = append(all, bare, full, refused)
	}
	return all
}

// Every kind, in every form, is an event as the two schemas have them.
func TestEveryKindIsOfTheSchemas(t *testing.T) {
	for _, kind := range append(kinds(t), "of.tomorrow") {
		said := map[string]bool{}
		for _, e := range variants(kind) {
			if strings.HasPrefix(string(kind), "attachment.") && !e.Object.Present() { // there is always a file
				continue
			}
			for _, objection := range eventObjections(sent(t, e)) {
				if !said[objection] {
					said[objection] = true
					t.Errorf("%s by %s: %s", kind, e.Actor, objection)
				}
			}
		}
	}
}

func sent(t *testing.T, e form.Event) (o map[string]any) {
	t.Helper()
	if err := json.Unmarshal(shape(seal.ID{9}, "v1", 12, &e), &o); err != nil {
		t.Fatal(err)
	}
	return o
}

// The table notices what is wrong.
func TestTheSchemasRefuse(t *testing.T) {
	for what, spoil := range map[string]func(map[string]any){
		"a class of its own":         func(o map[string]any) { o["class_uid"] = 3099.0 },
		"no activity of the class":   func(o map[string]any) { o["activity_id"], o["type_uid"] = 12.0, 300212.0 },
		"another type":               func(o map[string]any) { o["type_uid"] = 300202.0 },
		"another category":           func(o map[string]any) { o["category_uid"] = 6.0 },
		"no user":                    func(o map[string]any) { delete(o, "user") },
		"a user without a name":      func(o map[string]any) { o["user"] = map[string]any{"type": "account"} },
		"neither service nor target": func(o map[string]any) { delete(o, "service") },
		"an attribute of its own":    func(o map[string]any) { o["secret"] = "x" },
		"seconds":                    func(o map[string]any) { o["time"] = 1_790_000_000.0 },
		"no severity":                func(o map[string]any) { o["severity_id"] = 7.0 },
		"no status":                  func(o map[string]any) { o["status_id"] = 0.0 },
		"no version":                 func(o map[string]any) { o["metadata"].(map[string]any)["version"] = "" },
		"no vendor": func(o map[string]any) {
			delete(o["metadata"].(map[string]any)["product"].(map[string]any), "vendor_name")
		},
		"a type of another category": func(o map[string]any) {
			o["unmapped"].(map[string]any)["ecs"].(map[string]any)["event.type"] = []any{"denied"}
		},
		"no category of ECS": func(o map[string]any) {
			o["unmapped"].(map[string]any)["ecs"].(map[string]any)["event.category"] = []any{"chat"}
		},
	} {
		o := sent(t, form.Event{Version: 1, Time: 1_790_000_000_123, Kind: ledger.SignedIn, Actor: form.Actor{Role: form.Account, ID: seal.Some(seal.ID{1})}})
		if all := eventObjections(o); len(all) > 0 {
			t.Fatal(all)
		}
		if spoil(o); len(eventObjections(o)) == 0 {
			t.Errorf("%s passes", what)
		}
	}
}

// Whose sign-in or account it is stands in the user, whoever did it.
func TestTheUserIsWhomItIsAbout(t *testing.T) {
	account, other := seal.ID{1}, seal.ID{2}
	itself, self := form.Actor{Role: form.Server}, form.Actor{Role: form.Account, ID: seal.Some(account)}
	for _, e := range []form.Event{
		{Kind: ledger.SignedIn, Actor: self, Object: seal.Some(other)},
		{Kind: ledger.SignInRefused, Object: seal.Some(account)},
		{Kind: ledger.SignInThrottled, Object: seal.Some(account)},
		{Kind: ledger.SessionEnded, Actor: itself, Object: seal.Some(other), Within: seal.Some(account)},
		{Kind: ledger.SessionEnded, Actor: self, Object: seal.Some(other)},
		{Kind: ledger.PasskeyAdded, Actor: self, Object: seal.Some(other)},
		{Kind: ledger.UnlockerRemoved, Actor: self, Object: seal.Some(other)},
		{Kind: ledger.UnlockerStored, Actor: self, Object: seal.Some(account)},
		{Kind: ledger.InvitationAccepted, Actor: form.Actor{Role: form.Nobody}, Object: seal.Some(account)},
	} {
		e.Version, e.Time = 1, 1_790_000_000_123
		if user, _ := sent(t, e)["user"].(map[string]any); user["uid"] != account.Hex() {
			t.Errorf("%s is about %v", e.Kind, user)
		}
	}
}
