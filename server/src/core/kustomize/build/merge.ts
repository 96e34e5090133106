// Patches laid over an object: strategic merges by the merge keys that the schema gives, and JSON patches (RFC 6902).
// Sources: kyaml merge2 with Kubernetes' schema, kustomize v5; what a merge removes it names with null or `$patch`.
import type { Definition, Field, Schema, TypeRef } from '../../schema/schema.ts';
import { isPlainObject, type PlainObject, type PlainValue } from '../../yaml/plain.ts';
import { NotBuilt } from './object.ts';

/** @returns the merged object; undefined where the patch deletes it */
export function strategicMerge(
  schema: Schema | undefined,
  target: PlainObject,
  patch: PlainObject,
): PlainObject | undefined {
  if (patch['$patch'] === 'delete') return undefined;
  const kind = schema?.kind(
    String(patch['apiVersion'] ?? target['apiVersion']),
    String(patch['kind'] ?? target['kind']),
  );
  return withoutNull(mergeObject(schema, kind && schema?.definition(kind.definition), target, patch));
}

/** What is null in the object that is patched goes, too. */
function withoutNull(object: PlainObject): PlainObject {
  const kept: PlainObject = {};
  for (const [key, value] of Object.entries(object)) {
    if (value !== null) kept[key] = isPlainObject(value) ? withoutNull(value) : value;
  }
  return kept;
}

function mergeObject(
  schema: Schema | undefined,
  definition: Definition | undefined,
  target: PlainObject,
  patch: PlainObject,
): PlainObject {
  const { $patch: directive, ...given } = patch;
  if (directive === 'replace') return given;
  const merged: PlainObject = { ...target };
  for (const [key, value] of Object.entries(given)) {
    if (value === null) {
      delete merged[key];
      continue;
    }
    const field = definition?.fields.get(key);
    const result = mergeValue(schema, field, field?.type, merged[key], value);
    if (result === undefined) delete merged[key];
    else merged[key] = result;
  }
  return merged;
}

function mergeValue(
  schema: Schema | undefined,
  field: Field | undefined,
  type: TypeRef | undefined,
  target: PlainValue | undefined,
  value: PlainValue,
): PlainValue | undefined {
  if (isPlainObject(value)) {
    if (value['$patch'] === 'delete') return undefined;
    return mergeObject(schema, definitionOf(schema, type), isPlainObject(target) ? target : {}, value);
  }
  if (!Array.isArray(value)) return value;
  const key = field?.patchMergeKey;
  const merges = field?.patchStrategy?.includes('merge') === true;
  const items: PlainValue[] = Array.isArray(target) ? target : [];
  if (!merges) return value;
  if (key === undefined) return [...items, ...value.filter((item) => !items.includes(item))];
  return mergeList(schema, definitionOf(schema, type?.is === 'list' ? type.of : undefined), key, items, value);
}

function definitionOf(schema: Schema | undefined, type: TypeRef | undefined): Definition | undefined {
  return type?.is === 'definition' ? schema?.definition(type.name) : undefined;
}

/** The items of the patch come first, merged with what they name, then the others (kyaml's `MergeOptionsListPrepend`). */
function mergeList(
  schema: Schema | undefined,
  definition: Definition | undefined,
  key: string,
  target: readonly PlainValue[],
  patch: readonly PlainValue[],
): PlainValue[] {
  if (patch.some((item) => isPlainObject(item) && item['$patch'] === 'replace')) {
    return patch.filter((item) => !isPlainObject(item) || item['$patch'] === undefined);
  }
  const rest = [...target];
  const first: PlainValue[] = [];
  for (const item of patch) {
    if (!isPlainObject(item)) {
      first.push(item);
      continue;
    }
    const at = rest.findIndex((one) => isPlainObject(one) && one[key] === item[key]);
    const [known] = at < 0 ? [] : rest.splice(at, 1);
    if (item['$patch'] !== 'delete')
      first.push(mergeObject(schema, definition, isPlainObject(known) ? known : {}, item));
  }
  return [...first, ...rest];
}

export function jsonPatch(target: PlainObject, operations: PlainValue): PlainObject {
  if (!Array.isArray(operations)) throw new NotBuilt('a JSON patch is no list of operations');
  return operations.reduce<PlainObject>((object, operation) => {
    if (!isPlainObject(operation)) throw new NotBuilt('an operation of a JSON patch is no map');
    const result = operate(object, operation);
    if (!isPlainObject(result)) throw new NotBuilt('a JSON patch takes the object away');
    return result;
  }, target);
}

const pointer = (path: PlainValue | undefined): readonly string[] =>
  String(path ?? '')
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

function operate(object: PlainObject, operation: PlainObject): PlainValue | undefined {
  const path = pointer(operation['path']);
  switch (operation['op']) {
    case 'add':
    case 'replace':
    case 'remove':
      return changed(object, path, operation['op'], operation['value'] ?? null);
    case 'copy':
      return changed(object, path, 'add', structuredCopy(valueAt(object, pointer(operation['from']))));
    case 'move': {
      const from = pointer(operation['from']);
      const value = valueAt(object, from);
      return changed(changed(object, from, 'remove', null), path, 'add', value);
    }
    case 'test':
      if (JSON.stringify(valueAt(object, path)) !== JSON.stringify(operation['value'] ?? null)) {
        throw new NotBuilt(`testing value ${String(operation['path'])} failed`);
      }
      return object;
    default:
      throw new NotBuilt(`JSON patches have no operation "${String(operation['op'])}"`);
  }
}

const structuredCopy = (value: PlainValue): PlainValue => JSON.parse(JSON.stringify(value)) as PlainValue;

function valueAt(object: PlainValue, path: readonly string[]): PlainValue {
  let value: PlainValue | undefined = object;
  for (const key of path)
    value = Array.isArray(value) ? value[Number(key)] : isPlainObject(value) ? value[key] : undefined;
  if (value === undefined) throw new NotBuilt(`a JSON patch names "/${path.join('/')}", which is not there`);
  return value;
}

function changed(
  value: PlainValue | undefined,
  [key, ...rest]: readonly string[],
  op: 'add' | 'replace' | 'remove',
  given: PlainValue,
): PlainValue {
  const missing = () => new NotBuilt(`a JSON patch names "${key}", which is not there`);
  if (key === undefined) return given;
  if (Array.isArray(value)) {
    const items = [...value];
    const at = key === '-' ? items.length : Number(key);
    if (!Number.isInteger(at) || at < 0 || at > items.length) throw missing();
    if (rest.length === 0 && op === 'add') items.splice(at, 0, given);
    else if (at >= items.length) throw missing();
    else if (rest.length === 0 && op === 'remove') items.splice(at, 1);
    else items[at] = changed(items[at], rest, op, given);
    return items;
  }
  if (!isPlainObject(value)) throw missing();
  const object = { ...value };
  if (rest.length === 0 && op === 'remove') {
    if (!(key in object)) throw missing();
    delete object[key];
    return object;
  }
  if ((rest.length > 0 || op === 'replace') && !(key in object)) throw missing();
  object[key] = rest.length === 0 ? given : changed(object[key], rest, op, given);
  return object;
}
