// The types of CEL and when a value of one may stand where another is asked: unification as cel-go's checker does it.
// Mirrors cel-go v0.26 checker/types.go and checker/format.go. Knows neither declarations nor expressions.

export type CelType =
  | { readonly kind: Simple }
  /** A message with fields: `kubernetes.Namespace`, the type of `self`. */
  | { readonly kind: 'object'; readonly name: string }
  /** A type without fields: `kubernetes.Quantity`, `optional_type(int)`. */
  | { readonly kind: 'opaque'; readonly name: string; readonly parameters: readonly CelType[] }
  | { readonly kind: 'list'; readonly parameters: readonly [CelType] }
  | { readonly kind: 'map'; readonly parameters: readonly [CelType, CelType] }
  | { readonly kind: 'type'; readonly parameters: readonly CelType[] }
  | { readonly kind: 'parameter'; readonly name: string };

export type Simple =
  | 'bool'
  | 'int'
  | 'uint'
  | 'double'
  | 'string'
  | 'bytes'
  | 'null'
  | 'duration'
  | 'timestamp'
  | 'dyn'
  | 'any'
  | 'error';

export const simple = (kind: Simple): CelType => ({ kind });
export const DYN = simple('dyn');
export const ERROR = simple('error');
export const BOOL = simple('bool');
export const INT = simple('int');
export const STRING = simple('string');
export const listType = (element: CelType): CelType => ({ kind: 'list', parameters: [element] });
export const mapType = (key: CelType, value: CelType): CelType => ({ kind: 'map', parameters: [key, value] });
export const objectType = (name: string): CelType => ({ kind: 'object', name });
export const typeType = (of: CelType): CelType => ({ kind: 'type', parameters: [of] });
export const opaqueType = (name: string, ...parameters: CelType[]): CelType => ({ kind: 'opaque', name, parameters });
export const optionalType = (of: CelType): CelType => opaqueType('optional_type', of);

export const parametersOf = (type: CelType): readonly CelType[] => ('parameters' in type ? type.parameters : []);
export const isDyn = (type: CelType): boolean => type.kind === 'dyn' || type.kind === 'any';
export const isDynOrError = (type: CelType): boolean => isDyn(type) || type.kind === 'error';

/** What an optional holds; undefined for every other type. */
export function heldBy(type: CelType): CelType | undefined {
  return type.kind === 'opaque' && type.name === 'optional_type' ? (type.parameters[0] ?? DYN) : undefined;
}

const nameOf = (type: CelType): string => ('name' in type ? type.name : type.kind);

export function sameType(one: CelType, other: CelType): boolean {
  if (one === other) return true;
  const inner = parametersOf(one);
  const others = parametersOf(other);
  if (one.kind !== other.kind || nameOf(one) !== nameOf(other) || inner.length !== others.length) return false;
  return inner.every((part, index) => sameType(part, others[index] ?? DYN));
}

/** As type errors write it: `list(int)`, `timestamp`. */
export function formatType(type: CelType): string {
  return format(type, type.kind === 'error' ? '!error!' : nameOf(type), formatType);
}

const DECLARED: Partial<Record<CelType['kind'], string>> = {
  null: 'null_type',
  duration: 'google.protobuf.Duration',
  timestamp: 'google.protobuf.Timestamp',
  any: 'google.protobuf.Any',
};

/** As `must evaluate to bool but got …` writes it: `google.protobuf.Timestamp`. */
export function typeString(type: CelType): string {
  return format(type, DECLARED[type.kind] ?? nameOf(type), typeString);
}

function format(type: CelType, name: string, inner: (type: CelType) => string): string {
  const parameters = parametersOf(type);
  return parameters.length === 0 ? name : `${name}(${parameters.map(inner).join(', ')})`;
}

/** What the type parameters of one check stand for, by their names. */
export type Substitutions = ReadonlyMap<string, CelType>;

/** Replaces what is bound; what is free becomes dyn if `freeToDyn`. */
export function substitute(bound: Substitutions, type: CelType, freeToDyn: boolean): CelType {
  if (type.kind === 'parameter') {
    const found = bound.get(type.name);
    if (found) return substitute(bound, found, freeToDyn);
    return freeToDyn ? DYN : type;
  }
  const inner = (part: CelType): CelType => substitute(bound, part, freeToDyn);
  switch (type.kind) {
    case 'list':
      return listType(inner(type.parameters[0]));
    case 'map':
      return mapType(inner(type.parameters[0]), inner(type.parameters[1]));
    case 'type':
    case 'opaque':
      return type.parameters.length === 0 ? type : { ...type, parameters: type.parameters.map(inner) };
    default:
      return type;
  }
}

/** The substitutions under which each of `given` may stand where `wanted` is asked; undefined if none do. */
export function unify(
  bound: Substitutions,
  given: readonly CelType[],
  wanted: readonly CelType[],
): Substitutions | undefined {
  const trial = new Map(bound);
  return assignableAll(trial, given, wanted) ? trial : undefined;
}

function assignableAll(bound: Map<string, CelType>, given: readonly CelType[], wanted: readonly CelType[]): boolean {
  return given.length === wanted.length && given.every((type, index) => assignable(bound, type, wanted[index] ?? DYN));
}

const NULLABLE: ReadonlySet<CelType['kind']> = new Set(['opaque', 'object', 'any', 'duration', 'timestamp', 'null']);

function assignable(bound: Map<string, CelType>, given: CelType, wanted: CelType): boolean {
  if (wanted.kind === 'parameter') {
    const verdict = stands(bound, given, wanted);
    if (verdict !== 'no') return verdict === 'yes';
  }
  if (given.kind === 'parameter') return stands(bound, wanted, given) === 'yes';
  if (isDynOrError(given) || isDynOrError(wanted)) return true;
  if (given.kind === 'null') return NULLABLE.has(wanted.kind);
  if (wanted.kind === 'null') return NULLABLE.has(given.kind);
  if (given.kind !== wanted.kind) return false;
  if (given.kind === 'type') return true;
  return nameOf(given) === nameOf(wanted) && assignableAll(bound, parametersOf(given), parametersOf(wanted));
}

/** Whether `type` may be what the parameter stands for; `never` when the parameter stands for something else already. */
function stands(
  bound: Map<string, CelType>,
  type: CelType,
  parameter: CelType & { kind: 'parameter' },
): 'yes' | 'no' | 'never' {
  if (sameType(type, parameter)) return 'yes';
  const known = bound.get(parameter.name);
  if (!known) {
    if (!isFree(bound, parameter, type)) return 'no';
    bound.set(parameter.name, type);
    return 'yes';
  }
  if (sameType(type, known)) return 'yes';
  if (!assignable(bound, type, known)) return 'never';
  const general = mostGeneral(type, known);
  if (isFree(bound, parameter, general)) bound.set(parameter.name, general);
  return 'yes';
}

/** The occurs check: the parameter is not part of the type. */
function isFree(bound: Substitutions, parameter: CelType & { kind: 'parameter' }, within: CelType): boolean {
  if (sameType(parameter, within)) return false;
  if (within.kind !== 'parameter') return parametersOf(within).every((part) => isFree(bound, parameter, part));
  const known = bound.get(within.name);
  return !known || isFree(bound, parameter, known);
}

export const mostGeneral = (one: CelType, other: CelType): CelType => (lessSpecific(one, other) ? one : other);

function lessSpecific(one: CelType, other: CelType): boolean {
  if (isDyn(one) || one.kind === 'parameter') return true;
  if (isDyn(other) || other.kind === 'parameter' || one.kind !== other.kind) return false;
  if (one.kind === 'type') return true;
  if (one.kind !== 'opaque' && one.kind !== 'list' && one.kind !== 'map') return sameType(one, other);
  const parts = parametersOf(other);
  if (nameOf(one) !== nameOf(other) || one.parameters.length !== parts.length) return false;
  return one.parameters.every((part, index) => lessSpecific(part, parts[index] ?? DYN));
}
