package siem

import (
	"net"

	"golang.org/x/sys/unix"
)

// unacknowledged is how many bytes the other machine has not said to have.
func unacknowledged(conn net.Conn) (waiting int, err error) {
	tcp, ok := raw(conn).(*net.TCPConn)
	if !ok {
		return 0, nil
	}
	socket, err := tcp.SyscallConn()
	if err != nil {
		return 0, err
	}
	var failed error
	err = socket.Control(func(fd uintptr) { waiting, failed = unix.IoctlGetInt(int(fd), unix.SIOCOUTQ) }) //nolint:gosec // a file descriptor
	if err == nil {
		err = failed
	}
	return waiting, err
}
