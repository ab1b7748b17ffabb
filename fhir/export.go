package fhir

import (
	"errors"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/internal/tape"
)

// Kind is the kind of bundle.
type Kind uint8

// The kinds of bundle.
const (
	Document    Kind = iota // an International Patient Summary, IPS 2.0.0
	Collection              // all resources
	Transaction             // all resources, to be posted to a server
)

var kindNames = [...]string{"document", "collection", "transaction"}

// bundleNames are the names from which a bundle's own id is derived.
var bundleNames = [...]string{"Bundle/document", "Bundle/collection", "Bundle/transaction"}

// String is the FHIR code of the bundle's type.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

// Option changes what an export holds.
type Option func(*options)

type options struct {
	all       bool
	recipient *Recipient
}

// AllTiers lets every value leave, T3 and T4 included, each resource labelled
// in meta.security. It is for copies that stay with whoever keeps the record.
func AllTiers() Option { return func(o *options) { o.all = true } }

// ForRecipient adds what the person has consented to share with the recipient
// for its purpose (T3, labelled), and refuses recipients to whom nothing may
// go: see [Recipient].
func ForRecipient(r Recipient) Option { return func(o *options) { o.recipient = &r } }

// ErrDuplicateID is returned for a record in which one id stands for two items
// of a kind: they would be one resource.
var ErrDuplicateID = errors.New("fhir: two items of the record have the same id")

// ErrNoPerson is returned for a record without a person, which has nothing that could be summarised.
var ErrNoPerson = errors.New("fhir: the record has no person")

// Append appends the record to dst as one FHIR bundle in compact JSON. It
// writes what the record's form allows; a record that is not valid is written
// as far as FHIR can hold it. The errors are [ErrNoPerson], [ErrDuplicateID] and [*RefusedError];
// dst is then returned unchanged. To write many records, keep an [Exporter].
func Append(dst []byte, rec *ephr.Record, kind Kind, opts ...Option) ([]byte, error) {
	return NewExporter(kind, opts...).Append(dst, rec)
}

// Exporter writes one record after another as bundles of one kind. It reuses
// its memory, so that an export into a large enough buffer allocates nothing.
// It must not be used by two goroutines at once.
type Exporter struct {
	writer
	kind    Kind
	options options
	bulk    bool // a transaction of which only the resources are wanted

	redactor            ephr.Redactor
	rec                 *ephr.Record // what may be seen
	person              *ephr.Person
	release             ephr.Release
	ns                  [16]byte
	scratch             []byte
	plan                []resource
	sections            [sectionCount + 1]int // where each section begins in bySection
	bySection           []int32               // places in the plan, by section
	byLocal             []localRef            // resources of items, by local id
	buckets             [512]int32            // heads of the chains in byLocal, by hash
	authorships         []authorship          // who wrote what when
	authorBuckets       [64]int32             // heads of the chains in authorships, by hash
	twice               bool                  // two resources have the same id
	medicines           []int32               // places in the plan plus one of the items' Medications, 0 where an item has none
	patient             uuid
	patientAt           int // of the patient in the plan
	found               int // where resourceAt found its last answer
	sources             []*ephr.SourceResource
	foreign             map[ephr.ID]bool // items that came from foreign resources
	puts                map[string]bool  // what the transaction has put so far
	comparing           bool             // what is written is compared with what was read, ids are as they were
	othersType          bool             // the foreign bundle was of another type
	patientRef          []byte           // a Reference to the patient
	recent              [8]found         // answers of resourceOf, by the type asked for
	bundle              uuid
	latest              ephr.DateTime
	labelled            ephr.Class // the class labelled last, and how
	labelText           []byte
	stamp               []byte
	labels              bool
	metaEnd             int  // where the meta written last ends
	tagged              bool // it has tags
	inExt, inComponents bool

	laid func(s *ephr.SourceResource, base, diff *tape.Doc) // told of each remainder that is laid over a resource; or nil
}

// NewExporter makes an exporter.
func NewExporter(kind Kind, opts ...Option) *Exporter {
	x := &Exporter{kind: min(kind, Transaction)}
	for _, o := range opts {
		if o != nil {
			o(&x.options)
		}
	}
	return x
}

// Append is the function [Append] with the exporter's kind and options.
func (x *Exporter) Append(dst []byte, rec *ephr.Record) ([]byte, error) {
	if err := x.decide(rec); err != nil {
		return dst, err
	}
	if rec.Person == nil {
		return x.sourceOnly(dst, rec), nil
	}
	return x.appendRedacted(dst, x.redactor.Redact(rec, x.release))
}

// decide finds out what may leave, or that nothing may.
func (x *Exporter) decide(rec *ephr.Record) error {
	if rec == nil {
		return ErrNoPerson
	}
	x.release = ephr.Release{All: x.options.all}
	if r := x.options.recipient; r != nil {
		if err := r.refused(rec); err != nil {
			return err
		}
		if !x.options.all || r.handed() {
			x.release = r.release(rec)
		}
	}
	if rec.Person == nil && (len(rec.Source) == 0 || !x.release.All || x.kind == Document) {
		return ErrNoPerson
	}
	return nil
}

// appendRedacted appends a record from which everything that may not leave is gone.
func (x *Exporter) appendRedacted(dst []byte, rec *ephr.Record) ([]byte, error) {
	x.rec = rec
	x.person = rec.Person
	if x.person == nil { // nothing of the person may be seen
		return dst, ErrNoPerson
	}
	x.labels = x.release.All || x.release.Restricted
	x.ns = space(string(rec.ID))
	x.b = dst
	if x.makePlan(); x.twice {
		x.b = nil
		return dst, ErrDuplicateID
	}
	x.bundleOpen()
	if len(x.sources) == 0 {
		for i := range x.plan {
			if r := &x.plan[i]; r.kind != kindNone {
				x.entry(r)
			}
		}
	} else {
		x.foreignEntries()
	}
	x.bundleClose()
	out := x.b
	x.b = nil
	return out, nil
}

func (x *Exporter) bundleOpen() {
	if x.wrapper() {
		x.lit(`,"entry":[`)
		return
	}
	x.lit(`{"resourceType":"Bundle","id":"`)
	x.b = append(x.b, x.bundle[:]...)
	x.put('"')
	if x.labels {
		x.labelsOf(x.highWater(), "")
	}
	if x.kind != Transaction {
		x.lit(`,"identifier":{"system":"urn:ietf:rfc:3986","value":"urn:uuid:`)
		x.b = append(x.b, x.bundle[:]...)
		x.lit(`"}`)
	}
	x.lit(`,"type":"`)
	x.lit(x.kind.String())
	x.put('"')
	if x.kind != Transaction {
		x.lit(`,"timestamp":"`)
		x.b = append(x.b, x.stamp...)
		x.put('"')
	}
	x.lit(`,"entry":[`)
}

func (x *Exporter) bundleClose() { x.lit("]}") }

func (x *Exporter) entry(r *resource) {
	if x.b[len(x.b)-1] == '[' {
		x.lit(`{"fullUrl":"urn:uuid:`)
	} else {
		x.lit(`,{"fullUrl":"urn:uuid:`)
	}
	x.b = append(x.b, r.id[:]...)
	r.from = int32(len(x.b) + len(`","resource":`))
	x.lit(kindHeads[r.kind])
	x.b = append(x.b, r.id[:]...)
	x.b = append(x.b, '"')
	x.resource(r)
	x.put('}')
	r.to = int32(len(x.b))
	if x.kind == Transaction {
		x.lit(`,"request":{"method":"PUT","url":"`)
		x.lit(r.kind.name())
		x.lit("/")
		x.b = append(x.b, r.id[:]...)
		x.lit(`"}`)
	}
	x.put('}')
}

// meta writes the resource's profile and, where restricted data may be in the bundle, its labels.
func (x *Exporter) meta(profile string, class ephr.Class) {
	x.metaEnd, x.tagged = 0, false
	switch {
	case x.labels && class.Tier > ephr.T2:
		x.labelsOf(class, profile)
	case profile != "":
		x.lit(`,"meta":{"profile":["`)
		x.lit(profile)
		x.lit(`"]}`)
	default:
		return
	}
	x.metaEnd = len(x.b)
}

// tag adds a tag to the meta that was just written, or writes one with it.
func (x *Exporter) tag(system, code string) {
	switch {
	case x.metaEnd == 0 || x.metaEnd != len(x.b):
		x.lit(`,"meta":{"tag":[`)
	case x.tagged:
		x.b = x.b[:len(x.b)-2] // of the tags and of meta
		x.put(',')
	default:
		x.b = x.b[:len(x.b)-1] // of meta
		x.lit(`,"tag":[`)
	}
	x.lit(`{"system":"`)
	x.lit(system)
	x.lit(`","code":`)
	x.str(code)
	x.lit("}]}")
	x.metaEnd, x.tagged = len(x.b), true
}

func (x *Exporter) labelsOf(c ephr.Class, profile string) {
	x.lit(`,"meta":{`)
	if profile != "" {
		x.lit(`"profile":["`)
		x.lit(profile)
		x.lit(`"],`)
	}
	if c == x.labelled { // as on the resource before
		x.b = append(x.b, x.labelText...)
		return
	}
	from := len(x.b)
	x.lit(`"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"`)
	x.lit(confidentiality(c.Tier))
	x.lit(`"}`)
	if c.Tier > ephr.T2 {
		for s := range c.Groups() {
			e, _ := s.Entry()
			for g := range e.Codings() {
				x.lit(`,{"system":"`)
				x.lit(string(g.System))
				x.lit(`","code":"`)
				x.lit(g.Code)
				x.lit(`"}`)
			}
		}
	}
	x.lit("]}")
	x.labelled, x.labelText = c, append(x.labelText[:0], x.b[from:]...)
}

// confidentiality is the code of HL7's v3-Confidentiality for a tier.
func confidentiality(t ephr.Tier) string {
	switch t {
	case ephr.T4:
		return string(codes.ConfidentialityVeryRestricted)
	case ephr.T3:
		return string(codes.ConfidentialityRestricted)
	}
	return string(codes.ConfidentialityNormal)
}

// highWater is the class of the whole bundle.
func (x *Exporter) highWater() (c ephr.Class) {
	c.Tier = ephr.T2
	for i := range x.plan {
		c = c.Max(x.plan[i].class)
	}
	return ephr.Class{Tier: c.Tier} // the resources name their groups
}
