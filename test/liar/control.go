package liar

import (
	"encoding/json"
	"net/http"
)

// Control is the liar's other ear: a handler for who chooses the lie. It belongs
// on an address of this machine that nobody else reaches.
//
//	GET    /lies   every lie with a sentence: [{"name", "says"}]
//	POST   /lie    begin one: {"name", "options": {"at": "3", …}}
//	DELETE /lie    back to the truth
//	GET    /lie    {"name", "told"}; the name is empty for the truth
func (l *Liar) Control() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /lies", func(w http.ResponseWriter, _ *http.Request) {
		rows := []map[string]string{}
		for _, lie := range Lies() {
			rows = append(rows, map[string]string{"name": lie.Name, "says": lie.Says})
		}
		respond(w, rows)
	})
	mux.HandleFunc("POST /lie", func(w http.ResponseWriter, r *http.Request) {
		var in struct {
			Name    string            `json:"name"`
			Options map[string]string `json:"options"`
		}
		err := json.NewDecoder(r.Body).Decode(&in)
		if err == nil {
			err = l.Tell(in.Name, in.Options)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		l.status(w)
	})
	mux.HandleFunc("DELETE /lie", func(w http.ResponseWriter, _ *http.Request) {
		l.status(w) // how often the last one was told
		l.Clear()
	})
	mux.HandleFunc("GET /lie", func(w http.ResponseWriter, _ *http.Request) { l.status(w) })
	return mux
}

func (l *Liar) status(w http.ResponseWriter) {
	name, told := "", 0
	if t := l.now(); t != nil {
		name, told = t.Lie.Name, t.Told()
	}
	respond(w, map[string]any{"name": name, "told": told})
}

func respond(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(value) //nolint:errcheck // the peer may be gone
}
