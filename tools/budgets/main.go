// Command budgets measures the Go code of the repository and prints it as JSON
// for tools/budgets/budgets.mjs: how long functions and files are, and how much
// of the code is tests.
//
// Promise: it counts what stands in the files, comments and blank lines
// included, the way a reader scrolls through them. Generated files do not
// count. Limits: it judges nothing; the report does.
package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Span is one function or file with its length in lines.
type Span struct {
	Name  string `json:"name"`
	Lines int    `json:"lines"`
}

// Report is everything measured under one root.
type Report struct {
	Functions []Span         `json:"functions"`
	Files     []Span         `json:"files"`
	Code      map[string]int `json:"code"`
	Tests     map[string]int `json:"tests"`
	Panics    []string       `json:"panics"`
	Inits     []string       `json:"inits"`
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: budgets FOLDER")
		os.Exit(2)
	}
	report, err := Measure(os.DirFS(os.Args[1]))
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(report)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "budgets:", err)
		os.Exit(1)
	}
}

// Measure reads every Go file under the root, without installed and built ones.
func Measure(tree fs.FS) (Report, error) {
	report := Report{Code: map[string]int{}, Tests: map[string]int{}}
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			switch entry.Name() {
			case "node_modules", "dist", "testdata", ".git", "bin", "artefacts", "tools":
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		source, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		return report.add(name, source)
	})
	return report, err
}

func (r *Report) add(name string, source []byte) error {
	set := token.NewFileSet()
	syntax, err := parser.ParseFile(set, name, source, parser.ParseComments)
	if err != nil {
		return err
	}
	if ast.IsGenerated(syntax) {
		return nil
	}
	lines := strings.Count(string(source), "\n")
	folder := filepath.ToSlash(filepath.Dir(name))
	if strings.HasSuffix(name, "_test.go") {
		r.Tests[folder] += lines
		return nil
	}
	r.Code[folder] += lines
	r.Files = append(r.Files, Span{name, lines})
	for _, declaration := range syntax.Decls {
		if function, ok := declaration.(*ast.FuncDecl); ok {
			r.addFunction(set, function)
		}
	}
	return nil
}

func (r *Report) addFunction(set *token.FileSet, function *ast.FuncDecl) {
	start, end := set.Position(function.Pos()), set.Position(function.End())
	at := fmt.Sprintf("%s:%d %s", start.Filename, start.Line, function.Name.Name)
	r.Functions = append(r.Functions, Span{at, end.Line - start.Line + 1})
	if function.Recv == nil && function.Name.Name == "init" {
		r.Inits = append(r.Inits, at)
	}
	ast.Inspect(function, func(node ast.Node) bool {
		if call, ok := node.(*ast.CallExpr); ok {
			if name, ok := call.Fun.(*ast.Ident); ok && name.Name == "panic" {
				r.Panics = append(r.Panics, at)
			}
		}
		return true
	})
}
