// Which objects a selector of a patch, a replacement or a transformer means (kustomize v5.8, api/types/selector.go): group,
// version, kind, name and namespace as regular expressions of the whole, labels and annotations as label selectors.
import { parseSelector, selectorMatches } from '../../kubernetes/selectors.ts';
import type { PlainObject } from '../../yaml/plain.ts';
import {
  type BuiltObject,
  currentId,
  effectiveNamespace,
  type Gvk,
  gvkOf,
  metadataWords,
  NotBuilt,
  originalId,
  wordAt,
} from './object.ts';

export function selected(all: readonly BuiltObject[], selector: PlainObject): readonly BuiltObject[] {
  const matches = matcherOf(selector);
  return all.filter((one) => {
    const [current, original] = [currentId(one), originalId(one)];
    return (
      (matches('namespace', effectiveNamespace(original)) || matches('namespace', effectiveNamespace(current))) &&
      (matches('name', original.name) || matches('name', current.name)) &&
      matchesGvk(matches, gvkOf(one)) &&
      hasSelectedPairs(one.object, selector)
    );
  });
}

export type Field = 'group' | 'version' | 'kind' | 'name' | 'namespace';
export type Matcher = (field: Field, value: string) => boolean;

/** What the selector leaves out matches anything. */
export function matcherOf(selector: PlainObject): Matcher {
  const patterns = new Map<Field, RegExp>();
  for (const field of ['group', 'version', 'kind', 'name', 'namespace'] as const) {
    const pattern = wordAt(selector, [field]);
    if (pattern !== '') patterns.set(field, expressionOf(pattern));
  }
  return (field, value) => patterns.get(field)?.test(value) ?? true;
}

export const matchesGvk = (matches: Matcher, { group, version, kind }: Gvk): boolean =>
  matches('group', group) && matches('version', version) && matches('kind', kind);

function expressionOf(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    throw new NotBuilt(`error parsing regexp: \`^(?:${pattern})$\``);
  }
}

export function hasSelectedPairs(object: PlainObject, selector: PlainObject): boolean {
  return (
    hasPairs(metadataWords(object, 'labels'), wordAt(selector, ['labelSelector'])) &&
    hasPairs(metadataWords(object, 'annotations'), wordAt(selector, ['annotationSelector']))
  );
}

function hasPairs(pairs: Readonly<Record<string, string>>, query: string): boolean {
  if (query === '') return true;
  const parsed = parseSelector(query);
  if ('error' in parsed) throw new NotBuilt(parsed.error);
  return selectorMatches(parsed.selector, pairs);
}
