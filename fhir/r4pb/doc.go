// Package r4pb is the bridge to google/fhir
package r4pb
