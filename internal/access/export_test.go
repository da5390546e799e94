package access

import (
	"maps"
	"slices"
)

// Actions lists every action that a rule names, sorted.
func (z *Authorizer) Actions() []Action { return slices.Sorted(maps.Keys(z.rules)) }
