package main

import (
	_ "embed" // for the notice
	"runtime"
	"runtime/debug"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/icd"
	"github.com/spf13/cobra"
)

//go:generate go run notice_gen.go

// notice is a copy of the file NOTICE at the root of the module, which go:embed does not reach.
//
//go:embed notice.txt
var notice string

// The editions of FHIR that package fhir writes.
const (
	fhirVersion = "4.0.1"
	ipsVersion  = "2.0.0"
)

func (a *app) versionCommand() *cobra.Command {
	var licences bool
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the version, and the licences of what is built in",
		Args:  cobra.NoArgs,
		Run: func(*cobra.Command, []string) {
			if licences {
				a.print(notice)
				return
			}
			a.print("ephr " + version() + " (" + runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH + ")\n" +
				"record format " + string(ephr.CurrentVersion) + "\n" +
				"ICD-10 " + icd.Edition + "\n" +
				"FHIR " + fhirVersion + "\n" +
				"IPS " + ipsVersion + "\n")
		},
	}
	cmd.Flags().BoolVar(&licences, "licences", false, "print the licences and sources of the tables that are built in")
	return cmd
}

// version is the version of the module that the command was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
