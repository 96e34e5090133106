// `kubectl rollout undo`: back to a former template. Source: kubectl/pkg/polymorphichelpers/rollback.go (v1.36).
import type { JsonObject } from '../../../apiserver/types.ts';
import type { ClusterView, Command } from '../../frame.ts';
import { sameMeaning } from '../../json.ts';
import { kindFacts } from '../../kinds.ts';
import { asJson, asObject, type Deployment, type KubeObject } from '../../objects.ts';
import { type Doing, type Found, fail, findTargets, forEachTarget, print, refOf, refuse, shown } from '../command.ts';
import { type Arguments, flag } from '../flags.ts';
import { type Revision, revisions } from './rolloutHistory.ts';

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** Annotations of a ReplicaSet that are its own, not the Deployment's. */
const ownAnnotations = new Set([
  lastApplied,
  'deployment.kubernetes.io/revision',
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
]);

export function* rolloutUndo(view: ClusterView, args: Arguments): Command {
  const wanted = Number(flag(args, 'to-revision') ?? 0);
  return yield* forEachTarget(findTargets(view, args.words.slice(1), args), function* (found) {
    yield* warnOfApply(found);
    if (found.object.kind === 'Deployment' && (found.object as Deployment).spec.paused)
      return yield* fail(
        "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
      );
    const all = revisions(view, found.object);
    if (!all) return yield* fail(`no rollbacker has been implemented for "${found.object.kind}"`);
    const revision = choose(all, wanted, found.object);
    if ('error' in revision) return yield* fail(revision.error);
    return yield* rollBack(found, revision);
  });
}

function* warnOfApply({ object }: Found): Doing<void> {
  if (object.metadata.annotations?.[lastApplied] === undefined) return;
  const resource = `${kindFacts(object.kind).plural}/${object.metadata.name}`;
  yield print(
    `Warning: resource ${resource} was previously managed with 'kubectl apply'. Rolling back will not update the ${lastApplied} annotation, which may cause unexpected behavior on future 'kubectl apply' operations. Consider using 'kubectl apply' with your previous configuration file instead.\n`,
  );
}

/** The revision asked for, or the last but one. */
function choose(all: readonly Revision[], wanted: number, object: KubeObject): Revision | { readonly error: string } {
  if (wanted > 0)
    return (
      all.find(({ number }) => number === wanted) ?? { error: `unable to find specified revision ${wanted} in history` }
    );
  const previous = all.at(-2);
  if (previous) return previous;
  return {
    error:
      object.kind === 'Deployment'
        ? `no rollout history found for deployment "${object.metadata.name}"`
        : 'no last revision to roll back to',
  };
}

function* rollBack(found: Found, revision: Revision): Doing<number> {
  const { object } = found;
  const template = withoutHash(revision.template);
  const current = asJson(object.spec as object)['template'];
  if (sameMeaning(current, template)) {
    yield print(`${shown(found)} skipped rollback (current template already matches revision ${revision.number})\n`);
    return 0;
  }
  const after = asObject({
    ...asJson(object),
    spec: { ...asJson(object.spec as object), template },
    metadata: asJson(metadataFor(object, revision)),
  });
  if (!after) return 1;
  const outcome = yield {
    type: 'update',
    object: after,
    cause: { because: 'step', object: refOf(object), field: 'spec.template' },
  };
  if (!outcome.ok) return yield* refuse(outcome, object);
  yield print(`${shown(found)} rolled back\n`);
  return 0;
}

function withoutHash(template: JsonObject): JsonObject {
  const metadata = (template['metadata'] ?? {}) as JsonObject;
  const { 'pod-template-hash': _hash, ...labels } = (metadata['labels'] ?? {}) as JsonObject;
  return { ...template, metadata: { ...metadata, labels } };
}

/** A Deployment takes its annotations from the revision. */
function metadataFor(object: KubeObject, revision: Revision): KubeObject['metadata'] {
  if (object.kind !== 'Deployment') return object.metadata;
  const from = (all: Readonly<Record<string, string>> | undefined, own: boolean) =>
    Object.fromEntries(Object.entries(all ?? {}).filter(([key]) => ownAnnotations.has(key) === own));
  return {
    ...object.metadata,
    annotations: { ...from(object.metadata.annotations, true), ...from(revision.metadata.annotations, false) },
  };
}
