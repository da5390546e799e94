package identity

import (
	"encoding/binary"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/seal"
)

func numbered(n int) (value [32]byte) {
	binary.BigEndian.PutUint64(value[:], uint64(n)+1)
	return value
}

// A ceremony is taken once, by its own kind, in time; asking wrongly ends it.
func TestFlows(t *testing.T) {
	var f flows
	begin := func(n int) Token {
		f.put(numbered(n), flow{kind: flowSignIn, email: "anna", expires: noon.Add(flowLimit)}, noon)
		return numbered(n)
	}
	for name, row := range map[string]struct {
		token Token
		kind  flowKind
		at    time.Time
		ok    bool
	}{
		"at once":            {begin(1), flowSignIn, noon, true},
		"at the last moment": {begin(2), flowSignIn, noon.Add(flowLimit), true},
		"too late":           {begin(3), flowSignIn, noon.Add(flowLimit + 1), false},
		"for a set-up":       {begin(4), flowSetup, noon, false},
		"for an invitation":  {begin(5), flowInvitation, noon, false},
		"for a passkey":      {begin(6), flowPasskey, noon, false},
		"for nothing":        {begin(7), 0, noon, false},
		"never begun":        {numbered(99), flowSignIn, noon, false},
		"the zero token":     {Token{}, 0, noon, false},
	} {
		got, err := f.take(row.token, row.kind, row.at)
		if (err == nil) != row.ok || row.ok != (got.email == "anna") || !row.ok && !errs.Is(err, errs.Gone) {
			t.Errorf("%s: %q, %v", name, got.email, err)
		}
		if _, err := f.take(row.token, flowSignIn, noon); err == nil {
			t.Errorf("%s: taken twice", name)
		}
	}
	if len(f.all) != 0 {
		t.Errorf("%d are left", len(f.all))
	}
}

// Being flooded costs bounded memory, and those that are over go first.
func TestFlowsAreBounded(t *testing.T) {
	var f flows
	for i := range flowsKept {
		f.put(numbered(i), flow{kind: flowSignIn, expires: noon}, noon)
	}
	later := noon.Add(1)
	mine := Token(numbered(-2))
	f.put(mine, flow{kind: flowSignIn, expires: later.Add(flowLimit)}, later)
	if len(f.all) > flowsKept {
		t.Errorf("%d are kept", len(f.all))
	}
	if _, err := f.take(mine, flowSignIn, later); err != nil {
		t.Errorf("what is over was kept, and not this: %v", err)
	}
	for i := range 3 * flowsKept {
		f.put(numbered(flowsKept+i), flow{kind: flowSignIn, expires: later.Add(flowLimit)}, later)
		if len(f.all) > flowsKept {
			t.Fatalf("%d are kept", len(f.all))
		}
	}
}

// What was spent stays spent until it is too old anyway. A full list refuses:
// forgetting would allow a replay.
func TestSpentValues(t *testing.T) {
	var s spent
	soon := noon.Add(challengeLimit)
	for i := range spentKept {
		if !s.use(numbered(i), soon, noon) {
			t.Fatalf("value %d was refused", i)
		}
	}
	if s.use(numbered(0), soon, noon) || s.use(numbered(spentKept-1), soon, noon) {
		t.Error("a value was taken twice")
	}
	if s.use(numbered(spentKept), soon, noon) {
		t.Error("a full list took one more")
	}
	if s.use(numbered(7), soon, soon) {
		t.Error("a full list forgot a value that is still good")
	}
	later := soon.Add(2 * time.Second)
	if !s.use(numbered(spentKept), later.Add(challengeLimit), later) {
		t.Error("with everything too old, nothing is taken")
	}
	if len(s.all) != 1 {
		t.Errorf("%d are kept", len(s.all))
	}
}

func request(n int, email string, account seal.ID, at time.Time) *Approval {
	return &Approval{ID: numbered(n), email: email, Account: account, Created: at}
}

// An address has three requests; the oldest makes room. Addresses that nobody
// has behave alike: one is not pushed out by another.
func TestApprovalsPerAddress(t *testing.T) {
	anna := seal.ID{1}
	var a approvals
	for i := range 3 {
		a.add(request(i, "anna", anna, noon.Add(time.Duration(i))), noon)
		a.add(request(10+i, "nobody", seal.ID{}, noon.Add(time.Duration(i))), noon)
	}
	for i := range 20 {
		a.add(request(100+i, "nobody else", seal.ID{}, noon.Add(time.Duration(i))), noon)
	}
	for i := range 3 {
		_, known := a.find(numbered(i), noon)
		_, unknown := a.find(numbered(10+i), noon)
		if !known || !unknown {
			t.Errorf("request %d: of anna %v, of nobody %v", i, known, unknown)
		}
	}
	a.add(request(3, "anna", anna, noon.Add(3)), noon)
	a.add(request(13, "nobody", seal.ID{}, noon.Add(3)), noon)
	for i := range 4 {
		_, known := a.find(numbered(i), noon)
		_, unknown := a.find(numbered(10+i), noon)
		if known != (i > 0) || unknown != (i > 0) {
			t.Errorf("after a fourth, request %d: of anna %v, of nobody %v", i, known, unknown)
		}
	}
}

func TestApprovalsAreBounded(t *testing.T) {
	var a approvals
	for i := range approvalsKept {
		a.add(request(i, string(rune('a'+i%26))+time.Duration(i).String(), seal.ID{}, noon), noon)
	}
	for i := range 10 {
		a.add(request(approvalsKept+i, time.Duration(-i-1).String(), seal.ID{}, noon), noon)
		if _, ok := a.find(numbered(approvalsKept+i), noon); !ok || len(a.all) > approvalsKept {
			t.Fatalf("%d are kept, the newest %v", len(a.all), ok)
		}
	}
	later := noon.Add(approvalLimit)
	if _, ok := a.find(numbered(approvalsKept+9), later); !ok {
		t.Error("it is over a moment too early")
	}
	a.add(request(-5, "anna", seal.ID{1}, later.Add(1)), later.Add(1))
	if len(a.all) != 1 {
		t.Errorf("%d are kept after their time", len(a.all))
	}
}

// One answer at a time is recorded; one that failed leaves room for another.
func TestReservedAnswers(t *testing.T) {
	anna := seal.ID{1}
	var a approvals
	a.add(request(1, "anna", anna, noon), noon)
	for name, ok := range map[string]bool{
		"by somebody else":    second(a.reserve(numbered(1), noon, of(seal.ID{2}))),
		"by the zero account": second(a.reserve(numbered(1), noon, of(seal.ID{}))),
		"that is not there":   second(a.reserve(numbered(2), noon, of(anna))),
	} {
		if ok {
			t.Errorf("a request was answered %s", name)
		}
	}
	first, ok := a.reserve(numbered(1), noon, of(anna))
	if !ok {
		t.Fatal("a waiting request cannot be answered")
	}
	if second(a.reserve(numbered(1), noon, of(anna))) {
		t.Error("a request was answered twice at once")
	}
	first.answering = false
	if !second(a.reserve(numbered(1), noon, of(anna))) {
		t.Error("after an answer that was not recorded there is no other")
	}
	first.answering, first.answered = false, true
	if second(a.reserve(numbered(1), noon, of(anna))) {
		t.Error("an answered request was answered again")
	}
}

func of(account seal.ID) func(*Approval) bool {
	return func(a *Approval) bool { return a.Account == account }
}

func second[T any](_ T, ok bool) bool { return ok }

func TestClip(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "short": "short", "just ten..": "just ten..", "just eleven": "just eleve",
		"seven ✓✓": "seven ✓", "🔑🔑🔑": "🔑🔑", "bad \xff byte": "bad \uFFFD by", "\xf0\x9f\x94": "\uFFFD",
	} {
		got := clip(text, 10)
		if got != want || len(got) > 10 || !utf8.ValidString(got) {
			t.Errorf("%q became %q instead of %q", text, got, want)
		}
	}
	if got := clip("✓", 2); got != "" {
		t.Errorf("too narrow for one character: %q", got)
	}
	if got := clip(strings.Repeat("\xff", 1000), 200); len(got) > 200 {
		t.Errorf("%d bytes", len(got))
	}
}
