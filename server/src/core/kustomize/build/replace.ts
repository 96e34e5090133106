// `replacements`: a value of one object copied into fields of others (kustomize v5.8, api/filters/replacement). Values keep
// what they are; a scalar put over a scalar is read again as what the field is.
import { goYaml } from '../../kubernetes/goYaml.ts';
import { parseAsWritten } from '../../yaml/parse.ts';
import { isPlainObject, type PlainObject, type PlainValue, toPlain } from '../../yaml/plain.ts';
import { partsOf } from './fields.ts';
import { sorted } from './jsonPatch.ts';
import {
  type BuiltObject,
  copyOf,
  currentId,
  effectiveNamespace,
  formerIds,
  idWords,
  isSelectedGvk,
  NotBuilt,
  type ResourceId,
  scalarText,
  wordAt,
} from './object.ts';
import { type Created, fieldsAt, type Slot } from './pathMatch.ts';
import { hasSelectedPairs, matcherOf, matchesGvk } from './select.ts';
import { itemsOf } from './transform.ts';

export function replaceAll(all: readonly BuiltObject[], replacements: readonly PlainObject[]): void {
  for (const one of replacements) {
    const { source, sourceValue, targets } = one;
    if ((!isPlainObject(source) && sourceValue === undefined) || !Array.isArray(targets))
      throw new NotBuilt('replacements must specify a source and at least one target');
    if (isPlainObject(source) && sourceValue !== undefined)
      throw new NotBuilt('value and resource selectors are mutually exclusive');
    const value = isPlainObject(source) ? sourceOf(all, source) : scalarText(sourceValue);
    for (const target of itemsOf(targets)) putInto(all, value, target);
  }
}

const optionsIn = ({ options }: PlainObject): PlainObject => (isPlainObject(options) ? options : {});

const idsOf = (one: BuiltObject): readonly ResourceId[] => [currentId(one), ...formerIds(one)];

function sourceOf(all: readonly BuiltObject[], source: PlainObject): PlainValue {
  const selector = idIn(source);
  const found = all.filter((one) => idsOf(one).some((id) => isMeant(id, selector)));
  const path = wordAt(source, ['fieldPath']);
  const words = `${idWords(selector)}${path === '' ? '' : `:${path}`}`;
  const [holder] = found;
  if (!holder) throw new NotBuilt(`nothing selected by ${words}`);
  if (found.length > 1) throw new NotBuilt(`multiple matches for selector ${words}`);
  const fieldPath = path || 'metadata.name';
  const value = fieldsAt(holder.object, pathParts(fieldPath), undefined)[0]?.get();
  const isEmpty = value === undefined || value === null || isEmptyCollection(value);
  if (isEmpty) throw new NotBuilt(`fieldPath \`${fieldPath}\` is missing for replacement source ${idWords(selector)}`);
  return refined(value, optionsIn(source));
}

const isEmptyCollection = (value: PlainValue): boolean =>
  Array.isArray(value) ? value.length === 0 : isPlainObject(value) && Object.keys(value).length === 0;

const idIn = (says: PlainObject): ResourceId => ({
  group: wordAt(says, ['group']),
  version: wordAt(says, ['version']),
  kind: wordAt(says, ['kind']),
  name: wordAt(says, ['name']),
  namespace: wordAt(says, ['namespace']),
});

function isMeant(id: ResourceId, selector: ResourceId): boolean {
  return (
    (selector.name === '' || selector.name === id.name) &&
    (selector.namespace === '' || effectiveNamespace(selector) === effectiveNamespace(id)) &&
    isSelectedGvk(id, selector)
  );
}

/** One part of a word, where a delimiter is named. */
function refined(value: PlainValue, options: PlainObject): PlainValue {
  const delimiter = wordAt(options, ['delimiter']);
  if (delimiter === '') return value;
  if (typeof value === 'object') throw new NotBuilt('delimiter option can only be used with scalar nodes');
  const index = Number(options['index'] ?? 0);
  const part = scalarText(value).split(delimiter)[index];
  if (part === undefined) throw new NotBuilt(`options.index ${index} is out of bounds for value ${scalarText(value)}`);
  return part;
}

function putInto(all: readonly BuiltObject[], value: PlainValue, target: PlainObject): void {
  const { select } = target;
  if (!isPlainObject(select)) throw new NotBuilt('target must specify resources to select');
  const rejects = itemsOf(target['reject']);
  const matches = matcherOf(select);
  const rejecting = rejects.filter((reject) => Object.values(idIn(reject)).some((word) => word !== '')).map(matcherOf);
  const meets = (matcher: typeof matches, id: ResourceId): boolean =>
    matchesGvk(matcher, id) && matcher('name', id.name) && matcher('namespace', id.namespace);
  for (const one of all) {
    const ids = idsOf(one);
    const isRejected = rejects.some((reject) => hasSelector(reject) && hasSelectedPairs(one.object, reject));
    if (isRejected || !hasSelectedPairs(one.object, select)) continue;
    if (rejecting.some((matcher) => ids.some((id) => meets(matcher, id)))) continue;
    if (ids.some((id) => meets(matches, id))) copyInto(one, value, target);
  }
}

const hasSelector = (reject: PlainObject): boolean =>
  wordAt(reject, ['labelSelector']) !== '' || wordAt(reject, ['annotationSelector']) !== '';

function copyInto(one: BuiltObject, value: PlainValue, target: PlainObject): void {
  const paths = Array.isArray(target['fieldPaths']) ? target['fieldPaths'].map(scalarText) : [];
  const options = optionsIn(target);
  const created: Created | undefined = options['create'] === true ? { value } : undefined;
  for (const path of paths.length === 0 ? ['metadata.name'] : paths) {
    if (putIntoText(one.object, value, path, created)) continue;
    const slots = fieldsAt(one.object, pathParts(path), created);
    if (slots.length === 0)
      throw new NotBuilt(
        `unable to find ${created ? 'or create ' : ''}field ${JSON.stringify(path)} in replacement target`,
      );
    for (const slot of slots) putAt(slot, value, options);
  }
}

function putAt(slot: Slot, value: PlainValue, options: PlainObject): void {
  const delimiter = wordAt(options, ['delimiter']);
  const old = slot.get();
  if (delimiter === '') {
    slot.set(over(old, value, slot.isNew));
    return;
  }
  if (typeof old === 'object' && old !== null)
    throw new NotBuilt('delimiter option can only be used with scalar nodes');
  const parts = scalarText(old).split(delimiter);
  const index = Number(options['index'] ?? 0);
  if (index < 0) parts.unshift(scalarText(value));
  else if (index >= parts.length) parts.push(scalarText(value));
  else parts[index] = scalarText(value);
  slot.set(over(old, parts.join(delimiter), slot.isNew));
}

/** A scalar takes the place of a scalar by its text: a number stays a number where it can be read as one. */
function over(old: PlainValue | undefined, value: PlainValue, isNew: boolean): PlainValue {
  if (typeof value === 'object') return copyOf(value);
  if (isNew) return readAgain(scalarText(value));
  if (typeof old === 'string') return scalarText(value);
  return typeof old === 'object' ? value : readAgain(scalarText(value));
}

function readAgain(text: string): PlainValue {
  const { root } = parseAsWritten(text);
  return root?.type === 'scalar' && !text.includes('\n') ? root.value : text;
}

/** Parts of a path between dots, brackets kept whole: `metadata.annotations.[a.b/c]`. */
export function pathParts(path: string): string[] {
  const parts: string[] = [];
  let open: string[] = [];
  for (const part of partsOf(path, '.')) {
    if (open.length > 0 || (part.startsWith('[') && !part.endsWith(']'))) open.push(part);
    else parts.push(part);
    if (open.length === 0 || !part.endsWith(']')) continue;
    parts.push(closed(open.join('.')));
    open = [];
  }
  if (open.length > 0) parts.push(closed(open.join('.')));
  return parts;
}

const closed = (part: string): string => (part.includes('=') ? part : part.replace(/^[[\]]+|[[\]]+$/g, ''));

/** Into YAML or JSON that a field holds as text, where the path goes on behind a scalar. */
function putIntoText(object: PlainObject, value: PlainValue, path: string, created: Created | undefined): boolean {
  const parts = pathParts(path);
  for (let length = 1; length < parts.length; length++) {
    const slot = lookedUp(object, parts.slice(0, length));
    const text = slot?.get();
    if (!slot || text === undefined || text === null || typeof text === 'object') continue;
    const inner = structured(scalarText(text));
    const slots = inner === undefined ? [] : fieldsOrNone(inner, parts.slice(length), created);
    if (inner === undefined || slots.length === 0) return false;
    for (const one of slots) one.set(over(one.get(), value, one.isNew));
    slot.set(written(inner, scalarText(text)));
    return true;
  }
  return false;
}

function lookedUp(object: PlainObject, parts: readonly string[]): Slot | undefined {
  return fieldsOrNone(object, parts, undefined)[0];
}

function fieldsOrNone(value: PlainValue, parts: readonly string[], created: Created | undefined): readonly Slot[] {
  try {
    return fieldsAt(value, parts, created);
  } catch (error) {
    if (error instanceof NotBuilt) return [];
    throw error;
  }
}

function structured(text: string): PlainValue | undefined {
  const { root, problems } = parseAsWritten(text);
  if (problems.some(({ severity }) => severity === 'error')) return undefined;
  const { value } = toPlain(root);
  return typeof value === 'object' && value !== null ? value : undefined;
}

/** JSON stays JSON, in lines where it was in lines. */
function written(value: PlainValue, before: string): string {
  if (!/^\s*[[{]/.test(before)) return goYaml(value).trim();
  const inOrder = sorted(value);
  return before.includes('\n') && before.includes('  ') ? JSON.stringify(inOrder, null, 2) : JSON.stringify(inOrder);
}
