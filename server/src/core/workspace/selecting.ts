// Selectors as they stand in a document, and the workloads whose pods they take. From the index: what a selector costs is
// what carries its labels, and everything only where it asks for nothing.
import type { Span } from '../finding.ts';
import { kindFacts } from '../kubernetes/kinds/catalogue.ts';
import type { SelectorFact } from '../kubernetes/kinds/kind.ts';
import { podSelectors } from '../kubernetes/kinds/podSpec.ts';
import { type Resource, resourcesOf } from '../kubernetes/resource.ts';
import {
  type Selector,
  selectorFromLabelSelector,
  selectorFromLabels,
  selectorMatches,
} from '../kubernetes/selectors.ts';
import type { Node } from '../yaml/nodes.ts';
import { nodeAt, resolved } from '../yaml/path.ts';
import { type ManifestDocument, perDocument, treeToRead } from './document.ts';
import { factsOf, type ObjectFact } from './facts.ts';
import type { Entry } from './index.ts';
import { joined, matchesOf, patternOf, wordOf, wordPairs } from './pattern.ts';
import { allObjects, mayShareNamespace, usesOfLabel } from './resolve.ts';
import type { Workspace } from './workspace.ts';

/** A selector of pods. */
export interface PodSelector {
  /** Number of the object in its document. */
  readonly object: number;
  readonly selector: Selector;
  readonly span: Span;
  /** Undefined: in all. */
  readonly namespace: string | undefined;
  readonly allNamespaces: boolean;
}

/** The selectors of pods in a document, those inside pod templates too. */
export const podSelectorsOf: (document: ManifestDocument) => readonly PodSelector[] = perDocument((document) =>
  factsOf(document).objects.length === 0
    ? []
    : resourcesOf(treeToRead(document).root).flatMap((resource, object) =>
        selectorsIn(resource, object, document.text),
      ),
);

function selectorsIn(resource: Resource, object: number, text: string): readonly PodSelector[] {
  const facts = kindFacts(resource.group, resource.kind);
  const template = facts?.podTemplate;
  const inPods = template === undefined ? [] : podSelectors.map((fact) => below(joined(template, 'spec'), fact));
  return [...(facts?.selectors ?? []), ...inPods]
    .filter(({ selects }) => selects === 'pods')
    .flatMap((fact) => {
      const dot = fact.path.lastIndexOf('.');
      return matchesOf(resource.node, patternOf(fact.path.slice(0, dot))).flatMap((holder) => {
        const node = resolved(nodeAt(holder, [fact.path.slice(dot + 1)]));
        const selector = node && readSelector(node, fact, text);
        if (!selector) return [];
        const allNamespaces = nodeAt(holder, ['namespaceSelector']) !== undefined;
        const span = { start: node.start, end: node.end };
        return [{ object, selector, span, namespace: resource.namespace, allNamespaces }];
      });
    });
}

function below(prefix: string, fact: SelectorFact): SelectorFact {
  return { ...fact, path: joined(prefix, fact.path) };
}

/** Undefined for what selects nothing, or cannot be read. */
function readSelector(node: Node, { form }: SelectorFact, text: string): Selector | undefined {
  const pairs = (of: Node | undefined) => Object.fromEntries(wordPairs(of, text).map(({ key, value }) => [key, value]));
  if (form === 'labels') {
    const labels = pairs(node);
    return Object.keys(labels).length === 0 ? undefined : selectorFromLabels(labels);
  }
  const word = (of: Node | undefined) => wordOf(of, text)?.word ?? '';
  const matchExpressions = matchesOf(node, patternOf('matchExpressions[*]')).map((expression) => ({
    key: word(nodeAt(expression, ['key'])),
    operator: word(nodeAt(expression, ['operator'])),
    values: matchesOf(expression, patternOf('values[*]')).map(word),
  }));
  const read = selectorFromLabelSelector({ matchLabels: pairs(nodeAt(node, ['matchLabels'])), matchExpressions });
  return 'error' in read ? undefined : read.selector;
}

/** The workloads whose pods a selector takes, in the order of the index. */
export function workloadsTaken(workspace: Workspace, selecting: PodSelector): readonly Entry<ObjectFact>[] {
  const taken = new Map<ObjectFact, Entry<ObjectFact>>();
  for (const entry of candidates(workspace, selecting.selector)) {
    if (!taken.has(entry.fact) && takes(selecting, entry.fact)) taken.set(entry.fact, entry);
  }
  return [...taken.values()];
}

export function takes(
  { selector, namespace, allNamespaces }: PodSelector,
  { podLabels, ...workload }: ObjectFact,
): boolean {
  if (podLabels === undefined || !selectorMatches(selector, podLabels)) return false;
  return allNamespaces || mayShareNamespace(workload.namespace, namespace);
}

/** Those that carry one of the values of a requirement that names values; else all that there are. */
function* candidates(workspace: Workspace, selector: Selector): Generator<Entry<ObjectFact>> {
  const named = selector.find(({ operator }) => operator === '=' || operator === '==' || operator === 'in');
  if (!named) {
    for (const entry of allObjects(workspace)) if (entry.fact.podLabels) yield entry;
    return;
  }
  for (const value of named.values) {
    for (const { uri, document, fact } of usesOfLabel(workspace, named.key, value)) {
      const object = fact.role === 'podLabel' ? factsOf(document).objects[fact.object] : undefined;
      if (object) yield { uri, document, fact: object };
    }
  }
}

/** The selectors that take a workload's pods; those that ask for no label in particular are left out. */
export function selectorsTaking(workspace: Workspace, workload: ObjectFact): readonly Entry<PodSelector>[] {
  const asked = Object.entries(workload.podLabels ?? {}).flatMap(([key, value]) => [
    ...usesOfLabel(workspace, key, value),
    ...usesOfLabel(workspace, key, ''),
  ]);
  const selecting = asked.filter(({ fact }) => fact.role === 'pods' || fact.role === 'expression');
  const documents = new Map(selecting.map((entry) => [entry.document, entry.uri]));
  return [...documents].flatMap(([document, uri]) =>
    podSelectorsOf(document)
      .filter((selector) => takes(selector, workload))
      .map((fact) => ({ uri, document, fact })),
  );
}
