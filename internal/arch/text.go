package arch

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"
)

// largest is what a committed file may have: the vectors have half of it, a
// compiled program a hundred times as much, and git keeps every version of it.
const largest = 512 << 10

// mayBeBinary are the endings of files that nobody reads as text.
var mayBeBinary = map[string]bool{".png": true, ".ico": true, ".woff2": true}

// checkContents refuses what is compiled or huge: it cannot be reviewed, and stays
// in everybody's clone for good.
func checkContents(tree fs.FS, names []string) ([]Finding, error) {
	return inEach(tree, names, func(name string, content []byte) []Finding {
		switch {
		case len(content) > largest:
			return []Finding{{name, fmt.Sprintf("%d bytes, more than %d: generate it, or fetch it when it is built", len(content), largest)}}
		case !mayBeBinary[path.Ext(name)] && isBinary(content):
			return []Finding{{name, "binary: commit what it is made of instead"}}
		}
		return nil
	})
}

func isBinary(content []byte) bool { return bytes.IndexByte(content, 0) >= 0 || !utf8.Valid(content) }

// forbiddenText is what no committed file may hold. The words are put together
// here so that this file does not hold them itself.
var forbiddenText = []struct{ word, reason string }{
	{"/" + "work/", "a path of one machine"},
	{"/" + "farm/", "a path of one machine"},
	{"/tmp/" + "brief", "a path of one machine"},
	{"/root" + "/go/", "a path of one machine"},
	{"registry.npm" + "js.org", "a registry host: the client is configured by whoever builds"},
	{"npm" + "js.org", "a registry host: the client is configured by whoever builds"},
	{"proxy.golang" + ".org", "a registry host: the client is configured by whoever builds"},
	{"deb.debian" + ".org", "a registry host: the client is configured by whoever builds"},
}

// checkText refuses forbidden words in the named files, binaries excepted.
func checkText(tree fs.FS, names []string) ([]Finding, error) {
	return inEach(tree, names, func(name string, content []byte) (found []Finding) {
		if bytes.IndexByte(content, 0) >= 0 {
			return nil
		}
		for number, line := range strings.Split(string(content), "\n") {
			for _, forbidden := range forbiddenText {
				if strings.Contains(line, forbidden.word) {
					found = append(found, Finding{fmt.Sprintf("%s:%d", name, number+1), forbidden.reason})
				}
			}
		}
		return found
	})
}

func inEach(tree fs.FS, names []string, check func(name string, content []byte) []Finding) ([]Finding, error) {
	var found []Finding
	for _, name := range names {
		content, err := fs.ReadFile(tree, name)
		if err != nil {
			return nil, err
		}
		found = append(found, check(name, content)...)
	}
	return found, nil
}
