// Patches of a kustomization: strategic merges and JSON patches, told apart by what they are (kustomize v5.8,
// api/internal/builtins/PatchTransformer.go and its like), laid over what they name or what their target selects.
import { isPlainObject, type PlainObject, type PlainValue } from '../../yaml/plain.ts';
import { jsonPatch } from './jsonPatch.ts';
import { strategicMerge } from './merge.ts';
import {
  type BuiltObject,
  currentId,
  gvkOf,
  idWords,
  isSameId,
  keepName,
  kindOf,
  metadataWords,
  NotBuilt,
  nameOf,
  namespaceOf,
  type Origin,
  originalId,
  setAt,
  withAnyId,
} from './object.ts';
import { selected } from './select.ts';
import type { Shapes } from './shapes.ts';

/** What a patch says: parts of objects, or operations. */
export interface PatchText {
  /** As kustomize names it in its words: `[path: "web.yaml"]`. */
  readonly source: string;
  readonly parts: readonly BuiltObject[];
  readonly operations: readonly PlainValue[] | undefined;
  readonly origin: Origin;
}

export interface PatchOptions {
  readonly allowNameChange: boolean;
  readonly allowKindChange: boolean;
}

export const noOptions: PatchOptions = { allowNameChange: false, allowKindChange: false };

/** One of `patches`. Objects that it deletes are taken out of the list. */
export function applyPatch(
  shapes: Shapes,
  all: BuiltObject[],
  text: PatchText,
  target: PlainObject | undefined,
  options: PatchOptions,
): void {
  if (text.operations) {
    if (!target) throw new NotBuilt(`must specify a target for JSON patch ${text.source}`);
    for (const one of selected(all, target)) {
      keepName(one);
      applyOperations(one, text);
    }
    return;
  }
  if (!target) {
    for (const part of text.parts) mergeInto(shapes, all, patched(all, part), part, options);
    return;
  }
  const [part, another] = text.parts;
  if (another)
    throw new NotBuilt(
      `Multiple Strategic-Merge Patches in one \`patches\` entry is not allowed to set \`patches.target\` field: ${text.source}`,
    );
  if (part) for (const one of selected(all, target)) mergeInto(shapes, all, one, asFor(one, part), options);
}

/** One of `patchesJson6902`. */
export function applyJsonPatch(all: readonly BuiltObject[], text: PatchText, target: PlainObject): void {
  for (const one of selected(all, target)) applyOperations(one, text);
}

function applyOperations(one: BuiltObject, { operations = [], origin }: PatchText): void {
  one.object = jsonPatch(one.object, operations);
  one.origins.push(origin);
}

/** One of `patchesStrategicMerge`. */
export function applyMerge(shapes: Shapes, all: BuiltObject[], part: BuiltObject): void {
  const id = originalId(part);
  mergeInto(shapes, all, foundById(all, part, idWords(id)), part, noOptions);
}

function patched(all: readonly BuiltObject[], part: BuiltObject): BuiltObject {
  const id = idWords(originalId(part));
  try {
    return foundById(all, part, id);
  } catch (error) {
    if (!(error instanceof NotBuilt)) throw error;
    throw new NotBuilt(`no resource matches strategic merge patch ${JSON.stringify(id)}: ${error.message}`);
  }
}

function foundById(all: readonly BuiltObject[], part: BuiltObject, words: string): BuiltObject {
  const found = withAnyId(all, (id) => isSameId(id, originalId(part)));
  const [first] = found;
  if (first && found.length === 1) return first;
  throw new NotBuilt(
    `${found.length > 1 ? 'multiple' : 'no'} matches for Id ${words}; failed to find unique target for patch ${words}`,
  );
}

/** A patch for whatever its target selects is of that thing's version. */
function asFor(one: BuiltObject, part: BuiltObject): BuiltObject {
  const { group, version } = gvkOf(one);
  return { ...part, object: { ...part.object, apiVersion: group === '' ? version : `${group}/${version}` } };
}

function mergeInto(
  shapes: Shapes,
  all: BuiltObject[],
  one: BuiltObject,
  part: BuiltObject,
  { allowNameChange, allowKindChange }: PatchOptions,
): void {
  const [name, namespace, kind] = [nameOf(one), namespaceOf(one), kindOf(one)];
  if (allowNameChange || allowKindChange) keepName(one);
  const object = strategicMerge(shapes, one.object, part.object);
  if (!object || Object.keys(object).length === 0) {
    all.splice(all.indexOf(one), 1);
    return;
  }
  one.object = object;
  one.origins.push(...part.origins);
  if (!allowKindChange) object['kind'] = kind;
  if (!allowNameChange) setAt(object, ['metadata', 'name'], name);
  if (namespace !== '') setAt(object, ['metadata', 'namespace'], namespace);
  else if (isPlainObject(object['metadata'])) delete object['metadata']['namespace'];
}

/** Annotations become words, and empty ones go, whatever was done to the object. */
export function tidyAnnotations({ metadata }: PlainObject): void {
  if (!isPlainObject(metadata) || metadata['annotations'] === undefined) return;
  const words = metadataWords({ metadata }, 'annotations');
  if (Object.keys(words).length === 0) delete metadata['annotations'];
  else metadata['annotations'] = words;
}

export const idOf = (one: BuiltObject): string => idWords(currentId(one));
