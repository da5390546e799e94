package demo

// A script is one conversation as it will be played: who writes, who answers,
// what stays between colleagues, and how it ends.
type script struct {
	inbox    string
	customer string // "" for a customer who gives no name
	email    string
	language string
	before   []turn // what the assistant showed, passed on by the customer
	first    string // what opens the conversation
	then     []step
}

// turn is one line between the customer and the assistant on their own device.
type turn struct {
	asked   string
	article string // answered with this article's first paragraph, word for word
}

type act int

const (
	doNothing act = iota
	customerWrites
	customerReads
	staffWrites
	staffNotes
	staffClaims
	staffAssigns
	staffCloses
)

// step is one act of a script. who is a handle of the cast.
type step struct {
	act  act
	who  string
	text string // what is written, or whom it is assigned to
}

func asks(question, article string) turn { return turn{asked: question, article: article} }
func customer(text string) step          { return step{act: customerWrites, text: text} }
func reads() step                        { return step{act: customerReads} }
func answers(who, text string) step      { return step{act: staffWrites, who: who, text: text} }
func notes(who, text string) step        { return step{act: staffNotes, who: who, text: text} }
func claims(who string) step             { return step{act: staffClaims, who: who} }
func assigns(who, whom string) step      { return step{act: staffAssigns, who: who, text: whom} }
func closes(who string) step             { return step{act: staffCloses, who: who} }
