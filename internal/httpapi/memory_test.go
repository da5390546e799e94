package httpapi_test

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

// A file passes through in a few buffers, however large it is. Client and server
// share this process, so both count.
func TestFilesPassInLittleMemory(t *testing.T) {
	size := uint64(24 << 20)
	if os.Getenv("SEALDESK_LONG") != "" {
		size = 200 << 20
	}
	desk := servertest.New(t, server.Config{})
	customer := desk.Visitor()
	thread := customer.Converse(desk.Team)
	sealed := seal.SealedSize(seal.Padme(size))
	parts := int((sealed + conversation.PartSize - 1) / conversation.PartSize)
	desk.Must(customer.Token, "PUT", thread.AttachmentPath(attachment), servertest.Object{"size": sealed}, nil)
	chunk := make([]byte, conversation.PartSize)
	send := func(method string, part int, body []byte) {
		t.Helper()
		var reader io.Reader
		if body != nil {
			reader = bytes.NewReader(body)
		}
		request, err := http.NewRequest(method, desk.API()+thread.PartPath(attachment, part), reader)
		check(t, err)
		request.Header.Set("Authorization", "Bearer "+customer.Token)
		response, err := http.DefaultClient.Do(request)
		check(t, err)
		_, err = io.Copy(io.Discard, response.Body)
		check(t, err)
		check(t, response.Body.Close())
		if response.StatusCode != 200 {
			t.Fatalf("%s part %d: %d", method, part, response.StatusCode)
		}
	}
	grew, allocated := watch(func() {
		for part := range parts {
			send("PUT", part, chunk[:min(conversation.PartSize, sealed-uint64(part)*conversation.PartSize)])
		}
		for part := range parts {
			send("GET", part, nil)
		}
	})
	t.Logf("%d MB up and down: the heap grew by %d KB, %d KB were allocated in all", size>>20, grew>>10, allocated>>10)
	if grew > 4<<20 {
		t.Errorf("the heap grew by %d bytes for a file of %d", grew, size)
	}
	if allocated > size/2 {
		t.Errorf("%d bytes were allocated to move %d twice", allocated, size)
	}
}

// watch runs something and returns by how much live and dead objects grew at
// most, and what was allocated in all. The collector runs often meanwhile, so
// that garbage does not hide what is held.
func watch(run func()) (grew, allocated uint64) {
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	runtime.GC()
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	heap, allocs := sample[0].Value.Uint64(), sample[1].Value.Uint64()
	done, peak := make(chan struct{}), make(chan uint64)
	go func() {
		own, most := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}, heap
		for {
			select {
			case <-done:
				peak <- most
				return
			case <-time.After(time.Millisecond):
				metrics.Read(own)
				most = max(most, own[0].Value.Uint64())
			}
		}
	}()
	run()
	close(done)
	most := <-peak
	metrics.Read(sample)
	return most - heap, sample[1].Value.Uint64() - allocs
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
