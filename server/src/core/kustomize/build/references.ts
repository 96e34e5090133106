// Names that a build gave objects, written where others refer to them: from the kinds' references, as everywhere. Of
// several objects that once had the name the one is meant that came the same way as who refers to it.
import { kindFacts, typeOf } from '../../kubernetes/kinds/catalogue.ts';
import type { ReferenceFact } from '../../kubernetes/kinds/kind.ts';
import { podReferences } from '../../kubernetes/kinds/podSpec.ts';
import type { PlainObject } from '../../yaml/plain.ts';
import { type BuiltObject, groupOf, kindOf, mappingsAt, nameOf, namespaceOf, setAt, wordAt } from './object.ts';

export function fixReferences(all: readonly BuiltObject[]): void {
  const renamed = new Map<string, BuiltObject[]>();
  for (const one of all) {
    const type = typeOf(groupOf(one), kindOf(one));
    for (const { name } of one.names) {
      const key = `${type}|${name}`;
      renamed.set(key, [...(renamed.get(key) ?? []).filter((other) => other !== one), one]);
    }
  }
  if (renamed.size > 0) for (const one of all) fix(one, renamed);
}

function fix(from: BuiltObject, renamed: ReadonlyMap<string, readonly BuiltObject[]>): void {
  const facts = kindFacts(groupOf(from), kindOf(from));
  // Kustomize's defaults (api/konfig/builtinpluginconsts, v5) name fields of built-in kinds only.
  if (facts?.isCustom) return;
  const pod = facts?.podTemplate;
  for (const reference of facts?.references ?? []) fixAt(from, '', reference, renamed);
  if (pod === undefined) return;
  const base = pod === '' ? 'spec' : `${pod}.spec`;
  for (const reference of podReferences) fixAt(from, base, reference, renamed);
}

function fixAt(
  from: BuiltObject,
  base: string,
  fact: ReferenceFact,
  renamed: ReadonlyMap<string, readonly BuiltObject[]>,
): void {
  const path = [base, fact.at].filter((part) => part !== '').join('.');
  for (const holder of mappingsAt(from.object, path, false)) {
    const parts = fact.name.split('.');
    const name = wordAt(holder, parts);
    const types = name === '' ? [] : typesOf(fact, holder);
    for (const type of types) {
      const target = targetOf(renamed.get(`${type}|${name}`) ?? [], from);
      if (!target) continue;
      setAt(holder, parts, nameOf(target));
      if (fact.namespace !== undefined && namespaceOf(target) !== '')
        setAt(holder, fact.namespace.split('.'), namespaceOf(target));
    }
  }
}

function typesOf({ to }: ReferenceFact, holder: PlainObject): readonly string[] {
  if (typeof to === 'string') return [to];
  const kind = wordAt(holder, to.kind.split('.'));
  return to.types.filter((type) => kind === '' || type.slice(type.indexOf('/') + 1) === kind);
}

function targetOf(candidates: readonly BuiltObject[], from: BuiltObject): BuiltObject | undefined {
  const near = candidates.filter((one) => one.through.some((folder) => from.through.includes(folder)));
  const shared = (one: BuiltObject) => one.through.filter((folder) => from.through.includes(folder)).length;
  return [...near].sort((a, b) => shared(b) - shared(a))[0];
}
