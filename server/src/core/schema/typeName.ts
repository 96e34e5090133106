// A type in the words people use: `[]Container`, `map[string]Quantity`, `int-or-string`.
import type { Schema, TypeRef } from './schema.ts';

export function typeName(schema: Schema, type: TypeRef): string {
  switch (type.is) {
    case 'list':
      return `[]${typeName(schema, type.of)}`;
    case 'map':
      return `map[string]${typeName(schema, type.of)}`;
    case 'definition':
      return definitionWord(schema, type.name);
    default:
      return formatted(type.is, type.format);
  }
}

function definitionWord(schema: Schema, name: string): string {
  const definition = schema.definition(name);
  if (!definition) return name.slice(name.lastIndexOf('.') + 1);
  const { scalar } = definition;
  if (!scalar) return definition.typeName;
  return scalar.type === 'any' ? (scalar.format ?? 'any') : formatted(scalar.type, scalar.format);
}

function formatted(type: string, format: string | undefined): string {
  return format ? `${type} (${format})` : type;
}
