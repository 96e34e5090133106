// Deployments: rolling updates and recreation of pods through ReplicaSets, scaling in proportion, pausing, history.
// One step per reconcile, as the real controller. Source: pkg/controller/deployment (v1.36).
import { refOf } from '../../cluster.ts';
import type { Change, ClusterView, Controller, Steps } from '../../frame.ts';
import { sameJson } from '../../json.ts';
import { conditionOf, controllerOf, type Deployment, keyOf, type Pod } from '../../objects.ts';
import { matchesSelector, selectsEverything } from '../../selectors.ts';
import { timeMs } from '../availability.ts';
import { claim } from '../claim.ts';
import { setCondition } from '../conditions.ts';
import { ownerKeys } from '../ownerKeys.ts';
import type { Doing } from '../podControl.ts';
import { annotatedNumber, desiredAnnotation, hasProgressDeadline, isComplete } from './arithmetic.ts';
import { cleanup, getNewSet, type Rollout, rememberDeployment, setsOf } from './replicaSets.ts';
import { recreate, roll, scale } from './rollout.ts';
import { countedStatus, deploymentCondition, rolloutStatus } from './status.ts';

export function deploymentController(): Controller {
  return {
    name: 'deployment-controller',
    watches: {
      Deployment: ({ object, verb }) => (verb === 'delete' ? [] : [keyOf(object)]),
      ReplicaSet: ownersOf,
      Pod: recreatedOf,
    },
    reconcile,
  };
}

function ownersOf(change: Change, view: ClusterView): readonly string[] {
  const { namespace, labels } = change.object.metadata;
  return ownerKeys(change, 'Deployment', () =>
    view.list('Deployment', namespace).filter((deployment) => matchesSelector(deployment.spec.selector, labels)),
  );
}

/** Only Recreate cares about pods: when the last one is gone. */
function recreatedOf({ object, verb }: Change, view: ClusterView): readonly string[] {
  const owner = verb === 'delete' ? controllerOf(object) : undefined;
  const set = owner && view.byUid(owner.uid);
  const above = set && controllerOf(set);
  const deployment = above && (view.byUid(above.uid) as Deployment | undefined);
  if (deployment?.kind !== 'Deployment' || deployment.spec.strategy.type !== 'Recreate') return [];
  const left = view
    .controlledBy('ReplicaSet', deployment.metadata.uid)
    .flatMap((s) => view.controlledBy('Pod', s.metadata.uid));
  return left.length === 0 ? [keyOf(deployment)] : [];
}

function* reconcile(view: ClusterView, key: string): Steps {
  const [namespace, name = ''] = key.split('/');
  const deployment = view.get('Deployment', namespace, name);
  if (!deployment) return;
  if (selectsEverything(deployment.spec.selector)) {
    yield* selectingAll(deployment);
    return;
  }
  const candidates = view.claimable('ReplicaSet', namespace, deployment.metadata.uid);
  const sets = yield* claim(deployment, candidates, (labels) => matchesSelector(deployment.spec.selector, labels));
  const rollout: Rollout = { view, deployment, sets: [...sets], failed: false };
  if (deployment.metadata.deletionTimestamp) yield* sync(rollout);
  else {
    yield* noticePause(rollout);
    if (deployment.spec.paused || isScalingEvent(rollout)) {
      yield* getNewSet(rollout, false);
      yield* scale(rollout);
      if (deployment.spec.paused) yield* cleanup(rollout);
      yield* sync(rollout);
    } else if (deployment.spec.strategy.type === 'Recreate') yield* recreating(rollout);
    else yield* rolling(rollout);
  }
  if (rollout.failed) yield { type: 'requeue', afterMs: 0, rateLimited: true };
}

function* selectingAll(deployment: Deployment): Steps {
  const message = 'This deployment is selecting all pods. A non-empty selector is required.';
  yield { type: 'event', about: deployment, eventType: 'Warning', reason: 'SelectingAll', message };
  const generation = deployment.metadata.generation ?? 0;
  if ((deployment.status.observedGeneration ?? 0) >= generation) return;
  const status = { ...deployment.status, observedGeneration: generation };
  yield { type: 'updateStatus', object: { ...deployment, status } as Deployment, cause: { because: 'status' } };
}

/** `isScalingEvent`: an active set was made for another number of replicas. */
function isScalingEvent({ deployment, sets }: Rollout): boolean {
  return sets
    .filter((set) => set.spec.replicas > 0)
    .some((set) => (annotatedNumber(set, desiredAnnotation) ?? deployment.spec.replicas) !== deployment.spec.replicas);
}

/** `checkPausedConditions`: pausing and resuming is told, so that time spent paused does not count. */
function* noticePause(rollout: Rollout): Doing {
  const { deployment, view } = rollout;
  const current = conditionOf(deployment.status, 'Progressing');
  if (!hasProgressDeadline(deployment) || current?.reason === 'ProgressDeadlineExceeded') return;
  const known = current?.reason === 'DeploymentPaused';
  const paused = deployment.spec.paused ?? false;
  if (paused === known) return;
  const [reason, message] = paused
    ? ['DeploymentPaused', 'Deployment is paused']
    : ['DeploymentResumed', 'Deployment is resumed'];
  const condition = deploymentCondition('Progressing', 'Unknown', reason, message, view.now());
  const status = { ...deployment.status, conditions: setCondition(deployment.status.conditions ?? [], condition) };
  yield* writeStatus(rollout, status, 'spec.paused');
}

function* rolling(rollout: Rollout): Doing {
  yield* getNewSet(rollout, true);
  if (rollout.failed || !setsOf(rollout).newSet) return;
  if (!(yield* roll(rollout)) && isComplete(rollout.deployment, rollout.deployment.status)) yield* cleanup(rollout);
  yield* syncRollout(rollout);
}

function* recreating(rollout: Rollout): Doing {
  yield* getNewSet(rollout, false);
  const moved = yield* recreate(rollout, podsOf(rollout));
  if (rollout.failed) return;
  if (moved && isComplete(rollout.deployment, rollout.deployment.status)) yield* cleanup(rollout);
  yield* syncRollout(rollout);
}

function podsOf({ view, sets }: Rollout): ReadonlyMap<string, readonly Pod[]> {
  return new Map(sets.map((set) => [set.metadata.uid, view.controlledBy('Pod', set.metadata.uid)]));
}

function* sync(rollout: Rollout): Doing {
  if (rollout.failed) return;
  const { newSet, all } = setsOf(rollout);
  yield* writeStatus(rollout, countedStatus(rollout.deployment, all, newSet, moment(rollout.view)));
}

function* syncRollout(rollout: Rollout): Doing {
  const { newSet, all } = setsOf(rollout);
  const status = rolloutStatus(rollout.deployment, all, newSet, moment(rollout.view));
  if (!(yield* writeStatus(rollout, status))) yield* awaitDeadline(rollout);
}

const moment = (view: ClusterView) => ({ time: view.now(), epochMs: view.epochMs });

/** True when something was written. */
function* writeStatus(rollout: Rollout, status: Deployment['status'], field?: string): Doing<boolean> {
  const { deployment } = rollout;
  if (sameJson(deployment.status, status)) return false;
  const cause = { because: 'status', ...(field && { object: refOf(deployment), field }) };
  const answer = yield { type: 'updateStatus', object: { ...deployment, status } as Deployment, cause };
  rememberDeployment(rollout, answer);
  return true;
}

/** `requeueStuckDeployment`: look again when the progress deadline has passed. */
function* awaitDeadline({ deployment, view }: Rollout): Doing {
  const condition = conditionOf(deployment.status, 'Progressing');
  if (!hasProgressDeadline(deployment) || !condition || isComplete(deployment, deployment.status)) return;
  if (condition.reason === 'NewReplicaSetAvailable' || condition.reason === 'ProgressDeadlineExceeded') return;
  const deadlineMs = timeMs(condition.lastUpdateTime) + 1000 * (deployment.spec.progressDeadlineSeconds ?? 0);
  yield { type: 'requeue', afterMs: Math.max(0, deadlineMs - view.epochMs + 1000) };
}
