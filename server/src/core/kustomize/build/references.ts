// Names that a build gave objects, written where others refer to them (kustomize v5.8, api/filters/nameref). Of several
// objects that once had the name that one is meant whose prefixes and suffixes end as those of who refers to it.
import { isPlainObject, type PlainObject, type PlainValue } from '../../yaml/plain.ts';
import { type FieldSpec, type ReferenceSpec, writeField } from './fields.ts';
import {
  type BuiltObject,
  currentId,
  effectiveNamespace,
  formerIds,
  type Gvk,
  idWords,
  isClusterScoped,
  isSelectedGvk,
  kindOf,
  NotBuilt,
  nameOf,
  namespaceOf,
  originalId,
  scalarText,
  wordAt,
} from './object.ts';

/** Objects that were never renamed are nobody's targets: most fields need not be looked at. */
export function fixReferences(all: readonly BuiltObject[], specs: readonly ReferenceSpec[]): void {
  const renamed = all.filter(({ names }) => names.length > 0);
  if (renamed.length === 0) return;
  for (const from of all) {
    const candidates = reachable(from, renamed);
    const id = originalId(from);
    for (const { referrers, ...to } of specs) {
      if (!candidates.some((one) => formerIds(one).some((former) => isSelectedGvk(former, to)))) continue;
      for (const field of referrers) {
        if (isSelectedGvk(id, field)) fixField({ from, to, field, candidates });
      }
    }
  }
}

interface Reference {
  readonly from: BuiltObject;
  readonly to: Gvk;
  readonly field: FieldSpec;
  readonly candidates: readonly BuiltObject[];
}

/** Those of its namespace or of none, and for a RoleBinding those of the namespaces of its accounts. */
function reachable(from: BuiltObject, all: readonly BuiltObject[]): readonly BuiltObject[] {
  const id = currentId(from);
  if (isClusterScoped(id)) return all;
  const accounts = new Set(kindOf(from) === 'RoleBinding' ? accountNamespaces(from) : []);
  return all.filter((one) => {
    const other = currentId(one);
    return (
      isClusterScoped(other) || effectiveNamespace(other) === effectiveNamespace(id) || accounts.has(namespaceOf(one))
    );
  });
}

function accountNamespaces(from: BuiltObject): readonly string[] {
  const { subjects } = from.object;
  if (!Array.isArray(subjects)) return [];
  return subjects
    .filter(isPlainObject)
    .filter(({ kind, namespace }) => kind === 'ServiceAccount' && namespace !== undefined)
    .map(({ namespace }) => {
      if (typeof namespace === 'string') return namespace;
      throw new NotBuilt(`Invalid Input: namespace is blank for resource "${idWords(currentId(from))}"`);
    });
}

function fixField(reference: Reference): void {
  const { from, field } = reference;
  // The object may have become another kind since.
  const { group, version, kind } = currentId(from);
  writeField(from, { ...field, group, version, kind }, (value) => fixed(reference, value), 'nothing');
}

function fixed(reference: Reference, value: PlainValue): PlainValue | undefined {
  if (value === null) return undefined;
  if (Array.isArray(value)) return value.map((item) => fixed(reference, item) ?? item);
  if (isPlainObject(value)) {
    fixMapping(reference, value);
    return undefined;
  }
  const target = targetOf(reference, scalarText(value), reference.candidates, (one) => nameOf(one));
  return target && nameOf(target) !== scalarText(value) ? nameOf(target) : undefined;
}

function fixMapping(reference: Reference, holder: PlainObject): void {
  if (holder['name'] === undefined) throw new NotBuilt("path config error; no 'name' field in node");
  const name = scalarText(holder['name']);
  const { namespace } = holder;
  const candidates =
    namespace === undefined ? reference.candidates : ofNamespace(reference.candidates, scalarText(namespace));
  const target = targetOf(reference, name, candidates, (one) => `${namespaceOf(one)}/${nameOf(one)}`);
  if (!target || (nameOf(target) === name && namespaceOf(target) === '')) return;
  holder['name'] = nameOf(target);
  if (namespaceOf(target) !== '') holder['namespace'] = namespaceOf(target);
}

/** Those that were written for the namespace, else those that are in it now. */
function ofNamespace(all: readonly BuiltObject[], namespace: string): readonly BuiltObject[] {
  const original = all.filter((one) => effectiveNamespace(originalId(one)) === namespace);
  return original.length > 0 ? original : all.filter((one) => effectiveNamespace(currentId(one)) === namespace);
}

function targetOf(
  { from, to, field }: Reference,
  name: string,
  candidates: readonly BuiltObject[],
  whatCounts: (one: BuiltObject) => string,
): BuiltObject | undefined {
  const role = field.path.endsWith('roleRef/name') ? roleOf(from.object) : undefined;
  const meant = candidates.filter((one) => {
    const former = formerIds(one);
    return (
      former.some((id) => id.name === name) &&
      former.some((id) => isSelectedGvk(id, to)) &&
      (!role || former.some((id) => isSelectedGvk(id, role))) &&
      isNear(from, one)
    );
  });
  if (meant.length < 2) return meant[0];
  let alike = meant.filter((one) => hasSameAffixes(from, one, true));
  if (alike.length > 1) alike = alike.filter((one) => hasSameAffixes(from, one, false));
  const [first] = alike;
  if (!first || alike.every((one) => whatCounts(one) === whatCounts(first))) return first;
  const ids = alike.map((one) => idWords(currentId(one))).join(', ');
  throw new NotBuilt(`found multiple possible referrals: ${ids}`);
}

function roleOf(object: PlainObject): Partial<Gvk> | undefined {
  const [group, kind] = [wordAt(object, ['roleRef', 'apiGroup']), wordAt(object, ['roleRef', 'kind'])];
  return group === '' || kind === '' ? undefined : { group, kind };
}

function isNear(from: BuiltObject, one: BuiltObject): boolean {
  const [here, there] = [currentId(from), currentId(one)];
  if (isClusterScoped(here) || isClusterScoped(there) || there.kind === 'ServiceAccount') return true;
  return effectiveNamespace(here) === effectiveNamespace(there);
}

function hasSameAffixes(a: BuiltObject, b: BuiltObject, allowsNone: boolean): boolean {
  const alike = (own: readonly string[], other: readonly string[]): boolean =>
    (allowsNone && (own.length === 0 || other.length === 0)) || hasSameEnd(own, other);
  return alike(a.prefixes, b.prefixes) && alike(a.suffixes, b.suffixes);
}

function hasSameEnd(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length > b.length ? [b, a] : [a, b];
  if (short.length === 0) return long.length === 0;
  return short.every((word, at) => word === long[at + long.length - short.length]);
}
