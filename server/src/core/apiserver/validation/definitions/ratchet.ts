// What is asked of a definition: everything of a new one; of a changed one not what was wrong with it before.
// Mirrors ValidateCustomResourceDefinitionUpdate of apiextensions-apiserver pkg/apis/apiextensions/validation (v1.36).
import { type Draft, objectAt, objectsAt, optionalObject, sameJson, stringAt, stringsAt } from '../../draft.ts';
import { bundleErrors, type ConversionOptions, KNOWN_VERSIONS } from './conversion.ts';
import { defaultErrors } from './defaults.ts';
import { schemaOfVersion, schemasIn } from './internalSpec.ts';
import { hasNonAtomicSet, listItemErrors } from './listTypes.ts';
import type { SchemaOptions } from './schema.ts';
import { structuralErrors } from './structural.ts';
import { structuralError } from './structuralError.ts';
import { someSchema } from './walk.ts';

export interface DefinitionOptions extends Omit<SchemaOptions, 'costly'>, ConversionOptions {
  /** Whether every version has to have a schema. */
  readonly schemas: boolean;
  /** Versions whose schema is as it was. */
  readonly unchanged: ReadonlySet<string>;
  /** Versions that may keep more selectable fields than are allowed; empty for all. */
  readonly manySelectable: ReadonlySet<string>;
}

export const creating: DefinitionOptions = {
  schemas: true,
  validTypes: true,
  prunedDefaults: true,
  atomicSets: true,
  mapKeys: true,
  knownVersion: true,
  anyBundle: true,
  unchanged: new Set(),
  manySelectable: new Set(),
};

/** A definition that says nothing of its conditions is taken for one in use. */
export function established(definition: Draft): boolean {
  const conditions = objectsAt(objectAt(definition, 'status'), 'conditions');
  if (conditions.length === 0) return true;
  return conditions.some(({ type, status }) => type === 'Established' && status === 'True');
}

const TYPES = new Set(['', 'array', 'boolean', 'integer', 'number', 'object', 'string']);

/** Both specs in internal form; `old` is the object before. */
export function updating(spec: Draft, before: Draft, old: Draft): DefinitionOptions {
  const schemas = schemasIn(before);
  const names = objectsAt(spec, 'versions').map((version) => stringAt(version, 'name'));
  const conversion = optionalObject(before, 'conversion');
  const reviewed = stringsAt(conversion, 'conversionReviewVersions');
  return {
    schemas: schemas.length > 0 && names.every((name) => !hasVersion(before, name) || schemaOfVersion(before, name)),
    validTypes: !someSchema(schemas, (schema) => !TYPES.has(stringAt(schema, 'type'))),
    prunedDefaults: !schemas.some(hasUnprunedDefaults),
    atomicSets: !someSchema(schemas, hasNonAtomicSet),
    mapKeys: !someSchema(schemas, (schema) => listItemErrors(schema, '').length > 0),
    knownVersion: reviewed.length === 0 || reviewed.some((version) => KNOWN_VERSIONS.includes(version)),
    anyBundle: !established(old) || hasWrongBundle(conversion),
    unchanged: new Set(names.filter((name) => isUnchanged(spec, before, name))),
    manySelectable: keptSelectable(spec, before),
  };
}

const hasVersion = (spec: Draft, name: string): boolean =>
  objectsAt(spec, 'versions').some((version) => stringAt(version, 'name') === name);

function isUnchanged(spec: Draft, before: Draft, name: string): boolean {
  return hasVersion(before, name) && sameJson(schemaOfVersion(spec, name), schemaOfVersion(before, name));
}

function hasUnprunedDefaults(schema: Draft): boolean {
  if (structuralError(schema) !== undefined || structuralErrors(schema, '').length > 0) return false;
  return defaultErrors(schema, '', true).some(({ message }) => message.endsWith('must not have unknown fields'));
}

function hasWrongBundle(conversion: Draft | undefined): boolean {
  const bundle = stringAt(optionalObject(conversion, 'webhookClientConfig'), 'caBundle');
  return bundle !== '' && bundleErrors(bundle, '').length > 0;
}

function keptSelectable(spec: Draft, before: Draft): Set<string> {
  const kept = (now: Draft, then: Draft | undefined): boolean =>
    objectsAt(then, 'selectableFields').length > 8 && sameJson(now['selectableFields'], then?.['selectableFields']);
  const old = new Map(objectsAt(before, 'versions').map((version) => [stringAt(version, 'name'), version]));
  const versions = objectsAt(spec, 'versions').filter((version) => kept(version, old.get(stringAt(version, 'name'))));
  return new Set([...(kept(spec, before) ? [''] : []), ...versions.map((version) => stringAt(version, 'name'))]);
}
