package arch

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// webFile is one TypeScript source: its workspace ("packages/seal") and its text.
type webFile struct {
	name, workspace string
	test            bool
	source          string
}

var (
	importPattern = regexp.MustCompile(`(?:\bfrom\s*|\bimport\s*\(?\s*)["']([^"']+)["']`)
	skipPattern   = regexp.MustCompile(`\b(?:test|it|describe|suite)\.(?:skip|only|todo|skipIf|runIf)\b|\b(?:skip|todo):\s*(?:true|["'])|\bt\.(?:skip|todo)\(`)
	testName      = regexp.MustCompile(`\.(?:test|spec|bench)\.(?:ts|tsx|mjs)$|/(?:test|tests|__tests__)/|vite\.config|vitest`)
)

// loadWeb reads the sources of every workspace.
func loadWeb(tree fs.FS) ([]webFile, error) {
	var files []webFile
	err := walk(tree, func(name string) error {
		parts := strings.Split(name, "/")
		if len(parts) < 4 || parts[0] != "web" || !slices.Contains([]string{".ts", ".tsx"}, path.Ext(name)) {
			return nil
		}
		source, err := fs.ReadFile(tree, name)
		files = append(files, webFile{name, parts[1] + "/" + parts[2], testName.MatchString(name), string(source)})
		return err
	})
	return files, err
}

// checkWeb applies the table to every TypeScript source that is not a test.
func checkWeb(files []webFile) []Finding {
	var found []Finding
	for _, file := range files {
		if file.test {
			continue
		}
		index := slices.IndexFunc(webRules, func(r WebRule) bool { return r.Path == file.workspace })
		if index < 0 {
			found = append(found, Finding{file.name, "no rule knows this workspace; add one with its reason to internal/arch/rules.go"})
			continue
		}
		found = append(found, judgeWebFile(file, webRules[index])...)
	}
	return found
}

func judgeWebFile(file webFile, rule WebRule) []Finding {
	var found []Finding
	refuse := func(offset int, what string) {
		line := 1 + strings.Count(file.source[:offset], "\n")
		found = append(found, Finding{fmt.Sprintf("%s:%d", file.name, line), what + " (" + rule.Reason + ")"})
	}
	code, bare := blank(file.source)
	for _, match := range importPattern.FindAllStringSubmatchIndex(code, -1) {
		if problem := judgeWebImport(file, rule, code[match[2]:match[3]]); problem != "" {
			refuse(match[2], problem)
		}
	}
	for _, name := range rule.Globals {
		// Not after a dot (a property), not before a colon (a key or a parameter).
		pattern := regexp.MustCompile(`(?:^|[^.\w$])(` + name + `)\s*(?:[.(\[;,)]|\s|$)`)
		for _, match := range pattern.FindAllStringSubmatchIndex(bare, -1) {
			if usesGlobal(bare, match[2], match[3]) {
				refuse(match[2], "must not use "+name)
			}
		}
	}
	return found
}

// usesGlobal tells a use (document.title, fetch(…), new WebSocket) from a
// declaration of the same word (function fetch(…), interface { document … }).
func usesGlobal(bare string, start, end int) bool {
	before := strings.TrimRight(bare[:start], " \t")
	for _, word := range []string{"function", "const", "let", "var", "interface", "type", "class", "private", "public", "readonly", "async"} {
		if strings.HasSuffix(before, word) {
			return false
		}
	}
	after := strings.TrimLeft(bare[end:], " \t")
	return strings.HasPrefix(after, ".") || strings.HasPrefix(after, "(") || strings.HasPrefix(after, "[") ||
		strings.HasSuffix(before, "new") || strings.HasSuffix(before, "typeof") || strings.HasSuffix(before, "instanceof") ||
		strings.HasSuffix(before, "extends") || strings.HasSuffix(before, "=")
}

func judgeWebImport(file webFile, rule WebRule, target string) string {
	if strings.HasPrefix(target, ".") {
		if landed := path.Join(path.Dir(file.name), target); !strings.HasPrefix(landed, "web/"+file.workspace+"/") {
			return "must not reach into another workspace by path: " + target
		}
		return ""
	}
	if ours, isOurs := strings.CutPrefix(target, "@sealdesk/"); isOurs {
		name, _, _ := strings.Cut(ours, "/")
		if !slices.Contains(rule.Ours, name) && !strings.HasSuffix(rule.Path, "/"+name) {
			return "must not import " + target
		}
		return ""
	}
	name := packageName(target)
	if rule.Deps != nil && !slices.Contains(rule.Deps, name) || slices.Contains(rule.Denied, name) {
		return "must not import " + target
	}
	return ""
}

// packageName cuts the path inside a package: "@noble/hashes/sha2.js" is "@noble/hashes".
func packageName(target string) string {
	parts := strings.SplitN(target, "/", 3)
	if strings.HasPrefix(target, "@") && len(parts) > 1 {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}

// blank returns the source twice with the same length: without comments, and
// without comments and without the insides of strings.
func blank(source string) (code, bare string) {
	withStrings, without := []byte(source), []byte(source)
	wipe := func(target []byte, from, to int) {
		for i := from; i < to; i++ {
			if target[i] != '\n' {
				target[i] = ' '
			}
		}
	}
	for i := 0; i < len(source); {
		end := tokenEnd(source, i)
		switch {
		case strings.HasPrefix(source[i:], "//"), strings.HasPrefix(source[i:], "/*"):
			wipe(withStrings, i, end)
			wipe(without, i, end)
		case end > i+1:
			wipe(without, i+1, end-1)
		}
		i = end
	}
	return string(withStrings), string(without)
}

// tokenEnd returns where the comment or string at i ends, or i+1. A template
// literal counts as one string, with what it interpolates.
func tokenEnd(source string, i int) int {
	rest := source[i:]
	find := func(from int, mark string) int {
		if at := strings.Index(rest[from:], mark); at >= 0 {
			return i + from + at + len(mark)
		}
		return len(source)
	}
	switch {
	case strings.HasPrefix(rest, "//"):
		return max(find(2, "\n")-1, i+2)
	case strings.HasPrefix(rest, "/*"):
		return find(2, "*/")
	case rest[0] == '"' || rest[0] == '\'' || rest[0] == '`':
		return stringEnd(source, i)
	}
	return i + 1
}

// stringEnd skips escaped characters; an apostrophe in JSX text ends with its line.
func stringEnd(source string, start int) int {
	for i := start + 1; i < len(source); i++ {
		switch {
		case source[i] == '\\':
			i++
		case source[i] == source[start]:
			return i + 1
		case source[i] == '\n' && source[start] != '`':
			return start + 1
		}
	}
	return len(source)
}

// checkWebSkips refuses TypeScript and JavaScript tests that leave themselves out.
func checkWebSkips(tree fs.FS) ([]Finding, error) {
	var found []Finding
	err := walk(tree, func(name string) error {
		if !testName.MatchString(name) || !slices.Contains([]string{".ts", ".tsx", ".mjs"}, path.Ext(name)) {
			return nil
		}
		source, err := fs.ReadFile(tree, name)
		_, bare := blank(string(source))
		if match := skipPattern.FindStringIndex(bare); match != nil {
			line := 1 + strings.Count(bare[:match[0]], "\n")
			found = append(found, Finding{fmt.Sprintf("%s:%d", name, line), "leaves a test out: make it run or remove it"})
		}
		return err
	})
	return found, err
}
