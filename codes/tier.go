package codes

// Tier says who may see a value: T1 is ordinary, T4 never leaves by default.
// The zero value is no tier.
type Tier uint8

// The sensitivity tiers. A value has the higher of its field's tier and its code's.
const (
	T1 Tier = 1 // administrative and ordinary clinical
	T2 Tier = 2 // identifying
	T3 Tier = 3 // restricted: shared with the person's consent
	T4 Tier = 4 // very restricted: needed by nobody abroad
)

// String is T1 to T4, or T? for a value that is no tier.
func (t Tier) String() string {
	switch t {
	case T1:
		return "T1"
	case T2:
		return "T2"
	case T3:
		return "T3"
	case T4:
		return "T4"
	}
	return "T?"
}
