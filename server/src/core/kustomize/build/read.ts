// The objects of manifests as kustomize reads them (v5.8, api/resource/factory.go): lists opened, what has no kind or name
// refused, words that only YAML 1.1 takes for truth values left words.
import type { Span } from '../../finding.ts';
import { type ManifestDocument, perDocument, treeOf } from '../../workspace/document.ts';
import type { ManifestFile } from '../../workspace/file.ts';
import type { Node, ScalarNode, YamlDocument } from '../../yaml/nodes.ts';
import { parseAsWritten } from '../../yaml/parse.ts';
import { keyOf } from '../../yaml/path.ts';
import { isPlainObject, type PlainObject, type PlainValue, toPlain } from '../../yaml/plain.ts';
import {
  type BuiltObject,
  builtObject,
  currentId,
  effectiveNamespace,
  gvkWords,
  idWords,
  NotBuilt,
  type Origin,
  type ResourceId,
  wordAt,
} from './object.ts';

/**
 * What a document says; aliases and merge keys are resolved.
 *
 * @param takesLast of two equal keys it takes the last, as for a kustomization; else they are refused
 */
export function plainOf(document: ManifestDocument, takesLast = false): PlainValue {
  const { root, problems } = exactTree(document);
  const broken = problems.find(({ severity, code }) => severity === 'error' && code !== duplicate);
  // In the words of the parser here: the file itself says so.
  if (broken) throw new NotBuilt(`MalformedYAMLError: ${broken.message.en}`, false);
  const twice = takesLast ? undefined : problems.find(({ code }) => code === duplicate);
  if (twice) throw new NotBuilt(`mapping key ${JSON.stringify(keyAt(document, twice.span))} already defined`);
  return withWords(toPlain(root).value, root);
}

/** What stands between braces is words to kustomize, also where it looks like a template of Helm's. */
export const exactTree = (document: ManifestDocument): YamlDocument =>
  document.text.includes('{{') ? exactTreeOf(document) : treeOf(document);

const exactTreeOf = perDocument(({ text }) => parseAsWritten(text));

const duplicate = 'duplicate-key';
const keyAt = ({ text }: ManifestDocument, { start, end }: Span): string =>
  text.slice(start, end).replace(/^["']|["']$/g, '');

const isNothing = (node: Node | undefined): boolean => !node || (node.type === 'scalar' && node.source === '');

/** That it was read as true or false, and says neither. */
const isTruthWord = (read: string, { source, style, tag }: ScalarNode): boolean =>
  (read === 'true' || read === 'false') && style === 'plain' && tag === undefined && !/^(true|false)$/i.test(source);

const unwritten = new WeakMap<PlainObject, Set<string>>();

function addUnwritten(object: PlainObject, key: string): void {
  unwritten.set(object, (unwritten.get(object) ?? new Set()).add(key));
}

/** That a null is nothing behind the key's colon: merges take it away, and leave a null that is written. */
export function isUnwritten(object: PlainObject, key: string): boolean {
  return unwritten.get(object)?.has(key) ?? false;
}

/** `yes`, `off` and their like are words to the parser that kustomize uses. */
function withWords(value: PlainValue, node: Node | undefined): PlainValue {
  if (node?.type === 'scalar')
    return typeof value === 'boolean' && isTruthWord(String(value), node) ? node.source : value;
  if (node?.type === 'sequence' && Array.isArray(value))
    return value.map((item, at) => withWords(item, node.items[at]?.value));
  if (node?.type !== 'mapping' || !isPlainObject(value)) return value;
  for (const pair of node.pairs) {
    const key = keyOf(pair);
    const inner = value[key];
    if (pair.merge || inner === undefined) continue;
    if (inner === null && isNothing(pair.value)) addUnwritten(value, key);
    value[key] = withWords(inner, pair.value);
    if (isTruthWord(key, pair.key)) {
      value[pair.key.source] = value[key] ?? null;
      delete value[key];
    }
  }
  return value;
}

/** @throws NotBuilt where kustomize would not take the file */
export function objectsOf(file: ManifestFile): readonly BuiltObject[] {
  const waiting: { readonly value: PlainValue; readonly origin: Origin }[] = file.documents.map((document, index) => ({
    value: plainOf(document),
    origin: { uri: file.uri, index, document },
  }));
  const objects: BuiltObject[] = [];
  for (const { value, origin } of waiting) {
    if (value === null || (isPlainObject(value) && Object.keys(value).length === 0)) continue;
    const object = checked(value);
    const items = object['items'];
    if (!wordAt(object, ['kind']).endsWith('List') || items === undefined) objects.push(builtObject(object, origin));
    else if (Array.isArray(items)) waiting.push(...items.map((item) => ({ value: item, origin })));
    else if (items !== null)
      throw new NotBuilt(`expected array in ${wordAt(object, ['kind'])}/items, but found ${typeof items}`);
  }
  return objects;
}

function checked(value: PlainValue): PlainObject {
  if (!isPlainObject(value)) throw new NotBuilt('wrong node kind: expected MappingNode but got another');
  const kind = wordAt(value, ['kind']);
  if (kind === '') throw new NotBuilt('missing kind in object');
  if (!kind.endsWith('List') && wordAt(value, ['metadata', 'name']) === '')
    throw new NotBuilt('missing metadata.name in object');
  return value;
}

/** @throws NotBuilt where two have one identity */
export function checkedObjects(objects: readonly BuiltObject[]): readonly BuiltObject[] {
  const seen = new Set<string>();
  for (const one of objects) {
    const id = currentId(one);
    const key = identityOf(id);
    if (seen.has(key)) throw new NotBuilt(`may not add resource with an already registered id: ${idWords(id)}`);
    seen.add(key);
  }
  return objects;
}

/** Equal where kustomize takes two objects for the same. */
export const identityOf = (id: ResourceId): string => `${gvkWords(id)}/${effectiveNamespace(id)}/${id.name}`;
