// The schema of a definition: what the server refuses in it, down to the last property.
// Mirrors validateCustomResourceDefinitionValidation of apiextensions-apiserver pkg/apis/apiextensions/validation (v1.36).
import { META_FIELDS, propertiesOf } from '../../customResources/structural.ts';
import { type Draft, isDraft, isSet, objectAt, objectsAt, optionalObject, stringAt } from '../../draft.ts';
import { forbidden, invalid, textNotSupported } from '../../fieldErrors.ts';
import { child, type FieldPath, index, key } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';
import { defaultErrors } from './defaults.ts';
import { goFieldsSet, schemaAsGo } from './goSchema.ts';
import { listItemErrors, listTypeErrors } from './listTypes.ts';
import {
  compiledRuleErrors,
  innerContext,
  type RuleContext,
  rootContext,
  totalCostErrors,
  writtenRuleErrors,
} from './rules.ts';
import { structuralErrors } from './structural.ts';
import { structuralError } from './structuralError.ts';

/** What is asked of schemas; on update, what was wrong before is let pass. */
export interface SchemaOptions {
  readonly validTypes: boolean;
  readonly prunedDefaults: boolean;
  readonly atomicSets: boolean;
  readonly mapKeys: boolean;
  /** Whether rules may cost more than they should: the schema has not changed. */
  readonly costly: boolean;
}

/** @param hasStatus whether the version has the status subresource, which leaves the root less to say */
export function schemaErrors(
  schema: Draft | undefined,
  field: FieldPath,
  hasStatus: boolean,
  options: SchemaOptions,
): FieldError[] {
  if (!schema) return [];
  const errors = hasStatus ? rootErrors(schema, field) : [];
  if (schema['nullable'] === true) {
    errors.push(forbidden(child(field, 'nullable'), 'nullable cannot be true at the root'));
  }
  const unreadable = structuralError(schema);
  const shape = unreadable === undefined ? shapeErrors(schema, field, options) : [];
  errors.push(...shape);
  const context = unreadable === undefined && shape.length === 0 ? rootContext() : undefined;
  const place = { field, root: true, insideMeta: false, noDefaults: undefined, uncorrelatable: undefined };
  const found = within(schema, place, options, context);
  errors.push(...found.own, ...found.rules);
  if (errors.length === 0 && unreadable !== undefined) errors.push(invalid(field, '', unreadable));
  return context ? [...errors, ...totalCostErrors(context.cost, field)] : errors;
}

function shapeErrors(schema: Draft, field: FieldPath, options: SchemaOptions): FieldError[] {
  const errors = structuralErrors(schema, field);
  return errors.length > 0 ? errors : defaultErrors(schema, field, options.prunedDefaults);
}

const AT_ROOT =
  'Description Type Format Title Maximum ExclusiveMaximum Minimum ExclusiveMinimum MaxLength MinLength Pattern MaxItems MinItems UniqueItems MultipleOf Required Items Properties ExternalDocs Example XPreserveUnknownFields XValidations';
const ALLOWED_AT_ROOT = new Set(AT_ROOT.split(' '));

/** The first that is wrong: a status is validated by its own part of the schema alone. */
function rootErrors(schema: Draft, field: FieldPath): FieldError[] {
  for (const name of goFieldsSet(schema)) {
    if (name === 'Type' && schema['type'] !== 'object') {
      const words =
        'only "object" is allowed as the type at the root of the schema if the status subresource is enabled';
      return [invalid(child(field, 'type'), stringAt(schema, 'type'), words)];
    }
    if (ALLOWED_AT_ROOT.has(name)) continue;
    const words = `only [${AT_ROOT}] fields are allowed at the root of the schema if the status subresource is enabled`;
    return [invalid(field, schemaAsGo(schema), words)];
  }
  return [];
}

interface Place {
  readonly field: FieldPath;
  readonly root: boolean;
  readonly insideMeta: boolean;
  /** Why there may be no defaults here. */
  readonly noDefaults: string | undefined;
  readonly uncorrelatable: FieldPath | undefined;
}

interface Found {
  readonly own: FieldError[];
  readonly rules: FieldError[];
}

function within(schema: Draft, place: Place, options: SchemaOptions, context: RuleContext | undefined): Found {
  const { field } = place;
  const found: Found = { own: [...keywordErrors(schema, place, options), ...valuesErrors(schema, field)], rules: [] };
  for (const [inner, at, innerContextOf] of partsOf(schema, place, context)) {
    const part = within(inner, at, options, innerContextOf);
    found.own.push(...part.own);
    found.rules.push(...part.rules);
  }
  found.own.push(...listTypeErrors(schema, field, options.atomicSets));
  if (options.mapKeys) found.own.push(...listItemErrors(schema, field));
  found.own.push(...writtenRuleErrors(schema, field));
  if (found.own.length === 0 && context) {
    found.rules.push(...compiledRuleErrors(schema, field, context, place.uncorrelatable, options.costly));
  }
  return found;
}

type Part = readonly [schema: Draft, place: Place, context: RuleContext | undefined];

/** The schemas within a schema. Rules are compiled where values are described, not in conditions. */
function partsOf(schema: Draft, place: Place, context: RuleContext | undefined): Part[] {
  const at = (field: FieldPath): Place => ({ ...place, field, root: false });
  const conditions = ['allOf', 'oneOf', 'anyOf'].flatMap((name) =>
    objectsAt(schema, name).map((inner, n): Part => [inner, at(index(child(place.field, name), n)), undefined]),
  );
  const named = ['definitions', 'dependencies'].flatMap((name) =>
    Object.entries(objectAt(schema, name)).flatMap(([key_, inner]): Part[] =>
      isDraft(inner) ? [[inner, at(key(child(place.field, name), key_)), undefined]] : [],
    ),
  );
  const not = optionalObject(schema, 'not');
  return [
    ...valueParts(schema, at(child(place.field, 'additionalProperties')), context),
    ...propertyParts(schema, place, context),
    ...(not ? [[not, at(child(place.field, 'not')), undefined] as const] : []),
    ...conditions,
    ...named,
    ...itemParts(schema, place, context),
  ];
}

function valueParts(schema: Draft, place: Place, context: RuleContext | undefined): Part[] {
  const values = optionalObject(schema, 'additionalProperties');
  const noDefaults = place.insideMeta ? 'inside additionalProperties applying to object metadata' : place.noDefaults;
  return values ? [[values, { ...place, noDefaults }, innerContext(context, schema, values)]] : [];
}

const CORRELATABLE = new Set(['', 'granular', 'atomic']);

function propertyParts(schema: Draft, place: Place, context: RuleContext | undefined): Part[] {
  const correlates = CORRELATABLE.has(stringAt(schema, 'x-kubernetes-map-type'));
  const isResource = place.root || schema['x-kubernetes-embedded-resource'] === true;
  return propertiesOf(schema).map(([name, property]) => {
    const meta = isResource && META_FIELDS.has(name);
    const inner: Place = {
      field: key(child(place.field, 'properties'), name),
      root: false,
      insideMeta: place.insideMeta || meta,
      noDefaults: meta && place.root ? `in top-level ${name}` : place.noDefaults,
      uncorrelatable: place.uncorrelatable ?? (correlates ? undefined : place.field),
    };
    return [property, inner, innerContext(context, schema, property)];
  });
}

function itemParts(schema: Draft, place: Place, context: RuleContext | undefined): Part[] {
  const { items } = schema;
  const field = child(place.field, 'items');
  const correlates = schema['x-kubernetes-list-type'] === 'map';
  const uncorrelatable = place.uncorrelatable ?? (correlates ? undefined : place.field);
  const inner: Place = { ...place, field, root: false, uncorrelatable };
  if (isDraft(items)) return [[items, inner, innerContext(context, schema, items)]];
  return objectsAt(schema, 'items').map((item, at) => [
    item,
    { ...inner, field: index(field, at) },
    innerContext(context, schema, item),
  ]);
}

/** A struct has properties, a map has values. */
function valuesErrors(schema: Draft, field: FieldPath): FieldError[] {
  const values = schema['additionalProperties'];
  const both = values !== undefined && values !== null && values !== true && propertiesOf(schema).length > 0;
  const at = child(field, 'additionalProperties');
  return both ? [forbidden(at, 'additionalProperties and properties are mutual exclusive')] : [];
}

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

/** Keywords that JSON Schema has and the server does not support, by whether an empty one counts. */
const UNSUPPORTED: Readonly<Record<string, boolean>> = {
  id: false,
  additionalItems: true,
  patternProperties: false,
  definitions: false,
  dependencies: true,
  $ref: true,
};

function keywordErrors(schema: Draft, place: Place, options: SchemaOptions): FieldError[] {
  const { field } = place;
  const type = stringAt(schema, 'type');
  const errors: FieldError[] = [];
  if (options.validTypes && type !== '' && !TYPES.includes(type)) {
    errors.push(textNotSupported(child(field, 'type'), type, TYPES));
  }
  if (isSet(schema, 'default') && place.noDefaults !== undefined) {
    errors.push(forbidden(child(field, 'default'), `must not be set ${place.noDefaults}`));
  }
  for (const [name, emptyCounts] of Object.entries(UNSUPPORTED)) {
    if (isUsed(schema, name, emptyCounts)) errors.push(forbidden(child(field, name), `${name} is not supported`));
  }
  if (type === 'null') {
    errors.push(forbidden(child(field, 'type'), 'type cannot be set to null, use nullable as an alternative'));
  }
  if (Array.isArray(schema['items']) && schema['items'].length > 0) {
    errors.push(forbidden(child(field, 'items'), 'items must be a schema object and not an array'));
  }
  if (place.insideMeta && schema['x-kubernetes-embedded-resource'] === true) {
    const at = child(field, 'x-kubernetes-embedded-resource');
    errors.push(forbidden(at, 'must not be used inside of resource meta'));
  }
  return [...errors, ...flagErrors(schema, field)];
}

function flagErrors(schema: Draft, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (schema['uniqueItems'] === true) {
    const words = 'uniqueItems cannot be set to true since the runtime complexity becomes quadratic';
    errors.push(forbidden(child(field, 'uniqueItems'), words));
  }
  if (schema['x-kubernetes-preserve-unknown-fields'] === false) {
    const at = child(field, 'x-kubernetes-preserve-unknown-fields');
    errors.push(invalid(at, false, 'must be true or undefined'));
  }
  return errors;
}

function isUsed(schema: Draft, name: string, emptyCounts: boolean): boolean {
  const value = schema[name];
  if (value === undefined || value === null) return false;
  if (emptyCounts) return true;
  return isDraft(value) ? Object.keys(value).length > 0 : value !== '';
}
