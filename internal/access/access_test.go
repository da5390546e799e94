package access_test

import (
	"context"
	"testing"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/seal"
)

func allowed(t *testing.T, z *access.Authorizer, actor access.Actor, action access.Action, resource access.Resource) bool {
	t.Helper()
	decision, err := z.Authorize(context.Background(), actor, action, resource)
	if err != nil {
		t.Fatal(err)
	}
	if decision.Allowed != (decision.Err() == nil) {
		t.Error("a decision and its error disagree")
	}
	return decision.Allowed
}

func TestRefusesByDefault(t *testing.T) {
	owner := access.Actor{Who: access.Staff, Owner: true, Admin: true, Publish: true}
	var none *access.Authorizer
	for name, z := range map[string]*access.Authorizer{"nil": none, "zero": {}, "product": access.New()} {
		if allowed(t, z, owner, "never.heard.of.it", access.Resource{}) || allowed(t, z, owner, "", access.Resource{}) {
			t.Errorf("%s: an unknown action was allowed", name)
		}
	}
	if (access.Decision{}).Err() == nil {
		t.Error("the zero decision allows")
	}
	over, cancel := context.WithCancel(context.Background())
	cancel()
	if decision, err := access.New().Authorize(over, owner, access.ReadPublic, access.Resource{}); err == nil || decision.Allowed {
		t.Error("a request that is over was allowed")
	}
}

// A zero id owns nothing: neither a device nor a team that is not there.
func TestZeroIDsMatchNothing(t *testing.T) {
	z := access.New()
	for name, actor := range map[string]access.Actor{
		"visitor": {Who: access.Visitor}, "staff": {Who: access.Staff, Groups: []seal.ID{{}}},
	} {
		resource := access.Resource{Visitors: []seal.ID{{}}}
		if allowed(t, z, actor, access.ReadThread, resource) || allowed(t, z, actor, access.EndSession, resource) {
			t.Errorf("a %s without an id got in", name)
		}
	}
}
