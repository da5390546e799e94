package live

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/seal"
)

// What our clients write is read without the general reader; every neighbour of
// it is left to that one.
func TestPlainFrames(t *testing.T) {
	thread := strings.Repeat("ab", 32)
	for frame, want := range map[string]bool{
		`{"type":"send","ref":"7","thread":"` + thread + `","message":"aGVsbG8="}`: true,
		`{"message":"aGVsbG8=","thread":"` + thread + `","type":"send"}`:           true,
		`{"type":"viewing"}`:                     true,
		`{"type":"typing","on":true}`:            false,
		`{"type":"send","thread":null}`:          false,
		`{"type":"send","thread":"AB"}`:          false,
		`{"type":"send","message":"aGVsbG8"}`:    false,
		`{"type":"send","message":"aGVs\nbG8="}`: false,
		`{"type":"send","type":"typing"}`:        false,
		`{"Type":"send"}`:                        false,
		`{"type":"se\u006ed"}`:                   false,
		`{"type":"send","other":"x"}`:            false,
		`{"type":"send",}`:                       false,
		`{"type":"send"} `:                       false,
		`{"type":"send"}{"type":"typing"}`:       false,
		`{}`:                                     false,
		``:                                       false,
	} {
		if _, got := readPlain([]byte(frame)); got != want {
			t.Errorf("%s: read as plain: %v", frame, got)
		}
	}
}

// FuzzReadFrame: what is read quickly is what the general reader would have read.
func FuzzReadFrame(f *testing.F) {
	for _, r := range []request{
		{Type: "send", Ref: "1", Thread: &seal.ID{1}, Message: []byte("a sealed message")},
		{Type: "typing", Thread: &seal.ID{2}, On: true},
		{Type: "viewing"},
	} {
		frame, err := json.Marshal(r)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(frame)
	}
	f.Add([]byte(`{"type":"send","ref":"1","message":"aGVsbG8="}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		quick, ok := readPlain(data)
		if !ok {
			return
		}
		var want request
		if err := json.Unmarshal(data, &want); err != nil || !reflect.DeepEqual(quick, want) {
			t.Fatalf("%q was read as %+v instead of %+v (%v)", data, quick, want, err)
		}
	})
}
