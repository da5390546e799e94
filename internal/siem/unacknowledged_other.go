//go:build !linux

package siem

import "net"

// unacknowledged is not known on this system.
func unacknowledged(conn net.Conn) (int, error) {
	raw(conn)
	return 0, nil
}
