// Ports across objects: what a Service's `targetPort` means in the containers of the pods that it selects.
import type { Span } from '../finding.ts';
import { kindFacts } from '../kubernetes/kinds/catalogue.ts';
import { type Resource, resourcesOf } from '../kubernetes/resource.ts';
import { nodeAt } from '../yaml/path.ts';
import { type ManifestDocument, perDocument, treeToRead } from './document.ts';
import type { ObjectFact } from './facts.ts';
import type { Entry } from './index.ts';
import { localNamesOf } from './locals.ts';
import { joined, matchesOf, patternOf, wordOf, wordPairs } from './pattern.ts';
import { carries, mayShareNamespace, podsSelected, siteOf, usesOfLabel } from './resolve.ts';
import type { Site } from './site.ts';
import type { Workspace } from './workspace.ts';

export interface PortUse {
  readonly port: string;
  readonly span: Span;
  readonly selector: Readonly<Record<string, string>>;
  readonly namespace: string | undefined;
}

/** Places of a document that mean a port of pods selected by an object of it. */
export const portUsesOf: (document: ManifestDocument) => readonly PortUse[] = perDocument((document) =>
  resourcesOf(treeToRead(document).root).flatMap((resource) =>
    (kindFacts(resource.group, resource.kind)?.selectedPorts ?? []).flatMap(({ path, selector }) => {
      const [mapping] = matchesOf(resource.node, patternOf(selector));
      const pairs = wordPairs(mapping, document.text).map(({ key, value }) => [key, value] as const);
      const { namespace } = resource;
      return wordsAt(resource, path, document.text).map(({ word, span }) => ({
        port: word,
        span,
        selector: Object.fromEntries(pairs),
        namespace,
      }));
    }),
  ),
);

/** All places of one port: in the containers of the workloads that have it, and in what selects their pods. */
export interface PortPlaces {
  readonly definitions: readonly Site[];
  readonly uses: readonly Site[];
}

/** The port that an object asks of the pods it selects, with everybody else who asks the same workloads for it. */
export function placesOfSelectedPort(workspace: Workspace, use: PortUse): PortPlaces {
  return placesFrom(workspace, use.port, podsSelected(workspace, use.selector, use.namespace));
}

/** A port of a workload, with everybody who asks for it. */
export function placesOfPort(workspace: Workspace, port: string, workload: Entry<ObjectFact>): PortPlaces {
  return placesFrom(workspace, port, [workload]);
}

/** Workloads lead to what selects them, and that to further workloads with such a port, until nothing is new. */
function placesFrom(workspace: Workspace, port: string, from: readonly Entry<ObjectFact>[]): PortPlaces {
  const workloads = new Map<ObjectFact, PortPlaces>();
  const uses = new Map<PortUse, Site>();
  const left = [...from];
  for (let entry = left.pop(); entry; entry = left.pop()) {
    if (workloads.has(entry.fact)) continue;
    const here = portIn(workspace, port, entry);
    if (here.definitions.length === 0) continue;
    workloads.set(entry.fact, here);
    for (const [use, site] of usesOfPort(workspace, port, entry.fact)) {
      if (uses.has(use)) continue;
      uses.set(use, site);
      left.push(...podsSelected(workspace, use.selector, use.namespace));
    }
  }
  const inWorkloads = [...workloads.values()];
  return {
    definitions: inWorkloads.flatMap(({ definitions }) => definitions),
    uses: [...inWorkloads.flatMap((places) => places.uses), ...uses.values()],
  };
}

function portIn(workspace: Workspace, port: string, entry: Entry<ObjectFact>): PortPlaces {
  const { start, end } = entry.fact.span;
  const isHere = (span: Span) => start <= span.start && span.end <= end;
  const named = localNamesOf(entry.document).filter(({ what, name }) => what === 'port' && name === port);
  const sites = (spans: readonly Span[]) => spans.filter(isHere).map((span) => siteOf(workspace, entry, span));
  return {
    definitions: sites(named.flatMap(({ definitions }) => definitions)),
    uses: sites(named.flatMap((name) => name.uses)),
  };
}

/** Where objects that select pods with these labels ask for the port. */
function usesOfPort(
  workspace: Workspace,
  port: string,
  { podLabels = {}, namespace }: ObjectFact,
): readonly (readonly [PortUse, Site])[] {
  const selecting = Object.entries(podLabels).flatMap(([key, value]) =>
    usesOfLabel(workspace, key, value).filter(({ fact }) => fact.role === 'pods'),
  );
  const documents = new Map(selecting.map((entry) => [entry.document, entry]));
  return [...documents.values()].flatMap((entry) =>
    portUsesOf(entry.document)
      .filter((use) => use.port === port && selects(use.selector, podLabels))
      .filter((use) => mayShareNamespace(use.namespace, namespace))
      .map((use) => [use, siteOf(workspace, entry, use.span)] as const),
  );
}

function selects(selector: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): boolean {
  return Object.keys(selector).length > 0 && carries(labels, selector);
}

/** Names and numbers of the ports in the pod template of the object that starts at `start`. */
export function containerPortsOf(
  document: ManifestDocument,
  start: number,
): readonly { readonly word: string; readonly span: Span }[] {
  const resource = resourcesOf(treeToRead(document).root).find(({ node }) => node.start === start);
  const template = resource && kindFacts(resource.group, resource.kind)?.podTemplate;
  if (!resource || template === undefined) return [];
  return ['containers', 'initContainers'].flatMap((list) =>
    ['name', 'containerPort'].flatMap((key) =>
      wordsAt(resource, joined(template, `spec.${list}[*].ports[*].${key}`), document.text),
    ),
  );
}

/** The number of a container port that has this name, in the pod template of the object that starts at `start`. */
export function containerPortNumber(document: ManifestDocument, start: number, name: string): string | undefined {
  const resource = resourcesOf(treeToRead(document).root).find(({ node }) => node.start === start);
  const template = resource && kindFacts(resource.group, resource.kind)?.podTemplate;
  if (!resource || template === undefined) return undefined;
  const ports = ['containers', 'initContainers'].flatMap((list) =>
    matchesOf(resource.node, patternOf(joined(template, `spec.${list}[*].ports[*]`))),
  );
  const port = ports.find((node) => wordOf(nodeAt(node, ['name']), document.text)?.word === name);
  return wordOf(nodeAt(port, ['containerPort']), document.text)?.word;
}

function wordsAt(resource: Resource, path: string, text: string) {
  return matchesOf(resource.node, patternOf(path)).flatMap((node) => wordOf(node, text) ?? []);
}
