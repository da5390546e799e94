package arch

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// requirement is one line of docs/requirements.md.
type requirement struct {
	id, promise, built, tested string
}

const notYet = "not yet"

var (
	requirementLine = regexp.MustCompile(`(?m)^\| ([A-Z]+ \d+) \| (.+?) \| (.+?) \| (.+?) \|$`)
	codeSpan        = regexp.MustCompile("`([^`]+)`")
	moduleLine      = regexp.MustCompile(`(?m)^(?:require )?\s*([a-z0-9.]+\.[a-z]+(?:/\S+)?) (v\S+)( // indirect)?$`)
	dependencyLine  = regexp.MustCompile(`(?m)^\| (\S+) \| (v?\d\S*) \| ([^|]+) \|`)
)

// sections says how many promises each part of docs/requirements.md makes.
var sections = map[string]int{
	"CHAN": 7, "BOT": 9, "ENC": 10, "MAIL": 7, "AUTH": 7, "ACC": 6,
	"SOC": 7, "AUD": 3, "PAT": 4, "EDU": 6, "LAW": 3, "OPS": 4,
}

// checkRequirements refuses a list with holes, a promise that claims to be
// built without a test, and paths that do not exist.
func checkRequirements(tree fs.FS, document string) []Finding {
	const where = "docs/requirements.md"
	var found []Finding
	seen := map[string]int{}
	for _, match := range requirementLine.FindAllStringSubmatch(document, -1) {
		r := requirement{match[1], match[2], match[3], match[4]}
		seen[r.id]++
		if (r.built == notYet) != (r.tested == notYet) {
			found = append(found, Finding{where + " " + r.id, "built without a test, or tested without code: say \"not yet\" in both columns"})
		}
		found = append(found, checkPaths(tree, where+" "+r.id, r)...)
	}
	for name, count := range sections {
		for number := 1; number <= count; number++ {
			if id := name + " " + strconv.Itoa(number); seen[id] != 1 {
				found = append(found, Finding{where, fmt.Sprintf("%s stands there %d times, once wanted", id, seen[id])})
			}
		}
	}
	return found
}

// checkPaths looks at each `path` that a line names; a name after "#" or a
// space inside of the backquotes is for readers.
func checkPaths(tree fs.FS, where string, r requirement) []Finding {
	var found []Finding
	for column, text := range map[string]string{"built": r.built, "tested": r.tested} {
		spans := codeSpan.FindAllStringSubmatch(text, -1)
		if text != notYet && len(spans) == 0 {
			found = append(found, Finding{where, column + " names no file; put the path in backquotes"})
		}
		for _, span := range spans {
			path, _, _ := strings.Cut(span[1], "#")
			path = strings.TrimSuffix(path, "/")
			if _, err := fs.Stat(tree, path); err != nil {
				found = append(found, Finding{where, column + " names " + path + ", which does not exist"})
			}
		}
	}
	return found
}

// dependencies maps a module or package to its version.
type dependencies map[string]string

// goDependencies reads a go.mod file: direct requirements, and all of them.
func goDependencies(text string) (direct, all dependencies) {
	direct, all = dependencies{}, dependencies{}
	for _, match := range moduleLine.FindAllStringSubmatch(text, -1) {
		all[match[1]] = match[2]
		if match[3] == "" {
			direct[match[1]] = match[2]
		}
	}
	return direct, all
}

// webDependencies reads every package.json of the web workspace; ours do not count.
func webDependencies(tree fs.FS) (dependencies, error) {
	all := dependencies{}
	err := walk(tree, func(name string) error {
		if !strings.HasPrefix(name, "web/") || !strings.HasSuffix(name, "/package.json") {
			return nil
		}
		content, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		var manifest struct{ Dependencies, DevDependencies dependencies }
		if err := json.Unmarshal(content, &manifest); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		maps.Copy(all, manifest.Dependencies)
		maps.Copy(all, manifest.DevDependencies)
		return nil
	})
	maps.DeleteFunc(all, func(name, _ string) bool { return strings.HasPrefix(name, "@sealdesk/") })
	return all, err
}

// checkDependencies compares docs/dependencies.md with what is required:
// direct has to be listed; what is listed has to be known, in its version.
func checkDependencies(document string, direct, known dependencies) []Finding {
	const where = "docs/dependencies.md"
	listed := dependencies{}
	var found []Finding
	for _, match := range dependencyLine.FindAllStringSubmatch(document, -1) {
		name, version := match[1], match[2]
		listed[name] = version
		if known[name] != version {
			found = append(found, Finding{where, fmt.Sprintf("%s is listed as %s, but required as %q", name, version, known[name])})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(direct)) {
		if _, ok := listed[name]; !ok {
			found = append(found, Finding{where, name + " is required but has no line with its reason"})
		}
	}
	return found
}

var exactVersion = regexp.MustCompile(`^v?\d+\.\d+\.\d+[\w.+-]*$`)

// checkPinned refuses ranges: what was tested is what gets installed.
func checkPinned(required dependencies) []Finding {
	var found []Finding
	for name, version := range required {
		if !exactVersion.MatchString(version) {
			found = append(found, Finding{"package.json", name + " is not pinned: " + version})
		}
	}
	return found
}
