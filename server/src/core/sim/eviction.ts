// pods/eviction: a deletion that a PodDisruptionBudget may refuse. Source: pkg/registry/core/pod/storage/eviction.go (v1.36).

import { notFound, refusedBy } from './answers.ts';
import type { Committing } from './cluster.ts';
import { allowedCondition } from './controllers/disruption.ts';
import type { Action, Outcome } from './frame.ts';
import { conditionOf, type Pod, type PodDisruptionBudget } from './objects.ts';
import { matchesSelector } from './selectors.ts';
import type { Cause } from './trace.ts';
import type { Api } from './verbs.ts';

type EvictAction = Extract<Action, { type: 'evict' }>;

export function evict(
  api: Api,
  action: EvictAction,
  cause: Cause,
  by: Committing,
  remove: (pod: Pod, graceSeconds: number | undefined) => Outcome,
): Outcome {
  const pod = api.view.get('Pod', action.ref.namespace, action.ref.name);
  if (!pod) return notFound('v1', 'Pod', action.ref.name);
  const over = pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
  const free = over || pod.status.phase === 'Pending' || pod.metadata.deletionTimestamp !== undefined;
  if (free) return remove(pod, action.graceSeconds);
  const budgets = api.view
    .list('PodDisruptionBudget', pod.metadata.namespace)
    .filter((budget) => budget.spec.selector && matchesSelector(budget.spec.selector, pod.metadata.labels));
  if (budgets.length > 1)
    return refusedBy(
      'InternalError',
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    );
  const [budget] = budgets;
  if (!budget || mayIgnore(budget, pod)) return remove(pod, action.graceSeconds);
  const refused = refusal(budget);
  if (refused) return refused;
  const status = {
    ...budget.status,
    disruptionsAllowed: budget.status.disruptionsAllowed - 1,
    disruptedPods: { ...budget.status.disruptedPods, [pod.metadata.name]: api.view.now() },
    conditions: [allowedCondition(budget, budget.status.disruptionsAllowed - 1, api.view.now())],
  };
  api.replace(budget, { ...budget, status } as PodDisruptionBudget, cause, by);
  return remove(pod, action.graceSeconds);
}

/** Pods that are not ready may go when enough others are healthy, or always with `AlwaysAllow`. */
function mayIgnore(budget: PodDisruptionBudget, pod: Pod): boolean {
  if (conditionOf(pod.status, 'Ready')?.status === 'True') return false;
  if (budget.spec.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true;
  const { currentHealthy, desiredHealthy } = budget.status;
  return currentHealthy >= desiredHealthy && desiredHealthy > 0;
}

function refusal(budget: PodDisruptionBudget): Outcome | undefined {
  const { status, metadata } = budget;
  const words = "Cannot evict pod as it would violate the pod's disruption budget.";
  const cause = (message: string) => [{ reason: 'DisruptionBudget', field: '', message }];
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0))
    return refusedBy(
      'TooManyRequests',
      words,
      cause(`The disruption budget ${metadata.name} is still being processed by the server.`),
    );
  if (status.disruptionsAllowed > 0) return undefined;
  const why = `The disruption budget ${metadata.name} needs ${status.desiredHealthy} healthy pods and has ${status.currentHealthy} currently`;
  return refusedBy('TooManyRequests', words, cause(why));
}
