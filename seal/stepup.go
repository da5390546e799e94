package seal

// IdentityAsk is how staff ask a customer to show who they are once more, in a
// conversation that runs (section 15). The server reads neither that nor why.
type IdentityAsk struct {
	_         struct{} `cbor:",toarray"`
	Level     Level    // the least that is wanted
	Challenge ID       // random: no proof was made for it before
	Until     uint64   // Unix seconds; what is received later is no answer
	Reason    string   // in the asker's words, or ""
}

// Kind is the word in the body.
func (*IdentityAsk) Kind() string { return "identity-ask" }

func (a *IdentityAsk) validate() error {
	if a.Level < LevelEmail || a.Level > LevelPasskey {
		return Fail(ErrMalformed, "identity ask", "unknown level")
	}
	return nil
}

// Salt is that of the identity that answers: whoever attests it cannot have done so
// before it was asked for, nor for another conversation, and sees neither.
func (a *IdentityAsk) Salt(seed ID) ID {
	return HashID("identity-ask", append(a.Challenge[:], seed[:]...))
}

// IdentityAnswer is the customer's: with a seed, the identity whose salt comes of it
// stands before it in the conversation; without one, they would not.
type IdentityAnswer struct {
	_      struct{} `cbor:",toarray"`
	Target ID16     // logical id of the ask
	Seed   OptionalID
}

// Kind is the word in the body.
func (*IdentityAnswer) Kind() string { return "identity-answer" }

func (a *IdentityAnswer) validate() error { return nil }

// Answers reports whether an identity that a message showed was shown for this ask:
// attested after it, for it alone, at the level that it wants, and in time. Received
// is the answer's receipt in Unix seconds.
func (a *IdentityAsk) Answers(by *IdentityAnswer, who *Identity, level Level, received uint64) bool {
	return by.Seed.Present() && level >= a.Level && received <= a.Until && who.Salt == a.Salt(by.Seed.ID())
}
