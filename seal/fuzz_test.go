package seal

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"testing"
)

// addVectorBytes seeds a fuzz target with every hexadecimal string of a vector
// file, so that each begins from valid and from broken objects.
func addVectorBytes(f *testing.F, name string) {
	f.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata/vectors", name))
	if err != nil {
		f.Fatal(err)
	}
	found := 0
	for _, text := range regexp.MustCompile(`"([0-9a-f]{6,})"`).FindAllSubmatch(raw, 400) {
		if len(text[1])%2 == 0 {
			f.Add(vectorFields{"x": string(text[1])}.bytes("x"))
			found++
		}
	}
	if found == 0 {
		f.Fatalf("no seeds in %s", name)
	}
}

// oneEncoding fails if an accepted object is written differently.
func oneEncoding(t *testing.T, wire, again []byte) {
	t.Helper()
	if !bytes.Equal(wire, again) {
		t.Fatal("accepted bytes that are not the one encoding")
	}
}

func FuzzDecode(f *testing.F) {
	addVectorBytes(f, "cbor.json")
	f.Fuzz(func(t *testing.T, data []byte) {
		var value any
		if Decode(data, DefaultLimit, &value) == nil {
			again, err := Encode(value)
			if err != nil {
				t.Fatal(err)
			}
			oneEncoding(t, data, again)
		}
	})
}

// decodeMessage reads an envelope by the general decoder.
func decodeMessage(wire []byte) (Envelope, error) {
	var outer struct {
		_          struct{} `cbor:",toarray"`
		Header     []byte
		Ciphertext []byte
		Signature  Signature
	}
	if err := Decode(wire, EnvelopeLimit, &outer); err != nil {
		return Envelope{}, err
	}
	e := Envelope{rawHeader: outer.Header, ciphertext: outer.Ciphertext, signature: outer.Signature}
	if err := Decode(outer.Header, DefaultLimit, &e.header); err != nil {
		return Envelope{}, err
	}
	return e, e.header.Validate()
}

func FuzzDecodeMessage(f *testing.F) {
	addVectorBytes(f, "message.json")
	f.Fuzz(func(t *testing.T, wire []byte) {
		e, err := ParseMessage(wire)
		if err == nil {
			oneEncoding(t, wire, e.Bytes())
		}
		if slow, slowErr := decodeMessage(wire); (err == nil) != (slowErr == nil) || err == nil && !reflect.DeepEqual(e, slow) {
			t.Fatalf("read by hand: %v; decoded: %v", err, slowErr)
		}
	})
}

func FuzzDecodeBody(f *testing.F) {
	addVectorBytes(f, "message.json")
	f.Fuzz(func(t *testing.T, data []byte) {
		if body, err := ParseBody(data); err == nil {
			again, err := body.Bytes()
			if err != nil {
				t.Fatal(err)
			}
			oneEncoding(t, data, again)
		}
	})
}

func FuzzDecodeSigned(f *testing.F) {
	addVectorBytes(f, "thread.json")
	addVectorBytes(f, "transcript.json")
	addVectorBytes(f, "session.json")
	addVectorBytes(f, "certificate.json")
	f.Fuzz(func(t *testing.T, wire []byte) {
		if s, err := ParseVisitorDevice(wire); err == nil {
			oneEncoding(t, wire, s.Bytes())
		}
		if s, err := ParseSigned[Thread](wire); err == nil {
			oneEncoding(t, wire, s.Bytes())
		}
		if s, err := ParseSigned[ThreadGeneration](wire); err == nil {
			oneEncoding(t, wire, s.Bytes())
		}
		if s, err := ParseSigned[Receipt](wire); err == nil {
			oneEncoding(t, wire, s.Bytes())
		}
		if s, err := ParseSigned[Mark](wire); err == nil {
			oneEncoding(t, wire, s.Bytes())
		}
		if s, err := ParseSigned[Session](wire); err == nil {
			oneEncoding(t, wire, s.Bytes())
		}
		if s, err := ParseSigned[Certificate](wire); err == nil {
			oneEncoding(t, wire, s.Bytes())
		}
	})
}

func FuzzDecodeVault(f *testing.F) {
	addVectorBytes(f, "vault.json")
	addVectorBytes(f, "unlocker.json")
	f.Fuzz(func(t *testing.T, wire []byte) {
		if v, err := ParseVault(wire); err == nil {
			again, err := v.Bytes()
			if err != nil {
				t.Fatal(err)
			}
			oneEncoding(t, wire, again)
		}
		if u, err := ParseUnlocker(wire); err == nil {
			again, err := u.Bytes()
			if err != nil {
				t.Fatal(err)
			}
			oneEncoding(t, wire, again)
		}
	})
}

func FuzzDecodeKept(f *testing.F) {
	addVectorBytes(f, "kept.json")
	f.Fuzz(func(t *testing.T, wire []byte) {
		if k, err := ParseKept(wire); err == nil {
			again, err := k.Bytes()
			if err != nil {
				t.Fatal(err)
			}
			oneEncoding(t, wire, again)
		}
	})
}

func FuzzDecodeArticleSet(f *testing.F) {
	addVectorBytes(f, "article-set.json")
	f.Fuzz(func(t *testing.T, wire []byte) {
		var set ArticleSet
		if Decode(wire, ArticleSetLimit, &set) == nil && set.validate() == nil {
			again, err := set.Bytes()
			if err != nil {
				t.Fatal(err)
			}
			oneEncoding(t, wire, again)
		}
	})
}

func FuzzDecodeCodes(f *testing.F) {
	f.Add("WVRA-9PSY-BS4Q-5D4R-BG52-NNZJ-VPR5-2B5E-1FCS-RE8V-DGQA-32WG-HFW0")
	f.Add("dgp2 t1xc 26tc a")
	f.Fuzz(func(t *testing.T, text string) {
		if code, err := ParseRecoveryCode(text); err == nil {
			if again, err := ParseRecoveryCode(code.Reveal()); err != nil || again != code {
				t.Fatal("a code does not read back")
			}
		}
		if secret, err := ParseAccountSecret(text); err == nil {
			if again, err := ParseAccountSecret(RevealAccountSecret(secret)); err != nil || !again.Equal(secret) {
				t.Fatal("a secret does not read back")
			}
		}
	})
}

func FuzzOpenAttachment(f *testing.F) {
	var sealed bytes.Buffer
	a, err := SealAttachment(bytes.NewReader(make([]byte, 32)), &sealed, bytes.NewReader([]byte("a file")), 6)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sealed.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		err := OpenAttachment(&bytes.Buffer{}, bytes.NewReader(data), a)
		if err == nil && !bytes.Equal(data, sealed.Bytes()) {
			t.Fatal("another file than the one described was opened")
		}
	})
}

// The plaintext of a group box was written by a colleague, who may be hostile.
func FuzzDecodeGroupSecrets(f *testing.F) {
	addVectorBytes(f, "group.json")
	two, err := Encode([]GroupSecret{{Number: 1}, {Number: 3}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(two)
	f.Fuzz(func(t *testing.T, plaintext []byte) {
		for _, number := range []uint64{1, 3} {
			if secrets, err := parseGroupSecrets(plaintext, number); err == nil {
				again, err := Encode(secrets)
				if err != nil {
					t.Fatal(err)
				}
				oneEncoding(t, plaintext, again)
			}
		}
	})
}

func FuzzParseID(f *testing.F) {
	f.Add(ID{1}.Hex())
	f.Add("ABCDEF")
	f.Fuzz(func(t *testing.T, text string) {
		id, err := ParseID(text)
		var other ID
		if failed := other.UnmarshalText([]byte(text)); (failed == nil) != (err == nil) || other != id {
			t.Fatal("the two readers of an id disagree")
		}
		if err == nil && id.Hex() != text {
			t.Fatal("an id has two spellings")
		}
	})
}

// What writes itself writes what the general encoder would, around every length
// of a number, and refuses what that refuses.
func FuzzEncodeReceipt(f *testing.F) {
	for _, n := range []uint64{0, 23, 24, 255, 256, 65535, 65536, 1<<32 - 1, 1 << 32, maxInteger, maxInteger + 1} {
		f.Add([]byte("thread"), n, n)
	}
	f.Fuzz(func(t *testing.T, name []byte, sequence, time uint64) {
		receipt := Receipt{Org: HashID("org", name), ServerKey: HashID("key", name), Thread: HashID("thread", name), Sequence: sequence, Entry: HashID("entry", name), Transcript: HashID("place", name), Time: time}
		want, err := encodeRaw(receipt)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Encode(receipt)
		if refused := sequence > maxInteger || time > maxInteger; (err != nil) != refused {
			t.Fatalf("%d at %d: %v", sequence, time, err)
		}
		if err == nil && !bytes.Equal(got, want) {
			t.Fatalf("%x instead of %x", got, want)
		}
		signed := Signed[Receipt]{payload: want, signature: Signature(append(name, make([]byte, 64)...)[:64])}
		wire, err := encodeRaw(signedWire{Payload: signed.payload, Signature: signed.signature})
		if err != nil || !bytes.Equal(signed.Bytes(), wire) {
			t.Fatalf("%x instead of %x: %v", signed.Bytes(), wire, err)
		}
	})
}
