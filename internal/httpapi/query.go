package httpapi

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/seal"
)

// This file reads what stands behind the question mark. A route names what it
// asks for, so that the OpenAPI document knows it too; anything else is refused.

// parameter is one question that a route may be asked.
type parameter struct{ name, summary string }

// asks declares a query parameter, which may be absent.
func (r Route) asks(name, summary string) Route {
	return r.asksAll(parameter{name, summary})
}

// asksAll declares query parameters, each of which may be absent.
func (r Route) asksAll(all ...parameter) Route {
	r.query = append(slices.Clone(r.query), all...)
	return r
}

// asksMore passes over parameters that it does not know.
func (r Route) asksMore() Route { r.lenient = true; return r }

// readQuery parses the query and refuses what the route does not ask for: a
// misspelt name must not pass for "everything".
func (c *call) readQuery(r Route) error {
	c.query = c.r.URL.Query()
	for name, values := range c.query {
		known := slices.ContainsFunc(r.query, func(p parameter) bool { return p.name == name })
		if !known && !r.lenient || len(values) != 1 {
			return errs.New(errs.Invalid, "http.query", "This address asks for something that is not there, or twice.", "Check it against the description of the interface.")
		}
	}
	return nil
}

// number reads a count from a query: absent gives usual, more than most is
// refused.
func number(text string, usual, most int) (int, error) {
	if text == "" {
		return usual, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > most {
		return 0, errs.New(errs.Invalid, "http.query", fmt.Sprintf("This must be a number from 1 to %d.", most), "Correct it.")
	}
	return n, nil
}

// position reads a place in a log or thread; absent is its beginning.
func position(text string) (uint64, error) {
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseUint(text, 10, 53)
	if err != nil {
		return 0, errs.New(errs.Invalid, "http.query", "This must be a whole number.", "Correct it.")
	}
	return n, nil
}

// ids reads a comma-separated list of at most most ids.
func ids(text string, most int) ([]seal.ID, error) {
	if text == "" {
		return nil, nil
	}
	parts := strings.SplitN(text, ",", most+1)
	if len(parts) > most {
		return nil, errs.New(errs.Invalid, "http.query", "These are too many ids.", fmt.Sprintf("Ask for %d at a time.", most))
	}
	out := make([]seal.ID, len(parts))
	for i, part := range parts {
		id, err := seal.ParseID(part)
		if err != nil {
			return nil, errs.New(errs.Invalid, "http.query", "An id has 64 lower-case hex digits.", "Correct it.")
		}
		out[i] = id
	}
	return out, nil
}

// optionalID reads an id that may be absent.
func optionalID(text string) (seal.OptionalID, error) {
	if text == "" {
		return seal.OptionalID{}, nil
	}
	id, err := seal.ParseID(text)
	if err != nil {
		return seal.OptionalID{}, errs.New(errs.Invalid, "http.id", "An id has 64 lower-case hex digits.", "Correct it.")
	}
	return seal.Some(id), nil
}
