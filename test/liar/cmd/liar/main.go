// Command liar stands before a running server and tells the lies of package
// liar, one at a time, to whoever comes by way of it. Tests in other languages
// drive it over its control address.
//
// It prints one line of JSON, {"origin", "control"}, once it listens, and ends
// with its standard input.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/sealdesk/sealdesk/test/liar"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	target := flag.String("server", "", "address of the server, as http://127.0.0.1:8460")
	data := flag.String("data", "", "its data folder")
	listen := flag.String("listen", "127.0.0.1:0", "address to listen on, on this machine")
	flag.Parse()
	known, err := liar.Learn(*data)
	if err != nil {
		return err
	}
	defer known.Close() //nolint:errcheck // read only
	l, err := liar.New(*target, known)
	if err != nil {
		return err
	}
	front, err := serve(*listen, l)
	if err != nil {
		return err
	}
	control, err := serve("127.0.0.1:0", l.Control())
	if err != nil {
		return err
	}
	_, port, err := net.SplitHostPort(front)
	if err != nil {
		return err
	}
	said := map[string]string{"origin": "http://localhost:" + port, "control": "http://" + control}
	if err := json.NewEncoder(os.Stdout).Encode(said); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, os.Stdin) // its end is what counts
	return err
}

// serve listens and returns the address.
func serve(address string, handler http.Handler) (string, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return "", err
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second}
	go server.Serve(listener) //nolint:errcheck // ends with the process
	return listener.Addr().String(), nil
}
