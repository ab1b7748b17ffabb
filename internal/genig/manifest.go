package main

import (
	"cmp"
	"encoding/json"
	"path"
	"slices"
	"strings"

	"github.com/openephr/ephr-go/codes"
)

const (
	packageTitle       = "electronic Personal Health Record"
	packageDescription = "Profiles, extensions, code systems, value sets and mappings with which ephr-go writes migrants' health records as FHIR."
	license            = "Apache-2.0"
)

// packageManifest is the manifest of a FHIR package, in the form of npm.
type packageManifest struct {
	Name         string            `json:"name"`
	Version      string            `json:"version"`
	Canonical    string            `json:"canonical"`
	Title        string            `json:"title"`
	Description  string            `json:"description"`
	Author       string            `json:"author"`
	License      string            `json:"license"`
	Type         string            `json:"type"`
	FHIRVersions []string          `json:"fhirVersions"`
	Dependencies map[string]string `json:"dependencies"`
	Directories  map[string]string `json:"directories"`
}

func manifest() packageManifest {
	m := packageManifest{
		Name:         packageName,
		Version:      version,
		Canonical:    strings.TrimSuffix(codes.Canonical, "/"),
		Title:        packageTitle,
		Description:  packageDescription,
		Author:       publisher,
		License:      license,
		Type:         "IG",
		FHIRVersions: []string{fhirVersion},
		Dependencies: map[string]string{"hl7.fhir.r4.core": fhirVersion},
		Directories:  map[string]string{"lib": "package", "example": "example"},
	}
	for _, d := range dependencies {
		m.Dependencies[d.PackageID] = d.Version
	}
	return m
}

// packageIndex is the .index.json of a folder of a package.
type packageIndex struct {
	IndexVersion int         `json:"index-version"`
	Files        []indexFile `json:"files"`
}

type indexFile struct {
	Filename     string `json:"filename"`
	ResourceType string `json:"resourceType"`
	ID           string `json:"id"`
	URL          string `json:"url,omitempty"`
	Version      string `json:"version,omitempty"`
	Kind         string `json:"kind,omitempty"`
	Type         string `json:"type,omitempty"`
	Content      string `json:"content,omitempty"`
}

// index lists the resources of a folder; the type is that of a StructureDefinition.
func index(files map[string][]byte, folder string) (x packageIndex, err error) {
	x.IndexVersion = 2
	for name, text := range files {
		if path.Dir(name) != folder {
			continue
		}
		var r struct {
			ResourceType, ID, URL, Version, Kind, Content string
			Type                                          json.RawMessage
		}
		if err := json.Unmarshal(text, &r); err != nil {
			return x, err
		}
		f := indexFile{Filename: path.Base(name), ResourceType: r.ResourceType, ID: r.ID}
		if folder == "." {
			f.URL, f.Version, f.Kind, f.Content = r.URL, r.Version, r.Kind, r.Content
		}
		if r.ResourceType == "StructureDefinition" {
			if err := json.Unmarshal(r.Type, &f.Type); err != nil {
				return x, err
			}
		}
		x.Files = append(x.Files, f)
	}
	slices.SortFunc(x.Files, func(a, b indexFile) int { return cmp.Compare(a.Filename, b.Filename) })
	return x, nil
}
