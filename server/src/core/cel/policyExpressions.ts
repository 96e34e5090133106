// Expressions of admission policies and webhooks: compiled in their scope, and held to the type that their place asks for.
// Words as of apiserver/pkg/admission/plugin/cel/compile.go (v1.36). Which expression stands where is the caller's.
import { type Compiled, compile } from './compile.ts';
import { instantiationError } from './instantiation.ts';
import { type PolicyScope, policyDeclarations } from './policyTypes.ts';
import {
  BOOL,
  type CelType,
  DYN,
  listType,
  mapType,
  objectType,
  type Simple,
  STRING,
  sameType,
  simple,
  typeString,
} from './types.ts';

export type PolicyResult = 'bool' | 'string' | 'stringOrNull' | 'any' | 'ApplyConfiguration' | 'JSONPatch';

export type PolicyCompilation =
  | { readonly ok: true; readonly compiled: Compiled }
  /** `at`: where in the expression, a UTF-16 offset, if the message is about one place. */
  | { readonly ok: false; readonly message: string; readonly at?: number };

const RESULTS: Readonly<Record<PolicyResult, readonly CelType[]>> = {
  bool: [BOOL],
  string: [STRING],
  stringOrNull: [STRING, simple('null')],
  any: [],
  ApplyConfiguration: [objectType('Object')],
  JSONPatch: [listType(objectType('JSONPatch'))],
};

/** Compiles, or says what the server says: `compilation failed: …`, `must evaluate to bool but got int`. Never throws. */
export function compilePolicyExpression(source: string, scope: PolicyScope, result: PolicyResult): PolicyCompilation {
  const compilation = compile(source, policyDeclarations(scope));
  if (!compilation.ok) {
    return { ok: false, message: `compilation failed: ${compilation.message}`, at: compilation.problems[0]?.at ?? 0 };
  }
  const { type } = compilation.compiled.checked;
  const wanted = RESULTS[result];
  if (wanted.length === 0 || wanted.some((one) => sameType(one, type))) return instantiated(compilation);
  const names = wanted.map(typeString);
  const asked = names.length === 1 ? names[0] : `one of [${names.join(' ')}]`;
  return { ok: false, message: `must evaluate to ${asked} but got ${typeString(type)}` };
}

function instantiated(compilation: PolicyCompilation & { ok: true }): PolicyCompilation {
  const error = instantiationError(compilation.compiled);
  return error === undefined ? compilation : { ok: false, message: `program instantiation failed: ${error}` };
}

const KEPT: ReadonlySet<string> = new Set<Simple>([
  'bool',
  'bytes',
  'double',
  'duration',
  'int',
  'null',
  'string',
  'timestamp',
  'uint',
]);

/** The type under which other expressions know a variable; what failed to compile is dynamic. */
export function variableType(compilation: PolicyCompilation): CelType {
  return compilation.ok ? declared(compilation.compiled.checked.type) : DYN;
}

function declared(type: CelType): CelType {
  if (KEPT.has(type.kind)) return type;
  if (type.kind === 'list') return listType(declared(type.parameters[0]));
  return type.kind === 'map' ? mapType(declared(type.parameters[0]), declared(type.parameters[1])) : DYN;
}
