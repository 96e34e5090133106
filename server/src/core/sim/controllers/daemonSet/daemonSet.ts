// DaemonSets: one pod on every node that takes it, replaced node by node. Source: pkg/controller/daemon (v1.36).
// Where Go walks a map in random order, nodes come by name here.
import { refOf } from '../../cluster.ts';
import type { Change, ClusterView, Controller, Outcome, Steps } from '../../frame.ts';
import { sameJson } from '../../json.ts';
import { type DaemonSet, keyOf, type Node, type Pod } from '../../objects.ts';
import { matchesSelector, selectsEverything } from '../../selectors.ts';
import { isAvailable, isReady } from '../availability.ts';
import { claim } from '../claim.ts';
import { adoptRevisions, truncateHistory, updateRevision } from '../history.ts';
import { ownerKeys } from '../ownerKeys.ts';
import { createPod, type Doing, deletePod, slowStart } from '../podControl.ts';
import { byAge, daemonPod, fitOf, hashLabel, isUpdated, podsByNode, surgeOf } from './daemonPods.ts';
import { planUpdate } from './update.ts';

/** At most so many pods are created or deleted in one reconcile. */
const burst = 250;
const maxFailureBackoffMs = 900_000;

interface FailureBackoff {
  delayMs: number;
  sinceMs: number;
}

export function daemonSetController(): Controller {
  const failures = new Map<string, FailureBackoff>();
  return {
    name: 'daemonset-controller',
    watches: {
      DaemonSet: ({ object, verb }) => (verb === 'delete' ? [] : [keyOf(object)]),
      Pod: setsOf,
      Node: nodeChanged,
    },
    reconcile: (view, key) => reconcile(view, key, failures),
  };
}

function setsOf(change: Change, view: ClusterView): readonly string[] {
  const { namespace, labels } = change.object.metadata;
  return ownerKeys(change, 'DaemonSet', () =>
    view.list('DaemonSet', namespace).filter((set) => matchesSelector(set.spec.selector, labels)),
  );
}

/** Heartbeats change nothing for daemons: only labels and taints. That a node is gone is not noticed at once. */
function nodeChanged({ object, before, verb }: Change, view: ClusterView): readonly string[] {
  const [now, then] = [object as Node, before as Node | undefined];
  const same = then && sameJson(now.metadata.labels, then.metadata.labels) && sameJson(now.spec, then.spec);
  if (verb === 'delete' || (verb === 'update' && same)) return [];
  return view.list('DaemonSet').map(keyOf);
}

export interface Work {
  readonly view: ClusterView;
  readonly set: DaemonSet;
  readonly hash: string;
  readonly nodes: readonly Node[];
  readonly byNode: Map<string, readonly Pod[]>;
  error: Outcome | undefined;
  /** Something was created or deleted: look at the rest when it shows. */
  moved: boolean;
}

function* reconcile(view: ClusterView, key: string, failures: Map<string, FailureBackoff>): Steps {
  const [namespace, name = ''] = key.split('/');
  const set = view.get('DaemonSet', namespace, name);
  if (!set || set.metadata.deletionTimestamp) return;
  if (selectsEverything(set.spec.selector)) {
    const message = 'This daemon set is selecting all pods. A non-empty selector is required.';
    yield { type: 'event', about: set, eventType: 'Warning', reason: 'SelectingAll', message };
    return;
  }
  yield* adoptRevisions(view, set);
  const revision = yield* updateRevision(view, set, hashLabel, set.metadata.annotations);
  const hash = revision?.metadata.labels?.[hashLabel];
  if (hash === undefined) {
    yield { type: 'requeue', afterMs: 0, rateLimited: true };
    return;
  }
  const pods = yield* podsOf(view, set);
  const work: Work = {
    view,
    set,
    hash,
    nodes: view.list('Node'),
    byNode: podsByNode(pods),
    error: undefined,
    moved: false,
  };
  yield* manage(work, failures);
  if (!work.moved && !work.error && set.spec.updateStrategy.type === 'RollingUpdate') {
    const plan = planUpdate(work);
    yield* sync(work, plan.create, plan.remove, 'rolling-update');
  }
  const live = new Set(pods.map((pod) => pod.metadata.labels?.[hashLabel]));
  yield* truncateHistory(view, set, set.spec.revisionHistoryLimit ?? 10, (candidate) => {
    const label = candidate.metadata.labels?.[hashLabel];
    return label === hash || live.has(label);
  });
  yield* writeStatus(work);
  if (work.error) yield { type: 'requeue', afterMs: 0, rateLimited: true };
}

function* podsOf(view: ClusterView, set: DaemonSet) {
  const candidates = view.claimable('Pod', set.metadata.namespace, set.metadata.uid);
  return yield* claim(set, candidates, (labels) => matchesSelector(set.spec.selector, labels));
}

/** `manage`: what each node needs, apart from updates. */
function* manage(work: Work, failures: Map<string, FailureBackoff>): Doing {
  const create: string[] = [];
  const remove: Pod[] = [];
  for (const node of work.nodes) {
    const { shouldRun, shouldContinue } = fitOf(work.set, node);
    const pods = work.byNode.get(node.metadata.name);
    if (shouldRun && !pods) create.push(node.metadata.name);
    else if (shouldContinue) yield* keepOne(work, node.metadata.name, pods ?? [], shouldRun, create, remove, failures);
    else remove.push(...(pods ?? []).filter((pod) => pod.metadata.deletionTimestamp === undefined));
  }
  const known = new Set(work.nodes.map((node) => node.metadata.name));
  for (const [node, pods] of work.byNode)
    if (!known.has(node)) remove.push(...pods.filter((pod) => !pod.spec.nodeName));
  yield* sync(work, create, remove, 'daemon');
}

/** One pod a node, or an old and a new one while surging; pods that are over are taken away. */
function* keepOne(
  work: Work,
  node: string,
  pods: readonly Pod[],
  shouldRun: boolean,
  create: string[],
  remove: Pod[],
  failures: Map<string, FailureBackoff>,
): Doing {
  const running: Pod[] = [];
  for (const pod of pods.filter((candidate) => candidate.metadata.deletionTimestamp === undefined)) {
    const who = `${pod.metadata.namespace}/${pod.metadata.name} on node ${node}`;
    if (pod.status.phase === 'Failed') {
      const waitMs = failureWait(failures, `${work.set.metadata.uid}/${node}`, work.view.nowMs);
      if (waitMs > 0) {
        yield { type: 'requeue', afterMs: waitMs };
        continue;
      }
      yield event(work, 'Warning', 'FailedDaemonPod', `Found failed daemon pod ${who}, will try to kill it`);
      remove.push(pod);
    } else if (pod.status.phase === 'Succeeded') {
      yield event(work, 'Normal', 'SucceededDaemonPod', `Found succeeded daemon pod ${who}, will try to delete it`);
      remove.push(pod);
    } else running.push(pod);
  }
  const sorted = running.sort(byAge);
  if (surgeOf(work.set, 1) === 0) {
    remove.push(...sorted.slice(1));
    return;
  }
  if (sorted.length === 0 && shouldRun) create.push(node);
  if (sorted.length > 1) remove.push(...surplusWhileSurging(work, sorted));
}

function event({ set }: Work, eventType: 'Normal' | 'Warning', reason: string, message: string) {
  return { type: 'event', about: set, eventType, reason, message } as const;
}

function surplusWhileSurging({ set, hash, view }: Work, sorted: readonly Pod[]): readonly Pod[] {
  const [fresh] = sorted.filter((pod) => pod.metadata.labels?.[hashLabel] === hash);
  const [old] = sorted.filter((pod) => pod.metadata.labels?.[hashLabel] !== hash);
  const surplus = sorted.filter((pod) => pod !== fresh && pod !== old);
  const replaced = fresh && old && (!isReady(old) || isAvailable(fresh, set.spec.minReadySeconds ?? 0, view));
  return replaced ? [...surplus, old] : surplus;
}

/** Milliseconds to wait before a failed pod is taken away; 0: now, and longer next time. */
function failureWait(failures: Map<string, FailureBackoff>, key: string, nowMs: number): number {
  const known = failures.get(key);
  const endMs = known ? known.sinceMs + known.delayMs : 0;
  if (known && nowMs < endMs) return endMs - nowMs;
  const delayMs =
    known && nowMs - known.sinceMs <= 2 * maxFailureBackoffMs ? Math.min(2 * known.delayMs, maxFailureBackoffMs) : 1000;
  failures.set(key, { delayMs, sinceMs: nowMs });
  return 0;
}

/** `syncNodes`. */
function* sync(work: Work, create: readonly string[], remove: readonly Pod[], because: string): Doing {
  const { set } = work;
  const cause = { because, object: refOf(set), field: because === 'daemon' ? 'spec.template' : 'spec.updateStrategy' };
  const nodes = create.slice(0, burst);
  work.moved ||= nodes.length + remove.length > 0;
  const made = yield* slowStart(nodes.length, (i) => createPod(set, daemonPod(set, nodes[i] ?? '', work.hash), cause));
  if (!made.ok) work.error = made;
  for (const pod of remove.slice(0, burst)) {
    const answer = yield* deletePod(set, pod, cause);
    if (!answer.ok && answer.reason !== 'NotFound') work.error = answer;
  }
}

/** `updateDaemonSetStatus`: from the pods as they are now. */
function* writeStatus(work: Work): Doing {
  const { view, hash } = work;
  const { namespace, name, uid } = work.set.metadata;
  const set = view.get('DaemonSet', namespace, name);
  if (!set || set.metadata.uid !== uid) return;
  const byNode = podsByNode(view.controlledBy('Pod', uid));
  const minReadySeconds = set.spec.minReadySeconds ?? 0;
  const counts = { desired: 0, current: 0, misscheduled: 0, ready: 0, updated: 0, available: 0 };
  for (const node of view.list('Node')) {
    const [pod] = [...(byNode.get(node.metadata.name) ?? [])].sort(byAge);
    if (!fitOf(set, node).shouldRun) {
      if (pod) counts.misscheduled++;
      continue;
    }
    counts.desired++;
    if (!pod) continue;
    counts.current++;
    if (isReady(pod)) counts.ready++;
    if (isAvailable(pod, minReadySeconds, view)) counts.available++;
    if (isUpdated(set, pod, hash)) counts.updated++;
  }
  const unavailable = counts.desired - counts.available;
  const status: DaemonSet['status'] = {
    currentNumberScheduled: counts.current,
    numberMisscheduled: counts.misscheduled,
    desiredNumberScheduled: counts.desired,
    numberReady: counts.ready,
    observedGeneration: work.set.metadata.generation ?? 0,
    ...(counts.updated > 0 && { updatedNumberScheduled: counts.updated }),
    ...(counts.available > 0 && { numberAvailable: counts.available }),
    ...(unavailable > 0 && { numberUnavailable: unavailable }),
  };
  if (!sameJson(set.status, status))
    yield { type: 'updateStatus', object: { ...set, status } as DaemonSet, cause: { because: 'status' } };
  if (minReadySeconds > 0 && counts.ready !== counts.available)
    yield { type: 'requeue', afterMs: 1000 * minReadySeconds };
}
