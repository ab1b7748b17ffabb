package main

import (
	"strings"
	"testing"
)

// FuzzInput feeds any bytes to the command. What is converted stays as it is
// when it is converted again, and convert and validate agree on what can be read.
func FuzzInput(f *testing.F) {
	for _, seed := range []string{
		record, record + "\n\n" + record + "\r\n", "{\n" + record[1:], "[\n" + record + "\n]", "text\n" + record,
		`{"resourceType":"Patient"}`, `{"schemaVersion":"1.9","new":1}`, "\x1f\x8b\x08", "", "null", `{"a":"\ud800"}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		code, out, diag := ephrRun(t, strings.NewReader(in), "convert", "--to", "ephr", "-")
		switch {
		case code == exitInternal:
			t.Fatal(diag)
		case code != exitFine && diag == "":
			t.Fatalf("exit code %d without a message", code)
		}
		if out != "" {
			code, again, diag := ephrRun(t, strings.NewReader(out), "convert", "--to", "ephr", "-")
			if code != exitFine || again != out {
				t.Fatalf("converted again: exit code %d, %s\n%q\n%q", code, diag, out, again)
			}
		}
		found, findings, diag := ephrRun(t, strings.NewReader(in), "validate", "-")
		if found == exitInternal {
			t.Fatal(diag)
		}
		if strings.Contains(findings, foreign) {
			return // read by convert alone
		}
		if form := strings.Contains(findings, ": error form-"); form != (code == exitFindings) || (found == exitUsage) != (code == exitUsage) {
			t.Fatalf("convert ends with %d, validate with %d:\n%s", code, found, findings)
		}
	})
}
