// ConfigMaps and Secrets that a kustomization generates, and the hash of their content that their names end with
// (kustomize v5 api/internal/generators, api/hasher).
import { encodeBase64, utf8Bytes } from '../../kubernetes/base64.ts';
import { sha256 } from '../../kubernetes/digests.ts';
import { isPlainObject, type PlainObject, type PlainValue } from '../../yaml/plain.ts';
import { type BuiltObject, NotBuilt, nameOf, namespaceOf, type Origin, rename, wordAt } from './object.ts';
import { itemsOf, pairsOf } from './transform.ts';

/** Gives the text of a file that a path names; undefined where nobody has it. */
export type FileText = (path: string) => string | undefined;

const generators = [
  { key: 'configMapGenerator', kind: 'ConfigMap' },
  { key: 'secretGenerator', kind: 'Secret' },
] as const;

/** Adds what is generated to `all`, or merges it into what is there. */
export function generate(
  all: BuiltObject[],
  says: PlainObject,
  origin: Origin,
  folder: string,
  fileText: FileText,
): void {
  const options = isPlainObject(says['generatorOptions']) ? says['generatorOptions'] : {};
  for (const { key, kind } of generators) {
    for (const one of itemsOf(says[key])) {
      const own = isPlainObject(one['options']) ? { ...options, ...one['options'] } : options;
      const object = objectOf(kind, one, own, fileText);
      const behavior = wordAt(one, ['behavior']) || 'create';
      if (behavior === 'create') {
        const needsHash = own['disableNameSuffixHash'] !== true;
        all.push({ object, names: [], through: [folder], origins: [origin], needsHash });
      } else combine(all, object, behavior, origin);
    }
  }
}

function objectOf(
  kind: 'ConfigMap' | 'Secret',
  one: PlainObject,
  options: PlainObject,
  fileText: FileText,
): PlainObject {
  const data = dataOf(one, fileText);
  const written =
    kind === 'Secret'
      ? Object.fromEntries(Object.entries(data).map(([key, value]) => [key, encodeBase64(utf8Bytes(value))]))
      : data;
  const [labels, annotations] = [pairsOf(options['labels']), pairsOf(options['annotations'])];
  const namespace = wordAt(one, ['namespace']);
  return {
    apiVersion: 'v1',
    kind,
    metadata: {
      name: wordAt(one, ['name']),
      ...(namespace === '' ? {} : { namespace }),
      ...(Object.keys(labels).length > 0 ? { labels } : {}),
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    },
    ...(kind === 'Secret' || Object.keys(written).length > 0 ? { data: written } : {}),
    ...(kind === 'Secret' ? { type: wordAt(one, ['type']) || 'Opaque' } : {}),
    ...(options['immutable'] === true ? { immutable: true } : {}),
  };
}

function dataOf(one: PlainObject, fileText: FileText): Record<string, string> {
  const data: Record<string, string> = {};
  const read = (path: string): string => {
    const text = fileText(path);
    if (text === undefined) throw new NotBuilt(`the file "${path}" is not known here`);
    if (/[\0\ufffd]/.test(text)) throw new NotBuilt(`the file "${path}" is no text`);
    return text;
  };
  for (const path of [...words(one['envs']), ...words(one['env'])]) {
    for (const line of read(path).split(/\r?\n/)) {
      const pair = /^\s*([^#\s=][^=]*)=(.*)$/.exec(line);
      if (pair) data[pair[1] ?? ''] = pair[2] ?? '';
    }
  }
  for (const word of words(one['files'])) {
    const equals = word.indexOf('=');
    const path = word.slice(equals + 1);
    data[equals < 0 ? path.slice(path.lastIndexOf('/') + 1) : word.slice(0, equals)] = read(path);
  }
  for (const word of words(one['literals'])) {
    const equals = word.indexOf('=');
    const value = word.slice(equals + 1);
    const unquoted = /^(['"])([\s\S]*)\1$/.exec(value)?.[2] ?? value;
    if (equals > 0) data[word.slice(0, equals)] = unquoted;
  }
  return data;
}

const words = (value: PlainValue | undefined): readonly string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

function combine(all: readonly BuiltObject[], made: PlainObject, behavior: string, origin: Origin): void {
  const name = wordAt(made, ['metadata', 'name']);
  const target = all.find(
    (one) =>
      one.object['kind'] === made['kind'] && (nameOf(one) === name || one.names.some((former) => former.name === name)),
  );
  if (!target) throw new NotBuilt(`there is no ${String(made['kind'])} "${name}" to ${behavior}`);
  target.origins.push(origin);
  const [old, fresh] = [target.object['data'], made['data']];
  const merged = { ...(behavior === 'merge' && isPlainObject(old) ? old : {}), ...(isPlainObject(fresh) ? fresh : {}) };
  target.object = { ...target.object, data: merged };
}

export function addHashes(all: readonly BuiltObject[]): void {
  for (const one of all) {
    if (one.needsHash) rename(one, `${nameOf(one)}-${hashOf(one.object)}`, namespaceOf(one));
  }
}

/** The first ten digits of a SHA-256, without letters and digits that make words. */
function hashOf(object: PlainObject): string {
  const { kind = '', data, binaryData, type } = object;
  // The hasher looks for the name where it is not: it is empty for all.
  const content: PlainObject = { kind, name: '', data: data ?? '' };
  if (kind === 'Secret') content['type'] = type ?? '';
  else if (binaryData !== undefined) content['binaryData'] = binaryData;
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
