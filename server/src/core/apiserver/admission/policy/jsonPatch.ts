// JSON patches (RFC 6902) on plain objects. Mirrors gopkg.in/evanphx/json-patch.v4 as k8s.io/apiserver calls it (v1.36).
import { type Draft, isDraft, type Json, sameJson } from '../../draft.ts';

export interface PatchOperation {
  readonly op: string;
  readonly path: string;
  readonly from: string;
  readonly value: Json;
}

/** A test that fails leaves the object as it is. */
const TEST_FAILED = 'test failed';

/** The patched copy, or why an operation cannot be applied. */
export function applyJsonPatch(
  object: Draft,
  operations: readonly PatchOperation[],
): { readonly object: Draft } | { readonly error: string } {
  let patched: Json = structuredCopy(object);
  for (const operation of operations) {
    const result = applyOne(patched, operation);
    if (result.error === TEST_FAILED) return { object };
    if (result.error !== undefined) return { error: `JSON Patch: ${result.error}` };
    patched = result.value;
  }
  return isDraft(patched) ? { object: patched } : { error: 'the patch leaves no object' };
}

type Result = { readonly value: Json; readonly error?: undefined } | { readonly error: string };

function structuredCopy(value: Json): Json {
  if (Array.isArray(value)) return value.map(structuredCopy);
  if (!isDraft(value)) return value;
  const entries = Object.entries(value).flatMap(([name, inner]) =>
    inner === undefined ? [] : [[name, structuredCopy(inner)] as const],
  );
  return Object.fromEntries(entries);
}

function applyOne(root: Json, { op, path, from, value }: PatchOperation): Result {
  switch (op) {
    case 'add':
      return change(root, pointer(path), { kind: 'add', value });
    case 'remove':
      return change(root, pointer(path), { kind: 'remove' });
    case 'replace':
      return change(root, pointer(path), { kind: 'replace', value });
    case 'test':
      return sameJson(valueAt(root, pointer(path)), value) ? { value: root } : { error: TEST_FAILED };
    case 'copy':
    case 'move':
      return transfer(root, op, pointer(from), pointer(path));
    default:
      return { error: `Unexpected kind: ${op}` };
  }
}

function transfer(root: Json, op: 'copy' | 'move', from: readonly string[], to: readonly string[]): Result {
  const value = valueAt(root, from);
  if (value === undefined)
    return { error: `${op} operation does not apply: doc is missing from path: ${text(from)}: ${MISSING}` };
  const rest = op === 'move' ? change(root, from, { kind: 'remove' }) : { value: root };
  return rest.error === undefined ? change(rest.value, to, { kind: 'add', value: structuredCopy(value) }) : rest;
}

const MISSING = 'missing value';
const text = (path: readonly string[]): string =>
  path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const pointer = (path: string): string[] =>
  path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

function valueAt(root: Json, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((value, part) => {
    if (Array.isArray(value)) return value[Number(part)];
    return isDraft(value) ? value[part] : undefined;
  }, root);
}

type Change = { readonly kind: 'add' | 'replace'; readonly value: Json } | { readonly kind: 'remove' };

function change(root: Json, path: readonly string[], what: Change): Result {
  const last = path[path.length - 1];
  if (last === undefined) return what.kind === 'remove' ? { error: 'cannot remove the root' } : { value: what.value };
  const parent = valueAt(root, path.slice(0, -1));
  const absent = `${what.kind} operation does not apply: doc is missing`;
  if (Array.isArray(parent)) {
    const index = `error in ${what.kind} for path: '${text(path)}': Unable to access invalid index: ${last}`;
    return changeItem(parent, last, what) ? { value: root } : { error: `${index}: invalid index referenced` };
  }
  if (!isDraft(parent)) {
    return {
      error: `${absent} path: ${what.kind === 'replace' ? text(path) : JSON.stringify(text(path))}: ${MISSING}`,
    };
  }
  if (what.kind === 'replace' && parent[last] === undefined)
    return { error: `${absent} key: ${text(path)}: ${MISSING}` };
  if (what.kind === 'remove' && parent[last] === undefined) {
    return {
      error: `error in remove for path: '${text(path)}': Unable to remove nonexistent key: ${last}: ${MISSING}`,
    };
  }
  if (what.kind === 'remove') delete parent[last];
  else parent[last] = what.value;
  return { value: root };
}

function changeItem(items: Json[], part: string, what: Change): boolean {
  const at = part === '-' ? items.length : Number(part);
  const most = what.kind === 'add' ? items.length : items.length - 1;
  if (!Number.isInteger(at) || at < 0 || at > most) return false;
  if (what.kind === 'add') items.splice(at, 0, what.value);
  else if (what.kind === 'remove') items.splice(at, 1);
  else items[at] = what.value;
  return true;
}
