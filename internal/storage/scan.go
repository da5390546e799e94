package storage

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/sealdesk/sealdesk/seal"
)

// idScanner reads a 32-byte column into an id and refuses any other length.
type idScanner struct{ into *seal.ID }

func idInto(id *seal.ID) idScanner { return idScanner{id} }

// Scan implements sql.Scanner.
func (s idScanner) Scan(value any) error {
	data, ok := value.([]byte)
	if !ok || len(data) != len(s.into) {
		return fmt.Errorf("storage: an id column holds %T of another length", value)
	}
	copy(s.into[:], data)
	return nil
}

type optionalScanner struct{ into *seal.OptionalID }

func optionalInto(id *seal.OptionalID) optionalScanner { return optionalScanner{id} }

// Scan implements sql.Scanner.
func (s optionalScanner) Scan(value any) error {
	*s.into = seal.OptionalID{}
	if value == nil {
		return nil
	}
	var id seal.ID
	if err := idInto(&id).Scan(value); err != nil {
		return err
	}
	*s.into = seal.Some(id)
	return nil
}

// optional is an id as a column value, NULL if absent.
func optional(id seal.OptionalID) any {
	if !id.Present() {
		return nil
	}
	return append([]byte(nil), id[:]...)
}

// stamp is a time in milliseconds, NULL if zero.
func stamp(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMilli()
}

func timeOf(milliseconds *int64) time.Time {
	if milliseconds == nil {
		return time.Time{}
	}
	return time.UnixMilli(*milliseconds)
}

// ids reads a list of ids.
func (t *Tx) ids(query string, args ...any) ([]seal.ID, error) {
	var all []seal.ID
	err := t.each(query, args, func(scan func(...any) error) error {
		var id seal.ID
		err := scan(idInto(&id))
		all = append(all, id)
		return err
	})
	return all, err
}

// pack writes a list of byte strings as one column.
func pack(parts [][]byte) ([]byte, error) { return json.Marshal(parts) }

func unpack(column []byte) ([][]byte, error) {
	var parts [][]byte
	err := json.Unmarshal(column, &parts)
	return parts, err
}

type linesScanner struct{ into *[]string }

func linesInto(lines *[]string) linesScanner { return linesScanner{lines} }

// Scan implements sql.Scanner.
func (s linesScanner) Scan(value any) error {
	*s.into = nil
	text, ok := value.(string)
	if !ok {
		return fmt.Errorf("storage: a column of lines holds %T", value)
	}
	if text != "" {
		*s.into = strings.Split(text, "\n")
	}
	return nil
}
