package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	var out bytes.Buffer
	if err := run(flawed, &out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"line 32: the statement is of a patient who is not there",
		"repaired /entry/0/resource/birthDate (r4-primitive): ",
		"repaired /entry/0/resource/gender (r4-required-code): ",
		"record with 1 conditions,",
		"left out /source/0/resources/1/remainder/stage/0/summary/text Condition.stage.summary.text: ",
		"left out of a collection of everything: 0\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "Synthetic Person") || strings.Contains(out.String(), "1994") {
		t.Errorf("a value of the person is told:\n%s", out.String())
	}
}
