// Package demo plays an invented credit union on this machine: a real desk in a
// process of its own, four people on staff, customers with questions, and a
// sample website with the chat on it.
//
// Promise: the desk is an ordinary one. Everything in it came through the public
// API, sealed in this process; the server's process holds no key that opens any
// of it. When the demo ends, its folder is gone.
//
// Threat: somebody takes the demo for a place to write to. It listens on this
// machine only, and hands its staff's recovery codes to whoever asks on this
// machine.
//
// Limits: killed without a chance to clean up, it leaves its folder behind; the
// server's process ends all the same.
package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"syscall"
	"time"
)

// Options are what the command's flags choose.
type Options struct {
	Listen string // loopback host:port of the desk
	Site   string // loopback host:port of the sample website
	// Program is the sealdesk binary, which serves the desk in its own process.
	Program string
	Out     io.Writer // what the person at the terminal reads
}

// slowStart is when a person begins to wonder.
const slowStart = 6 * time.Second

// Run plays the demo until ctx ends. Its folder is removed before it returns.
func Run(ctx context.Context, o Options) (err error) {
	site, err := listenHere(o.Site, "--site")
	if err != nil {
		return err
	}
	defer site.Close()
	folder, err := os.MkdirTemp("", "sealdesk-demo-")
	if err != nil {
		return fmt.Errorf("make a folder for the demo: %w", err)
	}
	defer func() {
		if err = errors.Join(err, os.RemoveAll(folder)); err == nil {
			fmt.Fprintln(o.Out, "The demo has ended, and what was in it is deleted.")
		}
	}()
	desk, err := startDesk(ctx, o, folder, addressOf(site))
	if err != nil {
		return ended(ctx, err)
	}
	defer func() {
		// A server that stops waits for connections that were opened to spare.
		http.DefaultClient.CloseIdleConnections()
		err = errors.Join(err, desk.stop())
	}()

	progress := watch(o.Out)
	cast, err := assemble(ctx, desk, progress)
	if err == nil {
		err = cast.play(ctx, scripts(), progress)
	}
	progress.done()
	if err != nil {
		return ended(ctx, err)
	}
	return ended(ctx, show(ctx, o, site, desk, cast))
}

// show serves the website and keeps the staff online until ctx ends or
// something breaks.
func show(ctx context.Context, o Options, site net.Listener, desk *desk, cast *cast) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	broken := make(chan error, 2)
	stopSite, err := serveSite(site, Website{Desk: desk.origin, Org: cast.org, Inbox: cast.inboxes[payments], Accounts: cast.accounts()}, broken)
	if err != nil {
		return err
	}
	defer stopSite()
	online := make(chan struct{})
	go func() {
		defer close(online)
		cast.stayOnline(ctx)
	}()
	announce(o.Out, addressOf(site), desk.origin, cast.accounts())
	select {
	case <-ctx.Done():
	case err = <-broken:
	case err = <-desk.gone:
	}
	cancel()
	<-online
	return err
}

// ended tells a stop by the person, which reaches the server's process too, from
// a failure.
func ended(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// listenHere opens a port on this machine only.
func listenHere(address, flag string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("%s %q is not an address: write it like 127.0.0.1:8470", flag, address)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("%s %s: the demo lets anybody sign in, so it stays on this machine: use 127.0.0.1", flag, address)
	}
	l, err := net.Listen("tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("something else is using %s on this machine: choose another port with %s, for example %s 127.0.0.1:8470", address, flag, flag)
	}
	return l, err
}

// addressOf is a listener as browsers see it: passkeys refuse bare addresses.
func addressOf(l net.Listener) string {
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return "http://localhost:" + port
}
