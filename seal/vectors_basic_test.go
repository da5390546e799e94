package seal

import (
	"bytes"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/json"

	"github.com/fxamacker/cbor/v2"
)

func basicOperations() map[string]operation {
	return map[string]operation{
		"decode": decodeVector, "decode-array": decodeArrayVector, "id": idVector, "hkdf": hkdfVector, "kdf": kdfVector,
		"commit": commitVector, "ed25519": ed25519Vector, "public-key": publicKeyVector, "sign": signVector,
		"verify": verifyVector, "pad": padVector, "pad-size": padSizeVector, "unpad": unpadVector,
	}
}

func decodeVector(f vectorFields) (outcome, error) {
	var value any
	if err := Decode(f.bytes("bytes"), DefaultLimit, &value); err != nil {
		return nil, err
	}
	return outcome{"value": shown(value)}, nil
}

// shown is a decoded value in the vectors' shape.
func shown(value any) any {
	switch v := value.(type) {
	case uint64:
		return map[string]any{"u": numberOf(v)}
	case []byte:
		return map[string]any{"b": hexOf(v)}
	case string:
		return map[string]any{"t": v}
	case []any:
		list := []any{}
		for _, item := range v {
			list = append(list, shown(item))
		}
		return map[string]any{"a": list}
	default:
		return map[string]any{"s": v}
	}
}

func decodeArrayVector(f vectorFields) (outcome, error) {
	var items []cbor.RawMessage
	if err := Decode(f.bytes("bytes"), DefaultLimit, &items); err != nil {
		return nil, err
	}
	if uint64(len(items)) != f.number("count") {
		return nil, Fail(ErrMalformed, "vector", "%d elements", len(items))
	}
	return nil, nil
}

func idVector(f vectorFields) (outcome, error) {
	id := HashID(f.text("type"), f.bytes("bytes"))
	return outcome{"message": hexOf(Domain(f.text("type"), f.bytes("bytes"))), "id": id.Hex()}, claimed(f, "id", id.Hex())
}

func hkdfVector(f vectorFields) (outcome, error) {
	key, err := hkdf.Key(sha256.New, f.bytes("ikm"), f.bytes("salt"), string(f.bytes("info")), int(f.number("size")))
	return outcome{"key": hexOf(key)}, err
}

func kdfVector(f vectorFields) (outcome, error) {
	var context []any
	if err := Decode(f.bytes("context"), DefaultLimit, &context); err != nil {
		return nil, err
	}
	key, err := deriveBytes(f.bytes("secret"), f.bytes("salt"), int(f.number("size")), context...)
	if err != nil {
		return nil, err
	}
	return outcome{"info": hexOf(Domain("kdf", f.bytes("context"))), "key": hexOf(key)}, claimed(f, "key", hexOf(key))
}

func commitVector(f vectorFields) (outcome, error) {
	c, err := Commit(f.secret("secret"), f.id("org"), f.text("label"), f.id("object"), f.number("number"))
	if err != nil {
		return nil, err
	}
	return nil, claimed(f, "commitment", c.Hex())
}

func ed25519Vector(f vectorFields) (outcome, error) {
	key := ed25519.NewKeyFromSeed(f.bytes("seed"))
	return outcome{"publicKey": hexOf(key[32:]), "signature": hexOf(ed25519.Sign(key, f.bytes("bytes")))}, nil
}

func publicKey(f vectorFields) (PublicKey, error) {
	raw := f.bytes("publicKey")
	if len(raw) != 32 {
		return PublicKey{}, Fail(ErrMalformed, "vector", "%d bytes", len(raw))
	}
	return PublicKey(raw), PublicKey(raw).Check()
}

func publicKeyVector(f vectorFields) (outcome, error) {
	_, err := publicKey(f)
	return nil, err
}

func signVector(f vectorFields) (outcome, error) {
	key := SigningKeyFromSeed(f.secret("seed"))
	signature, err := key.Sign(f.text("type"), f.bytes("bytes"))
	public := key.Public()
	return outcome{"publicKey": hexOf(public[:]), "signature": hexOf(signature[:])}, err
}

func verifyVector(f vectorFields) (outcome, error) {
	key, err := publicKey(f)
	if err != nil {
		return nil, err
	}
	raw := f.bytes("signature")
	if len(raw) != 64 {
		return nil, Fail(ErrMalformed, "vector", "signature of %d bytes", len(raw))
	}
	return nil, key.Verify(f.text("type"), f.bytes("bytes"), Signature(raw))
}

func padVector(f vectorFields) (outcome, error) {
	padded, err := Pad(f.bytes("bytes"))
	if err != nil {
		return nil, err
	}
	back, err := Unpad(padded)
	if err == nil && !bytes.Equal(back, f.bytes("bytes")) {
		err = Fail(ErrMalformed, "vector", "padding does not come off")
	}
	return outcome{"padded": hexOf(padded)}, err
}

func padSizeVector(f vectorFields) (outcome, error) {
	padded, err := Pad(make([]byte, f.number("size")))
	if err != nil {
		return nil, err
	}
	back, err := Unpad(padded)
	if err == nil && uint64(len(back)) != f.number("size") {
		err = Fail(ErrMalformed, "vector", "padding does not come off")
	}
	return outcome{"padded": json.Number(numberOf(uint64(len(padded))))}, err
}

func unpadVector(f vectorFields) (outcome, error) {
	_, err := Unpad(f.bytes("padded"))
	return nil, err
}
