package live

import (
	"bytes"
	"encoding/binary"
	"testing"
)

// cut reads one frame as RFC 6455 §5.2 has it: final, text, without a mask.
func cut(t *testing.T, data []byte) (message, rest []byte) {
	t.Helper()
	if len(data) < 2 || data[0] != 1<<7|1 || data[1]&(1<<7) != 0 {
		t.Fatalf("not a whole text frame: % x", data[:min(len(data), 10)])
	}
	size, data := uint64(data[1]), data[2:]
	switch size {
	case 126:
		size, data = uint64(binary.BigEndian.Uint16(data)), data[2:]
		if size < 126 {
			t.Fatalf("%d is written in two bytes", size)
		}
	case 127:
		size, data = binary.BigEndian.Uint64(data), data[8:]
		if size < 1<<16 {
			t.Fatalf("%d is written in eight bytes", size)
		}
	}
	return data[:size], data[size:]
}

// Whatever its size, a message comes whole, once, in order, and is counted.
func TestFramesThatShareAWrite(t *testing.T) {
	var box outbox
	var put, got [][]byte
	counted := 0
	for i, size := range []int{1, 125, 126, 127, joined, 1<<16 - 1, 1 << 16, 1<<16 + 1, 7, 8} {
		message := bytes.Repeat([]byte{byte('a' + i)}, size)
		put = append(put, message)
		if begin := box.put(message); begin != (i == 0) {
			t.Errorf("message %d begins to write: %v", i, begin)
		}
	}
	writes := 0
	for {
		frames, size := box.take(nil)
		if len(frames) == 0 {
			break
		}
		writes++
		for counted += size; len(frames) > 0; {
			var message []byte
			message, frames = cut(t, frames)
			got = append(got, message)
		}
	}
	if !bytes.Equal(bytes.Join(put, []byte("|")), bytes.Join(got, []byte("|"))) {
		t.Errorf("%d messages came of %d, or not as they were", len(got), len(put))
	}
	if want := len(bytes.Join(put, nil)); counted != want {
		t.Errorf("%d bytes were counted, not %d", counted, want)
	}
	if writes != 5 { // the small and the first large one; each of three large; two small
		t.Errorf("%d writes", writes)
	}
	if !box.put([]byte("again")) {
		t.Error("nobody writes any more, and nobody begins")
	}
}
