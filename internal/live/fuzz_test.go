package live

import (
	"bytes"
	"crypto/sha256"
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

// However a frame is written, it is what the general encoder would have written.
func FuzzEncode(f *testing.F) {
	f.Add("1", uint64(9), uint64(3), []byte("sealed"), []byte("signed"))
	f.Add("", uint64(0), uint64(0), []byte{}, []byte{})
	f.Add(`<"é">`, uint64(1)<<63, uint64(1), []byte(nil), []byte("signed"))
	f.Fuzz(func(t *testing.T, ref string, cursor, sequence uint64, message, receipt []byte) {
		thread := seal.ID(sha256.Sum256(message))
		for _, frame := range []frame{
			{Type: "ack", Cursor: cursor, Ref: ref, Sequence: sequence, Receipt: receipt},
			{Type: "entry", Cursor: cursor, Thread: &thread, Conversation: thread, Entry: &Entry{sequence, "message", message, receipt}, Keys: &[]Key{}},
			{Type: "entry", Cursor: cursor, Thread: &thread, Conversation: thread, Entry: &Entry{sequence, "generation", message, receipt}, Keys: &[]Key{{}}},
			{Type: "mark", Cursor: cursor, Thread: &thread, Mark: receipt},
		} {
			want, err := json.Marshal(frame)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := frame.encode(); err != nil || !bytes.Equal(got, want) {
				t.Fatalf("%s instead of %s: %v", got, want, err)
			}
		}
	})
}
