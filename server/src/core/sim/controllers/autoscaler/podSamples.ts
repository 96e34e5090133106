// What the metrics APIs know of a target's pods, and what these request: the pods that count, those not ready yet, and those
// without a sample. Source: pkg/controller/podautoscaler/replica_calculator.go groupPods, calculateRequests (v1.36).
import type { ClusterView } from '../../frame.ts';
import { customOf, usageOf } from '../../load.ts';
import { conditionOf, type Pod } from '../../objects.ts';
import { amount } from '../../resources.ts';
import type { Groups } from './replicaCalculator.ts';

const cpuInitializationMs = 5 * 60_000;
const initialReadinessMs = 30_000;
const sampleMs = 15_000;

/** Of a resource of the pods, in milli. */
export function resourceSamples(view: ClusterView, pods: readonly Pod[], name: string): Groups {
  const sampleOf = (pod: Pod) => {
    const usage = usageOf(view, pod);
    return usage && Math.round(1000 * (name === 'cpu' ? usage.cpu : usage.memory));
  };
  return groupPods(pods, sampleOf, (pod) => name === 'cpu' && isUnready(view, pod));
}

/** Of a metric that something else measures of each pod, in milli. */
export function customSamples(view: ClusterView, pods: readonly Pod[], metric: string): Groups {
  const sampleOf = (pod: Pod) => {
    const value = customOf(view, metric, pod);
    return value === undefined ? undefined : Math.round(1000 * value);
  };
  return groupPods(pods, sampleOf, () => false);
}

/** `groupPods`: pods that go or have failed are left out. */
function groupPods(
  pods: readonly Pod[],
  sampleOf: (pod: Pod) => number | undefined,
  notYet: (pod: Pod) => boolean,
): Groups {
  const groups = { metrics: new Map<string, number>(), unready: [] as string[], missing: [] as string[] };
  for (const pod of pods) {
    const { name, deletionTimestamp } = pod.metadata;
    if (deletionTimestamp || pod.status.phase === 'Failed') continue;
    const sample = sampleOf(pod);
    if (pod.status.phase === 'Pending') groups.unready.push(name);
    else if (sample === undefined) groups.missing.push(name);
    else if (notYet(pod)) groups.unready.push(name);
    else groups.metrics.set(name, sample);
  }
  return groups;
}

function isUnready(view: ClusterView, pod: Pod): boolean {
  const ready = conditionOf(pod.status, 'Ready');
  const startedMs = Date.parse(pod.status.startTime ?? '');
  if (!ready || Number.isNaN(startedMs)) return true;
  const changedMs = Date.parse(ready.lastTransitionTime ?? '');
  if (startedMs + cpuInitializationMs > view.epochMs)
    return ready.status === 'False' || view.epochMs < changedMs + sampleMs;
  return ready.status === 'False' && startedMs + initialReadinessMs > changedMs;
}

/** `calculateRequests`, in milli, by pod; or which request is missing. */
export function requestsOf(
  pods: readonly Pod[],
  resource: string,
  container: string | undefined,
): ReadonlyMap<string, number> | { readonly problem: string } {
  const requests = new Map<string, number>();
  for (const pod of pods) {
    const asked = requestOf(pod, resource, container);
    if (typeof asked === 'string') return { problem: asked };
    requests.set(pod.metadata.name, asked);
  }
  return requests;
}

function requestOf(pod: Pod, resource: string, container: string | undefined): number | string {
  const { name } = pod.metadata;
  const whole = pod.spec.resources?.requests;
  if (whole !== undefined && container === undefined) {
    const asked = whole[resource];
    return asked === undefined ? `missing pod-level request for ${resource} in Pod ${name}` : amount(asked) * 1000;
  }
  const sidecars = (pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  const counted = [...pod.spec.containers, ...sidecars].filter(
    (one) => container === undefined || one.name === container,
  );
  if (counted.length === 0) return `container ${container} not found in Pod ${name}`;
  let sum = 0;
  for (const one of counted) {
    const asked = one.resources?.requests?.[resource];
    if (asked === undefined) return `missing request for ${resource} in container ${one.name} of Pod ${name}`;
    sum += amount(asked) * 1000;
  }
  return Math.round(sum);
}
