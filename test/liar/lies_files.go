package liar

import (
	"slices"
	"strings"
)

// part is the number of the part of a file that an answer is, and which file's.
func part(p *Passing) (file, n string, ok bool) {
	if p.Method != "GET" || p.Status >= 300 {
		return "", "", false
	}
	return strings.Cut(p.Path, "/parts/")
}

// ofEvery is a lie about each part of a file.
func ofEvery(change func(raw []byte) []byte) func(*Telling, *Passing) bool {
	return func(_ *Telling, p *Passing) bool {
		if _, _, ok := part(p); !ok {
			return false
		}
		p.Answer(change(slices.Clone(p.Raw)))
		return true
	}
}

func fileLies() []Lie {
	return []Lie{
		{
			Name: "file-altered", Says: "A bit of a file is another.",
			Answers: ofEvery(flipped),
		},
		{
			Name: "file-cut", Says: "The end of each part of a file is cut off.",
			Answers: ofEvery(func(raw []byte) []byte { return raw[:max(0, len(raw)-16)] }),
		},
		{
			Name: "file-longer", Says: "Each part of a file has a byte more.",
			Answers: ofEvery(func(raw []byte) []byte { return append(raw, 0) }),
		},
		{
			Name: "file-empty", Says: "The parts of a file are empty.",
			Answers: ofEvery(func([]byte) []byte { return []byte{} }),
		},
		{
			Name: "file-repeated", Says: "The first part of a file comes again in the place of the others.",
			Answers: func(t *Telling, p *Passing) bool {
				file, n, ok := part(p)
				if !ok {
					return false
				}
				first := Keep(t, file, func() []byte { return slices.Clone(p.Raw) })
				if n == "0" {
					return false
				}
				p.Answer(slices.Clone(first))
				return true
			},
		},
		{
			Name: "file-swapped", Says: "A file's parts are those of the file that was fetched before.",
			Answers: func(t *Telling, p *Passing) bool {
				file, n, ok := part(p)
				if !ok {
					return false
				}
				first := Keep(t, "file", func() string { return file })
				kept := Keep(t, "part "+n, func() []byte { return slices.Clone(p.Raw) })
				if first == file {
					return false
				}
				p.Answer(slices.Clone(kept))
				return true
			},
		},
		{
			Name: "file-received", Says: "The server says that it has parts of a file that nobody sent.",
			Answers: func(_ *Telling, p *Passing) bool {
				if p.Method != "PUT" || !strings.Contains(p.Path, "/attachments/") || strings.Contains(p.Path, "/parts/") {
					return false
				}
				p.Body["received"] = 1
				return true
			},
		},
	}
}
