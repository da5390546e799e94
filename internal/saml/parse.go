package saml

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/beevik/etree"
)

// This file reads XML of which two readers cannot think differently: no document
// type, entities, comments or instructions, no name that stands twice.

const (
	sizeLimit      = 256 << 10
	depthLimit     = 24
	elementsMost   = 2048
	attributesMost = 32
)

// name is an NCName without letters beyond ASCII, as all of SAML's are.
var name = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]*$`)

// parse returns the root of a document.
func parse(raw []byte) (*etree.Element, error) {
	if len(raw) > sizeLimit {
		return nil, unfit("too large")
	}
	if err := walk(raw); err != nil {
		return nil, err
	}
	doc := etree.NewDocument()
	if err := doc.ReadFromBytes(raw); err != nil || doc.Root() == nil {
		return nil, unfit("not XML")
	}
	ids := map[string]bool{}
	for el := range everything(doc.Root()) {
		if err := named(el, ids); err != nil {
			return nil, err
		}
	}
	return doc.Root(), nil
}

// walk looks at the bytes, before anybody makes sense of them.
func walk(raw []byte) error {
	decoder := xml.NewDecoder(bytes.NewReader(raw))
	var open []xml.Name
	elements, roots := 0, 0
	for first := true; ; first = false {
		token, err := decoder.RawToken()
		if errors.Is(err, io.EOF) {
			if len(open) != 0 || roots != 1 {
				return unfit("not one element")
			}
			return nil
		}
		if err != nil {
			return unfit("not XML")
		}
		switch t := token.(type) {
		case xml.Directive:
			return unfit("a document type")
		case xml.Comment:
			return unfit("a comment")
		case xml.ProcInst:
			if t.Target != "xml" || !first {
				return unfit("an instruction")
			}
		case xml.CharData:
			if len(open) == 0 && len(bytes.TrimSpace(t)) > 0 {
				return unfit("text around the element")
			}
		case xml.StartElement:
			if len(open) == 0 {
				roots++
			}
			open = append(open, t.Name)
			if elements++; elements > elementsMost || len(open) > depthLimit || len(t.Attr) > attributesMost {
				return unfit("too many elements")
			}
			if err := tag(t); err != nil {
				return err
			}
		case xml.EndElement:
			if len(open) == 0 || open[len(open)-1] != t.Name {
				return unfit("elements that overlap")
			}
			open = open[:len(open)-1]
		}
	}
}

func tag(t xml.StartElement) error {
	seen := map[xml.Name]bool{}
	for _, n := range append([]xml.Name{t.Name}, names(t.Attr)...) {
		if !name.MatchString(n.Local) || n.Space != "" && !name.MatchString(n.Space) {
			return unfit("a name that is none")
		}
	}
	for _, attr := range t.Attr {
		if seen[attr.Name] {
			return unfit("an attribute that stands twice")
		}
		seen[attr.Name] = true
		if attr.Name.Space == "xmlns" && (attr.Value == "" || attr.Name.Local == "xml" || attr.Name.Local == "xmlns") {
			return unfit("a namespace that is none")
		}
	}
	return nil
}

func names(attrs []xml.Attr) []xml.Name {
	all := make([]xml.Name, len(attrs))
	for i, attr := range attrs {
		all[i] = attr.Name
	}
	return all
}

// named refuses prefixes that stand for nothing, and ids that are not one element's.
func named(el *etree.Element, ids map[string]bool) error {
	if el.Space != "" && el.NamespaceURI() == "" {
		return unfit("a prefix that stands for nothing")
	}
	for _, attr := range el.Attr {
		if attr.Space != "" && attr.Space != "xmlns" && attr.Space != "xml" && attr.NamespaceURI() == "" {
			return unfit("a prefix that stands for nothing")
		}
		if !strings.EqualFold(attr.Key, "id") || attr.Space == "xmlns" {
			continue
		}
		// The library looks for "ID" whatever its prefix is.
		if attr.Space != "" || !name.MatchString(attr.Value) || ids[attr.Value] {
			return unfit("an id that is none, or stands twice")
		}
		ids[attr.Value] = true
	}
	return nil
}

// everything is an element and all below it.
func everything(el *etree.Element) func(yield func(*etree.Element) bool) {
	return func(yield func(*etree.Element) bool) {
		var each func(*etree.Element) bool
		each = func(el *etree.Element) bool {
			return yield(el) && !slices.ContainsFunc(el.ChildElements(), func(child *etree.Element) bool { return !each(child) })
		}
		each(el)
	}
}

func is(el *etree.Element, space, tag string) bool {
	return el != nil && el.Tag == tag && el.NamespaceURI() == space
}

func children(el *etree.Element, space, tag string) (all []*etree.Element) {
	for _, child := range el.ChildElements() {
		if is(child, space, tag) {
			all = append(all, child)
		}
	}
	return all
}

// only is the one child of that name; nil if there is none, or more.
func only(el *etree.Element, space, tag string) *etree.Element {
	if all := children(el, space, tag); len(all) == 1 {
		return all[0]
	}
	return nil
}

// attribute is one without a prefix.
func attribute(el *etree.Element, key string) (string, bool) {
	for _, attr := range el.Attr {
		if attr.Space == "" && attr.Key == key {
			return attr.Value, true
		}
	}
	return "", false
}

// text is all of an element that holds nothing but text. (The library's stops at
// whatever stands between two texts.)
func text(el *etree.Element) (string, bool) {
	if el == nil {
		return "", false
	}
	var all strings.Builder
	for _, child := range el.Child {
		part, ok := child.(*etree.CharData)
		if !ok {
			return "", false
		}
		all.WriteString(part.Data)
	}
	return all.String(), all.Len() > 0
}
