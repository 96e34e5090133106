// Go's names for the types of the API, as the decoder prints them: `[]v1.Container`, `map[string]string`, `int32`.
// The schema knows an enum's values but not its Go name; the names stand in `namedStrings.data.ts`.
import type { Field, TypeRef } from '../../schema/schema.ts';
import { namedString } from './namedStrings.data.ts';

/** `io.k8s.api.core.v1.PodSpec` → `v1.PodSpec`; types outside the API groups keep their own package. */
export function goStructName(definition: string): string {
  const parts = definition.split('.');
  const name = parts.at(-1) ?? '';
  return `${parts.at(-2) ?? ''}.${name}`;
}

/**
 * The Go type of a field, or of its items below `owner.name`.
 * @param owner definition that has the field, for the names of string types
 */
export function goType(type: TypeRef, owner: string, field: Field | undefined): string {
  switch (type.is) {
    case 'list':
      return `[]${goType(type.of, owner, field)}`;
    case 'map':
      return mapType(type.of, owner, field);
    case 'definition':
      return goStructName(type.name);
    case 'integer':
      return type.format ?? 'int64';
    case 'number':
      return type.format === 'double' ? 'float64' : 'float64';
    case 'boolean':
      return 'bool';
    case 'string':
      return type.format === 'byte' ? '[]uint8' : ((field && namedString(owner, field.name)) ?? 'string');
    case 'object':
    case 'any':
      return 'map[string]interface {}';
  }
}

function mapType(of: TypeRef, owner: string, field: Field | undefined): string {
  const [group, version, type] = owner.split('.').slice(-3);
  if (group === 'resource' && QUALIFIED_MAPS.has(`${type}.${field?.name}`)) {
    return `map[${version}.QualifiedName]${type === 'CapacityRequirements' ? 'resource.Quantity' : goType(of, owner, field)}`;
  }
  if (of.is === 'definition' && of.name.endsWith('.Quantity')) return 'v1.ResourceList';
  return `map[string]${goType(of, owner, field)}`;
}

/** Maps of the device API, whose keys are strings of a type of their own. */
const QUALIFIED_MAPS: ReadonlySet<string> = new Set([
  'Device.attributes',
  'Device.capacity',
  'BasicDevice.attributes',
  'BasicDevice.capacity',
  'CapacityRequirements.requests',
]);
