package server

import (
	"net"
	"net/http"
	"sync"
)

// spares are connections that were opened and have sent nothing yet, as
// browsers keep some ready. http.Server.Shutdown would wait for each of them
// for five seconds, although nobody is in the middle of anything.
type spares struct {
	mu     sync.Mutex
	closed bool
	open   map[net.Conn]struct{}
}

// watch implements http.Server.ConnState.
func (s *spares) watch(conn net.Conn, state http.ConnState) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if state != http.StateNew {
		delete(s.open, conn)
		return
	}
	if s.closed {
		conn.Close() //nolint:errcheck // nothing was said on it
		return
	}
	if s.open == nil {
		s.open = map[net.Conn]struct{}{}
	}
	s.open[conn] = struct{}{}
}

func (s *spares) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	for conn := range s.open {
		conn.Close() //nolint:errcheck // nothing was said on it
	}
}
