// dist/server/schemas/descriptions.json.br: what types, fields and allowed values mean, in Kubernetes' own sentences,
// taken from npm packages while building (schemas-packages.mjs) and never committed. Its reader is
// core/schema/descriptions.ts. Prints how much of the newest versions it covers.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { declarationsOf } from './schemas-declarations.mjs';
import { filesOf, packages } from './schemas-packages.mjs';
import { root, step } from './steps.mjs';

const output = path.join(root, 'dist/server/schemas/descriptions.json.br');
const stampFile = path.join(root, '.build/schemas/descriptions.stamp');
const bundleFile = 'server/schemas/kubernetes.txt';
const madeFrom = [
  bundleFile,
  ...['texts.mjs', 'packages.mjs', 'packages.json', 'declarations.mjs'].map((name) => `server/tools/schemas-${name}`),
];

/** Writes the descriptions unless they are there and made from these very sources. Gives how many files failed: 0 or 1. */
export function descriptionsReady() {
  try {
    writeDescriptions();
    return 0;
  } catch (error) {
    process.stderr.write(`✗ descriptions: ${error.message}\n`);
    return 1;
  }
}

function writeDescriptions() {
  const hash = createHash('sha256');
  for (const file of madeFrom) hash.update(fs.readFileSync(path.join(root, file)));
  const stamp = hash.digest('hex');
  if (fs.existsSync(output) && fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === stamp) return;
  const { json, said } = describe();
  const packed = brotliCompressSync(json, { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } });
  fs.mkdirSync(path.dirname(output), { recursive: true });
  fs.mkdirSync(path.dirname(stampFile), { recursive: true });
  fs.writeFileSync(output, packed);
  fs.writeFileSync(stampFile, stamp);
  step(`descriptions: ${said}; ${(json.length / 1024).toFixed(0)} KB, packed ${(packed.length / 1024).toFixed(0)} KB`);
}

/** The texts as JSON, and the coverage in words. */
function describe() {
  const sources = packages().map((pinned) => textsOf(pinned));
  // Wording of the older release for all it has, of the newer one only for what is new in it.
  const [old, recent, models, machinery] = sources;
  const inOrder = [old, merged(models, machinery), recent];
  const known = definitionsOf(fs.readFileSync(path.join(root, bundleFile), 'utf8'));
  const siblings = sameKindElsewhere(inOrder);
  const rows = new Map();
  const row = (text) => (text ? (rows.get(text) ?? rows.set(text, rows.size).get(text)) : undefined);
  const types = {};
  for (const [name, fields] of known.fields) {
    const key = shortName(name);
    const found = inOrder.map((source) => source.get(key)).filter(Boolean);
    const elsewhere = siblings.get(siblingKey(key));
    const p = {};
    const v = {};
    for (const field of fields) {
      const text = firstOf(found, field) ?? elsewhere?.get(field) ?? (fields.has('kind') ? fixed[field] : undefined);
      const { meaning, values } = splitValues(text);
      if (row(meaning) !== undefined) p[field] = row(meaning);
      const valueTexts = [values, ...found.map((type) => splitValues(type.members.get(field)).values)].find((v) => v);
      if (valueTexts) v[field] = Object.fromEntries(valueTexts.map(([value, said]) => [value, row(said)]));
    }
    types[key] = { d: row(ownText(found)), p, ...(Object.keys(v).length > 0 ? { v } : {}) };
  }
  const json = JSON.stringify({ format: 1, texts: [...rows.keys()], types });
  return { json, said: coverage(known, types) };
}

const firstOf = (types, field) => types.map((type) => type.members.get(field)).find(Boolean);

/** The declarations of resources say more than Kubernetes does: what Pulumi adds starts at its second paragraph. */
function ownText(types) {
  const texts = types.map(({ text }) => text.split(/\n\nThis resource|\n\n## |\n\n(?:Note|__)/)[0]).filter(Boolean);
  return texts.sort((a, b) => a.length - b.length)[0];
}

/** `core/v1/Pod` → the declaration, from one package. */
function textsOf(pinned) {
  const texts = new Map();
  for (const [file, content] of filesOf(pinned)) {
    for (const declared of file.endsWith('.d.ts') ? declarationsOf(content) : []) {
      const key = keyOf(pinned.name, file, declared.path);
      if (!key) continue;
      const before = texts.get(key);
      if (!before) texts.set(key, declared);
      else join(before, declared);
    }
  }
  return texts;
}

function join(before, more) {
  before.text ||= more.text;
  for (const [name, text] of more.members) if (!before.members.has(name)) before.members.set(name, text);
}

function keyOf(packageName, file, declared) {
  const folders = path.dirname(file).split('/');
  const name = declared.at(-1);
  if (packageName === '@pulumi/kubernetes') {
    const [group, version] = declared.length === 3 ? declared : folders;
    const kind = name.replace(/Args$/, '');
    return version && !kind.endsWith('Patch') ? `${group}/${version}/${kind}` : undefined;
  }
  if (folders.includes('_schemas') || !/^I[A-Z]/.test(name)) return undefined;
  const kind = name.slice(1);
  if (packageName === 'kubernetes-models') {
    const [group, version] = folders.length > 1 ? folders : ['core', ...folders];
    return `${group.split('.')[0]}/${version}/${kind}`;
  }
  return `${[...(folders.length > 1 ? [] : ['pkg']), ...folders].slice(-2).join('/')}/${kind}`;
}

function merged(...sources) {
  return new Map(sources.flatMap((source) => [...source]));
}

/** `core/v1/Pod`: the last three parts of every definition's name. */
const shortName = (definition) => definition.split('.').slice(-3).join('/');

/** A type of the same group in any version. */
const siblingKey = (key) => key.replace(/\/[^/]+\//, '/');

function sameKindElsewhere(sources) {
  const all = new Map();
  for (const source of sources) {
    for (const [key, { members }] of source) {
      const known = all.get(siblingKey(key)) ?? new Map();
      for (const [name, text] of members) if (!known.has(name)) known.set(name, text);
      all.set(siblingKey(key), known);
    }
  }
  return all;
}

// Every kind has these two; the packages narrow them to constants and so drop the text. The words are ours.
const fixed = {
  apiVersion: 'The API group and version that this object is written for, such as `apps/v1`.',
  kind: 'What the object is, such as `Deployment`; with `apiVersion` it decides which fields there are.',
};

/** "Possible enum values:" and its list, taken off a field's text. */
function splitValues(text) {
  const [meaning, list] = (text ?? '').split(/\n*Possible enum values:\n/);
  const values = [...(list ?? '').matchAll(/^ *- `"([^"]*)"` *([\s\S]*?)(?=\n *- `"|$(?![\s\S]))/gm)];
  const said = values.map(([, value, words]) => [value, words.trim()]).filter(([, words]) => words);
  return { meaning: meaning.trim(), values: said.length > 0 ? said : undefined };
}

/** Of all versions together: definition → field names; and which rows of these the newest versions have. */
function definitionsOf(bundle) {
  const section = (name) => bundle.split(`\n= ${name}\n`)[1]?.split('\n= ')[0]?.trimEnd().split('\n') ?? [];
  const bodies = section('bodies').map((line) => Object.keys(JSON.parse(line).p ?? {}));
  const fields = new Map();
  const minors = section('minors').map((line) => Number(line.split(' ')[0].slice(2)));
  const inMinor = new Map(minors.map((minor) => [minor, []]));
  for (const line of section('definitions')) {
    const blank = line.indexOf(' ');
    const name = line.slice(0, blank);
    const runs = JSON.parse(line.slice(blank));
    fields.set(name, new Set(runs.flatMap(([, body]) => bodies[body] ?? [])));
    for (const minor of minors) {
      const body = runs.filter(([from]) => from <= minor).at(-1)?.[1] ?? -1;
      for (const field of bodies[body] ?? []) inMinor.get(minor).push([name, field]);
    }
  }
  return { fields, inMinor };
}

function coverage(known, types) {
  const share = (minor) => {
    const fields = known.inMinor.get(minor);
    const texts = fields.filter(([name, field]) => types[shortName(name)]?.p[field] !== undefined);
    return `${((100 * texts.length) / fields.length).toFixed(1)} % of the fields of 1.${minor}`;
  };
  return [...known.inMinor.keys()].slice(-2).map(share).join(', ');
}

if (import.meta.url === `file://${process.argv[1]}`) process.exitCode = descriptionsReady();
