package siem_test

import (
	"crypto/tls"
	"encoding/json"
	dice "math/rand/v2"
	"net"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/siem/siemtest"
)

// A message says by the standard's own fields what happened, as an independent
// reader reads it, over TLS with certificates on both sides.
func TestSyslogIsWhatOthersRead(t *testing.T) {
	a := siemtest.NewAuthority(t)
	c := &siemtest.Syslog{Inbox: siemtest.Inbox{T: t}, Config: &tls.Config{Certificates: []tls.Certificate{a.Pair}, ClientCAs: a.Pool, ClientAuth: tls.RequireAndVerifyClientCert}}
	c.Start()
	defer c.Kill()
	r := &record{}
	r.grow(10)
	s := r.send(t, "syslog+tls://"+c.Address+"?ca="+a.CA+"&cert="+a.Cert+"&key="+a.Key)
	s.caughtUp(t, 0)
	eventually(t, func() bool { return c.Count() == 10 })
	m := c.Newest()
	fields := (*m.StructuredData)["sealdesk@32473"]
	if *m.Facility != 13 || *m.Severity != 5 || *m.MsgID != "attachment.fetched" || *m.Appname != "sealdesk" || *m.Hostname != "desk.example.org" || m.Timestamp.UnixMilli() != 1_790_000_000_132 {
		t.Errorf("read as %+v", m)
	}
	if fields["reason"] != `a "quoted\" ] word` || fields["outcome"] != "refused" || fields["first"] != "5" || fields["network"] != "2001:db8:1:2::/64" {
		t.Errorf("fields are %q", fields)
	}
	if !json.Valid([]byte(*m.Message)) {
		t.Errorf("the message is no JSON: %s", *m.Message)
	}
}

// A receiver that is killed under load, again and again, misses nothing.
func TestSyslogLosesNothingWhenTheReceiverIsKilled(t *testing.T) {
	a := siemtest.NewAuthority(t)
	seed := uint64(time.Now().UnixNano())
	if given := os.Getenv("SEALDESK_SEED"); given != "" {
		var err error
		seed, err = strconv.ParseUint(given, 10, 64)
		check(t, err)
	}
	t.Logf("SEALDESK_SEED=%d", seed)
	random, n, kills := dice.New(dice.NewPCG(seed, 1)), size(6_000, 60_000), size(4, 20)
	c := &siemtest.Syslog{Inbox: siemtest.Inbox{T: t}, Config: &tls.Config{Certificates: []tls.Certificate{a.Pair}}}
	c.Start()
	defer func() { c.Kill() }()
	r := &record{}
	r.grow(n)
	s := r.send(t, "syslog+tls://"+c.Address+"?ca="+a.CA)
	for k := range kills {
		at := n/(kills+1)*k + random.IntN(n/(kills+1))
		eventually(t, func() bool { return c.Count() >= at })
		c.Kill()
		time.Sleep(time.Duration(random.IntN(20)) * time.Millisecond)
		c.Start()
	}
	s.caughtUp(t, 0)
	eventually(t, func() bool { return c.Count() == n })
	c.Whole(n)
}

// Who has no certificate of the authority gets nothing.
func TestSyslogRefusesAStranger(t *testing.T) {
	real, stranger := siemtest.NewAuthority(t), siemtest.NewAuthority(t)
	c := &siemtest.Syslog{Inbox: siemtest.Inbox{T: t}, Config: &tls.Config{Certificates: []tls.Certificate{stranger.Pair}}}
	c.Start()
	defer c.Kill()
	r := &record{}
	r.grow(1)
	s := r.send(t, "syslog+tls://"+c.Address+"?ca="+real.CA)
	eventually(t, func() bool { return s.Standings()[0].Failures > 1 })
	if c.Count() != 0 || s.Standings()[0].Behind != 1 {
		t.Error("a stranger got an event")
	}
}

// dying is a receiver that reads nothing, until it dies.
func dying(t *testing.T) (address string, die func()) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	accepted := make(chan *net.TCPConn, 1)
	go func() {
		if conn, err := listener.Accept(); err == nil {
			accepted <- conn.(*net.TCPConn)
		}
	}()
	return listener.Addr().String(), func() {
		conn := <-accepted
		check(t, conn.SetLinger(0))
		check(t, conn.Close())
		check(t, listener.Close())
	}
}

// What a receiver's machine acknowledged, and nobody read before it died, is sent
// again: the cursor had moved on already.
func TestSyslogSendsAgainWhatNobodyRead(t *testing.T) {
	address, die := dying(t)
	r := &record{}
	r.grow(20)
	s := r.send(t, "syslog+tcp://"+address)
	s.caughtUp(t, 0)
	die()
	c := &siemtest.Syslog{Inbox: siemtest.Inbox{T: t}, Address: address}
	c.Start()
	defer c.Kill()
	r.grow(1)
	s.caughtUp(t, 0)
	eventually(t, func() bool { return c.Count() == 21 })
	c.Whole(21)
}

// A server may stop at any moment of a batch: nothing breaks, and nothing is missing.
func TestSyslogStopsAtAnyMoment(t *testing.T) {
	c := &siemtest.Syslog{Inbox: siemtest.Inbox{T: t}}
	c.Start()
	defer c.Kill()
	r := &record{}
	stops := size(300, 1000)
	for n := range stops {
		r.grow(1)
		s := r.send(t, "syslog+tcp://"+c.Address)
		eventually(t, func() bool { return c.Count() > n }) // and it waits for what follows
		s.stop()
	}
	c.Whole(stops)
}

// What nobody read is also sent again where the server ended before it could learn that
// the receiver died.
func TestSyslogSendsAgainAfterAStart(t *testing.T) {
	address, die := dying(t)
	r := &record{}
	r.grow(20)
	s := r.send(t, "syslog+tcp://"+address)
	s.caughtUp(t, 0)
	s.stop()
	die()
	c := &siemtest.Syslog{Inbox: siemtest.Inbox{T: t}, Address: address}
	c.Start()
	defer c.Kill()
	r.send(t, "syslog+tcp://"+address)
	eventually(t, func() bool { return c.Count() == 20 })
	c.Whole(20)
}
