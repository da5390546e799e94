package storage

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"reflect"
)

// bind makes values of the driver's few kinds. Types of our own go by the rules
// of package driver.
func bind(args []any) ([]driver.NamedValue, error) {
	values := make([]driver.NamedValue, len(args))
	for i, arg := range args {
		value, err := plain(arg)
		if err != nil {
			return nil, fmt.Errorf("storage: value %d: %w", i+1, err)
		}
		values[i] = driver.NamedValue{Ordinal: i + 1, Value: value}
	}
	return values, nil
}

func plain(arg any) (driver.Value, error) {
	switch v := arg.(type) {
	case nil, int64, string, bool:
		return v, nil
	case []byte:
		return v, nil
	case int:
		return int64(v), nil
	}
	return driver.DefaultParameterConverter.ConvertValue(arg)
}

var errKind = errors.New("a value of another kind")

// assign puts a column's value into a place that can hold it, and refuses what
// would have to be guessed: a number that does not fit, text for a number.
func assign(place any, value driver.Value) error {
	switch place := place.(type) {
	case sql.Scanner:
		return place.Scan(value)
	case *[]byte:
		if value == nil {
			*place = nil
			return nil
		}
		data, ok := value.([]byte)
		if text, is := value.(string); is {
			data, ok = []byte(text), true
		}
		*place = data
		return kindOf(ok)
	case **int64:
		if value == nil {
			*place = nil
			return nil
		}
		number, ok := value.(int64)
		*place = &number
		return kindOf(ok)
	}
	return assignKind(reflect.ValueOf(place).Elem(), value)
}

func kindOf(ok bool) error {
	if ok {
		return nil
	}
	return errKind
}

// assignKind fills numbers, truths and texts, and types of our own made of them.
func assignKind(place reflect.Value, value driver.Value) error {
	text, isText := value.(string)
	if place.Kind() == reflect.String {
		place.SetString(text)
		return kindOf(isText)
	}
	number, isNumber := value.(int64)
	switch {
	case !isNumber:
		return errKind
	case place.Kind() == reflect.Bool:
		place.SetBool(number == 1)
		return kindOf(number == 0 || number == 1)
	case place.CanInt():
		place.SetInt(number)
		return kindOf(!place.OverflowInt(number))
	case place.CanUint():
		place.SetUint(uint64(number))
		return kindOf(number >= 0 && !place.OverflowUint(uint64(number)))
	}
	return errKind
}
