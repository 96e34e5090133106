// Schemas and rules as the server's messages print them: Go's internal structs, every field under its Go name.
// Mirrors apiextensions-apiserver pkg/apis/apiextensions/types_jsonschema.go (v1.36).
import { printable } from '../../customResources/lists.ts';
import { booleanAt, type Draft, isDraft, type Json, objectsAt, optionalObject, stringAt } from '../../draft.ts';
import { sortedByName } from '../goStructs.ts';

/** How a field prints: `text` and `flag` are zero when not set, the others null. */
type Shape =
  | 'text'
  | 'flag'
  | 'value'
  | 'schema'
  | 'schemas'
  | 'named'
  | 'items'
  | 'values'
  | 'depends'
  | 'docs'
  | 'rules';

const FIELDS: readonly (readonly [goName: string, name: string, shape: Shape])[] = [
  ['ID', 'id', 'text'],
  ['Schema', '$schema', 'text'],
  ['Ref', '$ref', 'value'],
  ['Description', 'description', 'text'],
  ['Type', 'type', 'text'],
  ['Nullable', 'nullable', 'flag'],
  ['Format', 'format', 'text'],
  ['Title', 'title', 'text'],
  ['Default', 'default', 'value'],
  ['Maximum', 'maximum', 'value'],
  ['ExclusiveMaximum', 'exclusiveMaximum', 'flag'],
  ['Minimum', 'minimum', 'value'],
  ['ExclusiveMinimum', 'exclusiveMinimum', 'flag'],
  ['MaxLength', 'maxLength', 'value'],
  ['MinLength', 'minLength', 'value'],
  ['Pattern', 'pattern', 'text'],
  ['MaxItems', 'maxItems', 'value'],
  ['MinItems', 'minItems', 'value'],
  ['UniqueItems', 'uniqueItems', 'flag'],
  ['MultipleOf', 'multipleOf', 'value'],
  ['Enum', 'enum', 'value'],
  ['MaxProperties', 'maxProperties', 'value'],
  ['MinProperties', 'minProperties', 'value'],
  ['Required', 'required', 'value'],
  ['Items', 'items', 'items'],
  ['AllOf', 'allOf', 'schemas'],
  ['OneOf', 'oneOf', 'schemas'],
  ['AnyOf', 'anyOf', 'schemas'],
  ['Not', 'not', 'schema'],
  ['Properties', 'properties', 'named'],
  ['AdditionalProperties', 'additionalProperties', 'values'],
  ['PatternProperties', 'patternProperties', 'named'],
  ['Dependencies', 'dependencies', 'depends'],
  ['AdditionalItems', 'additionalItems', 'values'],
  ['Definitions', 'definitions', 'named'],
  ['ExternalDocs', 'externalDocs', 'docs'],
  ['Example', 'example', 'value'],
  ['XPreserveUnknownFields', 'x-kubernetes-preserve-unknown-fields', 'value'],
  ['XEmbeddedResource', 'x-kubernetes-embedded-resource', 'flag'],
  ['XIntOrString', 'x-kubernetes-int-or-string', 'flag'],
  ['XListMapKeys', 'x-kubernetes-list-map-keys', 'value'],
  ['XListType', 'x-kubernetes-list-type', 'value'],
  ['XMapType', 'x-kubernetes-map-type', 'value'],
  ['XValidations', 'x-kubernetes-validations', 'rules'],
];

/** The Go names of the fields that are not zero, in the order of the struct. */
export function goFieldsSet(schema: Draft): string[] {
  return FIELDS.filter(([, name]) => isSet(schema[name])).map(([goName]) => goName);
}

function isSet(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== '' && value !== false;
}

export function schemaAsGo(schema: Draft): Draft {
  return Object.fromEntries(FIELDS.map(([goName, name, shape]) => [goName, shown(shape, schema[name])]));
}

function shown(shape: Shape, value: Json | undefined): Json {
  switch (shape) {
    case 'text':
      return value ?? '';
    case 'flag':
      return value ?? false;
    case 'value':
      return printable(value);
    case 'schema':
      return isDraft(value) ? schemaAsGo(value) : null;
    case 'schemas':
      return Array.isArray(value) ? value.filter(isDraft).map(schemaAsGo) : null;
    case 'named':
      return isDraft(value) ? mapped(value, (inner) => shown('schema', inner)) : null;
    case 'items':
      return itemsAsGo(value);
    case 'values':
      return valuesAsGo(value);
    case 'depends':
      return isDraft(value) ? mapped(value, dependencyAsGo) : null;
    case 'docs':
      return isDraft(value) ? { Description: stringAt(value, 'description'), URL: stringAt(value, 'url') } : null;
    case 'rules':
      return Array.isArray(value) ? value.filter(isDraft).map(ruleAsGo) : null;
  }
}

const mapped = (map: Draft, of: (value: Json | undefined) => Json): Draft =>
  Object.fromEntries(Object.entries(sortedByName(map)).map(([name, value]) => [name, of(value)]));

export function itemsAsGo(value: Json | undefined): Json {
  if (value === undefined || value === null) return null;
  return { Schema: shown('schema', value), JSONSchemas: shown('schemas', value) };
}

function valuesAsGo(value: Json | undefined): Json {
  if (value === undefined || value === null) return null;
  return { Allows: value !== false, Schema: shown('schema', value) };
}

function dependencyAsGo(value: Json | undefined): Json {
  return { Schema: shown('schema', value), Property: Array.isArray(value) ? value : null };
}

/** An entry of `x-kubernetes-validations`. */
export function ruleAsGo(rule: Draft): Draft {
  return {
    Rule: stringAt(rule, 'rule'),
    Message: stringAt(rule, 'message'),
    MessageExpression: stringAt(rule, 'messageExpression'),
    Reason: rule['reason'] ?? null,
    FieldPath: stringAt(rule, 'fieldPath'),
    OptionalOldSelf: rule['optionalOldSelf'] ?? null,
  };
}

/** A version in internal form: what it shares with all others is not in it. */
export function versionAsGo(version: Draft): Draft {
  return {
    Name: stringAt(version, 'name'),
    Served: booleanAt(version, 'served') ?? false,
    Storage: booleanAt(version, 'storage') ?? false,
    Deprecated: booleanAt(version, 'deprecated') ?? false,
    DeprecationWarning: version['deprecationWarning'] ?? null,
    Schema: validationAsGo(optionalObject(version, 'schema')),
    Subresources: subresourcesAsGo(optionalObject(version, 'subresources')),
    AdditionalPrinterColumns: isSet(version['additionalPrinterColumns'])
      ? objectsAt(version, 'additionalPrinterColumns').map(columnAsGo)
      : null,
    SelectableFields: isSet(version['selectableFields'])
      ? objectsAt(version, 'selectableFields').map((one) => ({ JSONPath: stringAt(one, 'jsonPath') }))
      : null,
  };
}

function validationAsGo(validation: Draft | undefined): Json {
  return validation ? { OpenAPIV3Schema: shown('schema', validation['openAPIV3Schema']) } : null;
}

function subresourcesAsGo(subresources: Draft | undefined): Json {
  if (!subresources) return null;
  const scale = optionalObject(subresources, 'scale');
  return {
    Status: isDraft(subresources['status']) ? {} : null,
    Scale: scale
      ? {
          SpecReplicasPath: stringAt(scale, 'specReplicasPath'),
          StatusReplicasPath: stringAt(scale, 'statusReplicasPath'),
          LabelSelectorPath: scale['labelSelectorPath'] ?? null,
        }
      : null,
  };
}

function columnAsGo(column: Draft): Draft {
  return {
    Name: stringAt(column, 'name'),
    Type: stringAt(column, 'type'),
    Format: stringAt(column, 'format'),
    Description: stringAt(column, 'description'),
    Priority: column['priority'] ?? 0,
    JSONPath: stringAt(column, 'jsonPath'),
  };
}
