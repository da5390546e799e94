package client

import (
	"context"
	"math"
	"net/http"
	"time"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/passwords"
)

// judge refuses a password that is easily guessed, here where it is chosen: the server
// never sees one. The list of stolen ones comes as a whole, so that nobody learns which
// part of it was wanted.
func (a *Agent) judge(ctx context.Context, who Newcomer, organisation string) error {
	wire, err := a.transport.raw(ctx, http.MethodGet, "/passwords/breached", nil)
	if err != nil {
		return err
	}
	var breached *passwords.Filter
	if len(wire) > 0 {
		if breached, err = passwords.Read(wire); err != nil {
			return err
		}
	}
	return passwords.Judge(who.Password, breached, organisation, who.Name, who.Email)
}

// passwordCost is what this machine bears, measured with the smallest cost that the
// protocol allows (RFC 9106, section 4, leaves it to whoever knows the machine).
func (a *Agent) passwordCost() (seal.PasswordCost, error) {
	if a.options.PasswordCost != (seal.PasswordCost{}) {
		return a.options.PasswordCost, nil
	}
	salt, err := seal.NewID16(a.options.Random)
	if err != nil {
		return seal.PasswordCost{}, err
	}
	begun := time.Now() // the machine's clock: nothing else tells how long something takes
	secrets, err := seal.PasswordSecrets("to measure", seal.Secret{}, seal.ID{}, salt, smallestCost)
	secrets.Wipe()
	return costFor(time.Since(begun)), err
}

var (
	smallestCost = seal.PasswordCost{Memory: seal.MinPasswordMemory, Iterations: seal.MinPasswordIterations}
	// largestCost is well below the protocol's ceiling: phones must bear it.
	largestCost = seal.PasswordCost{Memory: 131_072, Iterations: 4}
)

const (
	targetTime = 750 * time.Millisecond
	memoryStep = 1024
)

// costFor is the cost that takes about the target's time, where the smallest took this
// long; the same as in the browser.
func costFor(took time.Duration) seal.PasswordCost {
	wanted := float64(smallestCost.Memory) * float64(smallestCost.Iterations) * float64(targetTime) / max(float64(took), 1)
	within := func(n float64, low, high uint32) uint32 {
		return uint32(math.Min(float64(high), math.Max(float64(low), math.Floor(n))))
	}
	iterations := within(wanted/float64(largestCost.Memory), smallestCost.Iterations, largestCost.Iterations)
	memory := math.Floor(wanted/float64(iterations)/memoryStep) * memoryStep
	return seal.PasswordCost{Memory: within(memory, smallestCost.Memory, largestCost.Memory), Iterations: iterations}
}
