package httpapi_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/httpapi"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/test/play"
)

// crowd sends requests from as many networks as somebody can rent, through a proxy that
// the server was told of. Its desk has a clock that can be moved.
type crowd struct {
	desk   *servertest.Desk
	client http.Client
	later  atomic.Int64
	next   atomic.Int64
}

func newCrowd(t *testing.T, limits httpapi.Limits) *crowd {
	c := &crowd{client: http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}}
	t.Cleanup(c.client.CloseIdleConnections)
	c.desk = servertest.New(t, server.Config{Proxies: []string{"127.0.0.1"}, Limits: limits, Now: func() time.Time {
		return time.Now().Add(time.Duration(c.later.Load()))
	}})
	return c
}

// network is one that nobody had before.
func (c *crowd) network() string {
	n := c.next.Add(1)
	return fmt.Sprintf("100.%d.%d.%d", 64+n>>16&63, n>>8&255, n&255)
}

func (c *crowd) send(t *testing.T, network, path string, body any) (status int, answer []byte) {
	encoded, err := json.Marshal(body)
	if err != nil {
		t.Error(err)
	}
	request, err := http.NewRequest("POST", c.desk.API()+path, bytes.NewReader(encoded))
	if err != nil {
		t.Error(err)
		return 0, nil
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-Forwarded-For", network)
	response, err := c.client.Do(request)
	if err != nil {
		t.Error(err)
		return 0, nil
	}
	defer response.Body.Close() //nolint:errcheck // it was read
	read, err := io.ReadAll(response.Body)
	if err != nil {
		t.Error(err)
	}
	return response.StatusCode, read
}

// Somebody tries bought passwords from everywhere at once, each network a few times,
// and one person's address from hundreds. Nobody comes in; she does, at once, where she
// signed in before, while it lasts; colleagues do from anywhere; and who never signed in
// from a network waits minutes at most.
func TestStuffingFromManyNetworks(t *testing.T) {
	names, at := 2000, 300
	if play.Long() {
		names, at = 10_000, 3000
	}
	c := newCrowd(t, httpapi.Limits{}) // as a server has them, but for the crowd's own
	anna, bert := c.desk.Owner, c.desk.Invite("bert@example.org")
	signIn := func(who *servertest.Staff, network string) (int, time.Duration) {
		c.later.Add(int64(time.Minute)) // a code counts once
		begun := time.Now()
		status, _ := c.send(t, network, "/signin/password/finish", servertest.Object{"email": who.Email, "auth": who.PasswordAuth, "code": who.Code()})
		return status, time.Since(begun)
	}
	const home = "198.51.100.7"
	if status, _ := signIn(anna, home); status != 200 {
		t.Fatalf("before all that: %d", status)
	}
	var refused, slowed, in atomic.Int64
	try := func(email, network string, n int) {
		status, _ := c.send(t, network, "/signin/password/finish", servertest.Object{"email": email, "auth": bytes.Repeat([]byte{byte(n)}, 32), "code": "123456"})
		switch status {
		case 401:
			refused.Add(1)
		case 429:
			slowed.Add(1)
		default:
			in.Add(1)
			t.Errorf("a guess: %d", status)
		}
	}
	work := make(chan func())
	var crowd sync.WaitGroup
	for range 8 {
		crowd.Go(func() {
			for each := range work {
				each()
			}
		})
	}
	begun := time.Now()
	for n := range names {
		network := c.network()
		work <- func() {
			try(fmt.Sprintf("person%d@example.org", n), network, n)
			try(fmt.Sprintf("person%d@example.org", (n+1)%names), network, n)
		}
		if n%(names/at) == 0 {
			work <- func() { try(anna.Email, network, n) }
		}
	}
	status, took := signIn(anna, home) // the crowd is still there
	close(work)
	crowd.Wait()
	lasted := time.Since(begun)
	if status != 200 {
		t.Errorf("where she signed in before: %d", status)
	}
	if status, _ := signIn(bert, c.network()); status != 200 {
		t.Errorf("a colleague, from a new network: %d", status)
	}
	if slowed.Load() == 0 {
		t.Error("one person's address may be tried from everywhere without end")
	}
	elsewhere := c.network()
	waited := time.Duration(0)
	for signed := 0; signed != 200 && waited < time.Hour; waited += time.Minute {
		signed, _ = signIn(anna, elsewhere)
	}
	if waited > 7*time.Minute {
		t.Errorf("from a new network she waits %v", waited)
	}
	t.Logf("%d tries from %d networks in %v: %d refused, %d told to wait, %d let in; she was in after %v, and from a new network %v later",
		refused.Load()+slowed.Load(), c.next.Load(), lasted.Round(time.Millisecond), refused.Load(), slowed.Load(), in.Load(), took.Round(time.Millisecond), waited)
}

// Who has an account cannot be told from the first answer of any way in: neither from
// what it says, nor from how long it takes. Each request comes from a network of its own,
// so that nobody is slowed.
func TestFirstAnswersOfEveryWayTellNothing(t *testing.T) {
	people, rounds, much := 4, 150, 1.8
	if play.Long() {
		people, rounds, much = 20, 400, 1.3
	}
	quick := httpapi.Limits{Network: 1e6, NetworkBurst: 1e6, Guarded: 1e6, GuardedBurst: 1e6}
	key := make([]byte, 1216)
	wrong := bytes.Repeat([]byte{7}, 32)
	for path, body := range map[string]func(email string) servertest.Object{
		"/signin/password/finish": func(email string) servertest.Object {
			return servertest.Object{"email": email, "auth": wrong, "code": "123456"}
		},
		"/signin/recovery": func(email string) servertest.Object {
			return servertest.Object{"email": email, "auth": wrong, "second": servertest.Object{"code": "123456"}}
		},
		"/signin/approval/begin": func(email string) servertest.Object { return servertest.Object{"email": email, "publicKey": key} },
		"/signin/vouch/begin": func(email string) servertest.Object {
			return servertest.Object{"email": email, "auth": wrong, "publicKey": key}
		},
	} {
		t.Run(path, func(t *testing.T) {
			c := newCrowd(t, quick)
			known := []string{c.desk.Owner.Email}
			for n := range people - 1 {
				known = append(known, c.desk.Invite(fmt.Sprintf("agent%02d@example.org", n)).Email)
			}
			took := map[bool][]time.Duration{}
			said := map[bool]map[string]bool{true: {}, false: {}}
			ask := func(here bool, n int) {
				email := fmt.Sprintf("nobod%02d@example.org", n%people)
				if here {
					email = known[n%people]
				}
				if n%(12*people) == 0 {
					c.later.Add(int64(2 * time.Hour)) // what was missed is forgotten
				}
				network := c.network()
				begun := time.Now()
				status, answer := c.send(t, network, path, body(email))
				took[here] = append(took[here], time.Since(begun))
				var problem struct{ Message, Next string }
				if json.Unmarshal(answer, &problem) != nil {
					t.Fatalf("%d %s", status, answer)
				}
				said[here][fmt.Sprint(status, problem)] = true
			}
			for n := range rounds {
				ask(n%2 == 0, n)
				ask(n%2 != 0, n)
			}
			if len(said[true]) != 1 || fmt.Sprint(said[true]) != fmt.Sprint(said[false]) {
				t.Errorf("who has an account hears %v, others %v", said[true], said[false])
			}
			median := func(all []time.Duration) float64 { slices.Sort(all); return float64(all[len(all)/2]) }
			ratio := median(took[true]) / median(took[false])
			t.Logf("%.3f, and %v", ratio, said[true])
			if ratio < 1/much || ratio > much {
				t.Errorf("it takes %.2f times as long for who has an account", ratio)
			}
		})
	}
}
