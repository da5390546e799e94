package liar

import "slices"

// Lies is the table, in order of names.
func Lies() []Lie {
	var all []Lie
	all = append(all, historyLies()...)
	all = append(all, readerLies()...)
	all = append(all, threadLies()...)
	all = append(all, directoryLies()...)
	all = append(all, ledgerLies()...)
	all = append(all, accountLies()...)
	all = append(all, fileLies()...)
	all = append(all, customerLies()...)
	all = append(all, lineLies()...)
	all = append(all, plainLies()...)
	slices.SortFunc(all, func(a, b Lie) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
	return all
}

// Find finds a lie by its name.
func Find(name string) (Lie, bool) {
	for _, lie := range Lies() {
		if lie.Name == name {
			return lie, true
		}
	}
	return Lie{}, false
}
