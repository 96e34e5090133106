// Objects of the whole workspace by a query such as `web`, `deploy/web` or `shop web`.
import type { ObjectFact } from '../workspace/facts.ts';
import type { Entry } from '../workspace/index.ts';
import { kustomizationType } from '../workspace/kustomizationFacts.ts';
import { allObjects, siteOf } from '../workspace/resolve.ts';
import type { Site } from '../workspace/site.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface FoundObject {
  /** `Deployment/web`. */
  readonly name: string;
  readonly namespace: string;
  readonly site: Site;
}

const mostFound = 512;

/** Objects of which each word of the query says something: name, kind or namespace. The best come first. */
export function findObjects(workspace: Workspace, query: string): readonly FoundObject[] {
  const words = query
    .toLowerCase()
    .split(/[\s/]+/)
    .filter(Boolean);
  const ranked: { readonly rank: number; readonly entry: Entry<ObjectFact> }[] = [];
  for (const entry of allObjects(workspace)) {
    if (entry.fact.type === kustomizationType) continue;
    const rank = rankOf(words, entry.fact);
    if (rank !== undefined) ranked.push({ rank, entry });
  }
  ranked.sort((a, b) => a.rank - b.rank || compare(a.entry.fact.name, b.entry.fact.name));
  return ranked.slice(0, mostFound).map(({ entry }) => ({
    name: `${entry.fact.kind}/${entry.fact.name}`,
    namespace: entry.fact.namespace ?? '',
    site: siteOf(workspace, entry, entry.fact.nameSpan),
  }));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The sum over the words: 0 for the start of the name, more for worse; undefined when a word fits nowhere. */
function rankOf(words: readonly string[], { name, kind, namespace = '' }: ObjectFact): number | undefined {
  let rank = 0;
  for (const word of words) {
    const fits = [
      fitOf(word, name),
      ...kindForms(kind).map((form) => fitOf(word, form, 1)),
      fitOf(word, namespace, 2),
    ].filter((fit) => fit !== undefined);
    if (fits.length === 0) return undefined;
    rank += Math.min(...fits);
  }
  return rank;
}

/** Kinds are asked for in the plural, too: `deployments/web`, `networkpolicies`. */
function kindForms(kind: string): readonly string[] {
  return [
    kind,
    `${kind}${/(s|x|ch)$/.test(kind) ? 'es' : 's'}`,
    ...(kind.endsWith('y') ? [`${kind.slice(0, -1)}ies`] : []),
  ];
}

function fitOf(word: string, text: string, penalty = 0): number | undefined {
  const lower = text.toLowerCase();
  const at = lower.indexOf(word);
  if (at >= 0) return (at === 0 ? 0 : 3) + penalty;
  return lettersInOrder(word, lower) ? 10 + penalty : undefined;
}

function lettersInOrder(word: string, text: string): boolean {
  let at = 0;
  for (const letter of word) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
