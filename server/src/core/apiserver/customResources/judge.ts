// The verdict of the API server about a custom resource: read, prune, default, validate, by the schema of its definition.
// Order as in apiextensions-apiserver pkg/apiserver/customresource_handler.go and pkg/registry/customresource (v1.36).
import { goQuote } from '../../kubernetes/goText.ts';
import { qualifiedNameErrors } from '../../kubernetes/names.ts';
import type { Schema } from '../../schema/schema.ts';
import { decodeMetadata } from '../decode/decode.ts';
import { type Draft, isSet, objectAt, stringsAt } from '../draft.ts';
import { invalid } from '../fieldErrors.ts';
import { validateGeneralObjectMeta, validateGeneralObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { FieldError } from '../types.ts';
import { applyDefaults } from './defaults.ts';
import type { CustomResource } from './definitions.ts';
import { coerceEmbedded, embeddedErrors, withoutEmpty } from './embedded.ts';
import { causesOf } from './failures.ts';
import { listErrors } from './lists.ts';
import { prune, pruneNulls } from './prune.ts';
import { hasRules, ruleErrors } from './rules.ts';
import { scaleErrors } from './scale.ts';
import { identical } from './structural.ts';
import { validatorOf } from './validate.ts';

export interface ReadResource {
  /** Parts of a strict decoding error: `unknown field "spec.foo"`. */
  readonly strict: readonly string[];
  /** Why it cannot be read at all. */
  readonly error?: string;
}

/** Reads a custom resource as the server decodes it: pruned, with defaults. Writes to the draft. */
export function readCustomResource(schema: Schema, resource: CustomResource, object: Draft): ReadResource {
  const given = object['metadata'];
  const metadata = given === undefined || given === null ? undefined : decodeMetadata(schema, given, 'metadata');
  if (metadata?.error !== undefined) return { strict: [], error: metadata.error };
  const strict = [...(metadata?.strict ?? [])];
  if (!resource.keepsUnknown) {
    strict.push(...prune(object, resource.schema, true).map((path) => `unknown field "${path}"`));
    pruneNulls(object, resource.schema);
  }
  const coerced = coerceEmbedded(schema, object, resource.schema, '');
  if (coerced.error) return { strict: [], error: `${coerced.error.field}: ${coerced.error.message}` };
  if (metadata) object['metadata'] = withoutEmpty(metadata.object);
  applyDefaults(object, resource.schema);
  return { strict: [...strict, ...coerced.strict] };
}

/** A new object may not bring a status, if that has an endpoint of its own. Writes to the draft. */
export function prepareCustomResource(resource: CustomResource, object: Draft): void {
  if (resource.hasStatus) delete object['status'];
  objectAt(object, 'metadata')['generation'] = 1;
}

/** What storing under another version's schema leaves of an accepted object. Writes to the draft. */
export function storeCustomResource(resource: CustomResource, object: Draft): void {
  for (const schema of resource.stored ? [resource.stored, resource.schema] : []) {
    prune(object, schema, true);
    pruneNulls(object, schema);
    applyDefaults(object, schema);
  }
}

/** The status stays as it is; other changes are counted. Writes to the draft. */
export function prepareCustomResourceUpdate(resource: CustomResource, object: Draft, old: Draft): void {
  if (resource.hasStatus && isSet(old, 'status')) object['status'] = old['status'];
  else if (resource.hasStatus) delete object['status'];
  const { metadata: _, ...content } = object;
  const { metadata: __, ...before } = old;
  if (identical(content, before)) return;
  const generation = objectAt(old, 'metadata')['generation'];
  if (typeof generation === 'number') objectAt(object, 'metadata')['generation'] = generation + 1;
}

const validate = validatorOf({ structural: false });

/** Everything the server says of a new custom resource that has been read. */
export function validateCustomResource(resource: CustomResource, object: Draft): FieldError[] {
  const { schema, kind } = resource;
  const errors = [
    ...validateGeneralObjectMeta(object, kind.namespaced, subdomainName),
    ...causesOf(validate(schema, object, '', undefined).failures, ''),
    ...scaleErrors(object, resource.scale),
    ...embeddedErrors(object, schema, ''),
    ...listErrors(object, schema, ''),
  ];
  return withRules(resource, errors, () => ruleErrors(schema, object, undefined, '', true));
}

/** Everything the server says of a changed one: what was wrong and has not changed is let pass. */
export function validateCustomResourceUpdate(resource: CustomResource, object: Draft, old: Draft): FieldError[] {
  const { schema } = resource;
  const wasUnique = listErrors(old, schema, '').length === 0;
  const errors = [
    ...validateGeneralObjectMetaUpdate(object, old),
    ...causesOf(validate(schema, object, '', { schema, value: object, old }).failures, ''),
    ...scaleErrors(object, resource.scale),
    ...embeddedErrors(object, schema, ''),
    ...(wasUnique ? listErrors(object, schema, '') : []),
  ];
  return withRules(resource, errors, () => ruleErrors(schema, object, old, '', true));
}

const BLOCKING = new Set([
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
]);

const NOT_CHECKED =
  'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation';

/** Rules are asked of objects of the right shape only. */
function withRules(resource: CustomResource, errors: readonly FieldError[], ask: () => FieldError[]): FieldError[] {
  if (!hasRules(resource.schema)) return [...errors];
  if (errors.some(({ reason }) => BLOCKING.has(reason))) return [...errors, invalid('<nil>', null, NOT_CHECKED)];
  return [...errors, ...ask()];
}

const STANDARD_FINALIZERS = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

/** What the server warns of: the version's deprecation is told in any case. */
export function customResourceWarnings(object: Draft, old?: Draft): string[] {
  const before = new Set(stringsAt(objectAt(old, 'metadata'), 'finalizers'));
  const added = stringsAt(objectAt(object, 'metadata'), 'finalizers').filter((name) => !before.has(name));
  return [...new Set(added)].sort().flatMap(finalizerWarnings);
}

function finalizerWarnings(name: string): string[] {
  const wrong = [...qualifiedNameErrors(name)];
  if (!name.includes('/') && !STANDARD_FINALIZERS.has(name)) {
    const path = name.includes('.') ? ' including a path (/)' : '';
    wrong.push(
      `prefer a domain-qualified finalizer name${path} to avoid accidental conflicts with other finalizer writers`,
    );
  }
  return wrong.map((words) => `metadata.finalizers: ${goQuote(name)}: ${words}`);
}
