// Command bench compares the whole message path with a bare relay in one run,
// weighs a server that does nothing, starts one with a million messages, and
// opens ten thousand conversations in a browser. It prints one figure per line:
// name, value, unit. Times depend on the machine; ratios within one run are what
// counts. docs/performance.md says what each figure means, and its budget.
//
// The path: a signed, sealed message comes in over a WebSocket; the server
// authenticates, asks access, checks signature, sender, head, order and
// transcript, signs a receipt, writes entry and ledger event in a group commit
// with synchronous=FULL, acknowledges, and pushes to the team and to the
// customer. The relay takes the same bytes over a WebSocket, commits the same
// rows in groups with FULL, acknowledges and pushes to one reader; it does
// nothing else.
//
// Both servers run in a process of their own, one after the other, on the same
// machine as their clients, which are the same code for both.
package main

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

type options struct {
	conversations, messages, rounds, idle, rate, stored, crowd int
	events                                                     int
	profile, only, folder                                      string
}

// parts are what can be measured, in this order.
func parts() []part {
	return []part{{"weight", weigh}, {"path", compare}, {"quiet", quiet}, {"ledger", record}, {"explorer", explore}, {"delivery", deliver}, {"million", startFull}, {"browser", browse}}
}

type part struct {
	name    string
	measure func(options) error
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
	flag.IntVar(&o.idle, "idle", 2000, "idle connections to weigh")
	flag.IntVar(&o.rate, "rate", 200, "messages per second when measuring delivery")
	flag.IntVar(&o.stored, "stored", 1_000_000, "messages in the store of a server that starts")
	flag.IntVar(&o.crowd, "crowd", 10_000, "conversations that a fresh browser opens")
	flag.IntVar(&o.events, "events", 10_000_000, "events that are searched")
	flag.StringVar(&o.only, "only", "", "measure only these parts: weight,path,quiet,ledger,explorer,delivery,million,browser")
	flag.StringVar(&o.profile, "profile", "", "write the server's CPU profile of the last round of path or quiet to this file")
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
	wanted := strings.Split(o.only, ",")
	for _, p := range parts() {
		if o.only != "" && !slices.Contains(wanted, p.name) || o.only == "" && p.name == "explorer" { // minutes, and gigabytes of disk
			continue
		}
		if err := p.measure(o); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
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
	report("message_path_per_s", median(path), "messages/s")
	report("bare_relay_per_s", median(relay), "messages/s")
	report("message_path_vs_bare_relay", median(ratios), "ratio")
	report("message_cpu_loaded_us", median(cpu), "µs")
	return nil
}

// quiet measures the server's CPU where it is not pressed.
func quiet(o options) error {
	o.conversations = 16
	var cpu []float64
	for range o.rounds {
		got, err := rush(pathServer, o, nil)
		if err != nil {
			return err
		}
		cpu = append(cpu, got.cpuPerMessage())
	}
	report("message_cpu_us", median(cpu), "µs")
	return nil
}

// deliver measures how long a message takes from when it was due until it
// reached its reader, at a rate that does not depend on the answers.
func deliver(o options) error {
	o = o.withoutProfile()
	o.messages = max(1, 5*o.rate/o.conversations) // five seconds of it
	var ratios, slowest, bare []float64
	for range o.rounds {
		full, plays, err := pace(pathServer, o, nil)
		if err != nil {
			return err
		}
		relay, _, err := pace(relayServer, o, plays)
		if err != nil {
			return err
		}
		slowest, bare = append(slowest, p99(full)), append(bare, p99(relay))
		ratios = append(ratios, p99(full)/p99(relay))
	}
	report("delivery_p99_ms", median(slowest), "ms")
	report("bare_relay_delivery_p99_ms", median(bare), "ms")
	report("delivery_p99_vs_bare_relay", median(ratios), "ratio")
	return nil
}

func p99(took []time.Duration) float64 {
	slices.Sort(took)
	return milliseconds(took[len(took)*99/100])
}

// weigh measures a server that was only started, and idle connections to it.
func weigh(o options) error {
	took, err := starts(emptyServer, options{}, o.rounds)
	if err != nil {
		return err
	}
	report("start_ms", took, "ms")
	return weighConnections(o)
}

// starts is the median time from starting a process until it says that it is ready.
func starts(kind string, o options, rounds int) (float64, error) {
	var took []float64
	for range rounds {
		begun := time.Now()
		c, err := startChild(kind, o)
		if err != nil {
			return 0, err
		}
		if err := c.ready(); err != nil {
			return 0, err
		}
		took = append(took, milliseconds(time.Since(begun)))
		if err := c.stop(); err != nil {
			return 0, err
		}
	}
	return median(took), nil
}

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
