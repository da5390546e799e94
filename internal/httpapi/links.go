package httpapi

import (
	"context"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/customers"
	"github.com/sealdesk/sealdesk/seal"
)

// This file lets a customer go on on another device (§16).

func (a *API) linkRoutes() []Route {
	const link = "/visitor/links/{link}"
	return []Route{
		route("POST", "/visitor/links", access.LinkVisitor, nothing, "Begin a link to another device", a.postLink).
			leavesNothing("nobody reads anything by it; the change of readers is recorded"),
		route("GET", link, access.LinkVisitor, nothing, "How far a link is, for its two devices", a.getLink).
			leavesNothing("its two devices wait for each other"),
		route("POST", link+"/answer", access.LinkVisitor, nothing, "Answer a link, from the new device", a.postLinkAnswer).
			leavesNothing("nobody reads anything by it; the change of readers is recorded"),
		route("PUT", link+"/history", access.LinkVisitor, nothing, "Hand the sealed history to the new device", a.putLinkHistory).
			leavesNothing("it is sealed to the new device; the change of readers is recorded"),
		route("DELETE", link, access.LinkVisitor, nothing, "Take a link back", a.deleteLink).
			leavesNothing("what is taken back admitted nobody yet"),
	}
}

type deviceLinkIn struct {
	Link  seal.ID `json:"link"`
	Offer []byte  `json:"offer"`
}

type linkAnswerIn struct {
	Answer []byte `json:"answer"`
}

type linkHistoryIn struct {
	History []byte `json:"history"`
}

type linkOut struct {
	Offer   []byte `json:"offer"`
	Answer  []byte `json:"answer"`
	History []byte `json:"history"`
}

func linkJSON(l customers.Link) linkOut { return linkOut{l.Offer, l.Answer, l.History} }

func (a *API) postLink(_ context.Context, c *call, in deviceLinkIn) (none, error) {
	if err := a.Conversations.Charge(c.actor, len(in.Offer)); err != nil {
		return none{}, err
	}
	return none{}, a.Links.Begin(c.actor, in.Link, in.Offer)
}

func (a *API) getLink(_ context.Context, c *call, _ none) (linkOut, error) {
	name, err := c.id("link")
	if err != nil {
		return linkOut{}, err
	}
	found, err := a.Links.Look(c.actor, name)
	return linkJSON(found), err
}

func (a *API) postLinkAnswer(_ context.Context, c *call, in linkAnswerIn) (linkOut, error) {
	name, err := c.id("link")
	if err != nil {
		return linkOut{}, err
	}
	if err := a.Conversations.Charge(c.actor, len(in.Answer)); err != nil {
		return linkOut{}, err
	}
	found, err := a.Links.Answer(c.actor, name, in.Answer)
	return linkJSON(found), err
}

func (a *API) putLinkHistory(_ context.Context, c *call, in linkHistoryIn) (none, error) {
	name, err := c.id("link")
	if err != nil {
		return none{}, err
	}
	if err := a.Conversations.Charge(c.actor, len(in.History)); err != nil {
		return none{}, err
	}
	return none{}, a.Links.Give(c.actor, name, in.History)
}

func (a *API) deleteLink(_ context.Context, c *call, _ none) (none, error) {
	name, err := c.id("link")
	if err != nil {
		return none{}, err
	}
	a.Links.End(c.actor, name)
	return none{}, nil
}
