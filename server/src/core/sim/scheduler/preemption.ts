// Plugin DefaultPreemption: whom to remove so that a more important pod fits. Sources: framework/preemption/preemption.go,
// plugins/defaultpreemption (v1.36). Removes nobody itself.
import type { LabelSelector, Labels, Pod } from '../objects.ts';
import { matchesSelector, selectsEverything } from '../selectors.ts';
import { type Fit, judgeNode } from './fit.ts';
import { preemptionError } from './fitError.ts';
import { type Rejection, unresolvable } from './plugin.ts';
import { type Lister, priorityOf } from './shapes.ts';
import { type Cycle, type NodeInfo, replaceNode, withPods } from './snapshot.ts';

export type Preemption =
  | { readonly node: string; readonly victims: readonly Pod[] }
  /** Why nobody is preempted, as the scheduler says it. */
  | { readonly problem: string };

interface Candidate {
  readonly node: string;
  readonly victims: readonly Pod[];
  readonly violations: number;
}

interface Budget {
  readonly namespace: string | undefined;
  readonly selector: LabelSelector | undefined;
  readonly disrupted: Readonly<Record<string, unknown>>;
  allowed: number;
}

export function preempt(cycle: Cycle, fit: Fit): Preemption {
  const { pod, snapshot } = cycle;
  if (pod.spec.preemptionPolicy === 'Never') return { problem: 'not eligible due to preemptionPolicy=Never.' };
  if (waitsForVictims(cycle, fit)) return { problem: 'not eligible due to a terminating pod on the nominated node.' };
  const candidates: Candidate[] = [];
  const rejected = new Map<string, Rejection>();
  for (const info of snapshot.nodes) {
    const rejection = fit.rejected.get(info.name);
    if (!rejection || rejection.unresolvable) continue;
    const found = victimsOn(cycle, info);
    if ('reasons' in found) rejected.set(info.name, found);
    else candidates.push(found);
  }
  const best = mostHarmless(candidates);
  return best ?? { problem: preemptionError(snapshot.nodes.length, rejected) };
}

/** Its victims on the nominated node are still going. */
function waitsForVictims({ pod, snapshot }: Cycle, fit: Fit): boolean {
  const name = pod.status?.nominatedNodeName;
  const info = snapshot.nodes.find((candidate) => candidate.name === name);
  if (!name || !info || fit.rejected.get(name)?.unresolvable) return false;
  return info.pods.some((other) => priorityOf(other) < priorityOf(pod) && leavesByPreemption(other));
}

function leavesByPreemption({ metadata, status }: Pod): boolean {
  const told = status?.conditions?.find(({ type }) => type === 'DisruptionTarget');
  return metadata.deletionTimestamp !== undefined && told?.status === 'True' && told.reason === 'PreemptionByScheduler';
}

/** `SelectVictimsOnNode`: all less important pods go; then as many as possible come back, protected ones first. */
function victimsOn(cycle: Cycle, info: NodeInfo): Candidate | Rejection {
  const potential = info.pods.filter((other) => priorityOf(other) < priorityOf(cycle.pod));
  if (potential.length === 0) return unresolvable('No preemption victims found for incoming pod');
  let kept = info.pods.filter((other) => !potential.includes(other));
  const rejection = judgeWith(cycle, info, kept);
  if (rejection) return rejection;
  const { violating, others } = byBudget(cycle.cluster, byImportance(potential));
  const victims: Pod[] = [];
  let violations = 0;
  for (const pod of [...violating, ...others]) {
    if (!judgeWith(cycle, info, [...kept, pod])) kept = [...kept, pod];
    else {
      victims.push(pod);
      if (violating.includes(pod)) violations++;
    }
  }
  return {
    node: info.name,
    victims: violating.length > 0 && others.length > 0 ? byImportance(victims) : victims,
    violations,
  };
}

function judgeWith(cycle: Cycle, info: NodeInfo, pods: readonly Pod[]): Rejection | undefined {
  const changed = withPods(info, pods);
  return judgeNode({ ...cycle, snapshot: replaceNode(cycle.snapshot, changed) }, changed);
}

/**
 * `util.MoreImportantPod`: higher priority, then longer running. Pods that have not started count as started "now", and a
 * later look at the clock is later: so of two such pods the one behind comes first, as an insertion sort makes it.
 */
function byImportance(pods: readonly Pod[]): readonly Pod[] {
  const out = [...pods];
  for (let i = 1; i < out.length; i++) {
    for (let j = i; j > 0; j--) {
      const [pod, before] = [out[j], out[j - 1]];
      if (!pod || !before || !moreImportant(pod, before)) break;
      [out[j], out[j - 1]] = [before, pod];
    }
  }
  return out;
}

function moreImportant(a: Pod, b: Pod): boolean {
  if (priorityOf(a) !== priorityOf(b)) return priorityOf(a) > priorityOf(b);
  const [first, second] = [a.status?.startTime, b.status?.startTime];
  if (second === undefined) return true;
  return first !== undefined && first < second;
}

/** Pods whose removal a disruption budget forbids, and the others; each removal uses up what is allowed. */
function byBudget(cluster: Lister, pods: readonly Pod[]): { violating: readonly Pod[]; others: readonly Pod[] } {
  const budgets = cluster.list('PodDisruptionBudget').map(({ metadata, spec, status }): Budget => {
    const told = status as { disruptionsAllowed?: number; disruptedPods?: Record<string, unknown> } | undefined;
    return {
      namespace: metadata.namespace,
      selector: (spec as { selector?: LabelSelector } | undefined)?.selector,
      disrupted: told?.disruptedPods ?? {},
      allowed: told?.disruptionsAllowed ?? 0,
    };
  });
  const violating = pods.filter(
    (pod) => budgets.filter((budget) => protects(budget, pod)).filter((budget) => --budget.allowed < 0).length > 0,
  );
  return { violating, others: pods.filter((pod) => !violating.includes(pod)) };
}

function protects({ namespace, selector, disrupted }: Budget, { metadata }: Pod): boolean {
  const labels: Labels = metadata.labels ?? {};
  if (Object.keys(labels).length === 0 || namespace !== metadata.namespace || metadata.name in disrupted) return false;
  return !selectsEverything(selector) && matchesSelector(selector, labels);
}

/** `pickOneNodeForPreemption`: each measure narrows the choice of those before. */
const measures: readonly ((candidate: Candidate) => number)[] = [
  ({ violations }) => -violations,
  ({ victims }) => -Math.max(...victims.slice(0, 1).map(priorityOf)),
  ({ victims }) => -victims.reduce((sum, victim) => sum + priorityOf(victim) + 2 ** 31, 0),
  ({ victims }) => -victims.length,
  ({ victims }) => earliestStart(victims),
];

function mostHarmless(candidates: readonly Candidate[]): Candidate | undefined {
  let left = candidates;
  for (const measure of measures) {
    const values = left.map(measure);
    const best = Math.max(...values);
    left = left.filter((_, index) => values[index] === best);
  }
  return left[0];
}

/** Milliseconds, of the most important victims; one that has not started counts as now: later than all. */
function earliestStart(victims: readonly Pod[]): number {
  const highest = Math.max(...victims.map(priorityOf));
  const mostImportant = victims.filter((victim) => priorityOf(victim) === highest);
  return Math.min(...mostImportant.map(({ status }) => Date.parse(status?.startTime ?? '') || Number.MAX_SAFE_INTEGER));
}
