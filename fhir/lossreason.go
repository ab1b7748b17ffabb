package fhir

// LossReason is why a value was left out of an export.
type LossReason string

// The reasons.
const (
	LossTier3       LossReason = "tier-3"       // restricted, and no consent lets it pass
	LossTier4       LossReason = "tier-4"       // very restricted
	LossShelter     LossReason = "shelter"      // is or leads to a protected place
	LossRefused     LossReason = "refused"      // the person has refused, or withdrawn a permit
	LossOthers      LossReason = "others"       // of others, or perhaps of others, whom the receiver may know
	LossDepends     LossReason = "depends"      // ordinary, but nothing without something withheld
	LossNewer       LossReason = "newer"        // of a newer version of the format
	LossNoPlace     LossReason = "no-place"     // this kind of bundle has no place for it
	LossNoID        LossReason = "no-id"        // an id that FHIR does not allow, by which a server cannot be asked to store a resource
	LossOtherBundle LossReason = "other-bundle" // said of the foreign bundle, which is not the one written
	LossNoItem      LossReason = "no-item"      // its item is not in the record any more
	LossOvertaken   LossReason = "overtaken"    // the record was edited there since
	LossSameKey     LossReason = "same-key"     // another row of the registry has the same key and is written
	LossLocalID     LossReason = "local-id"     // a name within the record
	LossNoPerson    LossReason = "no-person"    // the record has no person of whom it could be said
)

// Text says in English what the reason is.
func (r LossReason) Text() string {
	for _, t := range lossTexts {
		if t.reason == r {
			return t.text
		}
	}
	return string(r)
}

var lossTexts = [...]struct {
	reason LossReason
	text   string
}{
	{LossTier3, "restricted (tier 3): it leaves only where a consent of the person lets it pass"},
	{LossTier4, "very restricted (tier 4): it leaves with all tiers only"},
	{LossShelter, "it is, or leads to, a protected place or somebody there (tier 4)"},
	{LossRefused, "the person has refused to share it with this recipient, or has withdrawn the permit"},
	{LossOthers, "it is of others, or nobody has reviewed whether it is, and the copy is handed over within the family or to the person"},
	{LossDepends, "it says nothing, or too much, without something that is withheld"},
	{LossNewer, "it is of a newer version of the format, and cannot be judged"},
	{LossNoPlace, "this kind of bundle has no place for what another system's bundle held"},
	{LossNoID, "a server cannot store a resource under an id that FHIR does not allow: it gets another"},
	{LossOtherBundle, "it is said of the foreign bundle, and the one written is another"},
	{LossNoItem, "the item of the record to which it belongs is gone"},
	{LossOvertaken, "the record has been edited there since it was read"},
	{LossSameKey, "another row of the registry has the same key, and is the one written"},
	{LossLocalID, "it is a name within the record, written with all tiers only"},
	{LossNoPerson, "the record has no person, so that only its source is written"},
}
