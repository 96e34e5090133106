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
  NotBuilt,
  type ResourceId,
  scalarText,
  wordAt,
} from './object.ts';

/** An object with what it is and was called: nothing of that changes while references are written. */
interface Known {
  readonly one: BuiltObject;
  readonly id: ResourceId;
  readonly former: readonly ResourceId[];
}

/** Objects that were never renamed are nobody's targets: most fields need not be looked at. */
export function fixReferences(all: readonly BuiltObject[], specs: readonly ReferenceSpec[]): void {
  const known = all.map((one): Known => ({ one, id: currentId(one), former: formerIds(one) }));
  const renamed = known.filter(({ former }) => former.length > 0);
  if (renamed.length === 0) return;
  const meant = specs.map(({ referrers, ...to }) => ({
    referrers,
    to,
    targets: renamed.filter(({ former }) => former.some((id) => isSelectedGvk(id, to))),
  }));
  const told = meant.filter(({ targets }) => targets.length > 0);
  for (const from of known) {
    const original = from.former[0] ?? from.id;
    for (const { referrers, to, targets } of told) {
      const fields = referrers.filter((field) => isSelectedGvk(original, field));
      const candidates = fields.length > 0 ? reachable(from, targets) : [];
      if (candidates.length > 0) for (const field of fields) fixField({ from, to, field, candidates });
    }
  }
}

interface Reference {
  readonly from: Known;
  readonly to: Gvk;
  readonly field: FieldSpec;
  /** Once of the kind that is referred to, and renamed since. */
  readonly candidates: readonly Known[];
}

/** Those of its namespace or of none, and for a RoleBinding those of the namespaces of its accounts. */
function reachable({ one: from, id }: Known, all: readonly Known[]): readonly Known[] {
  if (isClusterScoped(id)) return all;
  const namespace = effectiveNamespace(id);
  const accounts = new Set(id.kind === 'RoleBinding' ? accountNamespaces(from) : []);
  return all.filter(
    (other) =>
      isClusterScoped(other.id) || effectiveNamespace(other.id) === namespace || accounts.has(other.id.namespace),
  );
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
  const { group, version, kind } = from.id;
  writeField(from.one, { ...field, group, version, kind }, (value) => fixed(reference, value), 'nothing');
}

function fixed(reference: Reference, value: PlainValue): PlainValue | undefined {
  if (value === null) return undefined;
  if (Array.isArray(value)) return value.map((item) => fixed(reference, item) ?? item);
  if (isPlainObject(value)) {
    fixMapping(reference, value);
    return undefined;
  }
  const target = targetOf(reference, scalarText(value), reference.candidates, ({ name }) => name);
  return target && target.name !== scalarText(value) ? target.name : undefined;
}

function fixMapping(reference: Reference, holder: PlainObject): void {
  if (holder['name'] === undefined) throw new NotBuilt("path config error; no 'name' field in node");
  const name = scalarText(holder['name']);
  const { namespace } = holder;
  const candidates =
    namespace === undefined ? reference.candidates : ofNamespace(reference.candidates, scalarText(namespace));
  const target = targetOf(reference, name, candidates, ({ name: now, namespace: there }) => `${there}/${now}`);
  if (!target || (target.name === name && target.namespace === '')) return;
  holder['name'] = target.name;
  if (target.namespace !== '') holder['namespace'] = target.namespace;
}

/** Those that were written for the namespace, else those that are in it now. */
function ofNamespace(all: readonly Known[], namespace: string): readonly Known[] {
  const original = all.filter(({ former: [first] }) => first !== undefined && effectiveNamespace(first) === namespace);
  return original.length > 0 ? original : all.filter(({ id }) => effectiveNamespace(id) === namespace);
}

function targetOf(
  { from, field }: Reference,
  name: string,
  candidates: readonly Known[],
  whatCounts: (id: ResourceId) => string,
): ResourceId | undefined {
  const role = field.path.endsWith('roleRef/name') ? roleOf(from.one.object) : undefined;
  const meant = candidates.filter(
    ({ former, id }) =>
      former.some((one) => one.name === name) &&
      (!role || former.some((one) => isSelectedGvk(one, role))) &&
      isNear(from.id, id),
  );
  if (meant.length < 2) return meant[0]?.id;
  let alike = meant.filter(({ one }) => hasSameAffixes(from.one, one, true));
  if (alike.length > 1) alike = alike.filter(({ one }) => hasSameAffixes(from.one, one, false));
  const [first] = alike;
  if (!first || alike.every(({ id }) => whatCounts(id) === whatCounts(first.id))) return first?.id;
  throw new NotBuilt(`found multiple possible referrals: ${alike.map(({ id }) => idWords(id)).join(', ')}`);
}

function roleOf(object: PlainObject): Partial<Gvk> | undefined {
  const [group, kind] = [wordAt(object, ['roleRef', 'apiGroup']), wordAt(object, ['roleRef', 'kind'])];
  return group === '' || kind === '' ? undefined : { group, kind };
}

function isNear(here: ResourceId, there: ResourceId): boolean {
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
