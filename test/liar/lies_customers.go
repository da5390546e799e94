package liar

// attested is whether an answer says who a customer is.
func (p *Passing) attested() bool {
	return p.Path == "/visitor/proofs" && text(p.Body["attestation"]) != ""
}

// aboutCustomer is a lie about who a customer is, told to their own device, which
// hands it on to the team.
func aboutCustomer(name, says string, change func(t *Telling, p *Passing) bool) Lie {
	return Lie{Name: name, Says: says, Answers: func(t *Telling, p *Passing) bool { return p.attested() && change(t, p) }}
}

func customerLies() []Lie {
	const attestation = "attestation"
	return []Lie{
		aboutCustomer("attestation-altered", "A bit of what attests who a customer is, is another.", func(_ *Telling, p *Passing) bool {
			p.Body[attestation] = flip(p.Body[attestation])
			return true
		}),
		aboutCustomer("attestation-unsigned", "The signature under who a customer is, is another.", func(_ *Telling, p *Passing) bool {
			p.Body[attestation] = unsigned(p.Body[attestation])
			return true
		}),
		aboutCustomer("attestation-dropped", "Who a customer is, is said without what attests it.", func(_ *Telling, p *Passing) bool {
			p.Body[attestation] = ""
			return true
		}),
		aboutCustomer("attestation-swapped", "Customers are given what attests who the first of them is.", func(t *Telling, p *Passing) bool {
			own := text(p.Body[attestation])
			first := Keep(t, attestation, func() string { return own })
			p.Body[attestation] = first
			return first != own
		}),
		aboutCustomer("customer-renamed", "A customer is said to be another one than was attested.", func(_ *Telling, p *Passing) bool {
			p.Body["identifier"] = text(p.Body["identifier"]) + "0"
			return true
		}),
	}
}
