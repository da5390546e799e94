package arch

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

// requirementsOf says how many requirements each section of OWASP ASVS 5.0.0's
// chapters on authentication and sessions has.
var requirementsOf = map[string]int{
	"6.1": 3, "6.2": 12, "6.3": 8, "6.4": 6, "6.5": 8, "6.6": 4, "6.7": 2, "6.8": 4,
	"7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 3, "7.6": 2,
}

var (
	standardLine = regexp.MustCompile(`(?m)^\| (\d\.\d)\.(\d+) \| ([123]) \| (.+?) \| (.+?) \| (.+?) \|$`)
	verdicts     = []string{"met", "setting", "in part", "not yet", "deviation", "n/a"}
)

// checkStandard refuses a table of docs/authentication.md with holes, with a
// verdict of its own making, or with tests that do not exist.
func checkStandard(tree fs.FS, document string) []Finding {
	const where = "docs/authentication.md"
	var found []Finding
	seen := map[string]int{}
	for _, match := range standardLine.FindAllStringSubmatch(document, -1) {
		id, verdict, how := match[1]+"."+match[2], match[5], match[6]
		seen[id]++
		if !slices.Contains(verdicts, verdict) {
			found = append(found, Finding{where + " " + id, verdict + " is none of " + strings.Join(verdicts, ", ")})
		}
		for _, span := range codeSpan.FindAllStringSubmatch(how, -1) {
			if strings.Contains(span[1], "/") {
				found = append(found, checkNamed(tree, where+" "+id, span[1])...)
			}
		}
	}
	for section, count := range requirementsOf {
		for number := 1; number <= count; number++ {
			if id := fmt.Sprintf("%s.%d", section, number); seen[id] != 1 {
				found = append(found, Finding{where, fmt.Sprintf("%s stands there %d times, once wanted", id, seen[id])})
			}
			delete(seen, fmt.Sprintf("%s.%d", section, number))
		}
	}
	for id := range seen {
		found = append(found, Finding{where, id + " is no requirement of these chapters"})
	}
	return found
}

// checkNamed looks at a file, and behind "#" at a test inside of it.
func checkNamed(tree fs.FS, where, name string) []Finding {
	path, test, named := strings.Cut(name, "#")
	content, err := fs.ReadFile(tree, path)
	switch {
	case err != nil:
		return []Finding{{where, path + " does not exist"}}
	case named && !strings.Contains(string(content), "func "+test+"("):
		return []Finding{{where, path + " has no " + test}}
	}
	return nil
}
