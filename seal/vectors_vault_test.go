package seal

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

func vaultOperations() map[string]operation {
	return map[string]operation{
		"vault": vaultVector, "prf": prfVector, "password": passwordVector, "recovery": recoveryVector, "unlock": unlockVector,
		"credential": credentialVector, "locked": lockedVector,
		"recovery-code": recoveryCodeVector, "account-secret": accountSecretVector, "draft": draftVector, "passwords": passwordsVector,
	}
}

func fileOperations() map[string]operation {
	return map[string]operation{
		"stream": streamVector, "open-stream": openStreamVector, "padme": padmeVector, "file": fileVector, "article-set": articleSetVector,
	}
}

func vaultVector(f vectorFields) (outcome, error) {
	v, err := ParseVault(f.bytes("vault"))
	if err != nil {
		return nil, err
	}
	contents, err := v.Open(f.secret("vaultKey"), f.id("org"), f.id("account"), f.number("version"))
	if err != nil {
		return nil, err
	}
	plaintext, err := Encode(contents)
	identities, sealings, ways := []any{}, []any{}, []any{}
	for _, s := range contents.Identities {
		identities = append(identities, hexOf(s[:]))
	}
	for _, s := range contents.Sealings {
		sealings = append(sealings, hexOf(s[:]))
	}
	for _, w := range contents.Ways {
		ways = append(ways, []any{w.ID.String(), numberOf(uint64(w.Kind)), hexOf(w.Public[:])})
	}
	return outcome{
		"plaintext": hexOf(plaintext), "ciphertext": hexOf(v.Ciphertext), "identities": identities, "sealings": sealings,
		"accountSecret": hexOf(contents.AccountSecret[:]), "ways": ways,
	}, err
}

func draftVector(f vectorFields) (outcome, error) {
	k, err := ParseKept(f.bytes("kept"))
	if err != nil {
		return nil, err
	}
	var seeds []Secret
	for _, seed := range f["seeds"].([]any) {
		seeds = append(seeds, vectorFields{"seed": seed}.secret("seed"))
	}
	at := KeptPlace{f.id("org"), f.id("account"), f.id("subject"), f.number("version")}
	draft, err := k.OpenDraft(at, seeds...)
	if err != nil {
		return nil, err
	}
	out := outcome{"mode": draft.Mode, "reply": draft.Reply, "note": draft.Note, "time": numberOf(draft.Time)}
	if _, sealed := f["content"]; !sealed {
		return out, nil
	}
	again, err := SealDraft(bytes.NewReader(f.bytes("salt")), seeds[0], at, draft)
	if err != nil {
		return nil, err
	}
	wire, err := again.Bytes()
	out["kept"] = hexOf(wire)
	return out, errors.Join(err, claimed(f, "kept", hexOf(wire)))
}

func passwordsVector(f vectorFields) (outcome, error) {
	k, err := ParseKept(f.bytes("kept"))
	if err != nil {
		return nil, err
	}
	at := KeptPlace{f.id("org"), f.id("account"), f.id("account"), f.number("version")}
	list, err := k.OpenPasswords(at, f.secret("seed"))
	if err != nil {
		return nil, err
	}
	verifier, err := list.Verifier(f.text("password"), at.Org, at.Account)
	if err != nil {
		return nil, err
	}
	again, err := SealPasswords(bytes.NewReader(f.bytes("salt")), f.secret("seed"), at, list)
	if err != nil {
		return nil, err
	}
	wire, err := again.Bytes()
	return outcome{"verifier": hexOf(verifier[:]), "count": numberOf(uint64(len(list.Verifiers)))}, errors.Join(err, claimed(f, "kept", hexOf(wire)))
}

func prfVector(f vectorFields) (outcome, error) {
	return outcome{"input": PRFInput(f.id("org")).Hex()}, nil
}

func passwordVector(f vectorFields) (outcome, error) {
	cost := PasswordCost{Memory: uint32(f.number("m")), Iterations: uint32(f.number("t"))}
	if len(f.bytes("argonSalt")) != 16 || len(f.bytes("accountSecret")) != 32 {
		return nil, Fail(ErrMalformed, "vector", "sizes")
	}
	salt := ID16(f.bytes("argonSalt"))
	s, err := PasswordSecrets(f.text("password"), f.secret("accountSecret"), f.id("org"), salt, cost)
	if err != nil {
		return nil, err
	}
	stretched := argon2.IDKey(norm.NFKC.Bytes([]byte(f.text("password"))), salt[:], cost.Iterations, cost.Memory, 1, 32)
	out := signInOutcome(s)
	out["stretched"] = hexOf(stretched)
	return out, nil
}

func signInOutcome(s SignInSecrets) outcome {
	return outcome{"secret": hexOf(s.Unlock[:]), "authentication": hexOf(s.Auth[:]), "stored": s.Verifier().Hex()}
}

func recoveryVector(f vectorFields) (outcome, error) {
	raw := f.bytes("code")
	if len(raw) != 20 {
		return nil, Fail(ErrMalformed, "vector", "%d bytes", len(raw))
	}
	s, err := RecoveryCode{raw: [20]byte(raw)}.Secrets(f.id("org"))
	return signInOutcome(s), err
}

func unlockVector(f vectorFields) (outcome, error) {
	u, err := ParseUnlocker(f.bytes("unlocker"))
	if err != nil {
		return nil, err
	}
	by, err := NewUnlockKey(f.id("org"), f.id("account"), u.Kind, u.ID, f.secret("secret"))
	if err != nil {
		return nil, err
	}
	key, err := by.Open(u, f.number("version"))
	seed, way := by.opening.Seed(), by.Way()
	return outcome{
		"id": u.ID.String(), "kind": numberOf(uint64(u.Kind)), "seed": hexOf(seed[:]), "publicKey": hexOf(way.Public[:]), "vaultKey": hexOf(key[:]),
	}, err
}

func credentialVector(f vectorFields) (outcome, error) {
	id := PasskeyWay(f.bytes("credential")).String()
	return outcome{"id": id}, claimed(f, "id", id)
}

func lockedVector(f vectorFields) (outcome, error) {
	locked := LockedVault{Vault: f.bytes("vault")}
	for _, wire := range f["unlockers"].([]any) {
		locked.Unlockers = append(locked.Unlockers, vectorFields{"wire": wire}.bytes("wire"))
	}
	by, err := NewUnlockKey(f.id("org"), f.id("account"), UnlockerKind(f.number("kind")), ID16(f.bytes("id")), f.secret("secret"))
	if err != nil {
		return nil, err
	}
	opened, err := locked.Unlock(by)
	return outcome{"version": numberOf(opened.Version), "vaultKey": hexOf(opened.Key[:])}, err
}

func recoveryCodeVector(f vectorFields) (outcome, error) {
	if text, ok := f["text"].(string); ok {
		code, err := ParseRecoveryCode(text)
		if want, both := f["bytes"]; err == nil && both && want != hexOf(code.raw[:]) {
			err = Fail(ErrMalformed, "vector", "other bytes")
		}
		return outcome{"bytes": hexOf(code.raw[:])}, err
	}
	code := RecoveryCode{raw: [20]byte(f.bytes("bytes"))}
	back, err := ParseRecoveryCode(code.Reveal())
	if err == nil && back != code {
		err = Fail(ErrMalformed, "vector", "the code does not read back")
	}
	return outcome{"text": code.Reveal()}, err
}

func accountSecretVector(f vectorFields) (outcome, error) {
	if text, ok := f["text"].(string); ok {
		secret, err := ParseAccountSecret(text)
		return outcome{"bytes": hexOf(secret[:])}, err
	}
	text := RevealAccountSecret(f.secret("bytes"))
	back, err := ParseAccountSecret(text)
	if err == nil && !back.Equal(f.secret("bytes")) {
		err = Fail(ErrMalformed, "vector", "the secret does not read back")
	}
	return outcome{"text": text}, err
}

// pattern is the file content of the vectors: SHA-256(seed || uint32be(n)) …
func pattern(seed string, size uint64) []byte {
	var out []byte
	for block := uint32(0); uint64(len(out)) < size; block++ {
		sum := sha256.Sum256(binary.BigEndian.AppendUint32([]byte(seed), block))
		out = append(out, sum[:]...)
	}
	return out[:size]
}

func sealStream(key Secret, content []byte) ([]byte, error) {
	s, err := newStream(key)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = s.seal(&out, bytes.NewReader(content), uint64(len(content)))
	return out.Bytes(), err
}

func streamVector(f vectorFields) (outcome, error) {
	sealed, err := sealStream(f.secret("key"), pattern(f.text("pattern"), f.number("size")))
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(sealed)
	edge := min(len(sealed), 16)
	out := outcome{"ciphertext": hexOf(sealed), "length": numberOf(uint64(len(sealed))), "hash": hexOf(sum[:])}
	out["first"], out["last"] = hexOf(sealed[:edge]), hexOf(sealed[len(sealed)-edge:])
	return out, nil
}

func openStreamVector(f vectorFields) (outcome, error) {
	content := pattern(f.text("pattern"), f.number("size"))
	sealed, err := sealStream(f.secret("key"), content)
	if err != nil {
		return nil, err
	}
	var altered []byte
	for _, piece := range f["pieces"].([]any) {
		p := vectorFields(piece.(map[string]any))
		if _, literal := p["bytes"]; literal {
			altered = append(altered, p.bytes("bytes")...)
			continue
		}
		altered = append(altered, sealed[p.number("from"):p.number("to")]...)
	}
	if _, flip := f["flip"]; flip {
		altered[f.number("flip")] ^= 1
	}
	sum := sha256.Sum256(altered)
	if hexOf(sum[:]) != f.text("hash") {
		panic("the vector's pieces do not give its bytes")
	}
	s, err := newStream(f.secret("key"))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	digest := sha256.New()
	src := bytes.NewReader(altered)
	a := Attachment{Size: f.number("size"), PaddedSize: f.number("size"), Hash: sum}
	digest.Write(altered)
	if err := s.open(&out, src, a); err != nil {
		return nil, err
	}
	if err := finishAttachment(src, digest, a.Hash); err != nil {
		return nil, err
	}
	return nil, here(bytes.Equal(out.Bytes(), content))
}

func padmeVector(f vectorFields) (outcome, error) {
	return outcome{"padded": numberOf(Padme(f.number("size")))}, nil
}

func fileVector(f vectorFields) (outcome, error) {
	content := pattern(f.text("pattern"), f.number("size"))
	var sealed, opened bytes.Buffer
	a, err := SealAttachment(bytes.NewReader(f.bytes("key")), &sealed, bytes.NewReader(content), f.number("size"))
	if err != nil {
		return nil, err
	}
	length := sealed.Len()
	if err := OpenAttachment(&opened, &sealed, a); err != nil {
		return nil, err
	}
	return outcome{"padded": numberOf(a.PaddedSize), "length": numberOf(uint64(length)), "hash": a.Hash.Hex()},
		here(bytes.Equal(opened.Bytes(), content) && uint64(length) == SealedSize(a.PaddedSize))
}

func articleSetVector(f vectorFields) (outcome, error) {
	set, err := ParseArticleSet(f.bytes("bytes"), ApprovedSet{Org: f.id("org"), Version: f.number("version"), Hash: f.id("hash"), Count: f.number("count")})
	list := []any{}
	for _, a := range set.Articles {
		list = append(list, []any{a.ID, a.Title, numberOf(a.Version), a.Language, a.Team, numberOf(a.Updated), a.Markdown})
	}
	return outcome{"articles": list}, err
}
