package liar

import (
	"encoding/json"
	"strconv"
	"strings"
)

// times is how often a lie is told: the option "times", or else once.
func (t *Telling) times() int {
	if n, err := strconv.Atoi(t.Options["times"]); err == nil {
		return n
	}
	return 1
}

func isMessage(p *Passing) bool { return p.Method == "POST" && strings.HasSuffix(p.Path, "/messages") }

func lineLies() []Lie {
	return []Lie{
		{
			Name: "answer-lost", Says: "The server takes a message, and the line breaks before it says so (option \"times\").",
			Answers: func(t *Telling, p *Passing) bool {
				if !isMessage(p) || t.Told() >= t.times() {
					return false
				}
				p.Status = 0
				return true
			},
			Frame: func(t *Telling, frame Fields) (Fields, bool) {
				if frame["type"] != "ack" || t.Told() >= t.times() {
					return frame, false
				}
				return nil, true
			},
		},
		{
			Name: "refused-though-taken", Says: "The server takes a message and says that it refused it, so that it is sealed again (option \"times\").",
			Answers: func(t *Telling, p *Passing) bool {
				if !isMessage(p) || p.Status >= 300 || t.Told() >= t.times() {
					return false
				}
				p.Status = 409
				p.Body = Fields{"status": 409, "kind": "conflict", "message": "Somebody wrote before you.", "next": "Try again.", "detail": Fields{"reason": "superseded"}}
				return true
			},
		},
	}
}

// plainLies have no idea of their own: they say what somebody thought out who has
// keys that a server lacks.
func plainLies() []Lie {
	return []Lie{
		{
			Name: "answer", Says: "In answers whose path ends with the option \"path\", the field \"field\" is the JSON of the option \"value\".",
			Answers: func(t *Telling, p *Passing) bool {
				var value any
				if p.Body == nil || !strings.HasSuffix(p.Path, t.Options["path"]) || json.Unmarshal([]byte(t.Options["value"]), &value) != nil {
					return false
				}
				p.Body[t.Options["field"]] = value
				return true
			},
		},
		{
			Name: "inserted", Says: "Behind the sequence \"after\" of the thread \"thread\" stands the entry \"bytes\" (base64) of the kind \"kind\", with a receipt.",
			History: inserted,
		},
	}
}
