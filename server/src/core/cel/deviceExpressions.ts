// Expressions that choose devices: compiled with `device`, and held to a bool or a value of unknown type. Mirrors
// dynamic-resource-allocation/cel/compile.go (v1.36, list attributes off). What an expression may cost is not estimated.
import type { Declarations } from './check.ts';
import { compile } from './compile.ts';
import { BOOL, type CelType, mapType, objectType, STRING, sameType, simple, typeString } from './types.ts';

const DEVICE = 'kubernetes.DRADevice';
const ANY = simple('any');

const FIELDS: Readonly<Record<string, CelType>> = {
  driver: STRING,
  allowMultipleAllocations: BOOL,
  attributes: mapType(STRING, mapType(STRING, ANY)),
  capacity: mapType(STRING, mapType(STRING, objectType('kubernetes.Quantity'))),
};

const DECLARATIONS: Declarations = {
  variables: new Map([['device', objectType(DEVICE)]]),
  bindings: true,
  hasFunction: (name) => name !== 'jsonpatch.escapeKey',
  hasObject: (name) => name === DEVICE,
  fieldType: (object, field) => (object === DEVICE ? FIELDS[field] : undefined),
};

/** What the server says of an expression that it refuses; undefined where it takes it. Never throws. */
export function deviceExpressionError(source: string): string | undefined {
  const compilation = compile(source, DECLARATIONS);
  if (!compilation.ok) return `compilation failed: ${compilation.message}`;
  const { type } = compilation.compiled.checked;
  if (sameType(type, BOOL) || sameType(type, ANY)) return undefined;
  return `must evaluate to bool or the unknown type, not ${typeString(type)}`;
}
