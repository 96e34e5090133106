// The verdict of the API server about one object: decode strictly, default, prepare, validate. Order as in
// k8s.io/apiserver pkg/endpoints/handlers/create.go and pkg/registry/rest (v1.36), without admission.
import type { KindInfo, Schema } from '../schema/schema.ts';
import { type CustomResource, customResourceNamed } from './customResources/definitions.ts';
import {
  customResourceWarnings,
  prepareCustomResource,
  prepareCustomResourceUpdate,
  readCustomResource,
  storeCustomResource,
  validateCustomResource,
  validateCustomResourceUpdate,
} from './customResources/judge.ts';
import { decode } from './decode/decode.ts';
import { applySchemaDefaults, dropZeroes, encode } from './decode/encode.ts';
import { type Draft, draftOf, ensureObject, stringAt } from './draft.ts';
import { validateGeneralObjectMeta, validateGeneralObjectMetaUpdate } from './objectMeta.ts';
import { pathSegmentName } from './objectNames.ts';
import { dropRepeatedOwners } from './ownerReferences.ts';
import { rulesFor } from './registry.ts';
import { keepSystemMetadata, nameNamespace, prepareNewMetadata } from './requestMetadata.ts';
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
  /** The CustomResourceDefinitions that the cluster has: objects as written or stored. Kept by identity. */
  readonly definitions?: readonly JsonObject[];
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

function kindGiven({ schema, object: { apiVersion, kind } }: Question): KindInfo | undefined {
  return schema.kind(typeof apiVersion === 'string' ? apiVersion : '', typeof kind === 'string' ? kind : '');
}

/** What the server says of creating the object. Never throws on bad input. */
export function judgeCreate(question: Question): Verdict {
  const kind = kindGiven(question);
  if (!kind) return judgeCustomCreate(question, draftOf(question.object));
  const decoded = decode(question.schema, kind, question.object);
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
  const kind = kindGiven(question);
  if (!kind) return judgeCustomUpdate(question, draftOf(question.object));
  const decoded = decode(question.schema, kind, question.object);
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

/** The same of a custom resource, by its definition. */
function judgeCustomCreate(question: Question, object: Draft): Verdict {
  const resource = definedResource(question, object);
  if (!resource) return unknownKind;
  const read = readCustomResource(question.schema, resource, object);
  if (read.error !== undefined) return refused(decodeError(read.error), customWarnings(resource));
  nameNamespace(object, resource.kind);
  const repeated = dropRepeatedOwners(object);
  const unadmitted = question.mutate?.(object) ?? [];
  if (unadmitted.length > 0) return refused(unadmitted);
  prepareNewMetadata(object, resource.kind);
  prepareCustomResource(resource, object);
  const errors = validateCustomResource(resource, object);
  return customVerdict(question, resource, object, read.strict, errors, undefined, repeated);
}

function judgeCustomUpdate(question: Question & { readonly old: JsonObject }, object: Draft): Verdict {
  const resource = definedResource(question, object);
  if (!resource) return unknownKind;
  const read = readCustomResource(question.schema, resource, object);
  if (read.error !== undefined) return refused(decodeError(read.error), customWarnings(resource));
  const old = draftOf(question.old);
  nameNamespace(object, resource.kind);
  const repeated = dropRepeatedOwners(object);
  const unadmitted = question.mutate?.(object) ?? [];
  if (unadmitted.length > 0) return refused(unadmitted);
  const conflict = uidConflict(resource.kind, object, old) ?? versionConflict(resource.kind, object, old);
  if (conflict) return refused([conflict], customWarnings(resource));
  keepSystemMetadata(object, old);
  prepareCustomResourceUpdate(resource, object, old);
  const errors = validateCustomResourceUpdate(resource, object, old);
  return customVerdict(question, resource, object, read.strict, errors, old, repeated);
}

function definedResource(question: Question, object: Draft): CustomResource | undefined {
  const definitions = question.definitions ?? [];
  return customResourceNamed(definitions, stringAt(object, 'apiVersion'), stringAt(object, 'kind'));
}

const decodeError = (message: string): FieldError[] => [{ reason: 'Decode', field: '', message }];
const customWarnings = ({ warning }: CustomResource): string[] => (warning === undefined ? [] : [warning]);

function customVerdict(
  question: Question,
  resource: CustomResource,
  object: Draft,
  unknown: readonly string[],
  errors: readonly FieldError[],
  old: Draft | undefined,
  before: readonly string[],
): Verdict {
  const strict = [...(question.strict ?? []), ...unknown];
  const accepted = errors.length === 0 && strict.length === 0;
  if (accepted) storeCustomResource(resource, object);
  const own = errors.length === 0 ? customResourceWarnings(object, old) : [];
  const warnings = [...new Set([...customWarnings(resource), ...before, ...own])];
  return { accepted, errors: distinct(errors), strict, warnings, ...(accepted ? { object } : {}) };
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
