package r4

import "strings"

// The elements that a narrative may have: those of R4's txt-1, which names
// chapters 7 to 11 and 15 of HTML 4.0, links and images.
const narrativeElements = " a abbr acronym address area b bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em font " +
	"h1 h2 h3 h4 h5 h6 hr i img ins kbd li map nobr ol p pre q s samp section small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var "

// maxTags is how deep the elements of a narrative are followed.
const maxTags = 1000

const xhtml = "http://www.w3.org/1999/xhtml"

// narrative judges the XHTML of a text. It is one walk from its start to its end.
func (c *checker) narrative(v int) {
	n := narrative{s: c.Nodes[v].Text}
	n.run()
	if n.bad {
		c.flaw(v, "txt-1")
	} else if !n.content {
		c.flaw(v, "txt-2")
	}
	if n.external {
		c.flaw(v, ruleImage)
	}
}

type narrative struct {
	s        string
	i        int
	open     []string // the elements around the cursor
	roots    int
	bad      bool // not well-formed, or not allowed
	content  bool // a text that is no blank, or an image
	external bool // an image from elsewhere
}

func (n *narrative) run() {
	for n.i < len(n.s) && !n.bad {
		lt := strings.IndexByte(n.s[n.i:], '<')
		if lt < 0 {
			lt = len(n.s) - n.i
		}
		if lt > 0 {
			n.text(n.s[n.i : n.i+lt])
			n.i += lt
			continue
		}
		switch rest := n.s[n.i:]; {
		case strings.HasPrefix(rest, "<!--"):
			n.skip("-->", 4)
		case strings.HasPrefix(rest, "<![CDATA["):
			if len(n.open) == 0 {
				n.bad = true
				return
			}
			from := n.i + 9
			if n.skip("]]>", 9); !n.bad && !isBlank(n.s[from:n.i-3]) {
				n.content = true
			}
		case strings.HasPrefix(rest, "</"):
			n.end()
		case strings.HasPrefix(rest, "<!"), strings.HasPrefix(rest, "<?"):
			n.bad = true
		default:
			n.start()
		}
	}
	n.bad = n.bad || len(n.open) > 0 || n.roots != 1
}

// skip moves behind the text that ends what begins here.
func (n *narrative) skip(end string, from int) {
	at := strings.Index(n.s[n.i+from:], end)
	if at < 0 {
		n.bad = true
		return
	}
	n.i += from + at + len(end)
}

func isBlank(s string) bool {
	for i := 0; i < len(s); i++ {
		if !blank(s[i]) {
			if strings.HasPrefix(s[i:], "\u00a0") {
				i++
				continue
			}
			return false
		}
	}
	return true
}

func (n *narrative) text(s string) {
	if len(n.open) == 0 {
		n.bad = n.bad || !isBlank(s)
		return
	}
	for s != "" {
		amp := strings.IndexByte(s, '&')
		if amp < 0 {
			amp = len(s)
		}
		n.content = n.content || !isBlank(s[:amp])
		if s = s[amp:]; s == "" {
			return
		}
		end := entity(s)
		if end == 0 {
			n.bad = true
			return
		}
		switch name := s[1 : end-1]; name {
		case "nbsp", "#160", "#xa0", "#xA0":
		default:
			n.content = true
		}
		s = s[end:]
	}
}

// entity is the length of the entity at the start of s, or 0.
func entity(s string) int {
	i := 1
	if strings.HasPrefix(s, "&#x") {
		i = 3
	} else if strings.HasPrefix(s, "&#") {
		i = 2
	}
	for from := i; i < len(s) && i-from < 32; i++ {
		c := s[i]
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		switch {
		case c == ';' && i > from:
			return i + 1
		case from == 1 && (letter || i > from && digit(c)), from == 2 && digit(c), from == 3 && (digit(c) || c|0x20 >= 'a' && c|0x20 <= 'f'):
		default:
			return 0
		}
	}
	return 0
}

// name is the end of the XML name at i.
func (n *narrative) name(i int) int {
	from := i
	for ; i < len(n.s); i++ {
		c := n.s[i]
		letter := c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c >= 0x80
		if !letter && !(i > from && (digit(c) || c == '-' || c == '.' || c == ':')) {
			break
		}
	}
	return i
}

func (n *narrative) blanks() {
	for n.i < len(n.s) && blank(n.s[n.i]) {
		n.i++
	}
}

func (n *narrative) end() {
	to := n.name(n.i + 2)
	name := n.s[n.i+2 : to]
	n.i = to
	n.blanks()
	if len(n.open) == 0 || n.open[len(n.open)-1] != name || n.i >= len(n.s) || n.s[n.i] != '>' {
		n.bad = true
		return
	}
	n.open = n.open[:len(n.open)-1]
	n.i++
}

func (n *narrative) start() {
	to := n.name(n.i + 1)
	name := n.s[n.i+1 : to]
	n.i = to
	root := len(n.open) == 0
	if root {
		n.roots++
	}
	if name == "" || root && (n.roots > 1 || name != "div") || len(n.open) >= maxTags || !listed(narrativeElements, name) {
		n.bad = true
		return
	}
	image := strings.EqualFold(name, "img")
	n.content = n.content || image
	space := false
	var seen [32]string
	count := 0
	for {
		before := n.i
		n.blanks()
		switch {
		case n.i >= len(n.s):
			n.bad = true
			return
		case n.s[n.i] == '>':
			n.i++
			n.open = append(n.open, name)
			n.bad = n.bad || root && !space
			return
		case strings.HasPrefix(n.s[n.i:], "/>"):
			n.i += 2
			n.bad = n.bad || root && !space
			return
		case n.i == before: // attributes are parted by blanks
			n.bad = true
			return
		}
		key, value, ok := n.attribute()
		if !ok || !harmless(key, value) || count >= len(seen) || used(seen[:count], key) {
			n.bad = true
			return
		}
		seen[count] = key
		count++
		if key == "xmlns" {
			if root && value != xhtml {
				n.bad = true
				return
			}
			space = true
		}
		if image && key == "src" && (isAbsolute(value) && !hasFold(value, "data:") || strings.HasPrefix(value, "//")) {
			n.external = true
		}
	}
}

// used reports whether an attribute stands in its element already.
func used(seen []string, key string) bool {
	for _, s := range seen {
		if s == key {
			return true
		}
	}
	return false
}

// attribute reads one of the form name = "value".
func (n *narrative) attribute() (key, value string, ok bool) {
	to := n.name(n.i)
	key = n.s[n.i:to]
	n.i = to
	n.blanks()
	if key == "" || n.i >= len(n.s) || n.s[n.i] != '=' {
		return "", "", false
	}
	n.i++
	n.blanks()
	if n.i >= len(n.s) || n.s[n.i] != '"' && n.s[n.i] != '\'' {
		return "", "", false
	}
	end := strings.IndexByte(n.s[n.i+1:], n.s[n.i])
	if end < 0 {
		return "", "", false
	}
	value = n.s[n.i+1 : n.i+1+end]
	n.i += end + 2
	for rest := value; ; {
		amp := strings.IndexAny(rest, "&<")
		if amp < 0 {
			return key, value, true
		}
		size := 0
		if rest[amp] == '&' {
			size = entity(rest[amp:])
		}
		if size == 0 {
			return "", "", false
		}
		rest = rest[amp+size:]
	}
}

// harmless reports whether an attribute runs no script.
func harmless(key, value string) bool {
	if len(key) > 2 && key[0]|0x20 == 'o' && key[1]|0x20 == 'n' {
		return false
	}
	if strings.EqualFold(key, "href") || strings.EqualFold(key, "src") {
		value = strings.TrimLeft(value, " \t\r\n")
		return !hasFold(value, "javascript:") && !hasFold(value, "vbscript:")
	}
	return true
}

// listed reports whether a word stands in a list between blanks, in any case.
func listed(list, word string) bool {
	if len(word) > 16 {
		return false
	}
	for list != "" {
		var one string
		one, list, _ = strings.Cut(list, " ")
		if one != "" && strings.EqualFold(one, word) {
			return true
		}
	}
	return false
}
