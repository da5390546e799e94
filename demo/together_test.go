package demo

import (
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestTogetherIsAFewAtOnceAndForgetsNoError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var now, most atomic.Int32
		first, second := errors.New("first"), errors.New("second")
		answers := []error{nil, first, nil, nil, second, nil}
		var jobs []func() error
		for _, answer := range answers {
			jobs = append(jobs, func() error {
				most.Store(max(most.Load(), now.Add(1)))
				time.Sleep(time.Second)
				now.Add(-1)
				return answer
			})
		}
		begun := time.Now()
		err := together(2, jobs)
		if !errors.Is(err, first) || !errors.Is(err, second) {
			t.Errorf("got %v", err)
		}
		if took := time.Since(begun); most.Load() != 2 || took != 3*time.Second {
			t.Errorf("%d at once, %v in all", most.Load(), took)
		}
	})
}
