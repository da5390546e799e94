package seal_test

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/seal"
)

// TestRFC8949 goes through the examples of RFC 8949 appendix A: what is in the
// protocol's subset is read and written back, everything else is refused.
func TestRFC8949(t *testing.T) {
	accepted := []string{
		"00", "01", "0a", "17", "1818", "1819", "1864", "1903e8", "1a000f4240", "1b000000e8d4a51000",
		"f4", "f5", "f6", "40", "4401020304", "60", "6161", "6449455446", "62225c", "62c3bc", "63e6b0b4", "64f0908591",
		"80", "83010203", "8301820203820405", "98190102030405060708090a0b0c0d0e0f101112131415161718181819",
	}
	refusedItems := []string{
		"1bffffffffffffffff", "c249010000000000000000", "3bffffffffffffffff", "c349010000000000000000", "20", "29", "3863", "3903e7",
		"f90000", "f98000", "f93c00", "fb3ff199999999999a", "f93e00", "f97bff", "fa47c35000", "fa7f7fffff", "fb7e37e43c8800759c",
		"f90001", "f90400", "f9c400", "fbc010666666666666", "f97c00", "f97e00", "f9fc00", "fa7f800000", "fa7fc00000", "faff800000",
		"fb7ff0000000000000", "fb7ff8000000000000", "fbfff0000000000000", "f7", "f0", "f8ff",
		"c074323031332d30332d32315432303a30343a30305a", "c11a514b67b0", "c1fb41d452d9e8200000", "d74401020304", "d818456449455446",
		"d82076687474703a2f2f7777772e6578616d706c652e636f6d", "a0", "a201020304", "a26161016162820203", "826161a161626163",
		"a56161614161626142616361436164614461656145", "5f42010243030405ff", "7f657374726561646d696e67ff", "9fff",
		"9f018202039f0405ffff", "9f01820203820405ff", "83018202039f0405ff", "83019f0203ff820405",
		"9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff", "bf61610161629f0203ffff", "826161bf61626163ff", "bf6346756ef563416d7421ff",
	}
	for _, text := range accepted {
		data := unhex(t, text)
		var value any
		if err := seal.Decode(data, seal.DefaultLimit, &value); err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		again, err := seal.Encode(value)
		if must(t, again, err); !bytes.Equal(again, data) {
			t.Errorf("%s is written %x", text, again)
		}
	}
	for _, text := range refusedItems {
		var value any
		if err := seal.Decode(unhex(t, text), seal.DefaultLimit, &value); err == nil {
			t.Errorf("%s was read as %v", text, value)
		}
	}
}

func TestDecodingHasLimits(t *testing.T) {
	var value any
	refused(t, seal.Decode(make([]byte, 11), 10, &value), seal.ErrTooLarge)
	refused(t, seal.Decode(unhex(t, strings.Repeat("81", 9)+"00"), 100, &value), seal.ErrMalformed)
	if err := seal.Decode(unhex(t, strings.Repeat("81", 8)+"00"), 100, &value); err != nil {
		t.Errorf("eight deep: %v", err)
	}
	// An array that claims more elements than there are bytes costs nothing.
	refused(t, seal.Decode(unhex(t, "9b001fffffffffffff"), 100, &value), seal.ErrMalformed)
	refused(t, seal.Decode(unhex(t, "5b001fffffffffffff"), 100, &value), seal.ErrMalformed)
	for _, outside := range []any{-1, 1.5, map[string]int{}, uint64(1) << 53} {
		if data, err := seal.Encode(outside); err == nil {
			t.Errorf("%v was written as %s", outside, hex.EncodeToString(data))
		}
	}
}
