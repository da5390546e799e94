package scim

import (
	"cmp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// This file reads and evaluates filters (RFC 7644 §3.4.2.2).

// Limits of a filter.
const (
	filterLength = 4096
	filterTerms  = 64
	filterDepth  = 16
)

// Filter decides about a resource, or about one value of an attribute. The zero
// Filter is nil and has no opinion.
type Filter interface{ matches(Tree) bool }

type (
	both    struct{ a, b Filter }
	either  struct{ a, b Filter }
	not     struct{ of Filter }
	present struct{ attr attrPath }
	compare struct {
		attr  attrPath
		op    string
		value any // string, float64, bool or nil
	}
	// having: a value of the attribute matches as a whole.
	having struct {
		attr attrPath
		of   Filter
	}
)

// attrPath is an attribute, perhaps with a sub-attribute, without its schema.
type attrPath struct{ name, sub string }

// ParseFilter reads a filter.
func ParseFilter(text string) (Filter, error) {
	if len(text) > filterLength || !utf8.ValidString(text) {
		return nil, wrong(TooMany, "This filter is too long.")
	}
	p := parser{rest: text}
	f, err := p.or(0)
	if err != nil {
		return nil, err
	}
	if p.space(); p.rest != "" {
		return nil, p.bad()
	}
	return f, nil
}

type parser struct {
	rest  string
	terms int
}

func (p *parser) bad() error {
	return wrong(InvalidFilter, "This filter cannot be read.")
}

func (p *parser) space() { p.rest = strings.TrimLeft(p.rest, " ") }

// word takes a keyword that stands alone, whatever its case.
func (p *parser) word(want string) bool {
	p.space()
	if len(p.rest) < len(want) || !strings.EqualFold(p.rest[:len(want)], want) {
		return false
	}
	if after := p.rest[len(want):]; after != "" && !strings.ContainsAny(after[:1], " ()[]") {
		return false
	}
	p.rest = p.rest[len(want):]
	return true
}

func (p *parser) mark(want byte) bool {
	if p.space(); p.rest == "" || p.rest[0] != want {
		return false
	}
	p.rest = p.rest[1:]
	return true
}

func (p *parser) or(depth int) (Filter, error) {
	left, err := p.and(depth)
	for err == nil && p.word("or") {
		var right Filter
		right, err = p.and(depth)
		left = either{left, right}
	}
	return left, err
}

func (p *parser) and(depth int) (Filter, error) {
	left, err := p.term(depth)
	for err == nil && p.word("and") {
		var right Filter
		right, err = p.term(depth)
		left = both{left, right}
	}
	return left, err
}

// term is a comparison, a group in parentheses, its negation, or a condition on the
// values of an attribute.
func (p *parser) term(depth int) (Filter, error) {
	if p.terms++; p.terms > filterTerms || depth > filterDepth {
		return nil, wrong(TooMany, "This filter has too many parts.")
	}
	rest := p.rest
	if p.word("not") {
		if p.mark('(') {
			return p.closed(depth, func(f Filter) Filter { return not{f} })
		}
		p.rest = rest // an attribute of that name
	}
	if p.mark('(') {
		return p.closed(depth, func(f Filter) Filter { return f })
	}
	attr, ok := p.attribute()
	if !ok {
		return nil, p.bad()
	}
	if attr.sub == "" && p.rest != "" && p.rest[0] == '[' {
		p.rest = p.rest[1:]
		of, err := p.or(depth + 1)
		if err == nil && !p.mark(']') {
			err = p.bad()
		}
		return having{attr, of}, err
	}
	if p.word("pr") {
		return present{attr}, nil
	}
	for _, op := range []string{"eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"} {
		if p.word(op) {
			value, ok := p.value()
			if !ok {
				return nil, p.bad()
			}
			return comparison(attr, op, value)
		}
	}
	return nil, p.bad()
}

func (p *parser) closed(depth int, as func(Filter) Filter) (Filter, error) {
	f, err := p.or(depth + 1)
	if err == nil && !p.mark(')') {
		err = p.bad()
	}
	return as(f), err
}

// comparison refuses what RFC 7644 table 3 has refused: an order of booleans, and
// parts of what is no text.
func comparison(attr attrPath, op string, value any) (Filter, error) {
	_, text := value.(string)
	_, number := value.(float64)
	equality := op == "eq" || op == "ne"
	parts := op == "co" || op == "sw" || op == "ew"
	if !equality && !text && (parts || !number) {
		return nil, wrong(InvalidFilter, "This operator does not go with this value.")
	}
	return compare{attr, op, value}, nil
}

// attribute reads a name with its sub-attribute, and drops the schema before it.
func (p *parser) attribute() (attrPath, bool) {
	p.space()
	end := 0
	for end < len(p.rest) && isNameByte(p.rest[end]) {
		end++
	}
	text := p.rest[:end]
	attr, ok := parseAttribute(text)
	if ok {
		p.rest = p.rest[end:]
	}
	return attr, ok
}

func isNameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("$-_.:", c) >= 0
}

// parseAttribute reads "name", "name.sub" or either after a schema and a colon.
func parseAttribute(text string) (attrPath, bool) {
	text, extension := withoutSchema(text)
	name, sub, dotted := strings.Cut(text, ".")
	if !isName(name) || dotted && !isName(sub) {
		return attrPath{}, false
	}
	if extension {
		return attrPath{Enterprise, strings.ToLower(name)}, true
	}
	return attrPath{strings.ToLower(name), strings.ToLower(sub)}, true
}

func withoutSchema(text string) (rest string, extension bool) {
	for _, schema := range []string{UserSchema, GroupSchema, Enterprise} {
		if len(text) > len(schema) && strings.EqualFold(text[:len(schema)], schema) && text[len(schema)] == ':' {
			return text[len(schema)+1:], schema == Enterprise
		}
	}
	return text, false
}

// isName: ATTRNAME of RFC 7643 §2.1, and "$ref".
func isName(text string) bool {
	if text == "" || len(text) > textLimit || strings.ContainsAny(text, ".:") {
		return false
	}
	first := text[0]
	return first >= 'a' && first <= 'z' || first >= 'A' && first <= 'Z' || first == '$'
}

// value reads false, null, true, a number or a string as JSON writes them (RFC 8259).
func (p *parser) value() (any, bool) {
	for text, value := range map[string]any{"true": true, "false": false, "null": nil} {
		if p.word(text) {
			return value, true
		}
	}
	if p.space(); p.rest == "" {
		return nil, false
	}
	if p.rest[0] == '"' {
		return p.text()
	}
	end := 0
	for end < len(p.rest) && strings.IndexByte("+-.0123456789eE", p.rest[end]) >= 0 {
		end++
	}
	n, err := strconv.ParseFloat(p.rest[:end], 64)
	p.rest = p.rest[end:]
	return n, err == nil
}

func (p *parser) text() (string, bool) {
	var out strings.Builder
	for i := 1; i < len(p.rest); i++ {
		switch c := p.rest[i]; {
		case c == '"':
			p.rest = p.rest[i+1:]
			return out.String(), true
		case c < ' ':
			return "", false
		case c != '\\':
			out.WriteByte(c)
		default:
			used, r := escaped(p.rest[i+1:])
			if used == 0 {
				return "", false
			}
			out.WriteRune(r)
			i += used
		}
	}
	return "", false
}

func escaped(text string) (used int, r rune) {
	if text == "" {
		return 0, 0
	}
	if at := strings.IndexByte(`"\/bfnrt`, text[0]); at >= 0 {
		return 1, rune("\"\\/\b\f\n\r\t"[at])
	}
	if text[0] != 'u' || len(text) < 5 {
		return 0, 0
	}
	n, err := strconv.ParseUint(text[1:5], 16, 16)
	if err != nil || n >= 0xd800 && n < 0xe000 { // half of a pair
		return 0, 0
	}
	return 5, rune(n)
}

func (f both) matches(t Tree) bool    { return f.a.matches(t) && f.b.matches(t) }
func (f either) matches(t Tree) bool  { return f.a.matches(t) || f.b.matches(t) }
func (f not) matches(t Tree) bool     { return !f.of.matches(t) }
func (f present) matches(t Tree) bool { return len(f.attr.values(t)) > 0 }

func (f having) matches(t Tree) bool {
	values, _ := field(t, f.attr.name).([]any)
	for _, value := range values {
		if part, ok := value.(Tree); ok && f.of.matches(part) {
			return true
		}
	}
	return false
}

func (f compare) matches(t Tree) bool {
	values := f.attr.values(t)
	if len(values) == 0 {
		return (f.op == "ne") != (f.value == nil)
	}
	for _, value := range values {
		if f.one(value) {
			return true
		}
	}
	return false
}

// caseExact are the attributes that tell capitals apart (RFC 7643 §3.1, §4).
var caseExact = map[attrPath]bool{{"id", ""}: true, {"externalid", ""}: true, {"members", "value"}: true, {"groups", "value"}: true, {"value", ""}: false}

func (f compare) one(value any) bool {
	switch want := f.value.(type) {
	case nil:
		return f.op == "ne"
	case bool:
		got, ok := value.(bool)
		return (f.op == "eq") == (ok && got == want)
	case float64:
		got, ok := value.(float64)
		return ok && f.ordered(cmp.Compare(got, want))
	case string:
		got, ok := value.(string)
		if !ok {
			return f.op == "ne"
		}
		if f.attr.name == "meta" {
			if is, a, b := times(got, want); is {
				return f.ordered(a.Compare(b))
			}
		}
		if !caseExact[f.attr] {
			got, want = strings.ToLower(got), strings.ToLower(want)
		}
		switch f.op {
		case "co":
			return strings.Contains(got, want)
		case "sw":
			return strings.HasPrefix(got, want)
		case "ew":
			return strings.HasSuffix(got, want)
		}
		return f.ordered(cmp.Compare(got, want))
	}
	return false
}

func times(a, b string) (both bool, x, y time.Time) {
	x, err1 := time.Parse(time.RFC3339, a)
	y, err2 := time.Parse(time.RFC3339, b)
	return err1 == nil && err2 == nil, x, y
}

func (f compare) ordered(order int) bool {
	switch f.op {
	case "eq":
		return order == 0
	case "ne":
		return order != 0
	case "gt":
		return order > 0
	case "ge":
		return order >= 0
	case "lt":
		return order < 0
	}
	return f.op == "le" && order <= 0
}

// field finds an attribute whatever the case of its name (RFC 7643 §2.1).
func field(t Tree, name string) any {
	if value, ok := t[name]; ok {
		return value
	}
	for key, value := range t {
		if strings.EqualFold(key, name) {
			return value
		}
	}
	return nil
}

// values are those that an attribute has: of a list each, and of one whose parts
// are not named its "value".
func (a attrPath) values(t Tree) []any {
	var out []any
	take := func(value any) {
		part, complex := value.(Tree)
		switch {
		case complex && a.sub != "":
			value = field(part, a.sub)
		case complex && field(part, "value") != nil:
			value = field(part, "value")
		case !complex && a.sub != "":
			value = nil
		}
		if value != nil && value != "" {
			out = append(out, value)
		}
	}
	switch value := field(t, a.name).(type) {
	case []any:
		for _, each := range value {
			take(each)
		}
	default:
		take(value)
	}
	return out
}
