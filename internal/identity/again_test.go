package identity_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

func attests() directory.Invite {
	return directory.Invite{Capabilities: []directory.Capability{directory.Attest}}
}

func TestWhoLostEverythingBeginsAgain(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	bert := desk.Invite("bert@example.org", directory.Attest)
	record := recordOf(t, desk)
	again := desk.Again(bert, attests())
	record.fresh()
	desk.Must(desk.Owner.Token, "POST", again.Path, again.Begin, nil)
	if got := record.fresh(); !slices.Contains(got, "account.restarted") {
		t.Errorf("recorded %v", got)
	}
	// What opened the old account is void at once.
	status(t, desk.Do(bert.Token, "GET", "/vault", nil), 401)
	status(t, desk.Do("", "POST", "/signin/recovery", bert.ByRecovery()), 401)
	var shown struct{ Again, Open bool }
	desk.Must("", "GET", strings.TrimSuffix(again.Join, "/accept"), nil, &shown)
	if !shown.Again || !shown.Open {
		t.Errorf("the link says %+v", shown)
	}
	successor, request := again.Accept(bert.Email)
	var in struct{ Token string }
	desk.Must("", "POST", again.Join, request, &in)
	if got := record.fresh(); !slices.Contains(got, "account.succeeded") {
		t.Errorf("recorded %v", got)
	}
	if successor.Account == bert.Account {
		t.Error("the account is the same")
	}
	status(t, desk.Do("", "POST", "/signin/recovery", bert.ByRecovery()), 401)
	status(t, desk.Do("", "POST", "/signin/recovery", successor.ByRecovery()), 200)
	status(t, desk.Do("", "POST", again.Join, request), 410) // once
}

func TestWhatDoesNotTakeAnAccountsPlace(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	bert, carla := desk.Invite("bert@example.org", directory.Attest), desk.Invite("carla@example.org", directory.Attest)
	fit := desk.Again(bert, attests())
	only := func(n int) object {
		return with(fit.Begin, "statements", fit.Begin["statements"].([][]byte)[n:n+1])
	}
	twoFor := func() object {
		second := desk.Again(bert, attests()).Begin["statements"].([][]byte)
		return with(with(fit.Begin, "head", nil), "statements", append(slices.Clone(fit.Begin["statements"].([][]byte)), second[1]))
	}
	for name, row := range map[string]struct {
		token, path string
		begin       object
		want        int
	}{
		"a colleague without rank":       {carla.Token, fit.Path, fit.Begin, 403},
		"the person themselves":          {bert.Token, fit.Path, fit.Begin, 403},
		"the owner, for themselves":      {desk.Owner.Token, "/accounts/" + desk.Owner.Account.Hex() + "/again", fit.Begin, 422},
		"a stranger":                     {"", fit.Path, fit.Begin, 401},
		"an invitation with more rights": {desk.Owner.Token, fit.Path, desk.Again(bert, directory.Invite{Capabilities: []directory.Capability{directory.Admin, directory.Attest}}).Begin, 422},
		"an invitation to a team":        {desk.Owner.Token, fit.Path, desk.Again(bert, directory.Invite{Groups: []directory.GroupRole{{Group: desk.Team.Group, Role: directory.RoleMember}}}).Begin, 422},
		"somebody else's removal":        {desk.Owner.Token, fit.Path, desk.Again(carla, attests()).Begin, 422},
		"two invitations":                {desk.Owner.Token, fit.Path, twoFor(), 422},
		"the removal without invitation": {desk.Owner.Token, fit.Path, with(only(0), "head", nil), 422},
		"the invitation without removal": {desk.Owner.Token, fit.Path, with(only(1), "head", nil), 422},
		"no statements":                  {desk.Owner.Token, fit.Path, object{"statements": [][]byte{}}, 422},
		"nobody's account":               {desk.Owner.Token, "/accounts/" + desk.Team.Group.Hex() + "/again", fit.Begin, 404},
	} {
		t.Run(name, func(t *testing.T) { status(t, desk.Do(row.token, "POST", row.path, row.begin), row.want) })
	}
	status(t, desk.Do(bert.Token, "GET", "/vault", nil), 200) // nothing came of any of it
	desk.Must(desk.Owner.Token, "POST", fit.Path, fit.Begin, nil)
	status(t, desk.Do(desk.Owner.Token, "POST", fit.Path, fit.Begin), 404) // it is done
}

func TestASuspensionIsNotUndoneByNewKeys(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	bert := desk.Invite("bert@example.org", directory.Attest)
	shut := func(s *servertest.Staff) string { return "/accounts/" + s.Account.Hex() + "/suspension" }
	desk.Must(desk.Owner.Token, "PUT", shut(bert), object{}, nil)
	berts := desk.Again(bert, attests())
	if got := desk.Do(desk.Owner.Token, "POST", berts.Path, berts.Begin); got.Status != 409 || got.Reason() != "suspended" {
		t.Errorf("%d %s", got.Status, got.Reason())
	}
	desk.Must(desk.Owner.Token, "DELETE", shut(bert), nil, nil)
	berts = desk.Again(bert, attests())
	desk.Must(desk.Owner.Token, "POST", berts.Path, berts.Begin, nil)
	_, request := berts.Accept(bert.Email)
	status(t, desk.Do("", "POST", berts.Join, request), 200)
}

func TestWhoseAddressItIs(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	bert := desk.Invite("bert@example.org", directory.Attest)
	again := desk.Again(bert, attests())
	desk.Must(desk.Owner.Token, "POST", again.Path, again.Begin, nil)
	_, other := again.Accept("mallory@example.org")
	status(t, desk.Do("", "POST", again.Join, other), 422) // the link is for one address
	_, path, request := desk.Joining(bert.Email)
	status(t, desk.Do("", "POST", path, request), 409) // which waits for whoever has the link
	_, request = again.Accept(" BERT@example.org")
	status(t, desk.Do("", "POST", again.Join, request), 200)
	_, path, request = desk.Joining(bert.Email)
	status(t, desk.Do("", "POST", path, request), 409)
}

func TestTheAddressOfWhoWasRemovedIsFree(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	bert, carla := desk.Invite("bert@example.org", directory.Attest), desk.Invite("carla@example.org")
	desk.Must(desk.Owner.Token, "POST", "/directory", desk.Say(desk.Owner, &directory.Removal{Reason: 1}, seal.Some(carla.Account)), nil)
	desk.Invite(carla.Email)
	again := desk.Again(bert, attests())
	desk.Must(desk.Owner.Token, "POST", again.Path, again.Begin, nil)
	_, request := again.Accept(bert.Email)
	time.pass(25 * 3600e9) // and the link was lost
	desk.Owner.Token = desk.Owner.SignIn().Token
	desk.Owner.Bind()
	status(t, desk.Do("", "POST", again.Join, request), 410)
	desk.Invite(bert.Email)
}
