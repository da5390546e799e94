package httpapi

import (
	"encoding/json"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// describe writes the OpenAPI document from the routes themselves, so that it
// cannot say what the server does not do.
func describe(routes []Route, version string) ([]byte, error) {
	registry := huma.NewMapRegistry("#/components/schemas/", name)
	doc := &huma.OpenAPI{
		OpenAPI: "3.1.0",
		Info: &huma.Info{Title: "Sealdesk", Version: version, Description: "Ids are lower-case hex, protocol objects standard base64. " +
			"The server can open none of the objects that it carries."},
		Paths: map[string]*huma.PathItem{},
		Components: &huma.Components{Schemas: registry, SecuritySchemes: map[string]*huma.SecurityScheme{
			"session": {Type: "apiKey", In: "cookie", Name: cookieName},
			"bearer":  {Type: "http", Scheme: "bearer"},
		}},
	}
	problem := registry.Schema(reflect.TypeFor[problemDoc](), true, "Problem")
	for _, r := range routes {
		operation := &huma.Operation{
			Method: r.Method, Path: base + strings.ReplaceAll(r.Pattern, "...}", "}"), Summary: r.Summary, OperationID: operationID(r), Parameters: append(pathParameters(r.Pattern), queryParameters(r.query)...),
			Extensions: extensions(r),
			Responses:  map[string]*huma.Response{"default": {Description: "What went wrong, and what to do next", Content: map[string]*huma.MediaType{"application/problem+json": {Schema: problem}}}},
		}
		if r.in == reflect.TypeFor[octets]() {
			operation.RequestBody = &huma.RequestBody{Required: true, Content: octetStream()}
		} else if r.in == reflect.TypeFor[text]() {
			operation.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"text/plain": {Schema: &huma.Schema{Type: "string"}}}}
		} else if r.in.NumField() > 0 {
			schema := registry.Schema(r.in, true, operation.OperationID+"Request")
			operation.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/json": {Schema: schema}}}
		}
		operation.Responses[success(r)] = response(registry, r, operation.OperationID)
		doc.AddOperation(operation)
	}
	return json.Marshal(doc)
}

// extensions say which right a route asks for, and what it leaves in the record.
func extensions(r Route) map[string]any {
	all := map[string]any{"x-action": string(r.Action)}
	if r.silent != "" {
		all["x-ledger-none"] = r.silent
	} else {
		all["x-ledger"] = r.kinds
	}
	return all
}

// problemDoc mirrors live.Problem for the document.
type problemDoc struct {
	Status  int            `json:"status"`
	Kind    string         `json:"kind" enum:"invalid,unauthenticated,forbidden,not_found,conflict,gone,too_large,limited,unavailable,internal"`
	Message string         `json:"message"`
	Next    string         `json:"next"`
	Detail  map[string]any `json:"detail,omitempty"`
}

func success(r Route) string {
	switch {
	case r.out == reflect.TypeFor[none]():
		return "204"
	case r.Pattern == "/live":
		return "101"
	}
	return "200"
}

func response(registry huma.Registry, r Route, id string) *huma.Response {
	switch {
	case r.out == reflect.TypeFor[none]():
		return &huma.Response{Description: "Done"}
	case r.out == reflect.TypeFor[octets]():
		return &huma.Response{Description: "Bytes", Content: octetStream()}
	case r.out == reflect.TypeFor[answered]():
		return &huma.Response{Description: "Bytes, or frames after an upgrade"}
	}
	schema := registry.Schema(r.out, true, id+"Response")
	return &huma.Response{Description: "Done", Content: map[string]*huma.MediaType{"application/json": {Schema: schema}}}
}

func octetStream() map[string]*huma.MediaType {
	return map[string]*huma.MediaType{"application/octet-stream": {Schema: &huma.Schema{Type: "string", Format: "binary"}}}
}

// name makes a schema's name from its type: "threadOut" becomes "Thread".
func name(t reflect.Type, hint string) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	text := t.Name()
	for _, suffix := range []string{"JSON", "Out", "Doc"} {
		text = strings.TrimSuffix(text, suffix)
	}
	if text == "" {
		return hint
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

func operationID(r Route) string {
	id := strings.ToLower(r.Method)
	for part := range strings.FieldsFuncSeq(r.Pattern, func(c rune) bool { return strings.ContainsRune("/-{}.", c) }) {
		id += strings.ToUpper(part[:1]) + part[1:]
	}
	return id
}

func queryParameters(asked []parameter) []*huma.Param {
	var params []*huma.Param
	for _, p := range asked {
		params = append(params, &huma.Param{Name: p.name, In: "query", Description: p.summary, Schema: &huma.Schema{Type: "string"}})
	}
	return params
}

func pathParameters(pattern string) []*huma.Param {
	var params []*huma.Param
	for part := range strings.SplitSeq(pattern, "/") {
		if strings.HasPrefix(part, "{") {
			name := strings.Trim(part, "{.}")
			params = append(params, &huma.Param{Name: name, In: "path", Required: true, Schema: &huma.Schema{Type: "string", Pattern: spelling(name)}})
		}
	}
	return params
}

// spelling is the pattern of a name in a path.
func spelling(name string) string {
	switch name {
	case "attachment":
		return "^[0-9a-f]{32}$"
	case "tile":
		return "^(entries|[0-9]{1,2})/(x[0-9]{3}/){0,4}[0-9]{3}([.]p/[0-9]{1,3})?$"
	case "part", "number":
		return "^(0|[1-9][0-9]{0,8})$"
	}
	return "^[0-9a-f]{64}$"
}
