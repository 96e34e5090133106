// The scheduler at work: takes pods from the queue one by one, decides with `schedulePod`, binds, or says why not and
// preempts. Pods that need volumes keep their node while the volumes are bound. Sources: pkg/scheduler/schedule_one.go,
// framework/preemption/executor.go (v1.36).
import type { Action, Change, ClusterView, Controller, Steps } from '../frame.ts';
import { sameJson } from '../json.ts';
import { asJson, type Condition, conditionOf, type PersistentVolumeClaim, type Pod } from '../objects.ts';
import { annotations } from '../storage/matching.ts';
import { type SchedulerCache, schedulerCache } from './cache.ts';
import { type PodClaims, planVolumes, podClaims, type VolumePlan } from './podVolumes.ts';
import { isWaiting, leftoverMs, type SchedulingQueue, schedulingQueue } from './queue.ts';
import { type Decision, schedulePod } from './schedulePod.ts';
import { namespaceOf, podKey } from './shapes.ts';

const queueKey = 'queue';
/** From one decision to the next. */
const decisionMs = 12;

interface State {
  readonly queue: SchedulingQueue;
  /** Also knows the pods that have a node but are not bound yet. */
  readonly cache: SchedulerCache;
  /** Where the next search for nodes begins; `nextStartNodeIndex`. */
  nextNode: number;
}

export function schedulerController(): Controller {
  const state: State = { queue: schedulingQueue(), cache: schedulerCache(), nextNode: 0 };
  const watch = (change: Change): readonly string[] => {
    state.cache.note(change);
    const wanted = state.queue.note(change);
    const volumes = change.object.kind.startsWith('PersistentVolume') ? state.cache.assumed() : [];
    return wanted ? [queueKey, ...volumes] : volumes;
  };
  const kinds = ['Pod', 'Node', 'PersistentVolumeClaim', 'PersistentVolume', 'StorageClass', 'CSINode', 'CSIDriver'];
  return {
    name: 'default-scheduler',
    serial: true,
    apiMs: decisionMs,
    watches: Object.fromEntries(kinds.map((kind) => [kind, watch])),
    reconcile: (view, key) => (key === queueKey ? workOff(view, state) : bindWhenReady(view, state, key)),
  };
}

function* workOff(view: ClusterView, state: State): Steps {
  for (;;) {
    const pod = state.queue.next((uid) => waitingPod(view, state, uid), view.nowMs);
    if (!pod) return;
    const snapshot = state.cache.snapshot(view);
    const decision = schedulePod(view, pod, snapshot, state.nextNode);
    state.nextNode = (state.nextNode + (decision.fit?.looked ?? 0)) % Math.max(1, snapshot.nodes.length);
    if (decision.type === 'placed') yield* place(view, state, pod, decision.chosen);
    else yield* giveUp(view, state, pod, decision);
  }
}

function waitingPod(view: ClusterView, state: State, uid: string): Pod | undefined {
  const pod = view.byUid(uid) as Pod | undefined;
  return pod && isWaiting(pod) && state.cache.assumedNode(uid) === undefined ? pod : undefined;
}

function* place(view: ClusterView, state: State, pod: Pod, nodeName: string): Steps {
  state.queue.forget(pod.metadata.uid);
  const plan = volumePlan(view, pod, nodeName);
  if (!plan) {
    yield* bind(pod, nodeName);
    return;
  }
  state.cache.assume(pod.metadata.uid, nodeName);
  yield nominate(pod, nodeName);
  yield* carryOut(plan, nodeName);
  yield* bindWhenReady(view, state, pod.metadata.uid);
}

/** What volumes need before the pod can be bound; undefined: nothing. */
function volumePlan(view: ClusterView, pod: Pod, nodeName: string): VolumePlan | undefined {
  const claims = claimsOf(view, pod);
  const node = view.get('Node', undefined, nodeName);
  if (!claims || !node || claims.delayed.length === 0) return undefined;
  const plan = planVolumes(view, claims, node);
  return 'bindings' in plan ? plan : undefined;
}

function claimsOf(view: ClusterView, pod: Pod): PodClaims | undefined {
  const claims = podClaims(view, pod);
  return 'problem' in claims ? undefined : claims;
}

function* carryOut(plan: VolumePlan, nodeName: string): Iterable<Action> {
  for (const { claim, volume } of plan.bindings) {
    const { metadata } = claim;
    const claimRef = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      namespace: metadata.namespace ?? 'default',
      name: metadata.name,
      uid: metadata.uid,
      resourceVersion: metadata.resourceVersion,
    };
    const byUs = volume.spec.claimRef ? {} : { metadata: { annotations: { [annotations.boundByController]: 'yes' } } };
    yield {
      type: 'patch',
      ref: { apiVersion: 'v1', kind: 'PersistentVolume', name: volume.metadata.name },
      patch: { ...byUs, spec: { claimRef } },
      cause: { because: 'bind-volume', object: refOf(claim) },
    };
  }
  for (const claim of plan.provisions) {
    yield {
      type: 'patch',
      ref: refOf(claim),
      patch: { metadata: { annotations: { [annotations.selectedNode]: nodeName } } },
      cause: { because: 'node-selected', object: refOf(claim) },
    };
  }
}

/** `BindPodVolumes`: the pod follows its volumes. */
function* bindWhenReady(view: ClusterView, state: State, uid: string): Steps {
  const nodeName = state.cache.assumedNode(uid);
  const pod = view.byUid(uid) as Pod | undefined;
  if (nodeName === undefined) return;
  if (!pod || pod.spec.nodeName) {
    state.cache.forget(uid);
    return;
  }
  const claims = claimsOf(view, pod);
  if (!claims || claims.delayed.length + claims.immediate.length > 0) return;
  state.cache.forget(uid);
  yield* bind(pod, nodeName);
}

function* bind(pod: Pod, node: string): Steps {
  const ref = refOf(pod);
  const outcome = yield {
    type: 'bind',
    ref,
    uid: pod.metadata.uid,
    node,
    cause: { because: 'scheduled', object: ref },
  };
  if (!outcome.ok) return;
  yield {
    type: 'event',
    about: pod,
    eventType: 'Normal',
    reason: 'Scheduled',
    action: 'Binding',
    message: `Successfully assigned ${podKey(pod)} to ${node}`,
  };
}

function nominate(pod: Pod, nodeName: string): Action {
  return {
    type: 'patch',
    ref: refOf(pod),
    uid: pod.metadata.uid,
    subresource: 'status',
    patch: { status: { nominatedNodeName: nodeName } },
    cause: { because: 'nominated', object: refOf(pod) },
  };
}

function* giveUp(
  view: ClusterView,
  state: State,
  pod: Pod,
  decision: Extract<Decision, { type: 'unschedulable' }>,
): Steps {
  const { message, preemption, fit } = decision;
  state.queue.failed(
    pod,
    new Set([...(fit?.refusedBy ?? []), ...(preemption ? ['DefaultPreemption'] : [])]),
    view.nowMs,
  );
  yield {
    type: 'event',
    about: pod,
    eventType: 'Warning',
    reason: 'FailedScheduling',
    action: 'Scheduling',
    message: shortened(message),
  };
  const patch = statusPatch(view, pod, message, preemption?.node);
  if (patch) {
    const cause = { because: 'unschedulable', object: refOf(pod) };
    yield { type: 'patch', ref: refOf(pod), uid: pod.metadata.uid, subresource: 'status', patch, cause };
  }
  for (const victim of preemption?.victims ?? []) yield* evictVictim(view, pod, victim, preemption?.node ?? '');
  yield { type: 'requeue', afterMs: leftoverMs, background: true };
}

/** Undefined when nothing new is to be told. */
function statusPatch(view: ClusterView, pod: Pod, message: string, nominatedNode: string | undefined) {
  const before = conditionOf(pod.status, 'PodScheduled');
  const condition: Condition = {
    type: 'PodScheduled',
    ...(pod.metadata.generation !== undefined && { observedGeneration: pod.metadata.generation }),
    status: 'False',
    lastProbeTime: null,
    lastTransitionTime: before?.status === 'False' ? (before.lastTransitionTime ?? view.now()) : view.now(),
    reason: 'Unschedulable',
    message,
  };
  const nominated = nominatedNode ?? null;
  if (sameJson(before, condition) && (pod.status.nominatedNodeName ?? null) === nominated) return undefined;
  const conditions = [...(pod.status.conditions ?? []).filter(({ type }) => type !== 'PodScheduled'), condition];
  return { status: { conditions: conditions.map(asJson), nominatedNodeName: nominated } };
}

/** The API's limit for a note. */
function shortened(message: string): string {
  const [most, end] = [1024, ' ...'];
  return message.length > most ? `${message.slice(0, most - end.length)}${end}` : message;
}

function* evictVictim(view: ClusterView, preemptor: Pod, victim: Pod, node: string): Steps {
  const cause = { because: 'preempted', object: refOf(preemptor), field: 'spec.priorityClassName' };
  const condition: Condition = {
    type: 'DisruptionTarget',
    ...(victim.metadata.generation !== undefined && { observedGeneration: victim.metadata.generation }),
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: view.now(),
    reason: 'PreemptionByScheduler',
    message: 'default-scheduler: preempting to accommodate a higher priority pod',
  };
  const others = (victim.status.conditions ?? []).filter(({ type }) => type !== 'DisruptionTarget');
  const patch = { status: { conditions: [...others, condition].map(asJson) } };
  const ref = refOf(victim);
  yield { type: 'patch', ref, uid: victim.metadata.uid, subresource: 'status', patch, cause };
  yield {
    type: 'event',
    about: victim,
    eventType: 'Normal',
    reason: 'Preempted',
    action: 'Preempting',
    message: `Preempted by pod ${preemptor.metadata.uid} on node ${node}`,
  };
  yield { type: 'delete', ref, uid: victim.metadata.uid, cause };
}

function refOf(object: Pod | PersistentVolumeClaim) {
  const namespace = object.metadata.namespace ?? namespaceOf(object as Pod);
  return { apiVersion: object.apiVersion, kind: object.kind, namespace, name: object.metadata.name };
}
