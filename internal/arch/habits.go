package arch

import (
	"go/ast"
	"go/token"
	"strings"
)

// checkHabits finds what the compiler allows and this project does not: panic
// and wire tags where a rule refuses them, init functions, and exported
// variables that another package could change.
func checkHabits(files []goFile) []Finding {
	var found []Finding
	for _, file := range files {
		if file.test {
			continue
		}
		rule, _ := ruleFor(file.folder)
		ast.Inspect(file.syntax, func(node ast.Node) bool {
			switch n := node.(type) {
			case *ast.CallExpr:
				if name, ok := n.Fun.(*ast.Ident); ok && rule.NoPanic && name.Name == "panic" {
					found = append(found, Finding{file.at(n), "panic: return an error that says what to do next"})
				}
			case *ast.Field:
				if rule.NoJSONTags && n.Tag != nil && strings.Contains(n.Tag.Value, `json:`) {
					found = append(found, Finding{file.at(n), "JSON tag: the edge has its own types"})
				}
			}
			return true
		})
		found = append(found, checkDeclarations(file)...)
	}
	return found
}

func checkDeclarations(file goFile) []Finding {
	var found []Finding
	for _, declaration := range file.syntax.Decls {
		switch d := declaration.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil && d.Name.Name == "init" {
				found = append(found, Finding{file.at(d), "init: importing a package must do nothing"})
			}
		case *ast.GenDecl:
			if d.Tok == token.VAR {
				found = append(found, checkVariables(file, d)...)
			}
		}
	}
	return found
}

// checkVariables refuses exported variables; sentinel errors are named Err…
// and are never assigned again.
func checkVariables(file goFile, d *ast.GenDecl) []Finding {
	var found []Finding
	for _, spec := range d.Specs {
		for _, name := range spec.(*ast.ValueSpec).Names {
			if name.IsExported() && !strings.HasPrefix(name.Name, "Err") {
				found = append(found, Finding{file.at(name), "exported variable " + name.Name + ": anybody could change it; offer a function"})
			}
		}
	}
	return found
}

// checkSkips refuses tests that leave themselves out.
func checkSkips(files []goFile) []Finding {
	var found []Finding
	for _, file := range files {
		if !file.test {
			continue
		}
		ast.Inspect(file.syntax, func(node ast.Node) bool {
			selector, ok := node.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			receiver, _ := selector.X.(*ast.Ident)
			switch selector.Sel.Name {
			case "Skip", "Skipf", "SkipNow":
				if receiver != nil && len(receiver.Name) <= 2 {
					found = append(found, Finding{file.at(selector), "skips itself: make it run or remove it"})
				}
			case "Short":
				if receiver != nil && receiver.Name == "testing" {
					found = append(found, Finding{file.at(selector), "depends on -short: every test always runs"})
				}
			}
			return true
		})
	}
	return found
}

// documentation counts what is documented in the whole tree.
type documentation struct {
	exported, documented int
	missing              []string
}

// share is the documented part of all exported names, 1 if there are none.
func (d documentation) share() float64 {
	if d.exported == 0 {
		return 1
	}
	return float64(d.documented) / float64(d.exported)
}

// checkPackageDocs refuses packages without a package comment.
func checkPackageDocs(files []goFile) []Finding {
	documented := map[string]bool{}
	for _, file := range files {
		if !file.test {
			documented[file.folder] = documented[file.folder] || file.syntax.Doc != nil
		}
	}
	var found []Finding
	for folder, has := range documented {
		if !has {
			found = append(found, Finding{folder, "no package comment: state the promise, the threat it answers and its limits"})
		}
	}
	return found
}

// countDocs counts exported functions, methods of exported types, types,
// constants and variables; a comment on a group covers its members.
func countDocs(files []goFile) documentation {
	var result documentation
	note := func(file goFile, name *ast.Ident, docs ...*ast.CommentGroup) {
		if !name.IsExported() {
			return
		}
		result.exported++
		for _, doc := range docs {
			if doc != nil {
				result.documented++
				return
			}
		}
		result.missing = append(result.missing, file.at(name)+" "+name.Name)
	}
	for _, file := range files {
		if file.test || file.syntax.Name.Name == "main" {
			continue
		}
		for _, declaration := range file.syntax.Decls {
			noteDeclaration(file, declaration, note)
		}
	}
	return result
}

func noteDeclaration(file goFile, declaration ast.Decl, note func(goFile, *ast.Ident, ...*ast.CommentGroup)) {
	switch d := declaration.(type) {
	case *ast.FuncDecl:
		if receiverExported(d) {
			note(file, d.Name, d.Doc)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				note(file, s.Name, s.Doc, s.Comment, d.Doc)
			case *ast.ValueSpec:
				for _, name := range s.Names {
					note(file, name, s.Doc, s.Comment, d.Doc)
				}
			}
		}
	}
}

// receiverExported is true for functions and for methods of exported types.
func receiverExported(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	receiver := d.Recv.List[0].Type
	for {
		switch r := receiver.(type) {
		case *ast.StarExpr:
			receiver = r.X
		case *ast.IndexExpr:
			receiver = r.X
		case *ast.IndexListExpr:
			receiver = r.X
		case *ast.Ident:
			return r.IsExported()
		default:
			return false
		}
	}
}
