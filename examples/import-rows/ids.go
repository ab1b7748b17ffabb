package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/openephr/ephr-go/ephr"
)

// A second run over the same export must give the same ids, and an id must not
// tell who the person is. A hash of the person's number does not do: there are few
// numbers, and whoever tries them all finds the person. A hash with one key for
// everybody is as good as that key, for good and for all of them: it cannot be
// changed without new ids, and nobody can be forgotten.
//
// So the record's id is random, as the format wants it, and a file remembers whose
// it is. It also holds a random key per person, from which the ids of that
// person's items follow: they travel with every export, and the numbers of visits
// from which they are made are few as well. Losing the file means new records for
// everybody. It is as sensitive as the export itself: it stays beside it, and never
// goes where the records go.
//
// Erasing a line unlinks the ids, and does no more. The numbers of persons, visits,
// diagnoses and vaccinations travel in the records as identifiers, so whoever has the
// register finds the person by them; and a record that was sent is not recalled.
//
// The file has no lock: one run at a time. Of two at once, the one that saves last
// forgets the ids that the other has given, and perhaps sent.
type idFile struct {
	path   string
	people map[string]identity
	order  []string
	fresh  bool // something is to be saved
}

// identity is a person's line of the file.
type identity struct {
	record ephr.UUID
	key    []byte
}

func loadIDs(path string) (*idFile, error) {
	f := &idFile{path: path, people: map[string]identity{}}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return f, nil
	} else if err != nil {
		return nil, err
	}
	lines, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		return nil, err
	}
	for i, l := range lines {
		if len(l) == 3 {
			key, err := hex.DecodeString(l[2])
			if record := ephr.UUID(l[1]); err == nil && len(key) == 16 && record.Valid() {
				f.people[l[0]] = identity{record, key}
				f.order = append(f.order, l[0])
				continue
			}
		}
		return nil, fmt.Errorf("%s: line %d is not number,record,key", path, i+1)
	}
	return f, nil
}

// of is the identity of the person with a number, a new one if there is none.
func (f *idFile) of(number string) identity {
	who, ok := f.people[number]
	if !ok {
		who = identity{ephr.NewUUID(), make([]byte, 16)}
		_, _ = rand.Read(who.key) // never fails
		f.people[number] = who
		f.order = append(f.order, number)
		f.fresh = true
	}
	return who
}

// save replaces the file as a whole, so that a crash leaves the old one.
func (f *idFile) save() error {
	if !f.fresh {
		return nil
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	for _, number := range f.order {
		who := f.people[number]
		_ = w.Write([]string{number, string(who.record), hex.EncodeToString(who.key)})
	}
	w.Flush()
	if err := os.WriteFile(f.path+".new", b.Bytes(), 0o600); err != nil {
		return err
	}
	return os.Rename(f.path+".new", f.path)
}

var idText = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz")

// id is the id of what the parts name in this person's record.
func (who identity) id(parts ...string) ephr.ID {
	h := hmac.New(sha256.New, who.key)
	h.Write([]byte(strings.Join(parts, "\x00")))
	return ephr.ID(idText.EncodeToString(h.Sum(nil)[:10]))
}
