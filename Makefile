.DEFAULT_GOAL := help
FUZZTIME ?= 20s

.PHONY: help check test race lint generate fuzz bench-peers judge golden ig-package integration api

help: ## show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "%-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

check: ## everything that CI does
	bash .ci/run

test: ## the tests
	go test ./...

race: ## the tests under the race detector
	go test -race ./...

lint: ## gofmt, vet and staticcheck
	bash .ci/lint.sh

generate: ## write all generated files anew
	go generate ./...

fuzz: ## every fuzz target for FUZZTIME (20s)
	bash .ci/fuzz.sh $(FUZZTIME)

judge: ## exports of all samples and of 500 generated records, judged
	bash .ci/judge-exports.sh 500

bench-peers: ## benchmarks beside the peers, one line per ratio
	cd internal/peers && go run ./cmd/benchpeers

golden: ## write the golden files anew; review the diff
	go test ./fhir -run Golden -update

api: ## write the list of the exported API anew
	go test -run API -update .

ig-package: ## fhir/ig as the package openephr.ephr-go.tgz, in the layout of HL7
	bash .ci/ig-package.sh

integration: ## HAPI's validator and a FHIR server in memory (needs Java with Maven, and Node)
	bash .ci/integration.sh
