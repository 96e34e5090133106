// ConfigMaps and Secrets that a kustomization generates, and the hash of their content that their names end with
// (kustomize v5.8, api/internal/generators, api/kv, api/hasher).
import { encodeBase64, utf8Bytes } from '../../kubernetes/base64.ts';
import { sha256 } from '../../kubernetes/digests.ts';
import { isPlainObject, type PlainObject, type PlainValue } from '../../yaml/plain.ts';
import {
  type BuiltObject,
  builtObject,
  currentId,
  isSameId,
  keepName,
  kindOf,
  metadataWords,
  NotBuilt,
  nameOf,
  namespaceOf,
  type Origin,
  type ResourceId,
  scalarText,
  setAt,
  withAnyId,
  withId,
  wordAt,
} from './object.ts';
import { idOf } from './patches.ts';
import { pairsOf } from './transform.ts';

/** Gives the text of a file that a path names. @throws NotBuilt where nobody has it */
export type FileText = (path: string) => string;

export type GeneratedKind = 'ConfigMap' | 'Secret';

/** @param global `generatorOptions` */
export function generated(
  kind: GeneratedKind,
  says: PlainObject,
  global: PlainValue | undefined,
  origin: Origin,
  fileText: FileText,
): BuiltObject {
  const options = optionsOf(says['options'], global);
  const name = wordAt(says, ['name']);
  if (name === '') throw new NotBuilt('a configmap must have a name');
  const namespace = wordAt(says, ['namespace']);
  const { labels, annotations } = options;
  const object: PlainObject = {
    apiVersion: 'v1',
    kind,
    metadata: {
      name,
      ...(namespace === '' ? {} : { namespace }),
      ...(Object.keys(labels).length > 0 ? { labels } : {}),
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    },
    ...contentOf(kind, says, dataOf(name, says, fileText)),
    ...(options.immutable ? { immutable: true } : {}),
  };
  return builtObject(object, origin, { needsHash: options.hasHash, behavior: wordAt(says, ['behavior']) });
}

/** What is said of all fills what is not said of the one. */
function optionsOf(own: PlainValue | undefined, global: PlainValue | undefined) {
  const [one, all] = [isPlainObject(own) ? own : {}, isPlainObject(global) ? global : {}];
  return {
    labels: { ...pairsOf(all['labels']), ...pairsOf(one['labels']) },
    annotations: { ...pairsOf(all['annotations']), ...pairsOf(one['annotations']) },
    hasHash: one['disableNameSuffixHash'] !== true && all['disableNameSuffixHash'] !== true,
    immutable: one['immutable'] === true || all['immutable'] === true,
  };
}

function contentOf(kind: GeneratedKind, says: PlainObject, data: ReadonlyMap<string, string>): PlainObject {
  if (kind === 'ConfigMap') return data.size === 0 ? {} : { data: Object.fromEntries(data) };
  const encoded = [...data].map(([key, value]): [string, string] => [key, folded(encodeBase64(utf8Bytes(value)))]);
  return { type: wordAt(says, ['type']) || 'Opaque', data: Object.fromEntries(encoded) };
}

/** In lines of 70, as kustomize writes what is longer. */
function folded(base64: string): string {
  if (base64.length < 70) return base64;
  return (base64.match(/.{1,70}/g) ?? []).map((line) => `${line}\n`).join('');
}

function dataOf(name: string, says: PlainObject, fileText: FileText): ReadonlyMap<string, string> {
  const data = new Map<string, string>();
  const put = (key: string, value: string): void => {
    if (data.has(key)) throw new NotBuilt(`configmap ${name} illegally repeats the key \`${key}\``);
    data.set(key, value);
  };
  const read = (path: string): string => {
    const text = fileText(path);
    if (text.includes('\ufffd')) throw new NotBuilt(`the file "${path}" is no text`, false);
    return text;
  };
  for (const path of [...words(says['envs']), ...words(says['env'])])
    for (const line of read(path)
      .replace(/^\ufeff/, '')
      .split(/\r?\n/))
      putLine(line, put);
  for (const word of words(says['literals'])) putLiteral(word, put);
  for (const word of words(says['files'])) {
    const { key, path } = fileSource(word);
    put(key, read(path));
  }
  return data;
}

type Put = (key: string, value: string) => void;

function putLine(line: string, put: Put): void {
  const written = line.trimStart();
  if (written === '' || written.startsWith('#')) return;
  const equals = written.indexOf('=');
  const key = equals < 0 ? written : written.slice(0, equals);
  if (key !== '') put(key, equals < 0 ? '' : written.slice(equals + 1));
}

function putLiteral(word: string, put: Put): void {
  const equals = word.indexOf('=');
  if (equals <= 0) throw new NotBuilt(`invalid literal source ${word}, expected key=value`);
  const value = word.slice(equals + 1);
  put(word.slice(0, equals), /^(['"])([\s\S]*)\1$/.exec(value)?.[2] ?? value);
}

function fileSource(word: string): { readonly key: string; readonly path: string } {
  const [key = '', path, ...more] = word.split('=');
  if (path === undefined) return { key: word.slice(word.lastIndexOf('/') + 1), path: word };
  if (more.length > 0) throw new NotBuilt(`source ${JSON.stringify(word)} key name or file path contains '='`);
  if (key === '')
    throw new NotBuilt(`missing key name for file path ${JSON.stringify(path)} in source ${JSON.stringify(word)}`);
  if (path === '')
    throw new NotBuilt(`missing file path for key name ${JSON.stringify(key)} in source ${JSON.stringify(word)}`);
  return { key, path };
}

const words = (value: PlainValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.map(scalarText) : typeof value === 'string' && value !== '' ? [value] : [];

/** Adds what is generated, or merges it into what is there, as its behaviour says. */
export function absorb(all: BuiltObject[], fresh: BuiltObject): void {
  const id = currentId(fresh);
  const found = withAnyId(all, (other) => isSameId(other, id));
  const merges = fresh.behavior === 'merge' || fresh.behavior === 'replace';
  const [old] = found;
  if (!old) {
    if (merges) throw new NotBuilt(`id ${goId(id)} does not exist; cannot merge or replace`);
    all.push(fresh);
    return;
  }
  if (found.length > 1)
    throw new NotBuilt(`found multiple objects ${found.map(idOf).join(' ')} that could accept merge of ${idOf(fresh)}`);
  if (!merges)
    throw new NotBuilt(
      `id ${goId(id)} exists; can not use behavior: '${fresh.behavior === 'create' ? 'create' : 'unspecified'}', behavior must be merge or replace`,
    );
  combine(old, fresh);
  if (withId(all, currentId(old)).length > 1) throw new NotBuilt('id matched 2 resources');
}

const goId = ({ group, version, kind, name, namespace }: ResourceId): string =>
  `resid.ResId{Gvk:resid.Gvk{Group:${JSON.stringify(group)}, Version:${JSON.stringify(version)}, Kind:${JSON.stringify(kind)}, isClusterScoped:false}, Name:${JSON.stringify(name)}, Namespace:${JSON.stringify(namespace)}}`;

function combine(old: BuiltObject, fresh: BuiltObject): void {
  const object: PlainObject = { ...fresh.object };
  const metadata: PlainObject = { name: nameOf(old) };
  if (namespaceOf(old) !== '') metadata['namespace'] = namespaceOf(old);
  for (const field of ['labels', 'annotations'] as const) {
    const pairs = { ...metadataWords(old.object, field), ...metadataWords(fresh.object, field) };
    if (Object.keys(pairs).length > 0) metadata[field] = pairs;
  }
  object['metadata'] = metadata;
  if (fresh.behavior === 'merge') {
    for (const field of ['data', 'binaryData']) {
      const pairs = { ...pairsOf(old.object[field]), ...pairsOf(fresh.object[field]) };
      if (Object.keys(pairs).length > 0) object[field] = pairs;
    }
  }
  old.object = object;
  old.needsHash = old.needsHash && fresh.needsHash;
  old.origins.push(...fresh.origins);
}

export function addHashes(all: readonly BuiltObject[]): void {
  for (const one of all) {
    if (!one.needsHash) continue;
    const name = `${nameOf(one)}-${hashOf(one)}`;
    keepName(one);
    setAt(one.object, ['metadata', 'name'], name);
  }
}

/** The first ten digits of a SHA-256, without letters and digits that make words. */
function hashOf(one: BuiltObject): string {
  const { data, binaryData, stringData, type } = one.object;
  const kind = kindOf(one);
  // The hasher looks for the name where it is not: it is empty for all.
  const content: PlainObject = { kind, name: '', data: data ?? '' };
  if (kind === 'Secret') {
    content['type'] = type ?? '';
    if (isPlainObject(stringData)) content['stringData'] = stringData;
  } else if (isPlainObject(binaryData)) content['binaryData'] = binaryData;
  const letters: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };
  return sha256(sortedJson(content))
    .slice(0, 10)
    .replace(/[013ae]/g, (digit) => letters[digit] ?? digit);
}

function sortedJson(value: PlainValue): string {
  if (!isPlainObject(value))
    return JSON.stringify(value).replace(
      /[<>&\u2028\u2029]/g,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  const pairs = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${sortedJson(value[key] ?? null)}`);
  return `{${pairs.join(',')}}`;
}
