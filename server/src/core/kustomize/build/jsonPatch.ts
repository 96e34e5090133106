// JSON patches (RFC 6902) as kustomize applies them (v5.8, gopkg.in/evanphx/json-patch.v4), with that library's words
// where it refuses.
import { isPlainObject, type PlainObject, type PlainValue } from '../../yaml/plain.ts';
import { copyOf, NotBuilt } from './object.ts';

/** @returns the changed object; the given one is left as it was */
export function jsonPatch(target: PlainObject, operations: readonly PlainValue[]): PlainObject {
  let result: PlainValue = copyOf(target);
  for (const operation of operations) {
    if (!isPlainObject(operation))
      throw new NotBuilt('json: cannot unmarshal into Go value of type jsonpatch.Operation');
    result = operated(result, operation);
  }
  if (!isPlainObject(result))
    throw new NotBuilt('json: cannot unmarshal into Go value of type map[string]interface {}');
  return result;
}

const pointerOf = (path: string): readonly string[] =>
  path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

function operated(document: PlainValue, operation: PlainObject): PlainValue {
  const op = String(operation['op'] ?? '');
  const path = String(operation['path'] ?? '');
  const from = String(operation['from'] ?? '');
  const value = operation['value'] ?? null;
  switch (op) {
    case 'add':
      return added(document, path, value, `${op} operation does not apply: doc is missing path: "${path}"`);
    case 'replace':
      return replaced(document, path, value);
    case 'remove':
      removed(document, path, `${op} operation does not apply: doc is missing path: "${path}"`);
      return document;
    case 'move': {
      const moved = valueAt(document, from, 'move operation does not apply: doc is missing from path');
      removed(document, from, `move operation does not apply: doc is missing from path: ${from}`);
      return added(document, path, moved, `move operation does not apply: doc is missing destination path: ${path}`);
    }
    case 'copy': {
      const copied = copyOf(valueAt(document, from, 'copy operation does not apply: doc is missing from path'));
      return added(document, path, copied, `copy operation does not apply: doc is missing destination path: ${path}`);
    }
    case 'test':
      return tested(document, path, value);
    default:
      throw new NotBuilt(`Unexpected kind: ${op}`);
  }
}

/** What holds the field that a pointer ends with. @throws NotBuilt with `why` where there is none */
function holderOf(document: PlainValue, path: string, why: string) {
  const parts = pointerOf(path);
  let holder: PlainValue | undefined = document;
  for (const part of parts.slice(0, -1)) {
    if (Array.isArray(holder)) holder = holder[indexIn(holder, part, holder.length)];
    else holder = isPlainObject(holder) && Object.hasOwn(holder, part) ? holder[part] : undefined;
  }
  const key = parts[parts.length - 1];
  if (key === undefined || !(Array.isArray(holder) || isPlainObject(holder)))
    throw new NotBuilt(`${why}: missing value`);
  return { holder, key };
}

/** Negative ones count from the end. @throws NotBuilt for what is none of the first `count` */
function indexIn(list: readonly PlainValue[], key: string, count: number): number {
  if (!/^[-+]?\d+$/.test(key)) throw new NotBuilt(`strconv.Atoi: parsing ${JSON.stringify(key)}: invalid syntax`);
  const index = Number(key);
  const at = index < 0 ? index + count : index;
  if (at < 0 || at >= Math.max(count, list.length))
    throw new NotBuilt(`Unable to access invalid index: ${index}: invalid index referenced`);
  return at;
}

function valueAt(document: PlainValue, path: string, why: string): PlainValue {
  const { holder, key } = holderOf(document, path, `${why}: ${path}`);
  if (Array.isArray(holder)) return holder[indexIn(holder, key, holder.length)] ?? null;
  return Object.hasOwn(holder, key) ? (holder[key] ?? null) : null;
}

function added(document: PlainValue, path: string, value: PlainValue, why: string): PlainValue {
  const { holder, key } = holderOf(document, path, why);
  if (!Array.isArray(holder)) holder[key] = value;
  else if (key === '-') holder.push(value);
  else
    holder.splice(
      inWordsOf('add', path, () => indexIn(holder, key, holder.length + 1)),
      0,
      value,
    );
  return document;
}

function replaced(document: PlainValue, path: string, value: PlainValue): PlainValue {
  if (path === '') return value;
  const { holder, key } = holderOf(document, path, `replace operation does not apply: doc is missing path: ${path}`);
  if (!Array.isArray(holder)) holder[key] = value;
  else {
    const isThere = /^[-+]?\d+$/.test(key) && Number(key) < holder.length && Number(key) >= -holder.length;
    if (!isThere) throw new NotBuilt(`replace operation does not apply: doc is missing key: ${path}: missing value`);
    holder[indexIn(holder, key, holder.length)] = value;
  }
  return document;
}

function removed(document: PlainValue, path: string, why: string): void {
  const { holder, key } = holderOf(document, path, why);
  inWordsOf('remove', path, () => {
    if (Array.isArray(holder)) {
      holder.splice(indexIn(holder, key, holder.length), 1);
      return;
    }
    if (!Object.hasOwn(holder, key)) throw new NotBuilt(`Unable to remove nonexistent key: ${key}: missing value`);
    delete holder[key];
  });
}

function inWordsOf<T>(op: string, path: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof NotBuilt)) throw error;
    throw new NotBuilt(`error in ${op} for path: '${path}': ${error.message}`);
  }
}

function tested(document: PlainValue, path: string, value: PlainValue): PlainValue {
  const found = path === '' ? document : valueAt(document, path, 'test operation does not apply: is missing path');
  if (JSON.stringify(sorted(found)) !== JSON.stringify(sorted(value)))
    throw new NotBuilt(`testing value ${path} failed: test failed`);
  return document;
}

/** With the keys of mappings in order. */
export function sorted(value: PlainValue): PlainValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isPlainObject(value)) return typeof value === 'bigint' ? String(value) : value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key] ?? null)]),
  );
}
