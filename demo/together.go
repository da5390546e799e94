package demo

import (
	"errors"
	"sync"
)

// together runs jobs at the same time, a few at once, and gives every error.
func together(atOnce int, jobs []func() error) error {
	var all sync.WaitGroup
	errs := make([]error, len(jobs))
	slots := make(chan struct{}, atOnce)
	for i, job := range jobs {
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			errs[i] = job()
		})
	}
	all.Wait()
	return errors.Join(errs...)
}
