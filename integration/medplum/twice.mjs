// Posts transaction bundles twice to a FHIR server in memory, and fails unless
// the second time changes nothing.
//
//	node twice.mjs [--lenient-refs] [--quiet] [--dir DIR]... FILE...
//
// FILE is a transaction Bundle, or NDJSON of them (.ndjson). Every bundle gets
// an empty server. What is checked:
//
//   - every entry is answered 2xx, both times, and no two name one resource;
//   - a PUT of Type/id is stored under that id, as it was sent, apart from
//     fullUrls that the server turned into Type/id;
//   - after the second time the set of type and id, and the content, are those
//     of the first, apart from what servers add to meta;
//   - every relative reference, and every urn:uuid, leads to something stored
//     (with --lenient-refs one that does not is only reported).
//
// Exit: 0 all well, 1 something above does not hold, 2 usage or unreadable.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { isDeepStrictEqual } from 'node:util';
import { countUpdates, maxUpdates, start } from './server.mjs';

const serverMeta = ['versionId', 'lastUpdated', 'author', 'project', 'compartment', 'account', 'accounts'];
const maxShown = 10;

/** A resource without what servers add to meta. */
function plain(resource) {
  const { meta, ...rest } = resource;
  const kept = Object.fromEntries(Object.entries(meta ?? {}).filter(([k]) => !serverMeta.includes(k)));
  return Object.keys(kept).length ? { ...rest, meta: kept } : rest;
}

const typeId = (r) => `${r.resourceType}/${r.id}`;

/** The first path at which two JSON values differ. */
function firstDifference(a, b, at) {
  if (isDeepStrictEqual(a, b)) return null;
  const inner = (x) => x !== null && typeof x === 'object';
  if (!inner(a) || !inner(b) || Array.isArray(a) !== Array.isArray(b)) return at;
  for (const k of new Set([...Object.keys(a), ...Object.keys(b)])) {
    if (!(k in a) || !(k in b)) return `${at}.${k}`;
    const d = firstDifference(a[k], b[k], Array.isArray(a) ? `${at}[${k}]` : `${at}.${k}`);
    if (d) return d;
  }
  return at;
}

/** A copy with every string passed through f, except a member "value": an identifier is not a link. */
function mapLinks(v, f) {
  if (typeof v === 'string') return f(v);
  if (Array.isArray(v)) return v.map((x) => mapLinks(x, f));
  if (v === null || typeof v !== 'object') return v;
  return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, k === 'value' && typeof x === 'string' ? x : mapLinks(x, f)]));
}

function eachReference(v, at, f) {
  if (!v || typeof v !== 'object') return;
  for (const [k, x] of Object.entries(v)) {
    const here = Array.isArray(v) ? `${at}[${k}]` : `${at}.${k}`;
    if (k === 'reference' && typeof x === 'string') f(x, here);
    else eachReference(x, here, f);
  }
}

async function request(method, url, body) {
  const res = await fetch(url, {
    method,
    headers: { 'Content-Type': 'application/fhir+json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: res.status, body: await res.json() };
}

async function stored(base) {
  const { body } = await request('GET', `${base}/`);
  return new Map((body.entry ?? []).map((e) => [typeId(e.resource), plain(e.resource)]));
}

function explain(outcome) {
  const issues = outcome?.issue ?? [];
  return issues.map((i) => [i.details?.text, i.diagnostics, i.expression?.join(', ')].filter(Boolean).join(' at ')).join('; ');
}

/** Posts the bundle, adds what is wrong with the answer to problems, returns the location of each entry. */
async function post(base, bundle, time, problems) {
  const { status, body } = await request('POST', `${base}/`, bundle);
  if (status < 200 || status > 299) {
    problems.push(`post ${time}: HTTP ${status}: ${explain(body)}`);
    return null;
  }
  const entries = bundle.entry ?? [];
  const locations = [];
  const seen = new Set();
  entries.forEach((entry, i) => {
    const response = body.entry?.[i]?.response;
    if (!/^2\d\d/.test(response?.status ?? '')) {
      problems.push(`post ${time}: entry[${i}] ${entry.request?.method} ${entry.request?.url}: ${response?.status ?? 'no response'} ${explain(response?.outcome)}`);
    }
    const location = response?.location?.replace(/\/_history\/.*$/, '');
    if (location && seen.has(location)) problems.push(`post ${time}: entry[${i}] names ${location} a second time`);
    if (location) seen.add(location);
    locations.push(location);
  });
  return locations;
}

function sameAsSent(bundle, locations, store, problems) {
  const byFullUrl = new Map();
  (bundle.entry ?? []).forEach((e, i) => {
    if (e.fullUrl?.startsWith('urn:uuid:') && locations[i]) byFullUrl.set(e.fullUrl, locations[i]);
  });
  const rewrite = (s) => s.replace(/urn:uuid:[0-9a-f-]{36}/g, (u) => byFullUrl.get(u) ?? u);
  (bundle.entry ?? []).forEach((entry, i) => {
    const { method, url } = entry.request ?? {};
    if (method !== 'PUT' || url.includes('?') || !entry.resource) return;
    const have = store.get(url);
    if (!have) {
      problems.push(`entry[${i}]: PUT ${url} is not stored under that id`);
      return;
    }
    const want = mapLinks(plain(entry.resource), rewrite);
    const at = firstDifference(want, have, url);
    if (at) problems.push(`entry[${i}]: stored otherwise than sent: ${at}`);
  });
}

function sameStore(first, second, problems) {
  for (const k of first.keys()) if (!second.has(k)) problems.push(`${k} is gone after the second post`);
  for (const [k, r] of second) {
    if (!first.has(k)) problems.push(`${k} was created by the second post`);
    else {
      const at = firstDifference(first.get(k), r, k);
      if (at) problems.push(`changed by the second post: ${at}`);
    }
  }
}

function references(store, problems) {
  for (const [k, r] of store) {
    eachReference(r, k, (ref, at) => {
      const target = ref.replace(/#.*$/, '').replace(/\/_history\/.*$/, '');
      if (ref.startsWith('#') || /^(https?|urn:oid):/.test(ref)) return;
      if (!store.has(target)) problems.push(`${at} leads to nothing that is stored: ${ref}`);
    });
  }
}

async function check(bundle, opts) {
  const problems = [];
  const notes = [];
  if (bundle?.resourceType !== 'Bundle' || bundle.type !== 'transaction') {
    return { problems: ['not a transaction Bundle'], notes, count: 0 };
  }
  const updates = countUpdates(bundle);
  if (updates > maxUpdates) {
    notes.push(`${updates} updates: the router takes ${maxUpdates} in one transaction, so these are done one by one`);
  }
  const server = await start();
  try {
    const locations = await post(server.url, bundle, 1, problems);
    if (!locations) return { problems, notes, count: 0 };
    const first = await stored(server.url);
    sameAsSent(bundle, locations, first, problems);
    references(first, opts.lenientRefs ? notes : problems);
    if (await post(server.url, bundle, 2, problems)) sameStore(first, await stored(server.url), problems);
    return { problems, notes, count: first.size };
  } finally {
    await server.close();
  }
}

function usage(message) {
  if (message) console.error(`twice: ${message}`);
  console.error('usage: node twice.mjs [--lenient-refs] [--quiet] [--dir DIR]... FILE...');
  process.exit(2);
}

const opts = { lenientRefs: false, quiet: false };
const files = [];
const args = process.argv.slice(2);
for (let i = 0; i < args.length; i++) {
  const a = args[i];
  if (a === '--lenient-refs') opts.lenientRefs = true;
  else if (a === '--quiet') opts.quiet = true;
  else if (a === '--dir') {
    const dir = args[++i];
    if (!dir || !fs.existsSync(dir)) usage(`no folder ${dir}`);
    for (const f of fs.readdirSync(dir).sort()) if (/\.(json|ndjson)$/.test(f)) files.push(path.join(dir, f));
  } else if (a.startsWith('--')) usage(`unknown option ${a}`);
  else files.push(a);
}
if (!files.length) usage('no FILE');

let bad = 0;
let unreadable = 0;
let bundles = 0;
for (const file of files) {
  let docs;
  try {
    const text = fs.readFileSync(file, 'utf8');
    docs = file.endsWith('.ndjson')
      ? text.split(/\r?\n/).map((line, i) => [`${file}:${i + 1}`, line]).filter(([, line]) => line.trim())
      : [[file, text]];
    docs = docs.map(([name, t]) => [name, JSON.parse(t)]);
  } catch (err) {
    console.error(`twice: ${file}: ${err.code ?? 'not JSON'}`);
    unreadable++;
    continue;
  }
  for (const [name, bundle] of docs) {
    bundles++;
    const { problems, notes, count } = await check(bundle, opts);
    if (!opts.quiet) for (const n of notes.slice(0, maxShown)) console.log(`${name}: note: ${n}`);
    for (const p of problems.slice(0, maxShown)) console.log(`${name}: FAIL ${p}`);
    if (problems.length > maxShown) console.log(`${name}: FAIL and ${problems.length - maxShown} more`);
    if (problems.length) bad++;
    else if (!opts.quiet) console.log(`${name}: ok, ${count} resources`);
  }
}
console.log(`${bundles} bundles posted twice, ${bad} failed`);
process.exitCode = unreadable ? 2 : bad ? 1 : 0;
