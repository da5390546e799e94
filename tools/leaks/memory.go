package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"
)

const (
	// memoryFile is where the parent of the searched process passes its memory.
	memoryFile = 3
	// stride is how much memory is looked at at once.
	stride = 16 << 20
)

// Region is one line of /proc/PID/maps (proc(5)).
type Region struct {
	From, To uint64
	Rights   string
	Name     string
}

// kernels are regions that the kernel shows to every process; what is in them
// is not the process's, and most of it cannot be read.
var kernels = map[string]bool{"[vvar]": true, "[vvar_vclock]": true, "[vdso]": true, "[vsyscall]": true}

// Regions reads the list of a process's memory, without what cannot be read.
func Regions(list io.Reader) ([]Region, error) {
	var out []Region
	lines := bufio.NewScanner(list)
	for lines.Scan() {
		var r Region
		var offset, device, inode string
		if _, err := fmt.Sscanf(lines.Text(), "%x-%x %s %s %s %s", &r.From, &r.To, &r.Rights, &offset, &device, &inode); err != nil {
			return nil, fmt.Errorf("line %q of the list of memory: %w", lines.Text(), err)
		}
		if fields := strings.Fields(lines.Text()); len(fields) > 5 {
			r.Name = strings.Join(fields[5:], " ")
		}
		if r.To <= r.From {
			return nil, fmt.Errorf("line %q of the list of memory is no region", lines.Text())
		}
		if strings.HasPrefix(r.Rights, "r") && !kernels[r.Name] {
			out = append(out, r)
		}
	}
	return out, lines.Err()
}

// memory searches everything that a process can read. Where regions touch,
// they are one: a string may lie across both.
func (s *search) memory(maps string, mem *os.File) error {
	list, err := os.Open(maps)
	if err != nil {
		return fmt.Errorf("list the memory: %w", err)
	}
	defer list.Close()
	regions, err := Regions(list)
	if err != nil {
		return err
	}
	if len(regions) == 0 {
		return fmt.Errorf("%s lists no memory that can be read", maps)
	}
	buffer := make([]byte, stride+s.matcher.longest)
	tail := 0
	for i, r := range regions {
		if i == 0 || regions[i-1].To != r.From {
			tail = 0
		}
		tail = s.region(mem, r, buffer, tail)
	}
	return nil
}

// region searches one region, after `tail` bytes of the one before it, and
// returns how many bytes of its end are kept for the next one.
func (s *search) region(mem *os.File, r Region, buffer []byte, tail int) int {
	place := "memory " + strings.TrimSpace(r.Rights+" "+r.Name)
	s.searched++
	for at := r.From; at < r.To; {
		want := min(uint64(stride), r.To-at)
		n, err := mem.ReadAt(buffer[tail:tail+int(want)], int64(at))
		if n == 0 {
			s.miss(fmt.Sprintf("%s: %v", place, err))
			return 0
		}
		s.bytes += int64(n)
		content := buffer[:tail+n]
		s.content(place, content, int64(at)-int64(tail))
		s.into(place, content, 0, false)
		at += uint64(n)
		tail = min(len(content), s.matcher.longest-1)
		copy(buffer, content[len(content)-tail:])
	}
	return tail
}
