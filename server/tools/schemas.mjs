// npm run schemas [-- FACTS]: server/schemas/kubernetes.txt, the one bundle of all versions, from the recorded facts
// (FACTS: the folder with facts.json, features.json, lifecycle.json, wellknown.json; default ../shared/oracle/schema).
// Only structure: description sentences are fetched at build time by schemas-texts.mjs. Its reader is core/schema.
import fs from 'node:fs';
import path from 'node:path';
import { root, step } from './steps.mjs';

const output = path.join(root, 'server/schemas/kubernetes.txt');
const mostBytes = 2 * 1024 * 1024;

/** The bundle as text: sections of lines, so that a reader parses only what it needs and a new version reads as a diff. */
export function bundleOf(factsFolder) {
  const read = (name) => JSON.parse(fs.readFileSync(path.join(factsFolder, name), 'utf8'));
  const facts = read('facts.json');
  const sections = {
    minors: Object.fromEntries(Object.entries(facts.minors).map(([minor, { kubernetes }]) => [minor, kubernetes])),
    kinds: facts.kinds,
    kindBodies: facts.kindBodies.map(kindBody),
    definitions: facts.definitions,
    bodies: facts.bodies,
    fields: facts.fields,
    lifecycle: lifecycles(read('lifecycle.json')),
    gates: gates(read('features.json').gates),
    wellKnown: wellKnown(read('wellknown.json')),
  };
  const texts = Object.entries(sections).map(([name, section]) => `= ${name}\n${lines(section).join('\n')}\n`);
  return `format 1\n${texts.join('')}`;
}

/** A list has one JSON value a line, a record `key JSON`. No key has a blank. */
function lines(section) {
  if (Array.isArray(section)) return section.map((item) => JSON.stringify(item));
  return Object.entries(section).map(([key, value]) => `${key} ${JSON.stringify(value)}`);
}

/** Whether a new minor serves a kind is not recorded: since 1.24 stable versions are on by default, others off. */
function kindBody(body) {
  const { sub, served, ...rest } = body;
  return { ...rest, ...(sub ? { sub: Object.keys(sub) } : {}), served: served ?? /\.v\d+\.\w+$/.test(body.def) };
}

// What left the Go modules before the first recorded minor, and is still found in old manifests.
const before = [
  { group: 'batch', version: 'v2alpha1', kind: 'CronJob', introduced: '1.5', removed: '1.21', to: 'batch/v1' },
  { group: 'settings.k8s.io', version: 'v1alpha1', kind: 'PodPreset', introduced: '1.6', removed: '1.20' },
  { group: 'auditregistration.k8s.io', version: 'v1alpha1', kind: 'AuditSink', introduced: '1.13', removed: '1.19' },
];

/** `apps/v1beta1/Deployment`: introduced, deprecated, removed, replacement; "" for what is not known. */
function lifecycles(recorded) {
  const key = ({ group, version, kind }) => `${group ? `${group}/` : ''}${version}/${kind}`;
  const entries = recorded
    .filter(({ kind }) => !kind.endsWith('List') && !kind.endsWith('Options'))
    .map((type) => [
      key(type),
      [type.introduced, type.deprecated, type.removed, type.replacement && key(type.replacement)],
    ]);
  for (const { to, ...type } of before)
    entries.push([key(type), [type.introduced, '', type.removed, to && `${to}/${type.kind}`]]);
  return Object.fromEntries(
    entries.map(([name, facts]) => [name, trimmed(facts)]).sort((a, b) => (a[0] < b[0] ? -1 : 1)),
  );
}

function trimmed(facts) {
  const known = facts.map((fact) => fact ?? '');
  while (known.length > 0 && known.at(-1) === '') known.pop();
  return known;
}

/** Per gate, runs from a minor on: stage letter, then `+` on by default or `-` off, then `!` if locked. */
function gates(recorded) {
  const entries = Object.entries(recorded).map(([name, { perMinor }]) => {
    const runs = [];
    for (const [minor, gate] of Object.entries(perMinor)) {
      const state = `${gate.stage[0]}${gate.default ? '+' : '-'}${gate.locked ? '!' : ''}`;
      if (runs.at(-1)?.[1] !== state) runs.push([Number(minor.slice(2)), state]);
    }
    return [name, runs];
  });
  return Object.fromEntries(entries.sort((a, b) => (a[0] < b[0] ? -1 : 1)));
}

function wellKnown(recorded) {
  const names = (list) => list.map((entry) => (typeof entry === 'string' ? entry : entry.name));
  const lists = ['labels', 'annotations', 'taints', 'finalizers', 'secretTypes', 'signers', 'prefixes', 'reasons'];
  return {
    ...Object.fromEntries([...lists, 'safeSysctls', 'capabilities'].map((list) => [list, names(recorded[list])])),
    conditionTypes: Object.fromEntries(
      Object.entries(recorded.conditionTypes).map(([type, values]) => [type, values.map(({ value }) => value)]),
    ),
  };
}

/** Writes the bundle; an unchanged one keeps its time, so that nothing is built again. */
function main(factsFolder) {
  if (!fs.existsSync(path.join(factsFolder, 'facts.json'))) {
    process.stderr.write(`✗ no schema facts in "${factsFolder}"; give their folder: npm run schemas -- FOLDER\n`);
    process.exit(1);
  }
  const text = bundleOf(factsFolder);
  if (text.length > mostBytes) throw new Error(`the bundle has ${text.length} bytes, more than ${mostBytes}`);
  const same = fs.existsSync(output) && fs.readFileSync(output, 'utf8') === text;
  if (!same) fs.writeFileSync(output, text);
  step(`server/schemas/kubernetes.txt: ${(text.length / 1024).toFixed(0)} KB${same ? ', unchanged' : ''}`);
}

if (import.meta.url === `file://${process.argv[1]}`) {
  main(path.resolve(process.argv[2] ?? path.join(root, '../shared/oracle/schema')));
}
