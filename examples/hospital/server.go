package main

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// start starts a server that knows PUT in transactions and nothing else.
func start() (*http.Server, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &http.Server{Addr: l.Addr().String(), Handler: &memory{has: map[string]bool{}}, ReadHeaderTimeout: time.Minute}
	go func() { _ = s.Serve(l) }()
	return s, nil
}

// memory remembers which resources it has.
type memory struct {
	mu  sync.Mutex
	has map[string]bool
}

func (m *memory) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Entry []struct{ Request struct{ Method, URL string } }
	}
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		http.Error(w, "not a bundle", http.StatusBadRequest)
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	w.Header().Set("Content-Type", "application/fhir+json")
	fmt.Fprint(w, `{"resourceType":"Bundle","type":"transaction-response","entry":[`)
	for i, e := range in.Entry {
		status, comma := "201 Created", ","
		if m.has[e.Request.URL] {
			status = "200 OK"
		}
		if m.has[e.Request.URL] = true; i == 0 {
			comma = ""
		}
		fmt.Fprintf(w, `%s{"response":{"status":%q,"location":%q}}`, comma, status, e.Request.URL)
	}
	fmt.Fprint(w, "]}")
}
