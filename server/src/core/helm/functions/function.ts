// What a template function is, and how it reads its arguments: as Go's types demand, so that what Go refuses is refused.
import { goString } from '../engine/format.ts';
import {
  type GoMap,
  type GoValue,
  isBytes,
  isList,
  isMap,
  isNothing,
  isStruct,
  TemplateFault,
  typeName,
} from '../engine/value.ts';

/** What a function may ask of the rendering that calls it. */
export interface Run {
  /** The output of a named template. */
  include(name: string, data: GoValue): string;
  /** The output of a text as a template. */
  tpl(text: string, data: GoValue): string;
  /** Milliseconds since 1970, of the moment that counts as now. */
  readonly nowMs: number;
  /** A value that each installation draws anew stands in the output. */
  draw(): number;
}

export interface TemplateFunction {
  readonly least: number;
  readonly most: number;
  readonly call: (args: readonly GoValue[], run: Run) => GoValue;
}

export type FunctionTable = Readonly<Record<string, TemplateFunction>>;

/** With exactly so many arguments. */
export function fn(count: number, call: TemplateFunction['call']): TemplateFunction {
  return { least: count, most: count, call };
}

/** With so many arguments and any number more. */
export function variadic(least: number, call: TemplateFunction['call']): TemplateFunction {
  return { least, most: Number.POSITIVE_INFINITY, call };
}

function wrong(wanted: string, value: GoValue): TemplateFault {
  if (value === undefined) return new TemplateFault(`invalid value; expected ${wanted}`);
  const given = value === null ? 'interface {}' : typeName(value);
  return new TemplateFault(`wrong type for value; expected ${wanted}; got ${given}`);
}

export function text(value: GoValue): string {
  if (typeof value === 'string') return value;
  throw wrong('string', value);
}

export function whole(value: GoValue): number {
  if (typeof value === 'bigint') return Number(value);
  throw wrong('int', value);
}

export function truth(value: GoValue): boolean {
  if (typeof value === 'boolean') return value;
  throw wrong('bool', value);
}

export function map(value: GoValue): GoMap {
  if (isMap(value)) return value;
  if (isStruct(value) && value.entries) return value.entries;
  if (value === undefined) return new Map();
  throw wrong('map[string]interface {}', value);
}

/** For functions that take anything and look whether it is a list. */
export function list(value: GoValue, name: string): readonly GoValue[] {
  if (isList(value)) return value;
  throw new TemplateFault(
    `error calling ${name}: Cannot ${name} on type ${isNothing(value) ? 'nil' : typeName(value)}`,
  );
}

/** sprig's strval. */
export function shown(value: GoValue): string {
  return isBytes(value) ? value.bytes : goString(value);
}

/** cast.ToInt64: what is no number is 0. */
export function toWhole(value: GoValue): bigint {
  if (typeof value === 'bigint') return BigInt.asIntN(64, value);
  if (typeof value === 'number') return Number.isFinite(value) ? BigInt.asIntN(64, BigInt(Math.trunc(value))) : 0n;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'string') return wholeOf(value);
  return 0n;
}

/** strconv.ParseInt with base 0, after cast's trimming of zeros behind a point. */
function wholeOf(given: string): bigint {
  const words = given.replace(/\.0*$/, '');
  const match = /^([+-]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|[1-9][0-9]*|0)$/.exec(words);
  if (!match) return 0n;
  const digits = (match[2] ?? '0').replace(/^0(?=[0-7])/, '0o').toLowerCase();
  return (match[1] === '-' ? -1n : 1n) * BigInt(digits);
}

/** cast.ToFloat64. */
export function toFloat(value: GoValue): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string' || !/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value)) return 0;
  return Number(value);
}

/** sprig's empty. */
export function isEmpty(value: GoValue): boolean {
  if (isNothing(value)) return true;
  if (isList(value)) return value.length === 0;
  if (isMap(value)) return value.size === 0;
  if (isBytes(value)) return value.bytes === '';
  if (isStruct(value)) return value.entries ? value.entries.size === 0 : false;
  return typeof value === 'bigint' ? value === 0n : !value;
}
