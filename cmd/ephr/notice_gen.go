//go:build ignore

// This program copies the NOTICE of the module to where the command can embed it.
package main

import (
	"log"
	"os"
)

func main() {
	text, err := os.ReadFile("../../NOTICE")
	if err == nil {
		err = os.WriteFile("notice.txt", text, 0o644)
	}
	if err != nil {
		log.Fatal(err)
	}
}
