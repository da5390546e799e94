package customers_test

import (
	"bytes"
	"crypto/rand"
	"slices"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/customers"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

// pairing is a customer's phone that shows a link, and a laptop that has it.
type pairing struct {
	t             *testing.T
	desk          *servertest.Desk
	phone, laptop *servertest.Visitor
	link          seal.Secret
	name          seal.ID
}

func newPairing(t *testing.T) *pairing {
	t.Helper()
	desk := servertest.New(t, server.Config{})
	p := &pairing{t: t, desk: desk, phone: desk.Visitor(), laptop: desk.Visitor()}
	p.link = must[seal.Secret](t)(seal.NewSecret(rand.Reader))
	p.name = must[seal.ID](t)(seal.LinkName(p.link, desk.Org))
	return p
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

type told struct{ Offer, Answer, History []byte }

func (p *pairing) path() string { return "/visitor/links/" + p.name.Hex() }

func (p *pairing) begin() {
	p.t.Helper()
	p.desk.Must(p.phone.Token, "POST", "/visitor/links", object{"link": p.name, "offer": []byte("phone")}, nil)
}

func (p *pairing) status(who *servertest.Visitor, method, path string, body object) int {
	p.t.Helper()
	return p.desk.Do(who.Token, method, path, body).Status
}

func (p *pairing) expect(want int, who *servertest.Visitor, method, path string, body object) {
	p.t.Helper()
	if got := p.status(who, method, path, body); got != want {
		p.t.Errorf("%s %s: %d, want %d", method, path, got, want)
	}
}

func TestALinkIsUsedOnce(t *testing.T) {
	p := newPairing(t)
	intruder := p.desk.Visitor()
	answer := p.path() + "/answer"
	p.expect(404, p.laptop, "POST", answer, object{"answer": []byte("laptop")}) // nobody began it
	p.begin()
	p.expect(409, intruder, "POST", "/visitor/links", object{"link": p.name, "offer": []byte("mine")})
	p.expect(404, p.phone, "POST", answer, object{"answer": []byte("to myself")})
	p.expect(404, intruder, "GET", p.path(), nil)
	p.expect(404, p.phone, "PUT", p.path()+"/history", object{"history": []byte("early")})
	p.expect(200, p.laptop, "POST", answer, object{"answer": []byte("laptop")})
	p.expect(200, p.laptop, "POST", answer, object{"answer": []byte("again")}) // a retry changes nothing
	p.expect(404, intruder, "POST", answer, object{"answer": []byte("intruder")})
	p.expect(404, p.laptop, "PUT", p.path()+"/history", object{"history": []byte("my own")})
	p.expect(404, intruder, "PUT", p.path()+"/history", object{"history": []byte("theirs")})
	p.expect(422, p.phone, "PUT", p.path()+"/history", object{"history": bytes.Repeat([]byte{1}, 300<<10+1)})
	p.expect(204, p.phone, "PUT", p.path()+"/history", object{"history": []byte("sealed")})
	var got told
	p.desk.Must(p.laptop.Token, "GET", p.path(), nil, &got)
	if string(got.Offer) != "phone" || string(got.Answer) != "laptop" || string(got.History) != "sealed" {
		t.Errorf("the laptop was shown %q", got)
	}
	p.expect(204, intruder, "DELETE", p.path(), nil)
	p.expect(200, p.phone, "GET", p.path(), nil) // it was not the intruder's to end
	p.expect(204, p.laptop, "DELETE", p.path(), nil)
	p.expect(404, p.laptop, "GET", p.path(), nil)
}

func TestALinkEndsAfterTenMinutesAndWithTheNextOne(t *testing.T) {
	now := time.Now()
	links := customers.NewLinks(func() time.Time { return now })
	phone := access.Actor{Who: access.Visitor, Device: seal.ID{1}}
	laptop := access.Actor{Who: access.Visitor, Device: seal.ID{2}}
	first, second := seal.ID{7}, seal.ID{8}
	for _, name := range []seal.ID{first, second} {
		if err := links.Begin(phone, name, []byte("phone")); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := links.Answer(laptop, first, []byte("laptop")); err == nil {
		t.Error("the first link was answered after the second was made")
	}
	now = now.Add(customers.LinkLasting - time.Second)
	if _, err := links.Answer(laptop, second, []byte("laptop")); err != nil {
		t.Error(err)
	}
	if err := links.Give(phone, second, []byte("sealed")); err != nil {
		t.Error(err)
	}
	now = now.Add(time.Second)
	if _, err := links.Look(laptop, second); err == nil {
		t.Error("a history lies there after ten minutes")
	}
	if err := links.Begin(access.Actor{Who: access.Staff, Device: seal.ID{3}}, seal.ID{9}, []byte("x")); err == nil {
		t.Error("staff began a customer's link")
	}
}

// What the old device hands over opens on the device that people compared, and
// from there every earlier word: keys that another took the place of do not.
func TestHistoryOpensOnTheNewDeviceAlone(t *testing.T) {
	p := newPairing(t)
	talk := p.phone.Converse(p.desk.Team)
	to := must[seal.Signed[seal.VisitorDevice]](t)(seal.ParseVisitorDevice(p.laptop.Wire)).Unverified()
	at := seal.DeviceLink{Org: p.desk.Org, Link: p.name, From: p.phone.Device, To: p.laptop.Device, Time: 1}
	secret := talk.Key.Secret()
	history := seal.LinkHistory{Threads: []seal.LinkedThread{{Thread: talk.ID, Keys: []seal.LinkedKey{{Generation: talk.Key.Generation(), Key: secret}}}}}
	signed := must[seal.Signed[seal.DeviceLink]](t)(seal.NewDeviceLink(p.phone.Key, to.Sealing, at, history))

	got := must[seal.LinkHistory](t)(seal.OpenDeviceLink(p.laptop.Opening, p.phone.Key.Public(), at, signed.Bytes()))
	key := must[seal.ThreadKey](t)(seal.AdoptThreadKey(talk.Generation, got.Threads[0].Keys[0].Key))
	if key.Secret() != secret {
		t.Error("another key came")
	}
	intruder := p.desk.Visitor()
	if _, err := seal.OpenDeviceLink(intruder.Opening, p.phone.Key.Public(), at, signed.Bytes()); err == nil {
		t.Error("another device opened it")
	}
	if _, err := seal.OpenDeviceLink(p.laptop.Opening, intruder.Key.Public(), at, signed.Bytes()); err == nil {
		t.Error("taken from somebody else")
	}
	for what, change := range map[string]func(*seal.DeviceLink){
		"link": func(l *seal.DeviceLink) { l.Link = seal.ID{1} }, "sender": func(l *seal.DeviceLink) { l.From = seal.ID{1} }, "recipient": func(l *seal.DeviceLink) { l.To = seal.ID{1} },
	} {
		other := at
		change(&other)
		if _, err := seal.OpenDeviceLink(p.laptop.Opening, p.phone.Key.Public(), other, signed.Bytes()); err == nil {
			t.Errorf("taken for another %s", what)
		}
	}
}

// A server that shows a device of its own does not know the link, and the code
// would be another one.
func TestASwappedDeviceIsNoticed(t *testing.T) {
	p := newPairing(t)
	org, from, to, own := p.desk.Org, p.phone.Device, p.laptop.Device, p.desk.Visitor().Device
	proof := must[seal.ID](t)(seal.LinkProof(p.link, org, seal.LinkNew, to))
	if err := seal.CheckLinkProof(p.link, org, seal.LinkNew, to, proof); err != nil {
		t.Fatal(err)
	}
	guess := must[seal.ID](t)(seal.LinkProof(seal.Secret(p.name), org, seal.LinkNew, own))
	for what, err := range map[string]error{
		"the proof of another device":     seal.CheckLinkProof(p.link, org, seal.LinkNew, own, proof),
		"the proof of the other side":     seal.CheckLinkProof(p.link, org, seal.LinkOld, to, proof),
		"a proof by what the server sees": seal.CheckLinkProof(p.link, org, seal.LinkNew, own, guess),
	} {
		if err == nil {
			t.Errorf("taken: %s", what)
		}
	}
	codes := []string{seal.LinkCode(org, from, to), seal.LinkCode(org, from, own), seal.LinkCode(org, own, to), seal.LinkCode(org, to, from)}
	slices.Sort(codes)
	if len(slices.Compact(codes)) != 4 {
		t.Error("two pairs have one code")
	}
}
