// The verdict of the API server about one object: decode strictly, default, prepare, validate. Order as in
// k8s.io/apiserver pkg/endpoints/handlers/create.go and pkg/registry/rest (v1.36), without admission.
import type { KindInfo, Schema } from '../schema/schema.ts';
import { decode } from './decode/decode.ts';
import { applySchemaDefaults, encode } from './decode/encode.ts';
import { type Draft, draftOf, ensureObject, isSet, objectAt, stringAt } from './draft.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from './objectMeta.ts';
import { subdomainName } from './objectNames.ts';
import { placeholderSuffix } from './placeholders.ts';
import { rulesFor } from './registry.ts';
import type { KindRules } from './rules.ts';
import type { FieldError, JsonObject, Verdict } from './types.ts';

export interface Question {
  readonly schema: Schema;
  /** As kubectl would send it; duplicate keys already resolved, the last one winning. */
  readonly object: JsonObject;
  /** What reading the text found that strict decoding refuses: `yaml: … key "x" already set in map`. */
  readonly strict?: readonly string[];
  /** Admission before validation: writes to the defaulted object, may refuse. */
  readonly mutate?: (object: Draft) => readonly FieldError[];
}

const refused = (errors: readonly FieldError[], warnings: readonly string[] = []): Verdict => ({
  accepted: false,
  errors,
  strict: [],
  warnings,
});

const unknownKind = refused([{ reason: 'UnknownKind', field: '', message: '' }]);

/** What the server says of creating the object. Never throws on bad input. */
export function judgeCreate(question: Question): Verdict {
  const given = draftOf(question.object);
  const kind = question.schema.kind(stringAt(given, 'apiVersion'), stringAt(given, 'kind'));
  if (!kind) return unknownKind;
  const decoded = decode(question.schema, kind, given);
  if (decoded.error !== undefined) return refused([{ reason: 'Decode', field: '', message: decoded.error }]);
  const rules = rulesFor(kind.apiVersion, kind.kind);
  const object = decoded.object;
  rules?.applyDefaults?.(object);
  applySchemaDefaults(question.schema, kind, object);
  nameNamespace(object, kind);
  const unadmitted = question.mutate?.(object) ?? [];
  if (unadmitted.length > 0) return refused(unadmitted);
  prepareMetadata(object, kind);
  rules?.prepareForCreate?.(object);
  const errors = rules ? rules.validate(object) : validateObjectMeta(object, kind.namespaced, subdomainName);
  const strict = [...(question.strict ?? []), ...decoded.strict];
  return verdict(question.schema, object, kind, errors, strict, rules, undefined);
}

/** What the server says of replacing `old`, an object as stored, by the new one, as `kubectl replace` sends it. */
export function judgeUpdate(question: Question & { readonly old: JsonObject }): Verdict {
  const given = draftOf(question.object);
  const kind = question.schema.kind(stringAt(given, 'apiVersion'), stringAt(given, 'kind'));
  if (!kind) return unknownKind;
  const decoded = decode(question.schema, kind, given);
  if (decoded.error !== undefined) return refused([{ reason: 'Decode', field: '', message: decoded.error }]);
  const rules = rulesFor(kind.apiVersion, kind.kind);
  const object = decoded.object;
  const old = draftOf(question.old);
  rules?.applyDefaults?.(object);
  applySchemaDefaults(question.schema, kind, object);
  nameNamespace(object, kind);
  const unadmitted = question.mutate?.(object) ?? [];
  if (unadmitted.length > 0) return refused(unadmitted);
  const conflict = uidConflict(object, old, kind);
  if (conflict) return refused([conflict]);
  keepSystemMetadata(object, old);
  rules?.prepareForUpdate?.(object, old);
  const errors = [...validateObjectMetaUpdate(object, old), ...(rules?.validateUpdate?.(object, old) ?? [])];
  const strict = [...(question.strict ?? []), ...decoded.strict];
  return verdict(question.schema, object, kind, errors, strict, rules, old);
}

function verdict(
  schema: Schema,
  object: Draft,
  kind: KindInfo,
  errors: readonly FieldError[],
  strict: readonly string[],
  rules: KindRules | undefined,
  old: Draft | undefined,
): Verdict {
  const accepted = errors.length === 0 && strict.length === 0;
  if (accepted) encode(schema, kind, object);
  const own = errors.length === 0 ? (rules?.warnings?.(object, old) ?? []) : [];
  const deprecated = kind.lifecycle?.warning;
  const warnings = deprecated === undefined ? own : [deprecated, ...own];
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

/** The namespace of the request: `default` where none is written. */
function nameNamespace(object: Draft, kind: KindInfo): void {
  const meta = ensureObject(object, 'metadata');
  if (kind.namespaced && stringAt(meta, 'namespace') === '') meta['namespace'] = 'default';
}

/** `rest.BeforeCreate`: the namespace of the request, a generated name, nothing that only the server may say. */
function prepareMetadata(object: Draft, kind: KindInfo): void {
  nameNamespace(object, kind);
  const meta = ensureObject(object, 'metadata');
  const prefix = stringAt(meta, 'generateName');
  if (stringAt(meta, 'name') === '' && prefix !== '') meta['name'] = generatedName(prefix);
  for (const name of ['deletionTimestamp', 'deletionGracePeriodSeconds', 'selfLink', 'managedFields'])
    delete meta[name];
}

/** `names.SimpleNameGenerator`: at most 58 characters of the prefix are kept. */
function generatedName(prefix: string): string {
  return `${prefix.slice(0, 58)}${placeholderSuffix}`;
}

/** `rest.BeforeUpdate`: what only the server may change is taken from the live object. */
function keepSystemMetadata(object: Draft, old: Draft): void {
  const meta = ensureObject(object, 'metadata');
  const before = objectAt(old, 'metadata');
  for (const name of ['creationTimestamp', 'generation']) {
    if (before[name] === undefined) delete meta[name];
    else meta[name] = before[name];
  }
  for (const name of ['uid', 'resourceVersion', 'deletionTimestamp', 'deletionGracePeriodSeconds']) {
    if (!isSet(meta, name) && before[name] !== undefined) meta[name] = before[name];
  }
}

/** Where the store keeps a resource whose folder has another name (pkg/registry/core/rest, v1.36). */
const folders: Readonly<Record<string, string>> = {
  services: 'services/specs',
  endpoints: 'services/endpoints',
  nodes: 'minions',
  replicationcontrollers: 'controllers',
  'ingresses.networking.k8s.io': 'ingress',
};

/** A replacement that names another uid means another object (`storage.NewInvalidObjError`, v1.36). */
function uidConflict(object: Draft, old: Draft, kind: KindInfo): FieldError | undefined {
  const asked = stringAt(objectAt(object, 'metadata'), 'uid');
  const [uid, name, namespace] = ['uid', 'name', 'namespace'].map((part) => stringAt(objectAt(old, 'metadata'), part));
  if (asked === '' || !uid || asked === uid) return undefined;
  const resource = kind.group === '' ? kind.plural : `${kind.plural}.${kind.group}`;
  const folder = folders[resource] ?? kind.plural;
  const key = `/${[folder, kind.namespaced ? namespace : undefined, name].filter((part) => part !== undefined).join('/')}`;
  const why = `Precondition failed: UID in precondition: ${asked}, UID in object meta: ${uid}`;
  const error = `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: ${why}`;
  return { reason: 'Conflict', field: '', message: `Operation cannot be fulfilled on ${resource} "${name}": ${error}` };
}
