// Measures ajv: node bench.mjs FOLDER MILLISECONDS. Prints one JSON object like
// the Go programs do. One operation is JSON.parse of the record's text and the
// compiled validator's verdict; its time is process.cpuUsage, all threads.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const [folder, ms] = process.argv.slice(2);
const ajv = new Ajv2020({ strict: false });
addFormats(ajv);
const from = process.hrtime.bigint();
const validate = ajv.compile(JSON.parse(readFileSync(join(folder, 'ephr.schema.json'), 'utf8')));
const compiled = Number(process.hrtime.bigint() - from) / 1e6;
const text = readFileSync(join(folder, 'record.json'), 'utf8');

function batch(n) {
  const before = process.cpuUsage();
  for (let i = 0; i < n; i++) {
    if (!validate(JSON.parse(text))) {
      throw new Error(ajv.errorsText(validate.errors));
    }
  }
  const used = process.cpuUsage(before);
  return used.user + used.system; // µs
}

const budget = Number(ms) * 1000;
let n = 1;
let warm = 0;
while (warm < Math.max(2e6, 3 * budget)) { // the optimising compiler takes its time: with half a second the figure is three times as high
  const us = batch(n);
  warm += us;
  n = us < budget / 20 ? n * 2 : Math.max(1, Math.round(n * budget / 10 / us));
}
let us = 0;
let ops = 0;
while (us < budget) {
  us += batch(n);
  ops += n;
}
console.log(JSON.stringify({ NsPerOp: us * 1000 / ops, Ops: ops, Note: `compiled in ${Math.round(compiled)} ms, node ${process.versions.node}` }));
