package ephr

import "log/slog"

// logged is what every struct of a record shows in a log: its type and nothing
// of its content. A record shows its version and its size, too.
func logged(name string) slog.Value {
	return slog.StringValue(name + "(withheld)")
}

// LogValue shows how large the record is and nothing of its content.
func (r Record) LogValue() slog.Value {
	items := 0
	r.entries(func(*Entry) { items++ })
	return slog.GroupValue(slog.String("schemaVersion", string(r.SchemaVersion)),
		slog.Int("encounters", len(r.Encounters)), slog.Int("items", items))
}
