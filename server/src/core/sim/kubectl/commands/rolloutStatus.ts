// `kubectl rollout status`: one line per change until the rollout is over.
// Source: kubectl/pkg/polymorphichelpers/rollout_status.go, pkg/cmd/rollout/rollout_status.go (v1.36).
import { durationMs } from '../../durations.ts';
import type { ClusterView, Command } from '../../frame.ts';
import { conditionOf, type DaemonSet, type Deployment, type KubeObject, type StatefulSet } from '../../objects.ts';
import { fail, findTargets, print } from '../command.ts';
import { type Arguments, flag } from '../flags.ts';

interface Progress {
  readonly message: string;
  readonly done: boolean;
}

type Reader = (object: KubeObject) => Progress | { readonly error: string };

export function* rolloutStatus(view: ClusterView, args: Arguments): Command {
  const targets = findTargets(view, args.words.slice(1), args);
  for (const problem of targets.problems) yield print(`${problem}\n`);
  const [found] = targets.found;
  if (!found) return 1;
  const read = readers[found.object.kind];
  if (!read) return yield* fail(`no status viewer has been implemented for ${found.object.kind}`);
  const timeout = durationMs(flag(args, 'timeout')) ?? 0;
  const endMs = timeout > 0 ? view.nowMs + timeout : Number.POSITIVE_INFINITY;
  let last = '';
  for (;;) {
    const object = view.byUid(found.object.metadata.uid);
    if (!object) return yield* fail('object has been deleted');
    const progress = read(object);
    if ('error' in progress) return yield* fail(progress.error);
    if (progress.message !== last) yield print(progress.message);
    last = progress.message;
    if (progress.done || flag(args, 'watch') === 'false') return 0;
    if (view.nowMs >= endMs) return yield* fail('timed out waiting for the condition');
    yield Number.isFinite(endMs) ? { type: 'await', timeoutMs: endMs - view.nowMs } : { type: 'await' };
  }
}

const going = (message: string): Progress => ({ message: `${message}\n`, done: false });
const over = (message: string): Progress => ({ message: `${message}\n`, done: true });

const observed = ({ metadata, status }: KubeObject): boolean =>
  (metadata.generation ?? 0) <= ((status as { observedGeneration?: number } | undefined)?.observedGeneration ?? 0);

const readers: Readonly<Record<string, Reader>> = {
  Deployment: deployment,
  DaemonSet: daemonSet,
  StatefulSet: statefulSet,
};

function deployment(object: KubeObject): Progress | { readonly error: string } {
  const { metadata, spec, status } = object as Deployment;
  if (!observed(object)) return going('Waiting for deployment spec update to be observed...');
  if (conditionOf(status, 'Progressing')?.reason === 'ProgressDeadlineExceeded')
    return { error: `deployment "${metadata.name}" exceeded its progress deadline` };
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  const waiting = `Waiting for deployment "${metadata.name}" rollout to finish:`;
  if (updatedReplicas < spec.replicas)
    return going(`${waiting} ${updatedReplicas} out of ${spec.replicas} new replicas have been updated...`);
  if (replicas > updatedReplicas)
    return going(`${waiting} ${replicas - updatedReplicas} old replicas are pending termination...`);
  if (availableReplicas < updatedReplicas)
    return going(`${waiting} ${availableReplicas} of ${updatedReplicas} updated replicas are available...`);
  return over(`deployment "${metadata.name}" successfully rolled out`);
}

const onlyRolling = 'rollout status is only available for RollingUpdate strategy type';

function daemonSet(object: KubeObject): Progress | { readonly error: string } {
  const { metadata, spec, status } = object as DaemonSet;
  if (spec.updateStrategy.type !== 'RollingUpdate') return { error: onlyRolling };
  if (!observed(object)) return going('Waiting for daemon set spec update to be observed...');
  const {
    desiredNumberScheduled: desired,
    updatedNumberScheduled: updated = 0,
    numberAvailable: available = 0,
  } = status;
  const waiting = `Waiting for daemon set "${metadata.name}" rollout to finish:`;
  if (updated < desired) return going(`${waiting} ${updated} out of ${desired} new pods have been updated...`);
  if (available < desired) return going(`${waiting} ${available} of ${desired} updated pods are available...`);
  return over(`daemon set "${metadata.name}" successfully rolled out`);
}

function statefulSet(object: KubeObject): Progress | { readonly error: string } {
  const { spec, status } = object as StatefulSet;
  if (spec.updateStrategy.type !== 'RollingUpdate') return { error: onlyRolling };
  if (!status.observedGeneration || !observed(object))
    return going('Waiting for statefulset spec update to be observed...');
  const {
    readyReplicas = 0,
    updatedReplicas = 0,
    currentReplicas = 0,
    updateRevision = '',
    currentRevision = '',
  } = status;
  if (readyReplicas < spec.replicas) return going(`Waiting for ${spec.replicas - readyReplicas} pods to be ready...`);
  const rolling = spec.updateStrategy.rollingUpdate;
  if (rolling?.partition !== undefined) {
    const wanted = spec.replicas - rolling.partition;
    if (updatedReplicas < wanted)
      return going(
        `Waiting for partitioned roll out to finish: ${updatedReplicas} out of ${wanted} new pods have been updated...`,
      );
    return over(`partitioned roll out complete: ${updatedReplicas} new pods have been updated...`);
  }
  if (updateRevision !== currentRevision)
    return going(
      `waiting for statefulset rolling update to complete ${updatedReplicas} pods at revision ${updateRevision}...`,
    );
  return over(`statefulset rolling update complete ${currentReplicas} pods at revision ${currentRevision}...`);
}
