package live

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/sealdesk/sealdesk/seal"
)

// What a client sends over the socket is read in one way, or refused.
func FuzzFrame(f *testing.F) {
	thread := seal.ID{7}
	for _, r := range []request{
		{Type: "send", Ref: "1", Thread: &thread, Message: []byte("sealed")},
		{Type: "typing", Thread: &thread},
		{Type: "viewing"},
	} {
		data, err := json.Marshal(r)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(`{"type":"send"} {"type":"send"}`))
	f.Add([]byte(`{"type":"send","sent":true}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := read(data)
		if err != nil {
			return
		}
		written, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := read(written); err != nil || !reflect.DeepEqual(again, r) {
			t.Fatalf("%+v became %+v: %v", r, again, err)
		}
	})
}
