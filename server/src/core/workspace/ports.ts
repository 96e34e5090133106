// Ports across objects: what a Service's `targetPort` means in the containers of the pods that it selects.
import type { Span } from '../finding.ts';
import { kindFacts } from '../kubernetes/kinds/catalogue.ts';
import { type Resource, resourcesOf } from '../kubernetes/resource.ts';
import { nodeAt } from '../yaml/path.ts';
import { type ManifestDocument, treeToRead } from './document.ts';
import { joined, matchesOf, patternOf, wordOf, wordPairs } from './pattern.ts';
import { objectsOfType, podsSelected, siteOf } from './resolve.ts';
import type { Site } from './site.ts';
import type { Workspace } from './workspace.ts';

export interface PortUse {
  readonly port: string;
  readonly span: Span;
  readonly selector: Readonly<Record<string, string>>;
  readonly namespace: string | undefined;
}

/** Places of a document that mean a port of pods selected by an object of it. */
export function portUsesOf(document: ManifestDocument): readonly PortUse[] {
  return resourcesOf(treeToRead(document).root).flatMap((resource) => {
    const selected = kindFacts(resource.group, resource.kind)?.selectedPorts;
    if (!selected) return [];
    const [mapping] = matchesOf(resource.node, patternOf(selected.selector));
    const pairs = wordPairs(mapping, document.text);
    const selector = Object.fromEntries(pairs.map(({ key, value }) => [key, value]));
    return wordsAt(resource, selected.path, document.text).map(({ word, span }) => ({
      port: word,
      span,
      selector,
      namespace: resource.namespace,
    }));
  });
}

/** The names, and the numbers, of the containers' ports that a use means. */
export function selectedPorts(workspace: Workspace, use: PortUse): readonly Site[] {
  return podsSelected(workspace, use.selector, use.namespace).flatMap((entry) =>
    containerPortsOf(entry.document, entry.fact.span.start)
      .filter(({ word }) => word === use.port)
      .map(({ span }) => siteOf(workspace, entry, span)),
  );
}

/** The uses, in Services of the workspace, of a port of a workload. */
export function usesOfPort(
  workspace: Workspace,
  port: string,
  podLabels: Readonly<Record<string, string>>,
): readonly Site[] {
  return objectsOfType(workspace, 'Service').flatMap((entry) =>
    portUsesOf(entry.document)
      .filter((use) => use.port === port && selects(use.selector, podLabels))
      .map(({ span }) => siteOf(workspace, entry, span)),
  );
}

function selects(selector: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): boolean {
  const pairs = Object.entries(selector);
  return pairs.length > 0 && pairs.every(([key, value]) => labels[key] === value);
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
