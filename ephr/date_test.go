package ephr_test

import (
	"testing"
	"time"

	"github.com/openephr/ephr-go/ephr"
)

func TestDateTimeIsTheMomentThatTheStandardLibraryReads(t *testing.T) {
	for _, s := range []string{"2017-03-14T09:30:00Z", "2017-03-14T09:30:05.25+02:00", "1969-12-31T23:59:59.999999999-05:30", "2016-02-29T00:00:00+14:00", "0001-01-01T00:00:00Z", "2400-12-31T23:59:59-00:00"} {
		want, err := time.Parse(time.RFC3339Nano, s)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := ephr.DateTime(s).Time()
		if !ok || !got.Equal(want) {
			t.Errorf("%s: got %v, %v; want %v", s, got, ok, want)
		}
	}
	for _, s := range []ephr.DateTime{"2017", "2017-03-14", "2017-03-14T09:30", "2017-02-29T09:30:00Z", "x"} {
		if _, ok := s.Time(); ok {
			t.Errorf("%s is a moment", s)
		}
	}
	if got, ok := ephr.DateTime("2017-03-14T09:30+02:00").Time(); !ok || got.UTC().Format(time.RFC3339) != "2017-03-14T07:30:00Z" {
		t.Errorf("got %v", got)
	}
}

func TestDateCompare(t *testing.T) {
	for _, tt := range []struct {
		a, b  ephr.DateTime
		want  int
		known bool
	}{
		{"2016", "2017", -1, true}, {"2016", "2016-03", 0, false}, {"2016-03-14", "2016-03-14", 0, true},
		{"2016~", "2015", 1, true}, {"2016-03-14T09:30", "2016-03-14T09:31", -1, true},
		{"2016-03-14T09:30Z", "2016-03-14T09:30", 0, false}, {"2016-03-14T09:30Z", "2016-03-14T10:30+02:00", 1, true},
		{"2016-03-14T23:30-02:00", "2016-03-15T00:30Z", 1, true}, {"", "2016", 0, false},
	} {
		if c, known := tt.a.Compare(tt.b); c != tt.want || known != tt.known {
			t.Errorf("%s, %s: got %d, %v", tt.a, tt.b, c, known)
		}
	}
}

func TestDaysThatDoNotExist(t *testing.T) {
	for d, want := range map[ephr.Date]bool{"2016-02-29": true, "2017-02-29": false, "2000-02-29": true, "1900-02-29": false, "2017-04-31": false, "2017": true, "2017-13": false, "0000": false, "2601~~": false, "2017-02~": true} {
		if d.Exists() != want {
			t.Errorf("%s: %v", d, !want)
		}
	}
}
