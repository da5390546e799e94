package seal

func threadOperations() map[string]operation {
	return map[string]operation{
		"visitor-device": visitorDeviceVector, "thread": threadVector, "thread-generation": generationVector,
		"seal": sealMessageVector, "body": bodyVector, "transcript": transcriptVector, "order": orderVector,
		"receipt": receiptVector, "mark": markVector, "session": sessionVector, "certificate": certificateVector,
		"attestation": attestationVector, "asked-salt": askedSaltVector,
	}
}

func here(ok bool) error {
	if !ok {
		return Fail(ErrUnverified, "vector", "it belongs elsewhere")
	}
	return nil
}

// signedVector parses and verifies a signed object under the case's key.
func signedVector[T Object](f vectorFields) (Signed[T], T, error) {
	var none T
	key, err := publicKey(f)
	if err != nil {
		return Signed[T]{}, none, err
	}
	signed, err := ParseSigned[T](f.bytes("signed"))
	if err != nil {
		return Signed[T]{}, none, err
	}
	value, err := signed.Verify(key)
	return signed, value, err
}

func visitorDeviceVector(f vectorFields) (outcome, error) {
	signed, err := ParseVisitorDevice(f.bytes("signed"))
	if err != nil {
		return nil, err
	}
	d := signed.Unverified()
	return outcome{
		"id": signed.ID().Hex(), "signing": hexOf(d.Signing[:]), "sealing": hexOf(d.Sealing[:]),
		"time": numberOf(d.Time), "salt": d.Salt.String(),
	}, here(d.Org == f.id("org"))
}

func threadVector(f vectorFields) (outcome, error) {
	signed, t, err := signedVector[Thread](f)
	if err != nil {
		return nil, err
	}
	return outcome{
		"id": signed.ID().Hex(), "suite": numberOf(1), "org": t.Org.Hex(), "kind": numberOf(uint64(t.Kind)), "subject": t.Subject.Hex(),
		"author": t.Author.Hex(), "head": t.Head.Hex(), "random": t.Random.Hex(), "time": numberOf(t.Time),
	}, here(t.Org == f.id("org"))
}

func optionalHex(o OptionalID) string {
	if !o.Present() {
		return ""
	}
	return o.ID().Hex()
}

func generationVector(f vectorFields) (outcome, error) {
	signed, g, err := signedVector[ThreadGeneration](f)
	if err != nil {
		return nil, err
	}
	if _, err := AdoptThreadKey(signed, f.secret("key")); err != nil {
		return nil, err
	}
	readers, boxes := []any{}, []any{}
	for i, reader := range g.Readers {
		readers = append(readers, []any{numberOf(uint64(reader.Kind)), reader.Ref.Hex()})
		boxes = append(boxes, g.BoxHashes[i].Hex())
	}
	return outcome{
		"id": signed.ID().Hex(), "suite": numberOf(1), "org": g.Org.Hex(), "thread": g.Thread.Hex(), "number": numberOf(g.Number),
		"previous": optionalHex(g.Previous), "author": g.Author.Hex(), "head": g.Head.Hex(), "time": numberOf(g.Time),
		"readers": readers, "commitment": g.Commitment.Hex(), "boxes": boxes, "reason": string(g.Reason),
	}, here(g.Org == f.id("org"))
}

func messageKeyOf(f vectorFields) ThreadKey {
	return ThreadKey{org: f.id("org"), thread: f.id("thread"), generation: f.id("threadGeneration"), secret: f.secret("key")}
}

func sealMessageVector(f vectorFields) (outcome, error) {
	key, signing := messageKeyOf(f), SigningKeyFromSeed(f.secret("seed"))
	body, err := ParseBody(f.bytes("body"))
	if err != nil {
		return nil, err
	}
	padded, err := Pad(f.bytes("body"))
	if err != nil {
		return nil, err
	}
	header := Header{
		Org: key.org, Thread: key.thread, Generation: key.generation, Message: ID16(f.bytes("message")), Salt: f.id("salt"),
		Sender: f.id("sender"), Class: Class(f.number("class")), Head: f.id("head"), Counter: f.number("counter"),
		Previous: f.optional("previous"), Seen: f.number("seen"), SeenTranscript: f.id("seenTranscript"),
	}
	e, err := sealEnvelope(key, signing, header, body)
	if err != nil {
		return nil, err
	}
	public := signing.Public()
	return outcome{
		"publicKey": hexOf(public[:]), "padded": hexOf(padded), "header": hexOf(e.rawHeader), "ciphertext": hexOf(e.ciphertext),
		"signature": hexOf(e.signature[:]), "message": hexOf(e.Bytes()), "hash": e.Hash().Hex(),
	}, nil
}

func openMessageVector(f vectorFields) (outcome, error) {
	key, err := publicKey(f)
	if err != nil {
		return nil, err
	}
	e, err := ParseMessage(f.bytes("message"))
	if err != nil {
		return nil, err
	}
	verified, err := e.Verify(key)
	if err != nil {
		return nil, err
	}
	body, err := verified.Open(messageKeyOf(f))
	if err != nil {
		return nil, err
	}
	encoded, err := body.Bytes()
	h := verified.Header
	return outcome{
		"org": h.Org.Hex(), "thread": h.Thread.Hex(), "threadGeneration": h.Generation.Hex(), "message": h.Message.String(),
		"salt": h.Salt.Hex(), "sender": h.Sender.Hex(), "class": numberOf(uint64(h.Class)), "head": h.Head.Hex(),
		"counter": numberOf(h.Counter), "previous": optionalHex(h.Previous), "seen": numberOf(h.Seen),
		"seenTranscript": h.SeenTranscript.Hex(), "body": hexOf(encoded), "hash": verified.Hash().Hex(),
	}, err
}

func bodyVector(f vectorFields) (outcome, error) {
	body, err := ParseBody(f.bytes("body"))
	if err != nil {
		return nil, err
	}
	return outcome{"kind": body.Content.Kind(), "time": numberOf(body.Time), "logical": body.Logical.String()},
		body.checkClass(Class(f.number("class")))
}

// history is every T(n) of a case's entries.
func history(f vectorFields) []ID {
	t := NewTranscript(f.id("thread"))
	all := []ID{t.Hash()}
	for _, entry := range f["entries"].([]any) {
		t = t.Next(vectorFields{"entry": entry}.id("entry"))
		all = append(all, t.Hash())
	}
	return all
}

func transcriptVector(f vectorFields) (outcome, error) {
	all := history(f)
	list := []any{}
	for _, t := range all {
		list = append(list, t.Hex())
	}
	return outcome{"transcripts": list}, claimed(f, "transcript", all[len(all)-1].Hex())
}

func orderVector(f vectorFields) (outcome, error) {
	all := history(f)
	header := Header{Seen: f.number("seen"), SeenTranscript: f.id("seenTranscript")}
	return nil, header.CheckSeen(f.number("sequence"), func(n uint64) (ID, bool) {
		if n >= uint64(len(all)) {
			return ID{}, false
		}
		return all[n], true
	})
}

func receiptVector(f vectorFields) (outcome, error) {
	_, r, err := signedVector[Receipt](f)
	if err != nil {
		return nil, err
	}
	return outcome{"time": numberOf(r.Time)}, here(r.Org == f.id("org") && r.ServerKey == f.id("serverKey") && r.Thread == f.id("thread") &&
		r.Sequence == f.number("sequence") && r.Entry == f.id("entry") && r.Transcript == f.id("transcript"))
}

func markVector(f vectorFields) (outcome, error) {
	_, m, err := signedVector[Mark](f)
	if err != nil {
		return nil, err
	}
	return outcome{"kind": numberOf(uint64(m.Kind)), "sequence": numberOf(m.Sequence), "transcript": m.Transcript.Hex(), "time": numberOf(m.Time)},
		here(m.Org == f.id("org") && m.Thread == f.id("thread") && m.Device == f.id("device"))
}

func certificateVector(f vectorFields) (outcome, error) {
	_, c, err := signedVector[Certificate](f)
	if err != nil {
		return nil, err
	}
	generations := []any{}
	for _, g := range c.Generations {
		generations = append(generations, g.Hex())
	}
	return outcome{"closed": numberOf(c.Closed), "destroyed": numberOf(c.Destroyed), "generations": generations, "attachments": numberOf(c.Attachments)},
		here(c.Org == f.id("org") && c.ServerKey == f.id("serverKey") && c.Conversation == f.id("conversation"))
}

func attestationVector(f vectorFields) (outcome, error) {
	key, err := publicKey(f)
	if err != nil {
		return nil, err
	}
	identity := Identity{Attestation: f.bytes("attestation"), Salt: f.id("salt"), Source: f.text("source"), Identifier: f.text("identifier"), Email: f.text("email"), Name: f.text("name")}
	a, err := identity.Check(Claim{Org: f.id("org"), Device: f.id("device"), Received: f.number("received"), ServerKey: func(statement ID) (PublicKey, error) {
		return key, here(statement == f.id("serverKey"))
	}})
	return outcome{"level": numberOf(uint64(a.Level)), "issued": numberOf(a.Issued), "expires": numberOf(a.Expires)}, err
}

func askedSaltVector(f vectorFields) (outcome, error) {
	ask := IdentityAsk{Challenge: f.id("challenge")}
	return outcome{"salt": ask.Salt(f.id("seed")).Hex()}, nil
}

func sessionVector(f vectorFields) (outcome, error) {
	_, s, err := signedVector[Session](f)
	if err != nil {
		return nil, err
	}
	return outcome{"time": numberOf(s.Time)}, here(s.Org == f.id("org") && s.Device == f.id("device") && s.Challenge == f.id("challenge"))
}
