// `vars`: values of objects, put where others write `$(NAME)` (kustomize v5.8, api/internal/accumulator, api/filters/refvar).
import { isPlainObject, type PlainObject, type PlainValue } from '../../yaml/plain.ts';
import { type FieldSpec, partsOf, writeField } from './fields.ts';
import {
  type BuiltObject,
  type Gvk,
  groupVersionOf,
  isClusterScoped,
  isSameGvk,
  isSameId,
  NotBuilt,
  type ResourceId,
  withAnyId,
  wordAt,
} from './object.ts';

export interface Variable {
  readonly name: string;
  readonly of: ResourceId;
  readonly fieldPath: string;
}

export function variableOf(says: PlainObject): Variable {
  const target = isPlainObject(says['objref']) ? says['objref'] : {};
  const apiVersion = wordAt(target, ['apiVersion']);
  const named: Gvk = {
    group: wordAt(target, ['group']),
    version: wordAt(target, ['version']),
    kind: wordAt(target, ['kind']),
  };
  const gvk = apiVersion === '' ? named : { ...named, ...groupVersionOf(apiVersion) };
  return {
    name: wordAt(says, ['name']),
    of: { ...gvk, name: wordAt(target, ['name']), namespace: wordAt(target, ['namespace']) },
    fieldPath: wordAt(says, ['fieldref', 'fieldPath']) || wordAt(says, ['fieldref', 'fieldpath']) || 'metadata.name',
  };
}

/** Takes note of which objects hold the values, before their names change further. */
export function declareVariables(
  all: readonly BuiltObject[],
  known: Map<string, Variable>,
  fresh: readonly Variable[],
) {
  for (const variable of fresh) {
    const { of } = variable;
    const isExact = of.namespace !== '' || isClusterScoped(of);
    const found = withAnyId(all, (id) => (isExact ? isSameId(id, of) : id.name === of.name && isSameGvk(id, of)));
    if (found.length > 1)
      throw new NotBuilt(`found ${found.length} resId matches for var ${variable.name} (unable to disambiguate)`);
    found[0]?.variables.push(variable.name);
  }
  addVariables(known, fresh);
}

export function addVariables(known: Map<string, Variable>, fresh: Iterable<Variable>): void {
  for (const variable of fresh) {
    if (known.has(variable.name)) throw new NotBuilt(`var '${variable.name}' already encountered`);
    known.set(variable.name, variable);
  }
}

export function resolveVariables(
  all: readonly BuiltObject[],
  known: ReadonlyMap<string, Variable>,
  specs: readonly FieldSpec[],
): void {
  if (known.size === 0) return;
  const values = new Map<string, PlainValue>();
  for (const variable of known.values()) values.set(variable.name, valueOfVariable(all, variable));
  for (const one of all)
    for (const spec of specs) writeField(one, spec, (value) => replacedIn(value, values), 'nothing');
}

function valueOfVariable(all: readonly BuiltObject[], { name, fieldPath }: Variable): PlainValue {
  const holder = all.find(({ variables }) => variables.includes(name));
  if (!holder) throw new NotBuilt(`var '${name}' cannot be mapped to a field in the set of known resources`);
  let value: PlainValue | undefined = holder.object;
  for (const part of partsOf(fieldPath.replaceAll(/\[(\d+)\]/g, '.$1'), '.')) {
    if (Array.isArray(value)) value = value[Number(part)];
    else value = isPlainObject(value) ? value[part] : undefined;
  }
  if (value === undefined) throw new NotBuilt(`field specified in var '${name}' not found in corresponding resource`);
  return value;
}

type Values = ReadonlyMap<string, PlainValue>;

function replacedIn(value: PlainValue, values: Values): PlainValue | undefined {
  if (typeof value === 'string') return replaced(value, values);
  if (Array.isArray(value)) {
    return value.map((item) => {
      if (typeof item !== 'string') throw new NotBuilt('invalid value type expect a string');
      return replaced(item, values);
    });
  }
  if (isPlainObject(value)) {
    for (const [key, inner] of Object.entries(value))
      if (typeof inner === 'string') value[key] = replaced(inner, values);
  }
  return undefined;
}

/** `$(NAME)` alone becomes the value as it is; `$$` is a dollar. Lists and mappings are no values. */
function replaced(text: string, values: Values): PlainValue {
  const whole = /^\$\(([^)]*)\)$/.exec(text)?.[1];
  const valueNamed = (name: string): PlainValue | undefined => {
    const value = values.get(name);
    return typeof value === 'object' ? undefined : value;
  };
  if (whole !== undefined) return valueNamed(whole) ?? text;
  return text.replaceAll(/\$(?:\$|\(([^)]*)\))/g, (found, name: string | undefined) =>
    name === undefined ? '$' : String(valueNamed(name) ?? found),
  );
}
