package main

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

const (
	// depth is how many streams inside each other are followed.
	depth = 4
	// largest is what one stream may give before the rest of it is missed.
	largest = 64 << 20
	// least is what a stream must give to be worth a look: a form of a phrase.
	least = shortest
	// tried is how large content may be to be tried at each byte, and guess what
	// a stream without a mark may give there: most such tries are noise.
	tried = 4 << 20
	guess = 256 << 10
)

// kind is a compressed format, and how to recognise that one begins.
type kind struct {
	name   string
	begins func([]byte) bool
	open   func(*streams, []byte) (io.Reader, error)
}

// streams keeps the decoders, which are large, for one try after the other.
type streams struct {
	flate  io.ReadCloser
	gzip   *gzip.Reader
	brotli *brotli.Reader
	zstd   *zstd.Decoder
	// marked kinds begin with a mark, bare ones do not.
	marked []kind
	bare   []kind
	// first are the bytes with which a marked stream can begin.
	first [256]bool
}

func newStreams() (*streams, error) {
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(largest), zstd.IgnoreChecksum(true))
	if err != nil {
		return nil, fmt.Errorf("prepare for zstd: %w", err)
	}
	s := &streams{
		flate: flate.NewReader(nil), gzip: new(gzip.Reader), brotli: brotli.NewReader(nil), zstd: decoder,
		marked: []kind{
			{"gzip", beginsGzip, (*streams).openGzip},
			{"zlib", beginsZlib, (*streams).openZlib},
			{"zstd", beginsZstd, (*streams).openZstd},
			{"zip", beginsZip, (*streams).openZip},
		},
		bare: []kind{
			{"deflate", beginsDeflate, (*streams).openFlate},
			{"brotli", beginsAnyhow, (*streams).openBrotli},
		},
	}
	for b := range s.first {
		s.first[b] = b == 0x1f || b == 0x28 || b == 'P' || b&0x0f == 8 && b>>4 <= 7
	}
	return s, nil
}

// RFC 1952 §2.3.1: two bytes of mark, and deflate is the only method.
func beginsGzip(b []byte) bool { return len(b) > 18 && b[0] == 0x1f && b[1] == 0x8b && b[2] == 8 }

// RFC 1950 §2.2: deflate with a window of at most 32 KiB, a check of the first two bytes, no dictionary.
func beginsZlib(b []byte) bool {
	return len(b) > 8 && b[0]&0x0f == 8 && b[0]>>4 <= 7 && b[1]&0x20 == 0 && binary.BigEndian.Uint16(b)%31 == 0 && beginsDeflate(b[2:])
}

// RFC 8878 §3.1.1.
func beginsZstd(b []byte) bool { return len(b) > 8 && binary.LittleEndian.Uint32(b) == 0xfd2fb528 }

// PKWARE APPNOTE 4.3.7: a local file header whose method is 8, deflate.
func beginsZip(b []byte) bool {
	return len(b) > 30 && binary.LittleEndian.Uint32(b) == 0x04034b50 && binary.LittleEndian.Uint16(b[8:]) == 8
}

// RFC 1951 §3.2.3: block type 3 is reserved; a stored block repeats its length inverted.
func beginsDeflate(b []byte) bool {
	if len(b) < 6 || b[0]&6 == 6 {
		return false
	}
	return b[0]&6 != 0 || binary.LittleEndian.Uint16(b[1:]) == ^binary.LittleEndian.Uint16(b[3:])
}

// RFC 7932 has no mark at all.
func beginsAnyhow([]byte) bool { return true }

func (s *streams) openGzip(b []byte) (io.Reader, error) {
	return s.gzip, s.gzip.Reset(bytes.NewReader(b))
}

// The check at a zlib stream's end does not matter here: what comes out does.
func (s *streams) openZlib(b []byte) (io.Reader, error) { return s.openFlate(b[2:]) }

func (s *streams) openFlate(b []byte) (io.Reader, error) {
	return s.flate, s.flate.(flate.Resetter).Reset(bytes.NewReader(b), nil)
}

func (s *streams) openBrotli(b []byte) (io.Reader, error) {
	return s.brotli, s.brotli.Reset(bytes.NewReader(b))
}

func (s *streams) openZstd(b []byte) (io.Reader, error) {
	return s.zstd, s.zstd.Reset(bytes.NewReader(b))
}

func (s *streams) openZip(b []byte) (io.Reader, error) {
	head := 30 + int(binary.LittleEndian.Uint16(b[26:])) + int(binary.LittleEndian.Uint16(b[28:]))
	if head >= len(b) {
		return nil, errors.New("the file in the archive is cut off")
	}
	return s.openFlate(b[head:])
}

// into searches inside of every stream that begins in the content. Whole
// content may also be a stream without a mark.
func (s *search) into(place string, content []byte, level int, whole bool) {
	for at, b := range content {
		if !s.streams.first[b] {
			continue
		}
		for _, k := range s.streams.marked {
			if k.begins(content[at:]) {
				s.stream(k, place, content, at, level, largest)
			}
		}
	}
	if !whole {
		return
	}
	for _, k := range s.streams.bare {
		if len(content) > 0 && k.begins(content) {
			s.stream(k, place, content, 0, level, largest)
		}
	}
	if s.everywhere && level == 0 && len(content) <= tried {
		s.deflated(place, content)
	}
}

// deflated tries deflate at each byte but the first: it tells noise soon. Brotli
// does not, and would take hours.
func (s *search) deflated(place string, content []byte) {
	k := s.streams.bare[0]
	for at := 1; at < len(content); at++ {
		if k.begins(content[at:]) {
			s.stream(k, place, content, at, 0, guess)
		}
	}
}

// stream opens what seems to begin at an offset and searches what comes out,
// whether or not it ends well: a stream that was cut off is read up to there.
func (s *search) stream(k kind, place string, content []byte, at, level int, most int64) {
	reader, err := k.open(s.streams, content[at:])
	if err != nil {
		return
	}
	inner, err := io.ReadAll(io.LimitReader(reader, most+1))
	if len(inner) < least {
		return
	}
	within := fmt.Sprintf("%s › %s at %d", place, k.name, at)
	ended := err == nil && int64(len(inner)) <= most
	if int64(len(inner)) > most {
		inner = inner[:most]
		if most == largest {
			s.miss(fmt.Sprintf("the rest of a stream beyond %d bytes: %s", largest, within))
		}
	}
	s.inside += int64(len(inner))
	s.content(within, inner, 0)
	if level+1 < depth {
		// Noise that came out of a failed try is searched, but not tried again.
		s.into(within, inner, level+1, ended)
	} else if holdsStream(inner) {
		s.miss(fmt.Sprintf("streams inside of %d others: %s", depth, place))
	}
}

// holdsStream looks for marks that noise does not have: what is not followed is said.
func holdsStream(content []byte) bool {
	return bytes.Contains(content, []byte{0x1f, 0x8b, 8}) || bytes.Contains(content, []byte{0x28, 0xb5, 0x2f, 0xfd})
}
