package siem

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/sealdesk/sealdesk/internal/outward"
)

// overlap is how many entries are sent again after a connection broke, or this
// server ended and with it the knowledge of what became of its connections: as many
// as the buffers of a receiver hold by the usual limits (6 MB on Linux).
const overlap = 10_000

// unsettled is how long a receiver may take to acknowledge what was written.
const unsettled = 30 * time.Second

// syslog sends RFC 5424 messages with octet counting (RFC 5425 section 4.3 over
// TLS, RFC 6587 section 3.4.1 without it).
//
// Syslog has no answer: what was written may lie in a buffer of a receiver that
// dies. So a batch counts as arrived only when the receiver's machine has
// acknowledged every byte of it (where the system tells: Linux), and the connection
// lived on for a moment; and when a connection breaks, what was sent on it is sent
// again, the last ten thousand entries at most. So does a server that starts: who
// got its record may have died with it. A receiver that is more than ten thousand
// entries behind, and is killed, loses what it had taken over.
type syslog struct {
	address string
	tls     *tls.Config // nil for none
	host    string
	settle  time.Duration

	conn  net.Conn
	gone  chan struct{} // closed when the receiver ended the connection
	first int64         // the first entry that was sent on it
}

func newSyslog(a address, desk Desk) (receiver, error) {
	s := &syslog{address: a.withPort("6514"), host: printable(desk.Host, 255), settle: desk.Pace.Settle}
	if a.url.Path != "" {
		return nil, errors.New("an address of syslog ends with the port: syslog+tls://host:6514")
	}
	if a.url.Scheme == "syslog+tls" {
		config, err := a.secured()
		if err != nil {
			return nil, err
		}
		s.tls = config
	}
	return s, nil
}

func (s *syslog) send(ctx context.Context, batch []entry) (int, error) {
	if err := s.dial(ctx, batch[0].number); err != nil {
		return 0, err
	}
	var out []byte
	for _, e := range batch {
		out = appendFrame(out, s.message(e))
	}
	conn := s.conn // which may be closed and forgotten by when the context ends
	err := conn.SetWriteDeadline(time.Now().Add(unsettled))
	stop := context.AfterFunc(ctx, func() { conn.SetWriteDeadline(time.Unix(1, 0)) }) //nolint:errcheck // the write fails, or is over
	defer stop()
	if err == nil {
		_, err = conn.Write(out)
	}
	if err == nil {
		err = s.arrived(ctx)
	}
	if err != nil {
		from := max(s.first, batch[0].number-overlap)
		s.close() //nolint:errcheck // it is broken
		return 0, &later{error: err, from: from, again: true}
	}
	return 0, nil
}

func (s *syslog) dial(ctx context.Context, first int64) error {
	if s.conn != nil {
		return nil // that it is gone is seen after the write, with all that may be lost
	}
	ctx, cancel := context.WithTimeout(ctx, unsettled)
	defer cancel()
	var conn net.Conn
	var err error
	if s.tls == nil {
		conn, err = outward.Dialer().DialContext(ctx, "tcp", s.address)
	} else {
		conn, err = (&tls.Dialer{NetDialer: outward.Dialer(), Config: s.tls}).DialContext(ctx, "tcp", s.address)
	}
	if err != nil {
		return err
	}
	s.conn, s.gone, s.first = conn, make(chan struct{}), first
	go func(gone chan struct{}) { // ends with the connection
		io.Copy(io.Discard, conn) //nolint:errcheck // a receiver says nothing; what counts is that it ended
		close(gone)
	}(s.gone)
	return nil
}

var errGone = errors.New("the receiver ended the connection")

// arrived waits until nothing is on the way any more, and a moment longer.
func (s *syslog) arrived(ctx context.Context) error {
	deadline := time.Now().Add(unsettled)
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-s.gone:
			return errGone
		case <-time.After(s.settle):
		}
		waiting, err := unacknowledged(s.conn)
		if err != nil {
			return err
		}
		if waiting == 0 {
			return nil
		}
		if time.Now().After(deadline) {
			return errors.New("the receiver takes nothing")
		}
	}
}

func (s *syslog) close() error {
	if s.conn == nil {
		return nil
	}
	err := s.conn.Close()
	s.conn = nil
	return err
}

// appendFrame counts octets: the length, a space, the message.
func appendFrame(out, message []byte) []byte {
	return append(append(strconv.AppendInt(out, int64(len(message)), 10), ' '), message...)
}

// message is RFC 5424 section 6. Facility 13 is "log audit"; the enterprise number
// is the one for examples (RFC 5612), for we have none of our own.
func (s *syslog) message(e entry) []byte {
	m, refused := judge(&e.event)
	out := append([]byte("<"), strconv.Itoa(13*8+level(m.severity))...)
	out = append(out, ">1 "...)
	out = time.UnixMilli(int64(e.event.Time)).UTC().AppendFormat(out, "2006-01-02T15:04:05.000Z") //nolint:gosec // written by this program
	out = append(out, " "+s.host+" sealdesk - "+printable(string(e.event.Kind), 32)+" [sealdesk@32473"...)
	outcome := ""
	if refused {
		outcome = "refused"
	}
	fields := [][2]string{{"number", strconv.FormatInt(e.number, 10)}, {"actor", e.event.Actor.String()}}
	for name, value := range e.event.Details() {
		if name != "outcome" {
			fields = append(fields, [2]string{name, value})
		}
	}
	for _, field := range append(fields, [2]string{"outcome", outcome}) {
		if field[1] != "" {
			out = append(out, " "+field[0]+`="`+escaper.Replace(field[1])+`"`...)
		}
	}
	return append(append(out, "] "...), e.json...)
}

// escaper does what RFC 5424 section 6.3.3 demands of values.
var escaper = strings.NewReplacer(`\`, `\\`, `"`, `\"`, `]`, `\]`)

// level is the severity of syslog: 6 informational, 5 notice, 4 warning, 3 error.
func level(s severity) int { return 7 - int(min(s, high)) }

// printable keeps what a header field may hold (RFC 5424 section 6, PRINTUSASCII).
func printable(text string, most int) string {
	text = strings.Map(func(r rune) rune {
		if r < 33 || r > 126 {
			return -1
		}
		return r
	}, text)
	if text == "" {
		return "-"
	}
	return text[:min(len(text), most)]
}

// raw is the connection below TLS, if there is one.
func raw(conn net.Conn) net.Conn {
	if over, ok := conn.(*tls.Conn); ok {
		return over.NetConn()
	}
	return conn
}
