// Names that mean something within one object: volumes and their mounts, containers, named ports and the probes that
// use them. From the kinds' data, for one document at a time; nothing of it is kept in the index.
import type { Span } from '../finding.ts';
import { kindFacts } from '../kubernetes/kinds/catalogue.ts';
import type { LocalFact } from '../kubernetes/kinds/kind.ts';
import { podLocals } from '../kubernetes/kinds/podSpec.ts';
import { type Resource, resourcesOf } from '../kubernetes/resource.ts';
import { type ManifestDocument, perDocument, treeToRead } from './document.ts';
import { factsOf } from './facts.ts';
import { joined, matchesOf, patternOf, wordOf } from './pattern.ts';

export interface LocalName {
  readonly what: LocalFact['what'];
  readonly name: string;
  readonly definitions: readonly Span[];
  readonly uses: readonly Span[];
}

/** Every local name of a document that is defined or used, each with all its places. */
export const localNamesOf: (document: ManifestDocument) => readonly LocalName[] = perDocument((document) =>
  factsOf(document).objects.length === 0
    ? []
    : resourcesOf(treeToRead(document).root).flatMap((resource) => localsOf(resource, document.text)),
);

function localsOf(resource: Resource, text: string): readonly LocalName[] {
  const facts = kindFacts(resource.group, resource.kind);
  const own = [...(facts?.locals ?? [])];
  if (facts?.podTemplate !== undefined) {
    const spec = joined(facts.podTemplate, 'spec');
    own.push(...podLocals.map((local) => prefixed(local, facts.podTemplate ?? '', spec)));
  }
  return merged(own.flatMap((local) => namesOf(resource, local, text)));
}

function prefixed(local: LocalFact, template: string, spec: string): LocalFact {
  if (local.within !== '') return { ...local, within: joined(spec, local.within) };
  const below = (path: string) => joined(spec, path);
  const beside = (local.fromMetadata ?? []).map((path) => joined(template, 'metadata', path));
  return { ...local, from: [...local.from.map(below), ...beside], to: local.to.map(below) };
}

function namesOf(
  resource: Resource,
  local: LocalFact,
  text: string,
): readonly (LocalName & { readonly scope: number })[] {
  return matchesOf(resource.node, patternOf(local.within)).flatMap((node) => {
    const words = (paths: readonly string[]) =>
      paths.flatMap((path) => matchesOf(node, patternOf(path)).flatMap((match) => wordOf(match, text) ?? []));
    const definitions = words(local.numbers === undefined ? local.to : [...local.to, local.numbers]);
    const defined = new Set(definitions.map(({ word }) => word));
    // A port that is a number need not be listed anywhere.
    const uses = words(local.from).filter(
      ({ word }) => local.what !== 'port' || !/^\d+$/.test(word) || defined.has(word),
    );
    const names = new Set([...definitions, ...uses].map(({ word }) => word));
    const scope = local.within === '' ? resource.node.start : node.start;
    return [...names].map((name) => ({
      what: local.what,
      scope,
      name,
      definitions: definitions.filter(({ word }) => word === name).map(({ span }) => span),
      uses: uses.filter(({ word }) => word === name).map(({ span }) => span),
    }));
  });
}

/** A volume may be defined by the pod and by a claim template: one name, places from both. */
function merged(names: readonly (LocalName & { readonly scope: number })[]): readonly LocalName[] {
  const byName = new Map<string, LocalName>();
  for (const { scope, ...name } of names) {
    const key = `${name.what}|${scope}|${name.name}`;
    const known = byName.get(key);
    byName.set(key, known ? { ...known, ...bothPlaces(known, name) } : name);
  }
  return [...byName.values()];
}

function bothPlaces(a: LocalName, b: LocalName): Pick<LocalName, 'definitions' | 'uses'> {
  const distinct = (spans: readonly Span[]) => [...new Map(spans.map((span) => [span.start, span])).values()];
  return { definitions: distinct([...a.definitions, ...b.definitions]), uses: distinct([...a.uses, ...b.uses]) };
}
