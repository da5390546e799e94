package churn

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/internal/server"
)

// How staff come into a new browser.
const (
	theSheet         = "the sheet and the password"
	thePassword      = "the password and a code"
	theOperator      = "the sheet and the operator's word"
	aColleague       = "the sheet and a colleague's word"
	theBrowserBefore = "a word of the browser before"
)

const codeLasts = 30 // seconds

// comeBack opens a new browser, and reads in it what its person may.
func (r *run) comeBack(p *person, way string) {
	r.t.Helper()
	if a, is := p.player.(*agent); is && (way == thePassword && a.step == time.Now().Unix()/codeLasts || way == aColleague && p == r.world.staff[0]) {
		way = theSheet // a code was shown already, or nobody can vouch
	}
	r.tell("%s opens a new browser with %s", p.name, way)
	begun := time.Now()
	if inBrowser(p) {
		short := map[string]string{theSheet: "sheet", thePassword: "password", theBrowserBefore: "browser"}[way]
		r.must(r.pages.do(r.ctx, nil, "do", "recover", "who", p.name, "code", p.code, "way", short))
	} else {
		r.comeBackNatively(p, way)
	}
	for _, t := range r.world.talks {
		if t.team.members[p] {
			r.reads(p, t)
			break
		}
	}
	r.measured("a new browser reads, with "+way, begun)
}

func (r *run) comeBackNatively(p *person, way string) {
	r.t.Helper()
	before := p.player.(*agent)
	before.heard.stop()
	var again *client.Agent
	var err error
	step := before.step
	switch url := r.url(); way {
	case thePassword:
		var code string
		code, err = before.kit.Code(client.Options{})
		r.must(err)
		step = time.Now().Unix() / codeLasts
		again, err = client.SignInWithPassword(r.ctx, url, before.email, before.password, code, before.kit, client.Options{})
	case theOperator:
		var code string
		code, err = server.GiveSignInCode(r.data, before.email, time.Now())
		r.must(err)
		again, err = client.SignInWithRecoveryCode(r.ctx, url, before.email, before.kit, client.Second{Operator: code}, client.Options{})
	case aColleague:
		again, err = client.SignInWithColleague(r.ctx, url, before.email, before.kit, r.vouches, client.Options{})
	default:
		again, err = client.SignInWithRecoveryCode(r.ctx, url, before.email, before.kit, client.Second{Password: before.password}, client.Options{})
	}
	r.must(err)
	a := newAgent(r.ctx, again, before.email, before.password, before.kit)
	a.step = step
	p.player = a
	if p == r.world.staff[0] {
		r.ada = a
	}
}

// vouches: Ada hears the code, and confirms who she is where she is asked.
func (r *run) vouches(code string) {
	r.t.Helper()
	pleas, err := r.ada.Pleas(r.ctx)
	r.must(err)
	at := slices.IndexFunc(pleas, func(p client.Plea) bool { return p.Code == code })
	if at < 0 {
		r.fail("Ada is asked for %v, and hears %s", pleas, code)
	}
	for {
		err = r.ada.Vouch(r.ctx, pleas[at])
		if client.Reason(err) != "confirm" {
			r.must(err)
			return
		}
		for r.ada.step == time.Now().Unix()/codeLasts {
			time.Sleep(glance)
		}
		r.ada.step = time.Now().Unix() / codeLasts
		shown, err := totp.GenerateCode(r.ada.kit.Authenticator, time.Now())
		r.must(err)
		r.must(r.ada.Confirm(r.ctx, r.ada.email, r.ada.password, shown, r.ada.kit))
	}
}

// aCustomerGoesOnElsewhere: by a link and a code that both devices show. The device
// before is taken out; what it said is nobody's to change then.
func (r *run) aCustomerGoesOnElsewhere() bool {
	t := pick(r, r.world.talks)
	if t.customer.offline || !inBrowser(t.customer) {
		return false
	}
	r.tell("%s goes on on another device", t.customer.name)
	want, err := json.Marshal(t.want(t.customer))
	r.must(err)
	var shown struct{ Texts, Wrong []string }
	begun := time.Now()
	r.must(r.pages.do(r.ctx, &shown, "do", "elsewhere", "who", t.customer.name, "conversation", t.id.Hex(), "want", string(want)))
	r.measured("a customer's other device reads", begun)
	if want := t.want(t.customer); len(shown.Wrong) > 0 || !slices.Equal(sorted(shown.Texts), sorted(want)) {
		r.fail("%s on another device: %v; %s", t.customer.name, shown.Wrong, difference(shown.Texts, want))
	}
	r.former(t.customer)
	r.fresh[t] = true
	return true
}

// former: what somebody said is nobody's to change now.
func (r *run) former(p *person) {
	before := &person{name: p.name, gone: true}
	for _, t := range r.world.talks {
		for _, l := range t.lines {
			if l.by == p {
				l.by = before
			}
		}
	}
}

func (r *run) measured(what string, begun time.Time) {
	r.took[what] = append(r.took[what], time.Since(begun))
}
