package seal

import (
	"crypto/ecdh"
	"crypto/mlkem"
	"crypto/sha3"
)

func keyOperations() map[string]operation {
	return map[string]operation{
		"xwing": xwingVector, "open": openVector, "derive": deriveVector, "check": checkVector, "secrets": secretsVector,
		"wrap": wrapVector, "unwrap": unwrapVector, "invite": inviteVector, "approval-code": approvalVector, "link": linkVector, "device-link": deviceLinkVector,
	}
}

// xwingVector decapsulates with the pieces of draft-connolly-cfrg-xwing-kem,
// because crypto/hpke keeps the shared secret to itself, and checks that
// crypto/hpke has the same public key.
func xwingVector(f vectorFields) (outcome, error) {
	key, err := OpeningKeyFromSeed(f.secret("seed"))
	if err != nil {
		return nil, err
	}
	expanded := sha3.SumSHAKE256(f.bytes("seed"), 96)
	decapsulation, err := mlkem.NewDecapsulationKey768(expanded[:64])
	if err != nil {
		return nil, err
	}
	private, err := ecdh.X25519().NewPrivateKey(expanded[64:])
	if err != nil {
		return nil, err
	}
	enc := f.bytes("enc")
	fromLattice, err := decapsulation.Decapsulate(enc[:1088])
	if err != nil {
		return nil, err
	}
	ephemeral, err := ecdh.X25519().NewPublicKey(enc[1088:])
	if err != nil {
		return nil, err
	}
	fromCurve, err := private.ECDH(ephemeral)
	if err != nil {
		return nil, err
	}
	label := "\\./" + "/^\\"
	all := append(append(append(append(fromLattice, fromCurve...), enc[1088:]...), private.PublicKey().Bytes()...), label...)
	secret := sha3.Sum256(all)
	public := key.Public()
	return outcome{"publicKey": hexOf(public[:]), "enc": hexOf(enc), "secret": hexOf(secret[:])}, nil
}

func openVector(f vectorFields) (outcome, error) {
	if _, message := f["message"]; message {
		return openMessageVector(f)
	}
	key, err := OpeningKeyFromSeed(f.secret("seed"))
	if err != nil {
		return nil, err
	}
	info := BoxInfo{Org: f.id("org"), Purpose: Purpose(f.text("purpose")), Object: f.id("object"), Generation: f.number("generation"), Recipient: f.id("recipient"), Author: f.id("author")}
	plaintext, err := key.Open(info, f.bytes("box"))
	if err != nil {
		return nil, err
	}
	bound, err := info.bytes()
	hash, public := BoxHash(f.bytes("box")), key.Public()
	return outcome{"publicKey": hexOf(public[:]), "info": hexOf(bound), "plaintext": hexOf(plaintext), "hash": hash.Hex()}, err
}

func groupKeys(f vectorFields) (GroupKeys, error) {
	return DeriveGroupKeys(f.id("org"), f.id("group"), GroupSecret{Number: f.number("number"), Secret: f.secret("secret")})
}

func deriveVector(f vectorFields) (outcome, error) {
	keys, err := groupKeys(f)
	if err != nil {
		return nil, err
	}
	public, seed := keys.Opening.Public(), keys.Opening.Seed()
	return outcome{"sealingSeed": hexOf(seed[:]), "sealing": hexOf(public[:]), "wrapKey": hexOf(keys.Wrap[:]), "commitment": keys.Commitment.Hex()}, nil
}

func checkVector(f vectorFields) (outcome, error) {
	keys, err := groupKeys(f)
	if err != nil {
		return nil, err
	}
	var sealing SealingPublicKey
	copy(sealing[:], f.bytes("sealing"))
	return nil, keys.Match(f.id("commitment"), sealing)
}

func secretsVector(f vectorFields) (outcome, error) {
	secrets, err := parseGroupSecrets(f.bytes("plaintext"), f.number("number"))
	list := []any{}
	for _, s := range secrets {
		list = append(list, map[string]any{"number": numberOf(s.Number), "secret": hexOf(s.Secret[:])})
	}
	return outcome{"secrets": list}, err
}

// wrapStatement is a thread generation of which only what wraps touch matters.
func wrapParts(f vectorFields) (GroupKeys, ThreadKey) {
	group := GroupKeys{Org: f.id("org"), Wrap: f.secret("wrapKey")}
	return group, ThreadKey{org: f.id("org"), thread: f.id("thread"), generation: f.id("threadGeneration")}
}

func wrapVector(f vectorFields) (outcome, error) {
	group, key := wrapParts(f)
	key.secret = f.secret("key")
	wrap, err := key.Wrap(group, f.id("groupGeneration"))
	if err != nil {
		return nil, err
	}
	commitment, err := Commit(key.secret, key.org, "thread", key.thread, f.number("number"))
	return outcome{"wrap": hexOf(wrap), "commitment": commitment.Hex()}, err
}

func unwrapVector(f vectorFields) (outcome, error) {
	group, _ := wrapParts(f)
	generation := ThreadGeneration{Org: f.id("org"), Thread: f.id("thread"), Number: f.number("number"), Commitment: f.id("commitment")}
	key, err := openWrap(group, f.id("groupGeneration"), generation, f.id("threadGeneration"), f.bytes("wrap"))
	return outcome{"key": hexOf(key.secret[:])}, err
}

func inviteVector(f vectorFields) (outcome, error) {
	random, err := SecretFrom(f.bytes("random"))
	if err != nil {
		return nil, err
	}
	key, err := InvitationKey(random, f.id("org"))
	if err != nil {
		return nil, err
	}
	public, seed := key.Public(), key.Seed()
	return outcome{"seed": hexOf(seed[:]), "publicKey": hexOf(public[:])}, claimed(f, "publicKey", hexOf(public[:]))
}

func approvalVector(f vectorFields) (outcome, error) {
	raw := f.bytes("publicKey")
	if len(raw) != SealingKeySize {
		return nil, Fail(ErrMalformed, "vector", "%d bytes", len(raw))
	}
	key := SealingPublicKey(raw)
	code := ApprovalCode(key, f.id("org"))
	return outcome{"code": ungrouped(code), "recipient": ApprovalRecipient(key).Hex()}, claimed(f, "code", ungrouped(code))
}

func linkVector(f vectorFields) (outcome, error) {
	link, org, from, to := f.secret("link"), f.id("org"), f.id("from"), f.id("to")
	name, err := LinkName(link, org)
	if err != nil {
		return nil, err
	}
	old, err := LinkProof(link, org, LinkOld, from)
	if err != nil {
		return nil, err
	}
	fresh, err := LinkProof(link, org, LinkNew, to)
	if err != nil {
		return nil, err
	}
	code := ungrouped(LinkCode(org, from, to))
	return outcome{"name": name.Hex(), "old": old.Hex(), "new": fresh.Hex(), "code": code}, claimed(f, "code", code)
}

func deviceLinkVector(f vectorFields) (outcome, error) {
	opening, err := OpeningKeyFromSeed(f.secret("seed"))
	if err != nil {
		return nil, err
	}
	key, err := publicKey(f)
	if err != nil {
		return nil, err
	}
	at := DeviceLink{Org: f.id("org"), Link: f.id("name"), From: f.id("from"), To: f.id("to")}
	history, err := OpenDeviceLink(opening, key, at, f.bytes("wire"))
	if err != nil {
		return nil, err
	}
	thread := history.Threads[0]
	return outcome{"thread": thread.Thread.Hex(), "generation": thread.Keys[0].Generation.Hex(), "key": hexOf(thread.Keys[0].Key[:])}, nil
}
