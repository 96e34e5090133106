// What refactorings ask of an object that makes pods: its labels and selector, its containers and their ports.
// Read from the manifest as written; what is not there is undefined, never guessed.
import { podTemplatePath } from '../../kubernetes/podTemplatePath.ts';
import { type Resource, wordsAt } from '../../kubernetes/resource.ts';
import type { Path } from '../../yaml/nodes.ts';
import { nodeAt } from '../../yaml/path.ts';
import { isPlainObject, type PlainObject, type PlainValue, toPlain } from '../../yaml/plain.ts';
import { onHead, type RefactoringPlace } from './refactoring.ts';

/** Kinds whose number of pods is a field that others may set. */
export const SCALED = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];

export interface Workload {
  readonly resource: Resource;
  /** From the document's root to what holds the pod's `metadata` and `spec`. */
  readonly template: Path;
  readonly podLabels: PlainObject;
  readonly ports: readonly WorkloadPort[];
}

export interface WorkloadPort {
  readonly name?: string;
  readonly containerPort: number;
  readonly protocol?: string;
}

/** The workload whose head the cursor is on. */
export function workloadAt(place: RefactoringPlace): Workload | undefined {
  const { resource } = place;
  const below = resource && podTemplatePath(resource.kind);
  if (!resource || !below || resource.name === '' || !onHead(place)) return undefined;
  const podLabels = Object.fromEntries(wordsAt(resource.node, [...below, 'metadata', 'labels']));
  const containers = listAt(resource, [...below, 'spec', 'containers']);
  const ports = containers.flatMap((container) => (isPlainObject(container) ? portsOf(container) : []));
  return { resource, template: [...resource.path, ...below], podLabels, ports };
}

function listAt(resource: Resource, path: Path): readonly PlainValue[] {
  const { value } = toPlain(nodeAt(resource.node, path));
  return Array.isArray(value) ? value : [];
}

function portsOf({ ports }: PlainObject): WorkloadPort[] {
  if (!Array.isArray(ports)) return [];
  return ports.filter(isPlainObject).flatMap(({ name, containerPort, protocol }) =>
    typeof containerPort === 'number'
      ? [
          {
            containerPort,
            ...(typeof name === 'string' ? { name } : {}),
            ...(typeof protocol === 'string' ? { protocol } : {}),
          },
        ]
      : [],
  );
}

/** `metadata` of an object that belongs to the workload: its namespace, and its labels where it has some. */
export function metadataBeside({ resource }: Workload, name = resource.name): PlainObject {
  const labels = Object.fromEntries(wordsAt(resource.node, ['metadata', 'labels']));
  return {
    name,
    ...(resource.namespace === undefined ? {} : { namespace: resource.namespace }),
    ...(Object.keys(labels).length > 0 ? { labels } : {}),
  };
}
