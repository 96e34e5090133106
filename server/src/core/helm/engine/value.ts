// Go's values as templates see them. Whole numbers that a template computes are bigint (Go's int and int64 are not told
// apart), numbers from YAML are number (float64), maps are Maps. `undefined` is Go's invalid value, `null` a nil interface:
// a field of the first is nothing, a field of the second an error.

export type GoValue = undefined | null | boolean | string | number | bigint | GoValue[] | GoMap | GoStruct | GoBytes;
export type GoMap = Map<string, GoValue>;

/** What a template may call with `.Name`. */
export type GoMethod = (args: readonly GoValue[]) => GoValue;

/** A Go struct, or a named map with methods: fields that are not there are an error, not nothing. */
export interface GoStruct {
  readonly struct: string;
  readonly fields: ReadonlyMap<string, GoValue>;
  readonly methods?: ReadonlyMap<string, GoMethod>;
  /** For a named map: what `range` and `index` see. */
  readonly entries?: GoMap;
  /** What it prints as. */
  readonly words?: string;
  /** What is written in place of the fields, where it is turned into YAML or JSON. */
  readonly plain?: GoValue;
}

/** Helm's own type of the values of a chart, which some functions refuse where they take a map. */
export class ValuesTable extends Map<string, GoValue> {}

export const isValuesTable = (value: GoValue): boolean => value instanceof ValuesTable;

/** Go's []byte. */
export interface GoBytes {
  readonly bytes: string;
}

/** That a template cannot be rendered, as Go says it. */
export class TemplateFault extends Error {}

/** That the chart itself refuses, in words of its own: `fail`, `required`. */
export class DemandFault extends TemplateFault {}

/** That only the rendering, not the template, is at fault: something here is not known or not bounded. */
export class NotRendered extends Error {}

export const isMap = (value: GoValue): value is GoMap => value instanceof Map;
export const isList = (value: GoValue): value is GoValue[] => Array.isArray(value);
export const isNothing = (value: GoValue): value is undefined | null => value === undefined || value === null;

export function isStruct(value: GoValue): value is GoStruct {
  return typeof value === 'object' && value !== null && 'struct' in value;
}

export function isBytes(value: GoValue): value is GoBytes {
  return typeof value === 'object' && value !== null && 'bytes' in value;
}

export type GoKind = 'invalid' | 'bool' | 'string' | 'float64' | 'int' | 'slice' | 'map' | 'struct';

/** reflect.Kind, where a template can tell. */
export function kindOf(value: GoValue): GoKind {
  if (isNothing(value)) return 'invalid';
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'string':
      return 'string';
    case 'number':
      return 'float64';
    case 'bigint':
      return 'int';
    default:
      if (isList(value) || isBytes(value)) return 'slice';
      return isMap(value) || value.entries ? 'map' : 'struct';
  }
}

/** The name of the type, as Go prints it. */
export function typeName(value: GoValue): string {
  if (isNothing(value)) return '<nil>';
  if (isStruct(value)) return value.struct;
  if (isBytes(value)) return '[]uint8';
  if (isValuesTable(value)) return 'chartutil.Values';
  const kind = kindOf(value);
  if (kind === 'slice') return '[]interface {}';
  return kind === 'map' ? 'map[string]interface {}' : kind;
}

/** text/template's truth: neither zero nor empty. */
export function isTrue(value: GoValue): boolean {
  if (isNothing(value)) return false;
  if (isList(value)) return value.length > 0;
  if (isMap(value)) return value.size > 0;
  if (isBytes(value)) return value.bytes !== '';
  if (isStruct(value)) return value.entries ? value.entries.size > 0 : true;
  return Boolean(value);
}

/** Go walks maps of strings in the order of their keys' bytes. */
export function sortedEntries(map: GoMap): readonly (readonly [string, GoValue])[] {
  return [...map].sort(([a], [b]) => byBytes(a, b));
}

/** The order of UTF-8 bytes, which is that of code points. */
export function byBytes(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const x = a.charCodeAt(at);
    const y = b.charCodeAt(at);
    if (x === y) continue;
    const surrogates = (x >= 0xd800 && x < 0xe000 ? 1 : 0) - (y >= 0xd800 && y < 0xe000 ? 1 : 0);
    return surrogates === 0 ? x - y : surrogates;
  }
  return a.length - b.length;
}

/** reflect.DeepEqual. */
export function isDeepEqual(one: GoValue, other: GoValue): boolean {
  if (isNothing(one) || isNothing(other)) return isNothing(one) && isNothing(other);
  if (isList(one))
    return isList(other) && one.length === other.length && one.every((item, at) => isDeepEqual(item, other[at]));
  if (isMap(one)) {
    return (
      isMap(other) &&
      one.size === other.size &&
      [...one].every(([key, item]) => other.has(key) && isDeepEqual(item, other.get(key)))
    );
  }
  return one === other;
}

/** A copy that shares nothing that can be changed. */
export function deepCopy(value: GoValue): GoValue {
  if (isList(value)) return value.map(deepCopy);
  if (isMap(value)) return deepCopyMap(value);
  return value;
}

export function deepCopyMap(map: GoMap): GoMap {
  return new Map([...map].map(([key, item]) => [key, deepCopy(item)]));
}
