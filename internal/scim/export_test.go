package scim

// MatchesForTesting reads a filter and asks it about a resource.
func MatchesForTesting(filter string, t Tree) (bool, error) {
	f, err := ParseFilter(filter)
	if err != nil {
		return false, err
	}
	return f.matches(t), nil
}

// PatchForTesting applies a patch to a person.
func PatchForTesting(u User, body Tree) (User, error) {
	ops, err := operations(body)
	if err != nil {
		return u, err
	}
	err = u.patch(ops)
	return u, err
}
