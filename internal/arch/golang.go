package arch

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Finding is one broken rule: where, and what to do about it.
type Finding struct {
	Where, What string
}

func (f Finding) String() string { return f.Where + ": " + f.What }

// goFile is one parsed source file and the folder that it belongs to.
type goFile struct {
	name   string
	folder string
	test   bool
	set    *token.FileSet
	syntax *ast.File
}

func (f goFile) at(node ast.Node) string {
	return fmt.Sprintf("%s:%d", f.name, f.set.Position(node.Pos()).Line)
}

// ignoredFolders are never ours: installed, built or another module.
var ignoredFolders = []string{"node_modules", "dist", "testdata", ".git", "bin", "artefacts", "coverage"}

// loadGo parses every Go file of the core module.
func loadGo(tree fs.FS) ([]goFile, error) {
	var files []goFile
	err := walk(tree, func(name string) error {
		if !strings.HasSuffix(name, ".go") || strings.HasPrefix(name, "tools/") {
			return nil
		}
		source, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		syntax, err := parser.ParseFile(set, name, source, parser.ParseComments)
		if err != nil {
			return err
		}
		files = append(files, goFile{name, path.Dir(name), strings.HasSuffix(name, "_test.go"), set, syntax})
		return nil
	})
	return files, err
}

// walk visits every file outside of the ignored folders.
func walk(tree fs.FS, visit func(name string) error) error {
	return fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if slices.Contains(ignoredFolders, entry.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		return visit(name)
	})
}

// ruleFor returns the first rule that matches a folder.
func ruleFor(folder string) (Rule, bool) {
	for _, rule := range goRules {
		if under(folder, rule.Path) {
			return rule, true
		}
	}
	return Rule{}, false
}

// under reports whether a folder is the path, or inside it if it ends in "/...".
func under(folder, pattern string) bool {
	base, deep := strings.CutSuffix(pattern, "/...")
	return folder == base || deep && strings.HasPrefix(folder, base+"/")
}

// checkImports applies the table to every file that is not a test.
func checkImports(files []goFile) []Finding {
	var found []Finding
	for _, file := range files {
		if file.test {
			continue
		}
		rule, known := ruleFor(file.folder)
		if !known {
			found = append(found, Finding{file.name, "no rule knows this package; add one with its reason to internal/arch/rules.go"})
			continue
		}
		for _, spec := range file.syntax.Imports {
			if problem := judgeImport(file.folder, rule, spec); problem != "" {
				found = append(found, Finding{file.at(spec), problem + " (" + rule.Reason + ")"})
			}
		}
	}
	return found
}

func judgeImport(folder string, rule Rule, spec *ast.ImportSpec) string {
	target, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return "unreadable import"
	}
	for _, denied := range rule.Denied {
		if target == denied || strings.HasPrefix(target, denied+"/") {
			return "must not import " + target
		}
	}
	ours, isOurs := strings.CutPrefix(target, Module+"/")
	if !isOurs {
		return ""
	}
	return judgeArrow(folder, rule, ours)
}

// judgeArrow decides about an import of one of our own packages.
func judgeArrow(from string, rule Rule, to string) string {
	sameFamily := under(from, rule.Path) && under(to, rule.Path) && strings.HasSuffix(rule.Path, "/...")
	if sameFamily {
		return ""
	}
	if rule.OnlyOurs != nil && !slices.Contains(rule.OnlyOurs, to) {
		return "must not import " + to
	}
	target, known := ruleFor(to)
	switch {
	case !known:
		return "imports " + to + ", which no rule knows"
	case target.Layer < rule.Layer:
		return ""
	case target.Layer == rule.Layer && permitted(from, to):
		return ""
	}
	return "must not import " + to + ": arrows point down, and no arrow in internal/arch/rules.go permits this one"
}

func permitted(from, to string) bool {
	return slices.ContainsFunc(arrows, func(a Arrow) bool {
		return under(from, a.From+"/...") && under(to, a.To+"/...")
	})
}
