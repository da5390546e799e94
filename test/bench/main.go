// Command bench compares the whole message path with a bare relay in one run,
// and weighs a server that does nothing. It prints one figure per line: name,
// value, unit. Times depend on the machine; ratios within one run are what
// counts.
//
// The path: a signed, sealed message comes in over a WebSocket; the server
// authenticates, asks access, checks signature, sender, head, order and
// transcript, signs a receipt, writes entry and ledger event in a group commit
// with synchronous=FULL, acknowledges, and pushes to the team and to the
// customer. The relay takes the same bytes over a WebSocket, commits them in
// groups with FULL, acknowledges and pushes to one reader; it does nothing else.
//
// Both servers run in a process of their own, one after the other, on the same
// machine as their clients, which are the same code for both.
package main

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"time"
)

type options struct {
	conversations, messages, rounds, idle, rate int
	profile                                     string
}

func main() {
	if name := os.Getenv(childVariable); name != "" {
		serveChild(name)
		return
	}
	var o options
	flag.IntVar(&o.conversations, "conversations", 64, "conversations that write at once")
	flag.IntVar(&o.messages, "messages", 200, "messages per conversation and round; a socket may send 400 at once")
	flag.IntVar(&o.rounds, "rounds", 5, "rounds; medians are reported")
	flag.IntVar(&o.idle, "idle", 1000, "idle connections to weigh")
	flag.IntVar(&o.rate, "rate", 200, "messages per second when measuring delivery")
	flag.StringVar(&o.profile, "profile", "", "write the server's CPU profile of the last round to this file")
	flag.Parse()
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func (o options) withoutProfile() options {
	o.profile = ""
	return o
}

func run(o options) error {
	for _, part := range []func(options) error{weigh, compare, quiet, deliver} {
		if err := part(o); err != nil {
			return err
		}
	}
	return nil
}

func report(name string, value float64, unit string) { fmt.Printf("%s %.4g %s\n", name, value, unit) }

// compare runs path and relay in turns, so that both see the same machine.
func compare(o options) error {
	var ratios, path, relay, cpu []float64
	for range o.rounds {
		full, err := rush(pathServer, o, nil)
		if err != nil {
			return err
		}
		bare, err := rush(relayServer, o.withoutProfile(), full.plays)
		if err != nil {
			return err
		}
		path, relay, cpu = append(path, full.perSecond()), append(relay, bare.perSecond()), append(cpu, full.cpuPerMessage())
		ratios = append(ratios, full.perSecond()/bare.perSecond())
	}
	report("message_path", median(path), "messages/s")
	report("bare_relay", median(relay), "messages/s")
	report("message_path_to_relay", median(ratios), "ratio")
	report("message_path_server_cpu", median(cpu), "µs/message")
	return nil
}

// quiet measures the server's CPU where it is not pressed.
func quiet(o options) error {
	o.conversations = 16
	got, err := rush(pathServer, o.withoutProfile(), nil)
	if err == nil {
		report("server_cpu_at_16_conversations", got.cpuPerMessage(), "µs/message")
	}
	return err
}

// deliver measures how long a message takes from when it was due until it
// reached its reader, at a rate that does not depend on the answers.
func deliver(o options) error {
	o = o.withoutProfile()
	o.messages = max(1, 5*o.rate/o.conversations) // five seconds of it
	var plays []writer
	for _, server := range []struct{ name, kind string }{{"delivery", pathServer}, {"relay_delivery", relayServer}} {
		took, of, err := pace(server.kind, o, plays)
		if err != nil {
			return err
		}
		plays = of
		slices.Sort(took)
		report(server.name+"_p50", milliseconds(took[len(took)/2]), "ms")
		report(server.name+"_p99", milliseconds(took[len(took)*99/100]), "ms")
	}
	return nil
}

// weigh measures a server that was only started, and idle connections to it.
func weigh(o options) error {
	var starts []float64
	for range o.rounds {
		begun := time.Now()
		c, err := startChild(emptyServer, options{})
		if err != nil {
			return err
		}
		if err := c.ready(); err != nil {
			return err
		}
		starts = append(starts, milliseconds(time.Since(begun)))
		if err := c.stop(); err != nil {
			return err
		}
	}
	report("start_to_ready", median(starts), "ms")
	return weighConnections(o)
}

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
