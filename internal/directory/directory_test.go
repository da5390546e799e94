package directory_test

import (
	"bytes"
	"context"
	"database/sql"
	"maps"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	_ "modernc.org/sqlite" // to change the stored log behind the server's back

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

type object = servertest.Object

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func scene(t *testing.T) (*servertest.Desk, *servertest.Staff) {
	t.Helper()
	desk := servertest.New(t, server.Config{})
	return desk, desk.Invite("anna@example.org")
}

func size(desk *servertest.Desk) (size int) {
	var page struct{ Size int }
	desk.Must(desk.Owner.Token, "GET", "/directory?after=0", nil, &page)
	return page.Size
}

func group(name string) *directory.Group {
	return &directory.Group{Name: name, Sensitivity: directory.Ordinary}
}

// refuse sends a batch that must not change anything.
func refuse(t *testing.T, desk *servertest.Desk, token, what string, batch object, statuses ...int) {
	t.Helper()
	before := size(desk)
	answer := desk.Do(token, "POST", "/directory", batch)
	if !slices.Contains(statuses, answer.Status) {
		t.Errorf("%s: %d instead of %v: %s", what, answer.Status, statuses, answer.Body)
	}
	if after := size(desk); after != before {
		t.Errorf("%s: the log grew by %d", what, after-before)
	}
}

// All of a batch, or none of it.
func TestABatchIsOne(t *testing.T) {
	desk, agent := scene(t)
	good, bad := desk.Say(desk.Owner, group("Sales"), seal.OptionalID{}), desk.Say(agent, group("Mine"), seal.OptionalID{})
	both := func(first, second object) object {
		return object{"statements": append(slices.Clone(first["statements"].([][]byte)), second["statements"].([][]byte)...)}
	}
	refuse(t, desk, desk.Owner.Token, "good before bad", both(good, bad), 403)
	refuse(t, desk, desk.Owner.Token, "bad before good", both(bad, good), 403)
	refuse(t, desk, desk.Owner.Token, "the same twice", both(good, good), 400, 409, 422)
	desk.Must(desk.Owner.Token, "POST", "/directory", good, nil)
	refuse(t, desk, desk.Owner.Token, "once more", good, 400, 409, 422)
}

// Nobody writes rights for himself, whoever's session sends it.
func TestRights(t *testing.T) {
	desk, agent := scene(t)
	for what, content := range map[string]directory.Content{
		"a group":           group("Mine"),
		"an inbox":          &directory.Inbox{Name: "Mine", Group: desk.Team.Group, Sensitivity: directory.Ordinary},
		"an invitation":     &directory.Invite{Key: agent.DeviceKey.Public(), Until: uint64(time.Now().Unix()) + 3600, State: directory.InviteOpen},
		"another's account": &directory.Account{Kind: directory.KindPerson, Name: "Mallory", Identity: agent.Identity.Public(), Sealing: agent.Opening.Public()},
	} {
		refuse(t, desk, agent.Token, what, desk.Say(agent, content, seal.OptionalID{}), 400, 403)
		refuse(t, desk, desk.Owner.Token, what+" in the owner's session", desk.Say(agent, content, seal.OptionalID{}), 400, 403)
	}
	list := &directory.Members{List: []directory.Membership{{Account: agent.Account, Role: directory.RoleManager}}}
	refuse(t, desk, agent.Token, "a takeover of the team", desk.Say(agent, list, seal.Some(desk.Team.Group)), 403)
	refuse(t, desk, agent.Token, "the owner's removal", desk.Say(agent, &directory.Removal{Reason: 1}, seal.Some(desk.Owner.Account)), 400, 403)
}

func TestHostileStatements(t *testing.T) {
	desk, _ := scene(t)
	good := desk.Say(desk.Owner, group("Sales"), seal.OptionalID{})["statements"].([][]byte)[0]
	flipped := bytes.Clone(good)
	flipped[len(flipped)-1] ^= 1
	for what, statement := range map[string][]byte{
		"nothing": {}, "text": []byte("hello"), "a huge array": {0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff},
		"deep nesting": bytes.Repeat([]byte{0x81}, 5000), "cut short": good[:len(good)-1], "something behind it": append(bytes.Clone(good), 0),
		"a changed signature": flipped, "too long": make([]byte, 300<<10),
	} {
		refuse(t, desk, desk.Owner.Token, what, object{"statements": [][]byte{statement}}, 400, 403, 413)
		refuse(t, desk, desk.Owner.Token, what+" as a head", object{"statements": [][]byte{}, "head": statement}, 400, 403, 413, 422)
	}
}

// Of two who change the same thing at once, one is told to look again.
func TestTwoChangesAtOnce(t *testing.T) {
	desk, agent := scene(t)
	one, two := *desk.Team, *desk.Team
	batches := []object{desk.Membership(&one, agent), desk.Membership(&two)}
	answers := make([]servertest.Answer, 2)
	var all sync.WaitGroup
	for i, batch := range batches {
		all.Go(func() { answers[i] = desk.Do(desk.Owner.Token, "POST", "/directory", batch) })
	}
	all.Wait()
	won, lost := answers[0], answers[1]
	if won.Status != 200 {
		won, lost = lost, won
	}
	if won.Status != 200 || lost.Status != 409 || lost.Reason() != "stale" {
		t.Errorf("%d and %d %q", won.Status, lost.Status, lost.Reason())
	}
}

// A new key comes with every box that it names, and with no other.
func TestBoxes(t *testing.T) {
	desk, agent := scene(t)
	for what, spoil := range map[string]func(object, []object){
		"no boxes":    func(batch object, _ []object) { batch["boxes"] = []object{} },
		"one missing": func(batch object, boxes []object) { batch["boxes"] = boxes[:1] },
		"swapped": func(_ object, boxes []object) {
			boxes[0]["box"], boxes[1]["box"] = boxes[1]["box"], boxes[0]["box"]
		},
		"another's bytes":      func(_ object, boxes []object) { boxes[0]["box"] = make([]byte, 1200) },
		"an earlier number":    func(_ object, boxes []object) { boxes[0]["number"] = uint64(1) },
		"an unknown group":     func(_ object, boxes []object) { boxes[0]["group"] = desk.Org },
		"for somebody else":    func(_ object, boxes []object) { boxes[0]["account"] = desk.Org },
		"without the new list": func(batch object, _ []object) { batch["statements"] = batch["statements"].([][]byte)[1:] },
	} {
		team := *desk.Team
		batch := desk.Membership(&team, agent)
		spoil(batch, batch["boxes"].([]object))
		delete(batch, "head") // it would not fit what is left
		refuse(t, desk, desk.Owner.Token, what, batch, 400, 403, 409, 422)
	}
	desk.SetMembers(desk.Team, agent)
}

// A head counts if it is of this log, and its signer may attest.
func TestHeads(t *testing.T) {
	desk, agent := scene(t)
	replay := func(token string) *directory.Replay {
		var page struct{ Statements [][]byte }
		desk.Must(token, "GET", "/directory?after=0", nil, &page)
		r := directory.NewReplay(desk.Org)
		check(t, r.AppendAll(page.Statements))
		return r
	}
	sign := func(s *servertest.Staff, r *directory.Replay, at time.Time) object {
		head, err := r.MakeHead(s.Device, s.DeviceKey, uint64(at.Unix()))
		check(t, err)
		wire, err := head.Bytes()
		check(t, err)
		return object{"head": wire}
	}
	now, here := time.Now(), replay(desk.Owner.Token)
	longer := here.Clone()
	check(t, longer.AppendAll(desk.Say(desk.Owner, group("Secret"), seal.OptionalID{})["statements"].([][]byte)))
	other, _ := scene(t)
	for what, head := range map[string]object{
		"by somebody who may not":       sign(agent, here, now),
		"of a log that is longer":       sign(desk.Owner, longer, now),
		"from the future":               sign(desk.Owner, here, now.Add(time.Hour)),
		"signed with another's key":     sign(&servertest.Staff{Device: desk.Owner.Device, DeviceKey: agent.DeviceKey}, here, now),
		"of another organisation's log": other.Membership(&[]servertest.Team{*other.Team}[0]),
	} {
		delete(head, "statements")
		delete(head, "boxes")
		if answer := desk.Do(desk.Owner.Token, "POST", "/directory/heads", head); answer.Status < 400 || answer.Status >= 500 {
			t.Errorf("a head %s: %d", what, answer.Status)
		}
	}
	good := sign(desk.Owner, here, now)
	for range 2 { // the same head again changes nothing
		desk.Must(desk.Owner.Token, "POST", "/directory/heads", good, nil)
	}
}

func TestPages(t *testing.T) {
	desk, _ := scene(t)
	var whole, rest struct {
		Statements [][]byte
		Size       int
	}
	desk.Must(desk.Owner.Token, "GET", "/directory?after=0", nil, &whole)
	desk.Must(desk.Owner.Token, "GET", "/directory?after=3", nil, &rest)
	if len(whole.Statements) != whole.Size || !slices.EqualFunc(whole.Statements[3:], rest.Statements, bytes.Equal) {
		t.Errorf("%d statements of %d, %d after the third", len(whole.Statements), whole.Size, len(rest.Statements))
	}
	for _, after := range []string{"-1", "99999", "x", "1e3", "18446744073709551616"} {
		if answer := desk.Do(desk.Owner.Token, "GET", "/directory?after="+after, nil); answer.Status < 400 || answer.Status >= 500 {
			t.Errorf("after %s: %d", after, answer.Status)
		}
	}
}

// A stored log that somebody edited is not served: the replay at the start
// checks every signature.
func TestAnEditedLog(t *testing.T) {
	desk, _ := scene(t)
	check(t, desk.Server.Close())
	db, err := sql.Open("sqlite", "file:"+filepath.Join(desk.Config.DataDir, "data.db"))
	check(t, err)
	defer db.Close()
	start := func() error {
		config := desk.Config
		srv, err := server.Start(context.Background(), config)
		if err == nil {
			err = srv.Close()
		}
		return err
	}
	check(t, start())
	edits := map[string]string{
		"one missing": `DELETE FROM statements WHERE position = 2`,
		"two swapped": `UPDATE statements SET position = -position WHERE position IN (1, 2)`,
	}
	for _, what := range slices.Sorted(maps.Keys(edits)) {
		_, err = db.Exec(`CREATE TABLE kept AS SELECT * FROM statements`)
		check(t, err)
		_, err = db.Exec(edits[what])
		check(t, err)
		if start() == nil {
			t.Errorf("%s: it started", what)
		}
		_, err = db.Exec(`DELETE FROM statements`)
		check(t, err)
		_, err = db.Exec(`INSERT INTO statements SELECT * FROM kept`)
		check(t, err)
		_, err = db.Exec(`DROP TABLE kept`)
		check(t, err)
	}
	var wire []byte
	check(t, db.QueryRow(`SELECT bytes FROM statements WHERE position = 3`).Scan(&wire))
	wire[len(wire)/2] ^= 1
	_, err = db.Exec(`UPDATE statements SET bytes = ? WHERE position = 3`, wire)
	check(t, err)
	if start() == nil {
		t.Error("a changed bit: it started")
	}
}

func TestSettings(t *testing.T) {
	desk, _ := scene(t)
	path := "/inboxes/" + desk.Team.Inbox.Hex() + "/settings"
	usual := func() object {
		return object{"greeting": "Hello", "colour": "#1a2b3c", "expectedReplySeconds": 60, "retentionDays": 30, "hours": object{"timezone": "Europe/London", "days": []object{{"day": 1, "from": "09:00", "to": "17:00"}}}}
	}
	desk.Must(desk.Owner.Token, "PUT", path, usual(), nil)
	for what, change := range map[string]func(object){
		"a long greeting":   func(s object) { s["greeting"] = string(make([]byte, 1001)) },
		"a colour by name":  func(s object) { s["colour"] = "red" },
		"a colour's script": func(s object) { s["colour"] = "#12;}a{" },
		"a reply before":    func(s object) { s["expectedReplySeconds"] = -1 },
		"a reply next year": func(s object) { s["expectedReplySeconds"] = 365 * 86400 },
		"keys for ever":     func(s object) { s["retentionDays"] = 3661 },
		"an eighth day":     func(s object) { s["hours"].(object)["days"] = []object{{"day": 8, "from": "09:00", "to": "17:00"}} },
		"a day backwards":   func(s object) { s["hours"].(object)["days"] = []object{{"day": 1, "from": "17:00", "to": "09:00"}} },
		"no time":           func(s object) { s["hours"].(object)["days"] = []object{{"day": 1, "from": "", "to": "25:00"}} },
		"too many days": func(s object) {
			s["hours"].(object)["days"] = slices.Repeat([]object{{"day": 1, "from": "09:00", "to": "17:00"}}, 15)
		},
	} {
		settings := usual()
		change(settings)
		if answer := desk.Do(desk.Owner.Token, "PUT", path, settings); answer.Status != 422 {
			t.Errorf("%s: %d %s", what, answer.Status, answer.Body)
		}
	}
}
