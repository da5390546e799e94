package seal

// Article is one approved help article.
type Article struct {
	_        struct{} `cbor:",toarray"`
	ID       string
	Title    string
	Version  uint64
	Language string
	Team     string
	Updated  uint64 // Unix seconds
	Markdown string
}

// ArticleSet is everything the assistant may quote (section 11). Devices use
// it only if its hash is in the directory.
type ArticleSet struct {
	_        struct{} `cbor:",toarray"`
	Suite    Suite
	Org      ID
	Version  uint64
	Articles []Article // sorted by ID
}

// Bytes is the set's wire form.
func (s ArticleSet) Bytes() ([]byte, error) {
	if err := s.validate(); err != nil {
		return nil, err
	}
	data, err := Encode(s)
	if err != nil {
		return nil, err
	}
	if len(data) > ArticleSetLimit {
		return nil, Fail(ErrTooLarge, "article set", "%d bytes", len(data))
	}
	return data, nil
}

// ArticleSetHash is the hash that an article-set statement names.
func ArticleSetHash(wire []byte) ID { return HashID("article-set", wire) }

// ApprovedSet is what the directory says of the article set.
type ApprovedSet struct {
	Org     ID
	Version uint64
	Hash    ID
	Count   uint64
}

// ParseArticleSet reads a set and insists that it is the approved one.
func ParseArticleSet(wire []byte, approved ApprovedSet) (ArticleSet, error) {
	if len(wire) > ArticleSetLimit {
		return ArticleSet{}, Fail(ErrTooLarge, "article set", "%d bytes", len(wire))
	}
	if got := ArticleSetHash(wire); !equal(got[:], approved.Hash[:]) {
		return ArticleSet{}, Fail(ErrUnverified, "article set", "not the approved set")
	}
	var set ArticleSet
	if err := Decode(wire, ArticleSetLimit, &set); err != nil {
		return ArticleSet{}, err
	}
	if set.Org != approved.Org || set.Version != approved.Version || uint64(len(set.Articles)) != approved.Count {
		return ArticleSet{}, Fail(ErrUnverified, "article set", "not the organisation, version or count that was approved")
	}
	return set, set.validate()
}

func (s ArticleSet) validate() error {
	for i := 1; i < len(s.Articles); i++ {
		if s.Articles[i].ID <= s.Articles[i-1].ID {
			return Fail(ErrMalformed, "article set", "articles are not sorted or repeat")
		}
	}
	return nil
}
