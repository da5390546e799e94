package client

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/sealdesk/sealdesk/client/readers"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// ProveReaders makes the customer's proof of who could read a conversation (package
// readers), checked before it is handed out.
func (v *Visitor) ProveReaders(ctx context.Context, conversation seal.ID) ([]byte, error) {
	var answer threadWire
	if err := v.transport.get(ctx, "/threads/"+conversation.Hex(), &answer); err != nil {
		return nil, err
	}
	file := readers.File{Thread: conversation, Device: v.ID(), Made: v.unix(), Opening: answer.Thread, Checkpoint: v.acts.note}
	also, reading, err := v.proofEntries(ctx, &file)
	if err != nil {
		return nil, err
	}
	for _, wire := range answer.VisitorDevices {
		device, err := seal.ParseVisitorDevice(wire)
		if err != nil {
			return nil, err
		}
		if slices.Contains(reading, device.ID()) {
			file.Visitors = append(file.Visitors, wire)
		}
	}
	var proof struct {
		Proof []byte `json:"proof"`
	}
	if err := v.transport.get(ctx, fmt.Sprintf("/inboxes/%s/proof?from=0&also=%s", v.inbox.Hex(), strings.Join(also, ",")), &proof); err != nil {
		return nil, err
	}
	file.Directory = proof.Proof
	data, err := file.Write(v.signing)
	if err != nil {
		return nil, err
	}
	_, err = readers.Verify(data, readers.Trust{Now: v.options.Now()})
	return data, err
}

// proofEntries fetches all entries, and says what the directory has to show of
// them, and which of the customer's devices ever read.
func (v *Visitor) proofEntries(ctx context.Context, file *readers.File) (also []string, reading []seal.ID, err error) {
	for {
		var page struct {
			Entries []entryWire `json:"entries"`
		}
		path := fmt.Sprintf("/threads/%s/entries?after=%d&limit=%d", file.Thread.Hex(), len(file.Entries), entriesAtOnce)
		if err := v.transport.get(ctx, path, &page); err != nil {
			return nil, nil, err
		}
		for _, w := range page.Entries {
			if n := len(file.Entries); n > 0 && file.Entries[n-1].Generation == nil {
				file.Entries[n-1].Receipt = nil // only the last message keeps its receipt
			}
			entry, named, devices, err := proofEntry(w)
			if err != nil {
				return nil, nil, err
			}
			file.Entries, also, reading = append(file.Entries, entry), append(also, named...), append(reading, devices...)
		}
		if len(page.Entries) < entriesAtOnce {
			break
		}
		if len(file.Entries) > readers.EntryLimit {
			return nil, nil, seal.Fail(seal.ErrTooLarge, "prove readers", "more than %d entries", readers.EntryLimit)
		}
	}
	slices.Sort(also)
	also = slices.Compact(also)
	if len(also) > directory.AlsoLimit {
		return nil, nil, seal.Fail(seal.ErrTooLarge, "prove readers", "more than %d devices and keys have to be shown", directory.AlsoLimit)
	}
	return also, reading, nil
}

// proofEntry is an entry as a proof has it. The first key of the conversation says
// since when the directory has to show the team's.
func proofEntry(w entryWire) (entry readers.Entry, also []string, reading []seal.ID, err error) {
	receipt, err := seal.ParseSigned[seal.Receipt](w.Receipt)
	if err != nil {
		return entry, nil, nil, err
	}
	entry.Receipt = w.Receipt
	also = []string{receipt.Unverified().ServerKey.Hex()}
	if w.Kind == "message" {
		envelope, err := seal.ParseMessage(w.Bytes)
		if err == nil {
			entry.Outline = envelope.Outline()
		}
		return entry, also, nil, err
	}
	signed, err := seal.ParseSigned[seal.ThreadGeneration](w.Bytes)
	if err != nil {
		return entry, nil, nil, err
	}
	entry.Generation = w.Bytes
	g := signed.Unverified()
	also = append(also, g.Author.Hex())
	if g.Number == 1 {
		for _, team := range g.Groups() {
			also = append(also, team.Hex())
		}
	}
	return entry, also, g.Visitors(), nil
}
