package harness

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// The sets of bundles that are read: folders of an Input.
const (
	Own      = "own"      // the sample as a collection, all tiers
	Foreign  = "foreign"  // the sample's document without what only we write
	Examples = "examples" // of others, where there are any
)

// Set reads the bundles of a set.
func (in *Input) Set(name string) ([][]byte, error) {
	paths, err := filepath.Glob(filepath.Join(in.dir, name, "*.json"))
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("no bundles of the set %s", name)
	}
	files := make([][]byte, len(paths))
	for i, path := range paths {
		if files[i], err = os.ReadFile(path); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// Importer is the case of a peer that reads each bundle of a set; read says how
// many entries it found.
func Importer(set string, read func([]byte) (int, error)) Case {
	return func(in *Input) (Run, error) {
		files, err := in.Set(set)
		if err != nil {
			return nil, err
		}
		for _, data := range files {
			want, err := Entries(data)
			if err != nil {
				return nil, err
			}
			got, err := read(data)
			if err != nil {
				return nil, err
			}
			if got != len(want) {
				return nil, fmt.Errorf("the peer finds %d entries of %d", got, len(want))
			}
		}
		return func(b *B) error {
			b.Note = Sizes(files)
			for range b.N {
				for _, data := range files {
					if _, err := read(data); err != nil {
						return err
					}
				}
			}
			return nil
		}, nil
	}
}

// Entries are the names of the entries of a bundle: where they stand and what they hold.
func Entries(data []byte) ([]string, error) {
	var bundle struct {
		Entry []struct {
			FullURL  string `json:"fullUrl"`
			Resource struct {
				ResourceType string `json:"resourceType"`
				ID           string `json:"id"`
			} `json:"resource"`
		} `json:"entry"`
	}
	if err := json.Unmarshal(data, &bundle); err != nil {
		return nil, err
	}
	names := make([]string, len(bundle.Entry))
	for i, e := range bundle.Entry {
		names[i] = e.FullURL + " " + e.Resource.ResourceType + "/" + e.Resource.ID
	}
	return names, nil
}

// Sizes says how much is read.
func Sizes(files [][]byte) string {
	n := 0
	for _, data := range files {
		n += len(data)
	}
	if len(files) == 1 {
		return fmt.Sprintf("%d bytes", n)
	}
	return fmt.Sprintf("%d bytes in %d bundles", n, len(files))
}
