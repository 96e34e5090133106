// ControllerRevisions: the templates a StatefulSet or DaemonSet has had. Source: pkg/controller/history (v1.36).
import { refOf } from '../cluster.ts';
import type { ClusterView } from '../frame.ts';
import { sameMeaning } from '../json.ts';
import {
  asJson,
  type ControllerRevision,
  type KubeObject,
  type LabelSelector,
  type Labels,
  type NewObject,
  type PodTemplateSpec,
} from '../objects.ts';
import { matchesSelector } from '../selectors.ts';
import { podTemplateHash, revisionHash } from '../templateHash.ts';
import { claim, controllerRef } from './claim.ts';
import type { Doing } from './podControl.ts';

interface Templated extends KubeObject {
  readonly spec: { readonly template: PodTemplateSpec; readonly selector?: LabelSelector };
  readonly status?: { readonly collisionCount?: number };
}

/** Oldest first: by revision, then creation, then name. */
export function revisionsOf(view: ClusterView, owner: KubeObject): readonly ControllerRevision[] {
  const all = view.controlledBy('ControllerRevision', owner.metadata.uid);
  return [...all].sort((a, b) => a.revision - b.revision || (a.metadata.name < b.metadata.name ? -1 : 1));
}

function dataOf(template: PodTemplateSpec) {
  return { spec: { template: { ...asJson(template), $patch: 'replace' } } };
}

function sameData(revision: ControllerRevision, template: PodTemplateSpec): boolean {
  return sameMeaning(revision.data, dataOf(template));
}

/** The template a revision holds. */
export function templateOf(revision: ControllerRevision): PodTemplateSpec {
  const { spec } = revision.data as unknown as { spec: { template: PodTemplateSpec & { $patch?: string } } };
  const { $patch: _patch, ...template } = spec.template;
  return template;
}

/** Takes over revisions that another owner of the same pods left behind; `adoptOrphanRevisions`. */
export function* adoptRevisions(view: ClusterView, owner: Templated): Doing {
  const candidates = view.claimable('ControllerRevision', owner.metadata.namespace, owner.metadata.uid);
  yield* claim(owner, candidates, (labels) => matchesSelector(owner.spec.selector, labels));
}

/** The revision of the current template: the latest, a former one with a new number, or a new one. */
export function* updateRevision(
  view: ClusterView,
  owner: Templated,
  hashLabel: string,
  annotations: Labels | undefined,
): Doing<ControllerRevision | undefined> {
  const revisions = revisionsOf(view, owner);
  const { template } = owner.spec;
  const latest = revisions.at(-1);
  const equal = revisions.filter((revision) => sameData(revision, template)).at(-1);
  if (equal && equal === latest) return latest;
  const number = (latest?.revision ?? 0) + 1;
  if (equal) {
    const answer = yield {
      type: 'update',
      object: { ...equal, revision: number } as ControllerRevision,
      cause: { because: 'revision' },
    };
    return answer.ok ? (answer.object as ControllerRevision) : undefined;
  }
  const answer = yield {
    type: 'create',
    object: newRevision(owner, hashLabel, annotations, number),
    cause: { because: 'rollout', object: refOf(owner), field: 'spec.template' },
  };
  return answer.ok ? (answer.object as ControllerRevision) : undefined;
}

/** DaemonSets hash their template, StatefulSets the revision's data. */
function hashOf({ kind, spec, status }: Templated): string {
  if (kind === 'DaemonSet') return podTemplateHash(asJson(spec.template), status?.collisionCount);
  return revisionHash(dataOf(spec.template), status?.collisionCount ?? 0);
}

function newRevision(
  owner: Templated,
  hashLabel: string,
  annotations: Labels | undefined,
  revision: number,
): NewObject {
  const { template } = owner.spec;
  const hash = hashOf(owner);
  const { name, namespace = 'default' } = owner.metadata;
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${name.slice(0, 223)}-${hash}`,
      namespace,
      labels: { ...template.metadata?.labels, [hashLabel]: hash },
      ...(annotations && { annotations }),
      ownerReferences: [controllerRef(owner)],
    },
    data: dataOf(template),
    revision,
  } as NewObject;
}

/** Deletes the oldest revisions beyond the limit that nothing uses. */
export function* truncateHistory(
  view: ClusterView,
  owner: KubeObject,
  limit: number,
  isLive: (revision: ControllerRevision) => boolean,
): Doing {
  const idle = revisionsOf(view, owner).filter((revision) => !isLive(revision));
  for (const revision of idle.slice(0, Math.max(0, idle.length - limit))) {
    const cause = { because: 'history', object: refOf(owner), field: 'spec.revisionHistoryLimit' };
    yield { type: 'delete', ref: refOf(revision), cause };
  }
}
