package story

import (
	"testing"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/test/play"
)

// Ada begins an answer at the desk and ends it on another machine.
func TestAdaWritesOnElsewhere(t *testing.T) {
	s := newStage(t)
	talk, err := s.customer(nil).Begin(s.ctx, nil, "Where is my parcel?", "en")
	check(t, err)
	atDesk := seal.Draft{Mode: "reply", Reply: "Dear customer, your", Note: "angry", Time: 1}
	version, err := s.ada.KeepDraft(s.ctx, talk.ID(), 0, &atDesk)
	check(t, err)

	elsewhere, err := client.SignInWithRecoveryCode(s.ctx, s.url(), play.AdaEmail, s.kit, client.Second{Password: play.AdaPassword}, client.Options{})
	check(t, err)
	found, err := elsewhere.Drafts(s.ctx)
	check(t, err)
	if len(found) != 1 || found[0].Draft != atDesk || found[0].Version != version || found[0].Conversation != talk.ID() {
		t.Fatalf("elsewhere: %+v", found)
	}
	longer := atDesk
	longer.Reply += " parcel is at the harbour"
	_, err = elsewhere.KeepDraft(s.ctx, talk.ID(), version, &longer)
	check(t, err)
	if _, err := s.ada.KeepDraft(s.ctx, talk.ID(), version, &atDesk); client.Reason(err) != "version" {
		t.Errorf("the desk overwrote what was written elsewhere: %v", err)
	}
	s.nothingLeaks("Dear customer", "harbour\"", "angry")
}

// A customer says how it was: the team reads the words, the server the figure.
func TestACustomerRates(t *testing.T) {
	s := newStage(t)
	customer := s.customer(nil)
	talk, err := customer.Begin(s.ctx, nil, "Thanks!", "en")
	check(t, err)
	check(t, customer.Rate(s.ctx, talk, 5, "Quick as the tide"))
	atAdas, err := s.ada.Open(s.ctx, talk.ID())
	check(t, err)
	messages := atAdas.Messages()
	said, ok := messages[len(messages)-1].Body.Content.(*seal.Rating)
	if !ok || said.Score != 5 || said.Comment != "Quick as the tide" {
		t.Errorf("Ada reads %+v", messages[len(messages)-1].Body.Content)
	}
	if figure := atAdas.Conversation().Rating; figure == nil || *figure != 5 {
		t.Errorf("the figure is %v", figure)
	}
	s.nothingLeaks("Quick as the tide")
	check(t, customer.Rate(s.ctx, talk, 0, ""))
	list, err := s.ada.Conversations(s.ctx, "all")
	check(t, err)
	if list[0].Rating != nil {
		t.Errorf("a rating that was taken back: %d", *list[0].Rating)
	}
}
