// dist/server/schemas/catalogue: what may be written in popular custom resources, one packed file a package and an index
// of their kinds, from the type declarations of npm packages (catalogue-packages.json) while building; never committed.
// Its reader is core/schema/catalogue.ts. What their controllers write (status) is left out.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { typesOf } from './declarations-types.mjs';
import { filesOf } from './schemas-packages.mjs';
import { root, step } from './steps.mjs';

const folder = path.join(root, 'dist/server/schemas/catalogue');
const stampFile = path.join(root, '.build/schemas/catalogue.stamp');
const bundleFile = 'server/schemas/kubernetes.txt';
const madeFrom = ['catalogue.mjs', 'declarations-types.mjs', 'catalogue-packages.json'].map(
  (name) => `server/tools/${name}`,
);

/** The declarations do not say which kinds have no namespace. */
const ofCluster =
  /^(Cluster[A-Z]\w+|GatewayClass|Node(Pool|Claim|Overlay)|EC2NodeClass|Bundle|AWSPCAClusterIssuer|CertificateRequestPolicy)$/;

/** Writes the catalogue unless it is there and made from these very sources. Gives how many files failed: 0 or 1. */
export function catalogueReady() {
  try {
    writeCatalogue();
    return 0;
  } catch (error) {
    process.stderr.write(`✗ catalogue of custom resources: ${error.message}\n`);
    return 1;
  }
}

function writeCatalogue() {
  const hash = createHash('sha256');
  for (const file of [bundleFile, ...madeFrom]) hash.update(fs.readFileSync(path.join(root, file)));
  const stamp = hash.digest('hex');
  const index = path.join(folder, 'index.json');
  if (fs.existsSync(index) && fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === stamp) return;
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const pinned = JSON.parse(fs.readFileSync(path.join(root, 'server/tools/catalogue-packages.json'), 'utf8'));
  const world = { packages: new Map(pinned.map((one) => [one.name, readPackage(one)])), builtIn: builtInTypes() };
  const packages = pinned.map(({ name, version }) => {
    const { kinds, ...rest } = describe(world, name);
    const file = `${name.slice(name.indexOf('/') + 1)}.json.gz`;
    // What browsers can unpack, too.
    fs.writeFileSync(path.join(folder, file), gzipSync(JSON.stringify(rest), { level: 9 }));
    return { file, source: `${name} ${version}`, kinds };
  });
  fs.writeFileSync(index, JSON.stringify({ format: 1, packages }));
  fs.writeFileSync(stampFile, stamp);
  const bytes = fs.readdirSync(folder).reduce((sum, name) => sum + fs.statSync(path.join(folder, name)).size, 0);
  const count = packages.reduce((sum, { kinds }) => sum + kinds.length, 0);
  step(`catalogue: ${count} kinds of custom resources, packed ${(bytes / 1024).toFixed(0)} KB`);
}

/** By path without its ending: imports and types. */
function readPackage(pinned) {
  const files = new Map();
  for (const [file, source] of filesOf(pinned)) {
    if (!file.endsWith('.d.ts') || file.startsWith('_schemas/')) continue;
    files.set(file.replace(/\.d\.ts$/, ''), { ...typesOf(source), isKind: /static apiVersion: /.test(source) });
  }
  return files;
}

/** By the end of its name, `v1/PodSpec` and with its group's first word `apps/v1/DeploymentSpec`: a built-in type's name. */
function builtInTypes() {
  const bundle = fs.readFileSync(path.join(root, bundleFile), 'utf8');
  const lines = bundle.split('\n= definitions\n')[1]?.split('\n= ')[0]?.split('\n') ?? [];
  return new Set(lines.map((line) => line.slice(0, line.indexOf(' '))));
}

/** Kinds, types and sentences of one package; types refer to each other by their number. */
function describe(world, packageName) {
  const made = { world, types: [], numbers: new Map(), texts: [], textNumbers: new Map() };
  const kinds = [];
  for (const [file, { types, isKind }] of world.packages.get(packageName)) {
    const [group, version, kind, more] = file.split('/');
    const type = types.get(`I${kind}`);
    if (!isKind || more || !type?.fields || !/^v\d/.test(version) || !isServed(group, kind, type)) continue;
    const place = { packageName, file };
    const fields = new Map([...type.fields].filter(([name]) => !['apiVersion', 'kind', 'metadata'].includes(name)));
    if (fields.has('status')) fields.set('status', { ...fields.get('status'), type: { is: 'map', of: { is: 'any' } } });
    const number = addType(made, `${file}!`, kind, { ...type, fields }, place);
    kinds.push([`${group}/${version}`, kind, ofCluster.test(kind) ? 0 : 1, number]);
  }
  return { kinds, types: made.types, texts: made.texts };
}

function isServed(group, kind, { fields }) {
  if (!group.includes('.') || group === 'github.com' || /\.internal\.|^duck\./.test(group)) return false;
  return !(kind.endsWith('List') && fields.has('items'));
}

function addType(made, key, name, type, place) {
  const known = made.numbers.get(key);
  if (known !== undefined) return known;
  const number = made.types.length;
  made.numbers.set(key, number);
  const row = [name, textNumber(made, type.text), {}];
  made.types.push(row);
  for (const [field, { type: of, required, text }] of allFields(made, type, place)) {
    const code = codeOf(made, of, place, `${key}.${field}`);
    row[2][field] = [code, required ? 1 : 0, ...(text ? [textNumber(made, text)] : [])];
  }
  return number;
}

/** Its own and those of what it extends. */
function allFields(made, { fields, parents = [] }, place) {
  const inherited = parents.flatMap((parent) => {
    const found = lookUp(made, parent, place);
    return found?.type?.is === 'object' ? [...allFields(made, found.type, found.place)] : [];
  });
  return new Map([...inherited, ...fields]);
}

function textNumber({ texts, textNumbers }, text) {
  if (!text) return -1;
  if (!textNumbers.has(text)) textNumbers.set(text, texts.push(text) - 1);
  return textNumbers.get(text);
}

const primitives = { string: 's', number: 'n', boolean: 'b', any: 'a', unknown: 'a', object: 'o', Date: 's' };

/** A type as catalogue.ts reads it. */
function codeOf(made, type, place, key) {
  switch (type.is) {
    case 'list':
      return ['l', codeOf(made, type.of, place, `${key}[]`)];
    case 'map':
      return ['m', codeOf(made, type.of, place, `${key}{}`)];
    case 'object':
      return type.fields.size === 0 && type.parents.length === 0 ? 'o' : addType(made, key, 'object', type, place);
    case 'literal':
      return 's';
    case 'union':
      return codeOfUnion(made, type.members, place, key);
    case 'word':
      return codeOfWord(made, type.name, place, key);
    default:
      return 'a';
  }
}

function codeOfUnion(made, all, place, key) {
  const members = all.filter(({ is, name }) => !(is === 'word' && /^(null|undefined)$/.test(name)));
  const literals = members.filter(({ is, value }) => is === 'literal' && value !== undefined);
  if (literals.length > 0 && literals.length === members.length) return ['e', ...literals.map(({ value }) => value)];
  if (members.length === 1) return codeOf(made, members[0], place, key);
  const names = members.map(({ name }) => name).sort();
  return names.join() === 'number,string' ? '@io.k8s.apimachinery.pkg.util.intstr.IntOrString' : 'a';
}

function codeOfWord(made, name, place, key) {
  if (Object.hasOwn(primitives, name)) return primitives[name];
  const found = lookUp(made, name, place);
  if (!found) return 'a';
  if (found.builtIn) return `@${found.builtIn}`;
  const { type } = found;
  if (type.is !== 'object') return codeOf(made, type, found.place, key);
  if (type.fields.size === 0 && type.parents.length === 0) return 'o';
  return addType(
    made,
    `${found.place.packageName}/${found.place.file}#${found.name}`,
    found.name.slice(1),
    type,
    found.place,
  );
}

/** What a name means in a file: a type there, one that it imports, or one of Kubernetes' own. */
function lookUp({ world }, name, { packageName, file }) {
  const here = world.packages.get(packageName)?.get(file);
  const own = here?.types.get(name);
  if (own) return { type: own, name, place: { packageName, file } };
  const from = here?.imports.get(name)?.from.replace(/\.js$/, '');
  if (from === undefined) return undefined;
  const builtIn = builtInNamed(world, from);
  if (builtIn) return { builtIn };
  const target = from.startsWith('.')
    ? { packageName, file: path.posix.join(path.posix.dirname(file), from) }
    : { packageName: from.split('/').slice(0, 2).join('/'), file: from.split('/').slice(2).join('/') };
  const other = `I${path.posix.basename(target.file)}`;
  const type = world.packages.get(target.packageName)?.get(target.file)?.types.get(other);
  return type && { type, name: other, place: target };
}

function builtInNamed({ builtIn }, from) {
  const machinery = /^@kubernetes-models\/apimachinery\/(.+)$/.exec(from)?.[1];
  const wanted = machinery
    ? `io.k8s.apimachinery.pkg.${machinery.replaceAll('/', '.')}`
    : /^kubernetes-models\/(.+)$/.exec(from)?.[1];
  if (wanted === undefined) return undefined;
  if (builtIn.has(wanted)) return wanted;
  const [type, version, group = 'core'] = wanted.split('/').reverse();
  const name = `io.k8s.api.${group.split('.')[0]}.${version}.${type}`;
  return builtIn.has(name) ? name : undefined;
}

if (import.meta.url === `file://${process.argv[1]}`) process.exitCode = catalogueReady();
