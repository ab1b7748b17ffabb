package fhir

import (
	"encoding/xml"
	"io"
	"strings"
	"unicode"
)

// What FHIR R4 allows in a narrative (https://hl7.org/fhir/R4/narrative.html): the
// elements and attributes of formatting in XHTML, no entities but those of XML.

const xhtmlSpace = "http://www.w3.org/1999/xhtml"

// The names stand between blanks.
const (
	xhtmlElements = " a abbr acronym address area b bdo big blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img" +
		" kbd li map ol p pre q samp small span strong sub sup table tbody td tfoot th thead tr tt ul var "
	xhtmlAttributes = " title style class id lang dir accesskey tabindex span width align valign char charoff abbr axis headers scope rowspan colspan" +
		" a.href a.name a.charset a.type a.hreflang a.rel a.rev a.shape a.coords blockquote.cite q.cite img.src img.alt img.border img.longdesc" +
		" img.height img.usemap img.ismap map.name area.shape area.coords area.href area.nohref area.alt" +
		" table.summary table.border table.frame table.rules table.cellspacing table.cellpadding td.nowrap "
)

// narrativeXHTML reports whether a text may stand as the div of a narrative: one
// div of XHTML in which nothing but formatting stands, and something to see.
func narrativeXHTML(s string) bool {
	if !strings.HasPrefix(s, "<div") || !strings.HasSuffix(s, ">") {
		return false
	}
	d := xml.NewDecoder(strings.NewReader(s))
	depth, seen, ended := 0, false, false
	for {
		token, err := d.Token()
		if err != nil {
			return err == io.EOF && ended && seen
		}
		switch t := token.(type) {
		case xml.StartElement:
			if ended || depth == 0 && t.Name.Local != "div" || t.Name.Space != xhtmlSpace || !named(xhtmlElements, t.Name.Local) || !xhtmlAttrs(t) {
				return false
			}
			seen = seen || t.Name.Local == "img"
			depth++
		case xml.EndElement:
			depth--
			ended = depth == 0
		case xml.CharData:
			seen = seen || strings.ContainsFunc(string(t), func(r rune) bool { return !unicode.IsSpace(r) })
		case xml.Comment:
		default:
			return false
		}
	}
}

func xhtmlAttrs(t xml.StartElement) bool {
	for i, a := range t.Attr {
		for _, b := range t.Attr[:i] {
			if a.Name == b.Name {
				return false
			}
		}
		switch a.Name.Space {
		case "":
			if name := a.Name.Local; name != "xmlns" && (strings.Contains(name, ".") || !named(xhtmlAttributes, name) && !named(xhtmlAttributes, t.Name.Local+"."+name)) {
				return false
			}
		case "xml", "http://www.w3.org/XML/1998/namespace":
			if a.Name.Local != "lang" {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// named reports whether a name stands in a list between blanks.
func named(list, name string) bool { return strings.Contains(list, " "+name+" ") }
