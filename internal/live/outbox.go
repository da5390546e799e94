package live

import (
	"encoding/binary"
	"sync"
)

// This file writes frames to a socket, all that wait in one write: a system call
// costs more than making a frame does. Pings, pongs and closes are the library's;
// they cannot come between, because a connection takes one write at a time.

const joined = 32 << 10 // bytes after which no further frame joins a write

// outbox holds what waits for one socket. The bytes of a frame are shared by
// everybody who gets it, and copied only to be written.
type outbox struct {
	mu      sync.Mutex
	waiting [][]byte
	writing bool
}

// put queues a message; begin says that nobody is writing, and the caller has to.
func (o *outbox) put(message []byte) (begin bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.waiting = append(o.waiting, message)
	begin = !o.writing
	o.writing = true
	return begin
}

// take makes one write of what waits, and says how many bytes of messages are in
// it. With nothing left, whoever wrote has ended.
func (o *outbox) take(into []byte) (frames []byte, size int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	n := 0
	for ; n < len(o.waiting) && len(into) < joined; n++ {
		into = appendFrame(into, o.waiting[n])
		size += len(o.waiting[n])
	}
	clear(o.waiting[:n])
	if o.waiting = o.waiting[n:]; len(o.waiting) == 0 {
		o.waiting = nil
	}
	o.writing = n > 0
	return into, size
}

// appendFrame appends a message in one unmasked text frame (RFC 6455 §5.2).
func appendFrame(to, message []byte) []byte {
	const finalText = 0x81
	switch n := len(message); {
	case n < 126:
		to = append(to, finalText, byte(n))
	case n < 1<<16:
		to = binary.BigEndian.AppendUint16(append(to, finalText, 126), uint16(n))
	default:
		to = binary.BigEndian.AppendUint64(append(to, finalText, 127), uint64(n))
	}
	return append(to, message...)
}

// flush writes until nothing waits any more. A connection that fails is closed,
// which ends its read loop, and with it the client.
func (c *client) flush() {
	var buffer []byte
	for {
		frames, size := c.out.take(buffer[:0])
		if len(frames) == 0 {
			return
		}
		if _, err := c.socket.NetConn().Write(frames); err != nil {
			c.socket.NetConn().Close() //nolint:errcheck // of no use any more
		}
		c.pending.Add(-int64(size))
		buffer = frames
	}
}
