// The verdict of the API server about one object: decode strictly, default, prepare, validate. Order as in
// k8s.io/apiserver pkg/endpoints/handlers/create.go and pkg/registry/rest (v1.36), without admission.
import type { KindInfo, Schema } from '../schema/schema.ts';
import { decode } from './decode/decode.ts';
import { applySchemaDefaults, dropZeroes, encode } from './decode/encode.ts';
import { type Draft, draftOf, ensureObject, isSet, objectAt, stringAt } from './draft.ts';
import { validateGeneralObjectMeta, validateGeneralObjectMetaUpdate } from './objectMeta.ts';
import { pathSegmentName } from './objectNames.ts';
import { dropRepeatedOwners } from './ownerReferences.ts';
import { placeholderSuffix, placeholderUid } from './placeholders.ts';
import { rulesFor } from './registry.ts';
import type { KindRules } from './rules.ts';
import { uidConflict, versionConflict } from './storageConflicts.ts';
import type { FieldError, JsonObject, Verdict } from './types.ts';

export interface Question {
  readonly schema: Schema;
  /** As kubectl would send it; duplicate keys already resolved, the last one winning. */
  readonly object: JsonObject;
  /** What reading the text found that strict decoding refuses: `yaml: … key "x" already set in map`. */
  readonly strict?: readonly string[];
  /** Whether the caller hands out addresses and ports itself; else what a dry run says of them is said. */
  readonly givenLater?: boolean;
  /** Admission before validation: writes to the defaulted object, may refuse. */
  readonly mutate?: (object: Draft) => readonly FieldError[];
}

const refused = (errors: readonly FieldError[], warnings: readonly string[] = []): Verdict => ({
  accepted: false,
  errors,
  strict: [],
  warnings,
});

/** The deprecation of a kind is told before anything is read. */
function undecodable(message: string, kind: KindInfo): Verdict {
  return refused([{ reason: 'Decode', field: '', message }], lifecycleWarnings(kind));
}

function lifecycleWarnings(kind: KindInfo): string[] {
  const warning = kind.lifecycle?.warning;
  return warning === undefined ? [] : [warning];
}

const unknownKind = refused([{ reason: 'UnknownKind', field: '', message: '' }]);

/** What the server says of creating the object. Never throws on bad input. */
export function judgeCreate(question: Question): Verdict {
  const given = draftOf(question.object);
  const kind = question.schema.kind(stringAt(given, 'apiVersion'), stringAt(given, 'kind'));
  if (!kind) return unknownKind;
  const decoded = decode(question.schema, kind, given);
  if (decoded.error !== undefined) return undecodable(decoded.error, kind);
  const rules = rulesFor(kind.apiVersion, kind.kind);
  const object = decoded.object;
  rules?.applyDefaults?.(object);
  applySchemaDefaults(question.schema, kind, object);
  nameNamespace(object, kind);
  const repeated = dropRepeatedOwners(object);
  const unadmitted = question.mutate?.(object) ?? [];
  if (unadmitted.length > 0) return refused(unadmitted);
  prepareNewMetadata(object, kind);
  const early = rules?.earlyWarnings?.(object) ?? [];
  if (rules?.countsGenerations === true) ensureObject(object, 'metadata')['generation'] = 1;
  rules?.prepareForCreate?.(object);
  const own = rules?.validate(object, question.givenLater) ?? [];
  const errors = own.length > 0 ? own : validateGeneralObjectMeta(object, kind.namespaced, pathSegmentName);
  const strict = [...(question.strict ?? []), ...decoded.strict];
  return verdict(question.schema, object, kind, errors, strict, rules, undefined, [...repeated, ...early]);
}

/** What the server says of replacing `old`, an object as stored, by the new one, as `kubectl replace` sends it. */
export function judgeUpdate(question: Question & { readonly old: JsonObject }): Verdict {
  const given = draftOf(question.object);
  const kind = question.schema.kind(stringAt(given, 'apiVersion'), stringAt(given, 'kind'));
  if (!kind) return unknownKind;
  const decoded = decode(question.schema, kind, given);
  if (decoded.error !== undefined) return undecodable(decoded.error, kind);
  const rules = rulesFor(kind.apiVersion, kind.kind);
  const object = decoded.object;
  const old = draftOf(question.old);
  rules?.applyDefaults?.(object);
  applySchemaDefaults(question.schema, kind, object);
  nameNamespace(object, kind);
  const repeated = dropRepeatedOwners(object);
  const unadmitted = question.mutate?.(object) ?? [];
  if (unadmitted.length > 0) return refused(unadmitted);
  const conflict = uidConflict(kind, object, old) ?? versionConflict(kind, object, old);
  if (conflict) return refused([conflict], lifecycleWarnings(kind));
  keepSystemMetadata(object, old);
  dropZeroes(question.schema, kind, object);
  rules?.prepareForUpdate?.(object, old);
  const errors = [...validateGeneralObjectMetaUpdate(object, old), ...(rules?.validateUpdate?.(object, old) ?? [])];
  const strict = [...(question.strict ?? []), ...decoded.strict];
  return verdict(question.schema, object, kind, errors, strict, rules, old, repeated);
}

function verdict(
  schema: Schema,
  object: Draft,
  kind: KindInfo,
  errors: readonly FieldError[],
  strict: readonly string[],
  rules: KindRules | undefined,
  old: Draft | undefined,
  before: readonly string[],
): Verdict {
  const accepted = errors.length === 0 && strict.length === 0;
  if (accepted) rules?.afterStorage?.(object);
  if (accepted) encode(schema, kind, object);
  const own = errors.length === 0 ? (rules?.warnings?.(object, old) ?? []) : [];
  // The server's recorder of warnings says nothing twice.
  const warnings = [...new Set([...lifecycleWarnings(kind), ...before, ...own])];
  return { accepted, errors: distinct(errors), strict, warnings, ...(accepted ? { object } : {}) };
}

/** The server's list of causes names the same one once. */
function distinct(errors: readonly FieldError[]): FieldError[] {
  const seen = new Set<string>();
  return errors.filter(({ reason, field, message }) => {
    const cause = `${reason}\n${field}\n${message}`;
    if (seen.has(cause)) return false;
    seen.add(cause);
    return true;
  });
}

/** The namespace of the request: `default` where none is written; objects of the cluster have none, whatever is written. */
function nameNamespace(object: Draft, kind: KindInfo): void {
  const meta = ensureObject(object, 'metadata');
  if (!kind.namespaced) delete meta['namespace'];
  if (kind.namespaced && stringAt(meta, 'namespace') === '') meta['namespace'] = 'default';
}

/** `rest.BeforeCreate`: a generated name, a uid, nothing else that only the server may say. */
function prepareNewMetadata(object: Draft, kind: KindInfo): void {
  nameNamespace(object, kind);
  const meta = ensureObject(object, 'metadata');
  const prefix = stringAt(meta, 'generateName');
  if (stringAt(meta, 'name') === '' && prefix !== '') meta['name'] = generatedName(prefix);
  if (stringAt(meta, 'uid') === '') meta['uid'] = placeholderUid;
  for (const name of ['deletionTimestamp', 'deletionGracePeriodSeconds', 'selfLink', 'managedFields'])
    delete meta[name];
}

/** `names.SimpleNameGenerator`: at most 58 characters of the prefix are kept. */
function generatedName(prefix: string): string {
  return `${prefix.slice(0, 58)}${placeholderSuffix}`;
}

/** `rest.BeforeUpdate`: what a replacement does not say, or may not, is taken from the live object. */
function keepSystemMetadata(object: Draft, old: Draft): void {
  const meta = ensureObject(object, 'metadata');
  const before = objectAt(old, 'metadata');
  for (const name of ['selfLink', 'managedFields', 'generation', 'creationTimestamp']) delete meta[name];
  for (const name of ['generation', 'creationTimestamp']) if (isSet(before, name)) meta[name] = before[name];
  for (const name of ['uid', 'resourceVersion', 'deletionTimestamp', 'deletionGracePeriodSeconds']) {
    if (!isSet(meta, name) && isSet(before, name)) meta[name] = before[name];
  }
  if (isSet(before, 'deletionTimestamp')) meta['deletionTimestamp'] = before['deletionTimestamp'];
}
