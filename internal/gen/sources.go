package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"
)

// source is a document on which members of the record rest.
type source struct {
	key, title, url string
	used            bool
}

// separator stands between the titles of a member's sources; no title holds it.
const separator = "; "

var keyForm = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// readSources reads the table of sources, in its order.
func readSources(path string) ([]*source, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var all []*source
	keys, titles := map[string]bool{}, map[string]bool{}
	for i, line := range strings.Split(strings.TrimRight(string(raw), "\n"), "\n") {
		if strings.HasPrefix(line, "#") || line == "key\ttitle\turl" {
			continue
		}
		cols := strings.Split(line, "\t")
		if len(cols) != 3 || !keyForm.MatchString(cols[0]) || cols[1] == "" || strings.Contains(cols[1], separator) {
			return nil, fmt.Errorf("%s:%d: not a key, a title and a URL", path, i+1)
		}
		if cols[2] != "" && !strings.HasPrefix(cols[2], "http://") && !strings.HasPrefix(cols[2], "https://") {
			return nil, fmt.Errorf("%s:%d: no URL of the web", path, i+1)
		}
		if keys[cols[0]] || titles[cols[1]] {
			return nil, fmt.Errorf("%s:%d: %s stands twice", path, i+1, cols[0])
		}
		keys[cols[0]], titles[cols[1]] = true, true
		all = append(all, &source{key: cols[0], title: cols[1], url: cols[2]})
	}
	return all, nil
}

// cite gives the sources named by keys that stand between commas, and marks them as used.
func (m *model) cite(keys string) ([]*source, error) {
	var cited []*source
	for key := range strings.SplitSeq(keys, ",") {
		s := m.source(strings.TrimSpace(key))
		if s == nil {
			return nil, fmt.Errorf("no source %q", strings.TrimSpace(key))
		}
		for _, other := range cited {
			if other == s {
				return nil, fmt.Errorf("source %s stands twice", s.key)
			}
		}
		s.used = true
		cited = append(cited, s)
	}
	return cited, nil
}

func (m *model) source(key string) *source {
	for _, s := range m.sources {
		if s.key == key {
			return s
		}
	}
	return nil
}

// sourceKeys are the keys in the paragraph "Source: key, key." that ends a struct's comment; none where it has no such end.
func sourceKeys(doc string) string {
	paragraphs := strings.Split(strings.TrimSpace(doc), "\n\n")
	last := strings.Join(strings.Fields(paragraphs[len(paragraphs)-1]), " ")
	keys, ok := strings.CutPrefix(last, "Source: ")
	if !ok || !strings.HasSuffix(keys, ".") {
		return ""
	}
	return strings.TrimSuffix(keys, ".")
}

// titles are the titles of the member's sources in one string.
func (f *field) titles() string {
	var all []string
	for _, s := range f.sources {
		all = append(all, s.title)
	}
	return strings.Join(all, separator)
}

// goName is the constant of package ephr that holds the title.
func (s *source) goName() string {
	var b strings.Builder
	b.WriteString("src")
	for part := range strings.SplitSeq(s.key, "-") {
		b.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return b.String()
}
