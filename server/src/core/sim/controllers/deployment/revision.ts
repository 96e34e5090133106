// A Deployment's ReplicaSets by template: which is the new one, which revision it has, what a new one looks like.
// Source: pkg/controller/deployment/sync.go, util/deployment_util.go (v1.36). Pure.
import { sameMeaning } from '../../json.ts';
import {
  asJson,
  type Deployment,
  type Labels,
  type NewObject,
  type PodTemplateSpec,
  type ReplicaSet,
} from '../../objects.ts';
import { podTemplateHash } from '../../templateHash.ts';
import { controllerRef } from '../claim.ts';
import { byAge, desiredAnnotation, maxAnnotation, maxSurge } from './arithmetic.ts';

export const hashLabel = 'pod-template-hash';
export const revisionAnnotation = 'deployment.kubernetes.io/revision';
const historyAnnotation = 'deployment.kubernetes.io/revision-history';
const historyLimit = 2000;

const notCopied = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  revisionAnnotation,
  historyAnnotation,
  desiredAnnotation,
  maxAnnotation,
  'deprecated.deployment.rollback.to',
]);

const compared = new WeakMap<PodTemplateSpec, WeakMap<PodTemplateSpec, boolean>>();

/** `EqualIgnoreHash`. Templates are values: two of them are compared once. */
export function sameTemplate(a: PodTemplateSpec, b: PodTemplateSpec): boolean {
  const others = compared.get(a) ?? new WeakMap<PodTemplateSpec, boolean>();
  compared.set(a, others);
  const same = others.get(b) ?? sameMeaning(asJson(withoutHash(a)), asJson(withoutHash(b)));
  others.set(b, same);
  return same;
}

export function withoutHash(template: PodTemplateSpec): PodTemplateSpec {
  const { [hashLabel]: _hash, ...labels } = template.metadata?.labels ?? {};
  return { ...template, metadata: { ...template.metadata, labels } };
}

/** `FindNewReplicaSet`: the oldest with the Deployment's template. */
export function findNewSet(deployment: Deployment, sets: readonly ReplicaSet[]): ReplicaSet | undefined {
  return [...sets].sort(byAge).find((set) => sameTemplate(set.spec.template, deployment.spec.template));
}

export function revisionOf(set: ReplicaSet): number {
  const text = set.metadata.annotations?.[revisionAnnotation];
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : 0;
}

export function templateHash(template: PodTemplateSpec, collisions: number | undefined): string {
  return podTemplateHash(asJson(template), collisions);
}

/** `generateReplicaSetName`: at most 253 characters. */
export function setName(deployment: Deployment, hash: string): string {
  return `${deployment.metadata.name.slice(0, 253 - 1 - hash.length)}-${hash}`;
}

/** The annotations the new set should have; the same object when nothing changes. `SetNewReplicaSetAnnotations`. */
export function newSetAnnotations(deployment: Deployment, current: Labels, revision: number): Labels {
  const out: Record<string, string> = { ...current };
  for (const [key, value] of Object.entries(deployment.metadata.annotations ?? {}))
    if (!notCopied.has(key)) out[key] = value;
  const before = current[revisionAnnotation];
  if (Number(before ?? 0) < revision) {
    out[revisionAnnotation] = String(revision);
    if (before !== undefined) out[historyAnnotation] = history(current[historyAnnotation], before);
  }
  const changed = Object.keys(out).some((key) => out[key] !== current[key]);
  return changed ? out : current;
}

/** Former revisions, oldest dropped when the text grows too long. */
function history(text: string | undefined, before: string): string {
  const all = [...(text ? text.split(',') : []), before];
  while (all.join().length > historyLimit) all.shift();
  return all.join();
}

export function replicaAnnotations(deployment: Deployment): Record<string, string> {
  const { replicas } = deployment.spec;
  return { [desiredAnnotation]: String(replicas), [maxAnnotation]: String(replicas + maxSurge(deployment)) };
}

/** A ReplicaSet for the Deployment's template. */
export function newReplicaSet(deployment: Deployment, hash: string, replicas: number, revision: number): NewObject {
  const { template, selector, minReadySeconds } = deployment.spec;
  const labels = { ...template.metadata?.labels, [hashLabel]: hash };
  const annotations = { ...newSetAnnotations(deployment, {}, revision), ...replicaAnnotations(deployment) };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: setName(deployment, hash),
      namespace: deployment.metadata.namespace ?? 'default',
      labels,
      annotations,
      ownerReferences: [controllerRef(deployment)],
    },
    spec: {
      replicas,
      ...(minReadySeconds && { minReadySeconds }),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [hashLabel]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  } as NewObject;
}
