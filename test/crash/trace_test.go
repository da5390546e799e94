package crash

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/seal"
)

// watched are the system calls by which bytes and names come to the disk, and
// by which anything leaves the process.
const watched = "write,writev,pwrite64,sendto,sendmsg,fsync,fdatasync,rename,renameat,renameat2,mkdir,mkdirat"

// event is one system call. Strace sees them one after the other, and lets none
// go on before it has written it down: what came back on an earlier line than
// another began was over before that one began.
type event struct {
	name         string
	file         string // what the first argument is: a path, or TCP:[…]
	args         []string
	enter, leave int // lines
	worked       bool
}

// trace is what strace wrote, in the order in which the calls began.
type trace []*event

func readTrace(t *testing.T, path string) trace {
	t.Helper()
	file, err := os.Open(path)
	check(t, err)
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(make([]byte, 1<<20), 16<<20)
	var all trace
	open := map[string]*event{} // by process
	for n := 0; lines.Scan(); n++ {
		process, text, _ := strings.Cut(lines.Text(), " ")
		text = strings.TrimLeft(text, " ")
		if resumed, ok := strings.CutPrefix(text, "<... "); ok {
			if e := open[process]; e != nil && strings.HasPrefix(resumed, e.name+" ") {
				e.leave, e.worked = n, worked(text)
				delete(open, process)
			}
			continue
		}
		begun, unfinished := strings.CutSuffix(text, " <unfinished ...>")
		e := readEvent(begun, n)
		if e == nil {
			continue
		}
		if unfinished {
			open[process] = e
		} else {
			e.leave, e.worked = n, worked(text)
		}
		all = append(all, e)
	}
	check(t, lines.Err())
	return all
}

const never = int(^uint(0) >> 1)

// readEvent reads "name(3</a/file>, "bytes", …": names and bytes are in
// hexadecimal, so that no quotes stand inside.
func readEvent(text string, line int) *event {
	name, rest, ok := strings.Cut(text, "(")
	if !ok || !strings.Contains(","+watched+",", ","+name+",") {
		return nil
	}
	e := &event{name: name, enter: line, leave: never}
	if first, _, _ := strings.Cut(rest, ","); !strings.HasPrefix(first, `"`) {
		if _, name, ok := strings.Cut(first, "<"); ok {
			e.file = plain(name[:max(0, strings.LastIndex(name, ">"))])
		}
	}
	for i, part := range strings.Split(rest, `"`) {
		if i%2 == 1 {
			e.args = append(e.args, plain(part))
		}
	}
	return e
}

func worked(line string) bool {
	at := strings.LastIndex(line, " = ")
	if at < 0 {
		return false
	}
	number, _, _ := strings.Cut(line[at+len(" = "):], " ")
	n, err := strconv.Atoi(number)
	return err == nil && n >= 0
}

func plain(text string) string {
	if !strings.Contains(text, `\x`) {
		return text
	}
	raw, err := hex.DecodeString(strings.ReplaceAll(text, `\x`, ""))
	if err != nil {
		return text
	}
	return string(raw)
}

func (e *event) isSync() bool { return e.worked && (e.name == "fsync" || e.name == "fdatasync") }

func (e *event) writes(data []byte) bool {
	return strings.Contains(strings.Join(e.args, ""), string(data))
}

// said is the moment when bytes first left through a socket; never, if not.
func (tr trace) said(data []byte) int {
	for _, e := range tr {
		if strings.HasPrefix(e.file, "TCP") && e.writes(data) {
			return e.enter
		}
	}
	return never
}

// synced is when a file was first known to be on disk with all that was done to
// it until a moment.
func (tr trace) synced(file string, after int) int {
	for _, e := range tr {
		if e.file == file && e.isSync() && e.enter > after {
			return e.leave
		}
	}
	return never
}

// stored is the first moment when bytes stood in a file and on disk, if they
// were written after another moment.
func (tr trace) stored(file string, data []byte, after int) int {
	for _, e := range tr {
		if e.file == file && e.name == "pwrite64" && e.enter > after && e.writes(data) {
			return tr.synced(file, e.leave)
		}
	}
	return never
}

// made is the moment since when every name on the way to a path is on disk,
// from the folder on; what was there before the trace is taken as given.
func (tr trace) made(folder, path string) int {
	last := -1
	for ; path != folder && path != "/"; path = filepath.Dir(path) {
		for _, e := range tr {
			isDir := strings.HasPrefix(e.name, "mkdir") && e.worked && e.args[0] == path
			isFile := strings.HasPrefix(e.name, "rename") && e.worked && e.args[1] == path
			if isDir || isFile {
				last = max(last, tr.synced(filepath.Dir(path), e.leave))
			}
		}
	}
	return last
}

// objections lists what left the process before it was on disk. Checked is how
// much was said at all.
func (f *facts) objections(tr trace, folder string) (checked int, objections []string) {
	data := filepath.Join(folder, "data.db-wal")
	object := func(what string, said, stored int) {
		if said == never {
			return // the process ended before
		}
		checked++
		if stored > said {
			objections = append(objections, what)
		}
	}
	for at, w := range f.told {
		said := min(tr.said(tail(onTheWire(w.receipt))), tr.said(tail(onTheWire(w.entry))))
		object(fmt.Sprintf("entry %d, by %s", at.sequence, w.by), said, tr.stored(data, tail(w.entry), -1))
	}
	for _, mark := range f.pushed {
		object("a mark", tr.said(tail(onTheWire(mark))), tr.stored(data, tail(mark), -1))
	}
	for _, part := range f.parts {
		said := tr.said(fmt.Appendf(nil, `{"size":%d,"received":%d,`, part.whole, part.number+1))
		stored := tr.blob(folder, part)
		if stored != never { // the row comes after the bytes, and is on disk as well
			stored = tr.stored(data, part.id[:], stored)
		}
		object(fmt.Sprintf("part %d of a file", part.number), said, stored)
	}
	return checked, objections
}

// blob is when a part of a file was on disk, with every name that leads to it.
func (tr trace) blob(folder string, part part) int {
	path := filepath.Join(folder, "files", part.thread.Hex(), part.id.String(), strconv.Itoa(part.number))
	for _, e := range tr {
		if !strings.HasPrefix(e.name, "rename") || !e.worked || e.args[1] != path {
			continue
		}
		last := -1
		for _, w := range tr {
			if w.name == "write" && w.file == e.args[0] && w.enter < e.enter {
				last = max(last, w.leave)
			}
		}
		if last < 0 || tr.synced(e.args[0], last) > e.enter {
			return never // its name could be there without its bytes
		}
		return tr.made(folder, path)
	}
	return never
}

// part is a part of a file that was acknowledged. The sizes of whole files
// differ, so that an acknowledgement is known by it.
type part struct {
	thread seal.ID
	id     seal.ID16
	number int
	whole  int
}

// tail is the end of something signed, which nothing else has.
func tail(data []byte) []byte { return data[max(0, len(data)-40):] }

// keysFirst: a generation's shred key is on disk before anything that stands
// under it is written at all.
func (tr trace) keysFirst(folder string, generation seal.ID) bool {
	key := tr.stored(filepath.Join(folder, "shred.db-wal"), generation[:], -1)
	for _, e := range tr {
		if e.file == filepath.Join(folder, "data.db-wal") && bytes.Contains([]byte(strings.Join(e.args, "")), generation[:]) {
			return key < e.enter
		}
	}
	return key != never
}
