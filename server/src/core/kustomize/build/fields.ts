// Fields that transformers write or read, named as kustomize names them: `spec/template/spec/containers[]/image`, of a
// kind. Walking to them, and the tables of them that configurations widen (v5.8, api/filters/fieldspec,
// api/internal/plugins/builtinconfig).
import { isPlainObject, type PlainObject, type PlainValue } from '../../yaml/plain.ts';
import { defaultFields, defaultReferences, type FieldTable } from './fields.data.ts';
import { type BuiltObject, currentId, type Gvk, gvkOf, idWords, isSameGvk, isSelectedGvk, NotBuilt } from './object.ts';
import { comparedGvk } from './order.ts';

export interface FieldSpec extends Gvk {
  readonly path: string;
  readonly create: boolean;
}

export interface ReferenceSpec extends Gvk {
  readonly referrers: readonly FieldSpec[];
}

const tables = [
  'namePrefix',
  'nameSuffix',
  'namespace',
  'commonLabels',
  'labels',
  'templateLabels',
  'commonAnnotations',
  'varReference',
  'images',
  'replicas',
] as const;
export type FieldTables = Readonly<Record<(typeof tables)[number], readonly FieldSpec[]>> & {
  readonly nameReference: readonly ReferenceSpec[];
};

/** `Kind`, or `Kind.version.group`; `*` is any kind. */
function gvkNamed(words: string): Gvk {
  const [kind = '', version = '', ...group] = words.split('.');
  return { group: group.join('.'), version, kind: kind === '*' ? '' : kind };
}

function specsOf(table: FieldTable): readonly FieldSpec[] {
  return Object.entries(table).flatMap(([path, kinds]) =>
    kinds.split(' ').map((kind) => ({
      ...gvkNamed(kind),
      path: path.startsWith('+') ? path.slice(1) : path,
      create: path.startsWith('+'),
    })),
  );
}

let defaults: FieldTables | undefined;

export function defaultTables(): FieldTables {
  defaults ??= {
    ...emptyTables,
    ...Object.fromEntries(Object.entries(defaultFields).map(([name, table]) => [name, inOrder(specsOf(table))])),
    nameReference: inOrder(
      Object.entries(defaultReferences).map(([to, table]) => ({ ...gvkNamed(to), referrers: specsOf(table) })),
    ),
  };
  return defaults;
}

export const emptyTables: FieldTables = {
  namePrefix: [],
  nameSuffix: [],
  namespace: [],
  commonLabels: [],
  labels: [],
  templateLabels: [],
  commonAnnotations: [],
  varReference: [],
  images: [],
  replicas: [],
  nameReference: [],
};

export function mergedTables(a: FieldTables, b: FieldTables): FieldTables {
  if (a === b || b === emptyTables || (a === emptyTables && b === defaults)) return a === emptyTables ? b : a;
  const merged = Object.fromEntries(tables.map((name) => [name, inOrder(mergedSpecs(a[name], b[name]))]));
  const nameReference = inOrder(b.nameReference.reduce(withReference, a.nameReference));
  return { ...emptyTables, ...merged, nameReference };
}

/** Which of two that say the same is kept depends on it. */
const inOrder = <T extends Gvk>(specs: readonly T[]): readonly T[] => [...specs].sort(comparedGvk);

function withReference(all: readonly ReferenceSpec[], one: ReferenceSpec): readonly ReferenceSpec[] {
  if (!all.some((other) => isSameGvk(other, one))) return [...all, one];
  return all.map((other) =>
    isSameGvk(other, one) ? { ...other, referrers: mergedSpecs(other.referrers, one.referrers) } : other,
  );
}

export function mergedSpecs(a: readonly FieldSpec[], b: readonly FieldSpec[]): readonly FieldSpec[] {
  if (a === b) return a;
  const merged = [...a];
  for (const spec of b) {
    const known = merged.find((other) => other.path === spec.path && isSelectedGvk(other, spec));
    if (!known) merged.push(spec);
    else if (known.create !== spec.create) throw new NotBuilt('conflicting fieldspecs');
  }
  return merged;
}

/** Tables as a file of `configurations` writes them. */
export function tablesOf(says: PlainObject): FieldTables {
  for (const key of Object.keys(says)) {
    if (key !== 'nameReference' && !tables.some((name) => name === key))
      throw new NotBuilt(`error unmarshaling JSON: while decoding JSON: json: unknown field ${JSON.stringify(key)}`);
  }
  const read = Object.fromEntries(tables.map((name) => [name, inOrder(fieldSpecsOf(says[name]))]));
  const references = Array.isArray(says['nameReference']) ? says['nameReference'].filter(isPlainObject) : [];
  const nameReference = references.map((one) => ({ ...gvkIn(one), referrers: fieldSpecsOf(one['fieldSpecs']) }));
  return { ...emptyTables, ...read, nameReference: inOrder(nameReference) };
}

export function fieldSpecsOf(value: PlainValue | undefined): readonly FieldSpec[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter(isPlainObject)
    .map((one) => ({ ...gvkIn(one), path: String(one['path'] ?? ''), create: one['create'] === true }));
}

const gvkIn = ({ group, version, kind }: PlainObject): Gvk => ({
  group: String(group ?? ''),
  version: String(version ?? ''),
  kind: String(kind ?? ''),
});

/** The parts of a path, where `\/` is no separator. */
export function partsOf(path: string, separator: string): string[] {
  const parts: string[] = [];
  let isOpen = false;
  for (const part of path.split(separator)) {
    const last = parts.length - 1;
    if (isOpen) parts[last] = `${parts[last]?.slice(0, -1)}${separator}${part}`;
    else parts.push(part);
    isOpen = part.endsWith('\\');
  }
  return parts.length > 1 && parts[0] === '' ? parts.slice(1) : parts;
}

/** Gives the value that is to stand in the place of another; undefined leaves it as it is. */
export type Setter = (value: PlainValue) => PlainValue | undefined;

/** What is made where a field is missing: a mapping to be filled, or a scalar that the setter gives. */
export type Made = 'mapping' | 'scalar' | 'nothing';

/** Puts what the setter gives into the fields that a spec names, where the object is of its kind. */
export function writeField(one: BuiltObject, spec: FieldSpec, set: Setter, made: Made): void {
  if (!isSelectedGvk(gvkOf(one), spec)) return;
  const parts = partsOf(spec.path, '/');
  const walk: Walk = { one, spec, set, made: spec.create ? made : 'nothing' };
  intoMapping(walk, one.object, parts);
}

interface Walk {
  readonly one: BuiltObject;
  readonly spec: FieldSpec;
  readonly set: Setter;
  readonly made: Made;
}

function intoMapping(walk: Walk, holder: PlainObject, [part = '', ...rest]: readonly string[]): void {
  const isList = part.endsWith('[]');
  const key = isList ? part.slice(0, -2) : part;
  if (key === '') throw faultAt(walk, 'cannot set or create an empty field name');
  const isMade = walk.made !== 'nothing' && !isList;
  let value = Object.hasOwn(holder, key) ? holder[key] : undefined;
  if (value === undefined && !isMade) return;
  if (isMade && (value === undefined || value === null)) {
    value = rest.length > 0 || walk.made === 'mapping' ? {} : '';
    holder[key] = value;
  }
  holder[key] = written(walk, value ?? null, rest);
}

function written(walk: Walk, value: PlainValue, rest: readonly string[]): PlainValue {
  if (rest.length === 0) return walk.set(value) ?? value;
  if (value === null) return value;
  if (isPlainObject(value)) intoMapping(walk, value, rest);
  else if (Array.isArray(value)) for (const [at, item] of value.entries()) value[at] = written(walk, item, rest);
  else throw faultAt(walk, 'expected sequence or mapping node');
  return value;
}

const faultAt = ({ one, spec }: Walk, why: string): NotBuilt =>
  new NotBuilt(`considering field '${spec.path}' of object ${idWords(currentId(one))}: ${why}`);
