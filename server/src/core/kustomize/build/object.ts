// One object on its way through a build: what it says now, what it was called before, and the documents that made it.
import type { ManifestDocument } from '../../workspace/document.ts';
import { isPlainObject, type PlainObject, type PlainValue } from '../../yaml/plain.ts';

export interface BuiltObject {
  object: PlainObject;
  /** Names and namespaces that it had, the first as it is written. */
  readonly names: { readonly name: string; readonly namespace: string }[];
  /** Folders of the kustomizations that it came through, the innermost first. */
  readonly through: string[];
  /** The document that it is written in, and those laid over it, in that order. */
  readonly origins: Origin[];
  /** Made by a generator: its name gets a hash. */
  readonly needsHash: boolean;
}

export interface Origin {
  readonly uri: string;
  /** Which document of the file. */
  readonly index: number;
  readonly document: ManifestDocument;
}

/** Why a build cannot be shown: words for the user, or of kustomize. */
export class NotBuilt extends Error {}

export function wordAt(object: PlainObject, path: readonly string[]): string {
  let value: PlainValue | undefined = object;
  for (const key of path) value = isPlainObject(value) ? value[key] : undefined;
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : '';
}

export const kindOf = ({ object }: BuiltObject): string => wordAt(object, ['kind']);
export const nameOf = ({ object }: BuiltObject): string => wordAt(object, ['metadata', 'name']);
export const namespaceOf = ({ object }: BuiltObject): string => wordAt(object, ['metadata', 'namespace']);

export function groupOf({ object }: Pick<BuiltObject, 'object'>): string {
  const version = wordAt(object, ['apiVersion']);
  return version.includes('/') ? version.slice(0, version.indexOf('/')) : '';
}

export function setAt(object: PlainObject, path: readonly string[], value: PlainValue): void {
  let at = object;
  for (const key of path.slice(0, -1)) {
    const inner = at[key];
    const next: PlainObject = isPlainObject(inner) ? inner : {};
    at[key] = next;
    at = next;
  }
  at[path[path.length - 1] ?? ''] = value;
}

/** Every mapping that a dotted path leads to, `[*]` standing for each item; with `creates` those on the way are made. */
export function mappingsAt(object: PlainObject, path: string, creates: boolean): readonly PlainObject[] {
  let found: PlainValue[] = [object];
  for (const part of path === '' ? [] : path.split('.')) {
    const [key = '', star] = part.split('[*]');
    found = found.flatMap((value) => {
      if (!isPlainObject(value)) return [];
      const inner = value[key];
      if (star !== undefined) return Array.isArray(inner) ? inner : [];
      if (inner !== undefined && inner !== null) return [inner];
      if (!creates) return [];
      const made: PlainObject = {};
      value[key] = made;
      return [made];
    });
  }
  return found.filter(isPlainObject);
}

/** Takes note of it even where nothing changes, as kustomize does: references then get the namespace, too. */
export function rename(built: BuiltObject, name: string, namespace: string): void {
  built.names.push({ name: nameOf(built), namespace: namespaceOf(built) });
  setAt(built.object, ['metadata', 'name'], name);
  if (namespace !== '') setAt(built.object, ['metadata', 'namespace'], namespace);
}
