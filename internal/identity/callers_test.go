package identity_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// This file reads the program and finds every way to a staff session: whatever
// refers to the constructor, whatever refers to that, and so on, up to the routes.
// It goes by references, not by calls: a function that is handed on counts, and so
// does a method behind an interface.

const module = "github.com/sealdesk/sealdesk/"

// listed is a package as `go list` tells it.
type listed struct {
	ImportPath, Dir, Export string
	GoFiles                 []string
	Module                  *struct{ Main bool }
}

// program is the whole of the program that we ship, with types.
type program struct {
	fset  *token.FileSet
	files map[string][]*ast.File
	info  *types.Info
	own   map[string]*types.Package
	first map[string]string // of each found function: the one that it refers to
}

// readProgram loads what the program is built from; more adds a source file to a
// package of ours.
func readProgram(t *testing.T, more map[string]string) *program {
	t.Helper()
	list := exec.CommandContext(t.Context(), "go", "list", "-deps", "-export", "-json=ImportPath,Dir,Export,GoFiles,Module", module+"cmd/...", module+"demo/...")
	list.Stderr = os.Stderr
	out, err := list.StdoutPipe()
	must(t, err, list.Start())
	p := &program{token.NewFileSet(), map[string][]*ast.File{}, &types.Info{Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}}, map[string]*types.Package{}, nil}
	exports := map[string]string{}
	outside := importer.ForCompiler(p.fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })
	for decoder := json.NewDecoder(out); ; {
		var l listed
		if err := decoder.Decode(&l); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		exports[l.ImportPath] = l.Export
		if l.Module != nil && l.Module.Main {
			p.check(t, l, outside, more[l.ImportPath]) // after what it imports: -deps lists in that order
		}
	}
	must(t, list.Wait())
	return p
}

func must(t *testing.T, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

func (p *program) check(t *testing.T, l listed, outside types.Importer, more string) {
	t.Helper()
	for _, name := range l.GoFiles {
		file, err := parser.ParseFile(p.fset, filepath.Join(l.Dir, name), nil, parser.SkipObjectResolution)
		must(t, err)
		p.files[l.ImportPath] = append(p.files[l.ImportPath], file)
	}
	if more != "" {
		file, err := parser.ParseFile(p.fset, "more.go", more, parser.SkipObjectResolution)
		must(t, err)
		p.files[l.ImportPath] = append(p.files[l.ImportPath], file)
	}
	checked, err := (&types.Config{Importer: imports{p.own, outside}}).Check(l.ImportPath, p.fset, p.files[l.ImportPath], p.info)
	must(t, err)
	p.own[l.ImportPath] = checked
}

// imports takes our packages as they were read, and others as they were built.
type imports struct {
	own     map[string]*types.Package
	outside types.Importer
}

func (i imports) Import(path string) (*types.Package, error) {
	if own := i.own[path]; own != nil {
		return own, nil
	}
	return i.outside.Import(path)
}

// short is a function's name without the module's.
func short(f *types.Func) string { return strings.ReplaceAll(f.FullName(), module, "") }

// referrers lists, for each function of ours, what refers to it: functions, routes
// ("POST /signin/recovery"), and what stands in a package for itself.
func (p *program) referrers() map[string][]string {
	by := map[string][]string{}
	for path, files := range p.files {
		for _, file := range files {
			for _, decl := range file.Decls {
				from := strings.TrimPrefix(path, module) + " (a value of the package)"
				if f, ok := decl.(*ast.FuncDecl); ok {
					from = short(p.info.Defs[f.Name].(*types.Func))
				}
				p.refer(decl, from, by)
			}
		}
	}
	p.behindInterfaces(by)
	return by
}

// refer notes what a piece of source refers to. A handler belongs to its route, not
// to the table in which the route stands.
func (p *program) refer(node ast.Node, from string, by map[string][]string) {
	ast.Inspect(node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if name := p.route(n); name != "" && name != from {
				p.refer(n, name, by)
				return false
			}
		case *ast.Ident:
			if f, ok := p.info.Uses[n].(*types.Func); ok && f.Pkg() != nil && strings.HasPrefix(f.Pkg().Path()+"/", module) {
				by[short(f.Origin())] = append(by[short(f.Origin())], from)
			}
		}
		return true
	})
}

// route is the name of the route that a call makes, if it makes one.
func (p *program) route(call *ast.CallExpr) string {
	callee, ok := call.Fun.(*ast.Ident)
	if !ok || len(call.Args) < 2 {
		return ""
	}
	if f, ok := p.info.Uses[callee].(*types.Func); !ok || short(f.Origin()) != "internal/httpapi.route" {
		return ""
	}
	return p.text(call.Args[0]) + " " + p.text(call.Args[1])
}

// text is a literal's, or where it stands, which no play has for a name.
func (p *program) text(e ast.Expr) string {
	if literal, ok := e.(*ast.BasicLit); ok {
		if text, err := strconv.Unquote(literal.Value); err == nil {
			return text
		}
	}
	return p.fset.Position(e.Pos()).String()
}

// behindInterfaces lets whatever refers to an interface's method refer to every
// method of ours that may be behind it.
func (p *program) behindInterfaces(by map[string][]string) {
	var named []*types.Named
	for _, pkg := range p.own {
		for _, name := range pkg.Scope().Names() {
			if of, ok := pkg.Scope().Lookup(name).Type().(*types.Named); ok && of.TypeParams().Len() == 0 {
				named = append(named, of)
			}
		}
	}
	for _, abstract := range named {
		asks, ok := abstract.Underlying().(*types.Interface)
		if !ok {
			continue
		}
		for _, concrete := range named {
			if types.IsInterface(concrete) || !types.Implements(types.NewPointer(concrete), asks) {
				continue
			}
			for asked := range asks.Methods() {
				method, _, _ := types.LookupFieldOrMethod(types.NewPointer(concrete), true, asked.Pkg(), asked.Name())
				by[short(method.(*types.Func))] = append(by[short(method.(*types.Func))], by[short(asked)]...)
			}
		}
	}
}

// reaching is whatever leads to one of the functions.
func (p *program) reaching(by map[string][]string, goals ...string) []string {
	p.first = map[string]string{}
	for _, goal := range goals {
		p.first[goal] = ""
	}
	for queue := goals; len(queue) > 0; queue = queue[1:] {
		for _, from := range by[queue[0]] {
			if _, seen := p.first[from]; !seen {
				p.first[from] = queue[0]
				queue = append(queue, from)
			}
		}
	}
	return slices.Sorted(maps.Keys(p.first))
}

// path says how a function leads to the constructor.
func (p *program) path(from string) string {
	steps := []string{from}
	for next := p.first[from]; next != ""; next = p.first[next] {
		steps = append(steps, next)
	}
	return strings.Join(steps, " → ")
}

const (
	constructor = "(*internal/identity.Service).newSession"
	insertion   = "(internal/identity.Tx).InsertSession"
)

// doors finds the exported functions of the domain and the routes by which one can
// come to a session, and says what leads there by none.
func (p *program) doors() (methods, routes, wrong []string) {
	by := p.referrers()
	if by[constructor] == nil || by[insertion] == nil {
		return nil, nil, []string{"nothing refers to the constructor of a session any more: is it called otherwise?"}
	}
	for _, from := range slices.Concat(by[insertion], by["(*internal/storage.Tx).InsertSession"]) {
		if from != constructor {
			wrong = append(wrong, from+" stores a session beside the constructor")
		}
	}
	for _, found := range p.reaching(by, constructor) {
		method, ours := strings.CutPrefix(found, "(*internal/identity.Service).")
		switch {
		case strings.Contains(found, " /"):
			routes = append(routes, found)
		case found == constructor || ours && !ast.IsExported(method) && len(by[found]) > 0:
		case ours:
			methods = append(methods, method)
		case len(by[found]) == 0:
			wrong = append(wrong, "a session can be reached by what is no route: "+p.path(found))
		}
	}
	return methods, routes, append(append(wrong, renewals(by)...), p.statements()...)
}

// renewal gives a session another token, for whoever shows that it is still them.
const renewal = "`update sessions set verifier = ?, former = ?, former_until = 0 where id = ?`"

// renewals finds what else renews a session than two fresh factors.
func renewals(by map[string][]string) (wrong []string) {
	for name, want := range map[string][]string{
		"(internal/identity.Tx).RenewSession":  {"(*internal/identity.Service).renew"},
		"(*internal/identity.Service).renew":   {"(*internal/identity.Service).confirm"},
		"(*internal/identity.Service).confirm": {"(*internal/identity.Service).ConfirmByPasskey", "(*internal/identity.Service).ConfirmByPassword"},
	} {
		found := slices.Compact(slices.Sorted(slices.Values(by[name])))
		if !slices.Equal(found, want) {
			wrong = append(wrong, fmt.Sprintf("%s is used by %v instead of %v", name, found, want))
		}
	}
	return wrong
}

// statements finds what writes sessions into the database, or whose they are.
func (p *program) statements() (wrong []string) {
	insertions := 0
	for _, files := range p.files {
		for _, file := range files {
			ast.Inspect(file, func(n ast.Node) bool {
				literal, ok := n.(*ast.BasicLit)
				if !ok || literal.Kind != token.STRING {
					return true
				}
				text := strings.Join(strings.Fields(strings.ToLower(literal.Value)), " ")
				for _, verb := range []string{"insert into sessions", "replace into sessions", "insert or replace into sessions", "insert or ignore into sessions"} {
					if strings.Contains(text, verb) {
						insertions++
					}
				}
				if _, set, ok := strings.Cut(text, "update sessions set "); ok && (strings.Contains(set, "account =") || strings.Contains(set, "verifier =")) && text != renewal {
					wrong = append(wrong, fmt.Sprintf("%s gives a session to somebody else", p.fset.Position(n.Pos())))
				}
				return true
			})
		}
	}
	if insertions != 1 {
		wrong = append(wrong, fmt.Sprintf("%d statements store sessions, and one should", insertions))
	}
	return wrong
}
