package r4

import (
	"strings"

	"github.com/openephr/ephr-go/internal/tape"
)

// extension judges what the table of elements does not say of an Extension.
func (c *checker) extension(i int, nested bool) {
	if c.any(i, "value*") == c.any(i, "extension") {
		c.flaw(i, "ext-1")
	}
	if u := c.Get(i, "url"); u >= 0 && !nested && c.Nodes[u].Text != "" && !isAbsolute(c.Nodes[u].Text) {
		c.flaw(u, ruleExtensionURL)
	}
}

// coding judges the system and the check digit of the code.
func (c *checker) coding(i int) {
	s := c.Get(i, "system")
	if s < 0 || c.Nodes[s].Kind != tape.String {
		return
	}
	system := c.Nodes[s].Text
	if system != "" && !isAbsolute(system) || strings.Contains(system, "/ValueSet/") && (strings.HasPrefix(system, "http://hl7.org/fhir/") || strings.HasPrefix(system, "http://terminology.hl7.org/")) {
		c.flaw(s, ruleSystem)
	}
	code := c.Get(i, "code")
	if code < 0 || c.Nodes[code].Kind != tape.String || c.Nodes[code].Text == "" {
		return
	}
	switch text := c.Nodes[code].Text; {
	case system == snomed && !isSNOMED(text):
		c.flaw(code, ruleSNOMED)
	case system == loinc && !isLOINC(text):
		c.flaw(code, ruleLOINC)
	case system == ucum && !isUnit(text):
		c.flaw(code, ruleUnit)
	case system == "urn:ietf:bcp:47" && !isLanguage(text):
		c.flaw(code, rulePrimitive)
	}
}

// identifier judges the system, and the value where it has to be a URI.
func (c *checker) identifier(i int) {
	s := c.Get(i, "system")
	if s < 0 || c.Nodes[s].Kind != tape.String {
		return
	}
	if t := c.Nodes[s].Text; t != "" && !isAbsolute(t) {
		c.flaw(s, ruleIDSystem)
	} else if v := c.Get(i, "value"); t == "urn:ietf:rfc:3986" && v >= 0 && c.Nodes[v].Kind == tape.String &&
		!(isURI(c.Nodes[v].Text) && isAbsolute(c.Nodes[v].Text)) {
		c.flaw(v, ruleIDURI)
	}
}

// deceased finds a death that is before the birth.
func (c *checker) deceased(i int) {
	if d := c.Get(i, "deceasedDateTime"); d >= 0 && c.Nodes[d].Kind == tape.String && !inOrder(c.String(i, "birthDate"), c.Nodes[d].Text) {
		c.flaw(d, ruleDeath)
	}
}
