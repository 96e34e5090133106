// PodDisruptionBudgets: how many pods may be disrupted now. Source: pkg/controller/disruption/disruption.go (v1.36).
import type { Change, ClusterView, Controller, Steps } from '../frame.ts';
import { sameJson } from '../json.ts';
import {
  type Condition,
  conditionOf,
  controllerOf,
  type KubeObject,
  keyOf,
  type Labels,
  type Pod,
  type PodDisruptionBudget,
} from '../objects.ts';
import { matchesSelector } from '../selectors.ts';
import { isReady, timeMs } from './availability.ts';
import { scaledValue } from './scaled.ts';

/** How long an eviction that was allowed may take to show as a deletion. */
const deletionTimeoutMs = 120_000;

export function disruptionController(): Controller {
  return {
    name: 'controllermanager',
    watches: {
      PodDisruptionBudget: ({ object, verb }) => (verb === 'delete' ? [] : [keyOf(object)]),
      Pod: ({ object, before }: Change, view) => {
        const budgets = view.list('PodDisruptionBudget', object.metadata.namespace);
        if (budgets.length === 0) return [];
        const concerns = (labels: Labels | undefined) =>
          budgets.filter((budget) => matchesSelector(budget.spec.selector, labels));
        const all = [...concerns(object.metadata.labels), ...(before ? concerns(before.metadata.labels) : [])];
        return [...new Set(all.map(keyOf))];
      },
    },
    reconcile,
  };
}

function* reconcile(view: ClusterView, key: string): Steps {
  const [namespace, name = ''] = key.split('/');
  const budget = view.get('PodDisruptionBudget', namespace, name);
  if (!budget) return;
  const pods = view.list('Pod', namespace).filter((pod) => matchesSelector(budget.spec.selector, pod.metadata.labels));
  if (pods.length === 0)
    yield { type: 'event', about: budget, eventType: 'Normal', reason: 'NoPods', message: 'No matching pods found' };
  const expected = expectation(view, budget, pods);
  if (expected.unknown !== undefined) {
    const message = `Failed to calculate the number of expected pods: found no controllers for pod "${expected.unknown}"`;
    yield { type: 'event', about: budget, eventType: 'Warning', reason: 'CalculateExpectedPodCountFailed', message };
    return;
  }
  const disrupted = disruptedPods(view, budget, pods);
  const healthy = pods.filter(
    (pod) => pod.metadata.deletionTimestamp === undefined && !disrupted[pod.metadata.name] && isReady(pod),
  ).length;
  const status = statusOf(view, budget, healthy, expected, disrupted);
  if (!sameJson(status, budget.status))
    yield { type: 'updateStatus', object: { ...budget, status } as PodDisruptionBudget, cause: { because: 'status' } };
  const times = Object.values(disrupted).map((time) => timeMs(time) + deletionTimeoutMs - view.epochMs);
  if (times.length > 0) yield { type: 'requeue', afterMs: Math.max(0, Math.min(...times)), background: true };
}

interface Expectation {
  readonly expected: number;
  readonly desiredHealthy: number;
  /** A pod whose owner has no scale. */
  readonly unknown?: string;
}

/** `getExpectedPodCount`. */
function expectation(view: ClusterView, budget: PodDisruptionBudget, pods: readonly Pod[]): Expectation {
  const { maxUnavailable, minAvailable } = budget.spec;
  if (maxUnavailable === undefined && typeof minAvailable === 'number')
    return { expected: pods.length, desiredHealthy: minAvailable };
  if (maxUnavailable === undefined && minAvailable === undefined) return { expected: 0, desiredHealthy: 0 };
  const scales = new Map<string, number>();
  for (const pod of pods) {
    const owner = controllerOf(pod);
    if (!owner) continue;
    const scale = scaleOf(view, view.byUid(owner.uid));
    if (!scale) return { expected: 0, desiredHealthy: 0, unknown: pod.metadata.name };
    scales.set(scale.uid, scale.replicas);
  }
  const expected = [...scales.values()].reduce((sum, replicas) => sum + replicas, 0);
  if (maxUnavailable === undefined) return { expected, desiredHealthy: scaledValue(minAvailable, expected, 'up') };
  return { expected, desiredHealthy: Math.max(0, expected - scaledValue(maxUnavailable, expected, 'up')) };
}

const scaled = new Set(['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet']);

/** The desired replicas of a pod's owner, or of the owner's owner. */
function scaleOf(view: ClusterView, owner: KubeObject | undefined): { uid: string; replicas: number } | undefined {
  const above = owner && controllerOf(owner);
  const top = (above && view.byUid(above.uid)) ?? owner;
  if (!top || !scaled.has(top.kind)) return undefined;
  return { uid: top.metadata.uid, replicas: (top.spec as { replicas?: number }).replicas ?? 1 };
}

/** Evictions that were allowed and have not shown yet. */
function disruptedPods(view: ClusterView, budget: PodDisruptionBudget, pods: readonly Pod[]): Labels {
  const known = budget.status.disruptedPods ?? {};
  const waiting = pods.filter((pod) => {
    const time = known[pod.metadata.name];
    return (
      pod.metadata.deletionTimestamp === undefined &&
      time !== undefined &&
      timeMs(time) + deletionTimeoutMs >= view.epochMs
    );
  });
  return Object.fromEntries(waiting.map((pod) => [pod.metadata.name, known[pod.metadata.name] ?? '']));
}

function statusOf(
  view: ClusterView,
  budget: PodDisruptionBudget,
  currentHealthy: number,
  { expected, desiredHealthy }: Expectation,
  disrupted: Labels,
): PodDisruptionBudget['status'] {
  const disruptionsAllowed = expected <= 0 ? 0 : Math.max(0, currentHealthy - desiredHealthy);
  const generation = budget.metadata.generation ?? 1;
  return {
    observedGeneration: generation,
    ...(Object.keys(disrupted).length > 0 && { disruptedPods: disrupted }),
    disruptionsAllowed,
    currentHealthy,
    desiredHealthy,
    expectedPods: expected,
    conditions: [allowedCondition(budget, disruptionsAllowed, view.now())],
  };
}

/** `UpdateDisruptionAllowedCondition`. */
export function allowedCondition(budget: PodDisruptionBudget, disruptionsAllowed: number, time: string): Condition {
  const status = disruptionsAllowed > 0 ? 'True' : 'False';
  const before = conditionOf(budget.status, 'DisruptionAllowed');
  const since = before?.status === status ? (before.lastTransitionTime ?? time) : time;
  const reason = disruptionsAllowed > 0 ? 'SufficientPods' : 'InsufficientPods';
  const observedGeneration = budget.status.observedGeneration ?? budget.metadata.generation ?? 1;
  return { type: 'DisruptionAllowed', status, observedGeneration, lastTransitionTime: since, reason, message: '' };
}
