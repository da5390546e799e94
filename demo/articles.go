package demo

import (
	"bufio"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/sealdesk/sealdesk/seal"
)

//go:embed articles
var articleFiles embed.FS

// Articles are the credit union's help articles, in the order of their ids. The
// Markdown keeps its details above the text: the assistant looks there for the
// ways in which people ask.
func Articles() ([]seal.Article, error) {
	names, err := fs.Glob(articleFiles, "articles/*.md")
	if err != nil {
		return nil, err
	}
	var out []seal.Article
	for _, name := range names {
		raw, err := articleFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		article, err := parseArticle(string(raw))
		if err != nil {
			return nil, fmt.Errorf("article %s: %w", path.Base(name), err)
		}
		out = append(out, article)
	}
	slices.SortFunc(out, func(a, b seal.Article) int { return strings.Compare(a.ID, b.ID) })
	return out, nil
}

func parseArticle(source string) (seal.Article, error) {
	fields, _, found := details(source)
	if !found {
		return seal.Article{}, fmt.Errorf("its details do not stand between two --- lines")
	}
	version, err := strconv.ParseUint(fields["version"], 10, 32)
	if err != nil {
		return seal.Article{}, fmt.Errorf("version: %w", err)
	}
	updated, err := time.Parse(time.DateOnly, fields["updated"])
	if err != nil {
		return seal.Article{}, fmt.Errorf("updated: %w", err)
	}
	a := seal.Article{
		ID: fields["id"], Title: fields["title"], Version: version, Language: fields["language"], Team: fields["team"],
		Updated: uint64(updated.Unix()), Markdown: source,
	}
	if a.ID == "" || a.Title == "" || a.Language == "" || a.Team == "" {
		return seal.Article{}, fmt.Errorf("id, title, language and team are needed")
	}
	return a, nil
}

// details splits an article into its single-line details and its text.
func details(source string) (map[string]string, string, bool) {
	rest, opened := strings.CutPrefix(source, "---\n")
	head, body, closed := strings.Cut(rest, "\n---\n")
	fields := map[string]string{}
	lines := bufio.NewScanner(strings.NewReader(head))
	for lines.Scan() {
		if name, value, ok := strings.Cut(lines.Text(), ":"); ok && !strings.HasPrefix(name, " ") {
			fields[name] = strings.TrimSpace(value)
		}
	}
	return fields, strings.TrimSpace(body), opened && closed
}

// opening is an article's first paragraph, word for word.
func opening(a seal.Article) string {
	_, body, _ := details(a.Markdown)
	first, _, _ := strings.Cut(body, "\n\n")
	return first
}
