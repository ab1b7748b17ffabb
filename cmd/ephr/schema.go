package main

import (
	"bytes"

	"github.com/openephr/ephr-go/ephr/schema"
	"github.com/spf13/cobra"
)

func (a *app) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of the record",
		Long:  `Schema prints the JSON Schema of the record, draft 2020-12, with a description of every member.`,
		Args:  cobra.NoArgs,
		Run: func(*cobra.Command, []string) {
			text := bytes.TrimRight(schema.JSON(), "\n")
			a.print(string(append(text, '\n')))
		},
	}
}
