package validate

import "time"

// Option changes how a [Validator] works.
type Option func(*Validator)

// WithNow gives the clock that says what is in the future. Without it, rules
// about the future find nothing.
func WithNow(now func() time.Time) Option {
	return func(v *Validator) { v.now = now }
}

// WithValues puts the values themselves into findings. They are a person's
// data: keep such findings out of logs.
func WithValues() Option {
	return func(v *Validator) { v.values = true }
}
