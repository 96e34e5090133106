// How many replicas a metric asks for: the arithmetic alone, function by function. Source:
// pkg/controller/podautoscaler/replica_calculator.go, metrics/utilization.go (v1.36). Pure; amounts in whole milli, as the real
// one counts, and divided as it divides.

export interface Tolerances {
  readonly up: number;
  readonly down: number;
}

/** Pods by name. */
export interface Groups {
  /** What each pod uses that counts. */
  readonly metrics: ReadonlyMap<string, number>;
  readonly unready: readonly string[];
  readonly missing: readonly string[];
}

export type Proposal =
  | { readonly replicas: number; readonly averageUtilization?: number; readonly averageValue: number }
  | { readonly problem: string };

/** The answer where no pod's metrics count. */
export const noMetrics = { problem: 'did not receive metrics for targeted pods (pods might be unready)' };

const isWithin = ({ up, down }: Tolerances, ratio: number): boolean => 1 - down <= ratio && ratio <= 1 + up;

/** `GetResourceReplicas`: a share of what the pods request. */
export function resourceReplicas(
  groups: Groups,
  requests: ReadonlyMap<string, number>,
  targetUtilization: number,
  current: number,
  tolerances: Tolerances,
): Proposal {
  if (groups.metrics.size === 0) return noMetrics;
  const found = utilizationRatio(groups.metrics, requests, targetUtilization);
  if (!found) return { problem: 'no metrics returned matched known pods' };
  const full = Math.max(100, targetUtilization);
  const rules = {
    ratioOf: (metrics: ReadonlyMap<string, number>) =>
      utilizationRatio(metrics, requests, targetUtilization)?.ratio ?? 0,
    missingAs: (pod: string) => Math.trunc(((requests.get(pod) ?? 0) * full) / 100),
  };
  const { utilization, averageValue } = found;
  return {
    replicas: replicasFor(groups, found.ratio, current, tolerances, rules),
    averageUtilization: utilization,
    averageValue,
  };
}

/** `calcPlainMetricReplicas`: so much a pod. */
export function plainReplicas(groups: Groups, target: number, current: number, tolerances: Tolerances): Proposal {
  if (groups.metrics.size === 0) return noMetrics;
  const { ratio, averageValue } = usageRatio(groups.metrics, target);
  const rules = {
    ratioOf: (metrics: ReadonlyMap<string, number>) => usageRatio(metrics, target).ratio,
    missingAs: () => target,
  };
  return { replicas: replicasFor(groups, ratio, current, tolerances, rules), averageValue };
}

/** `getUsageRatioReplicaCount`: an amount that all ready pods share. */
export function sharedReplicas(
  usage: number,
  target: number,
  current: number,
  readyPods: number,
  tolerances: Tolerances,
): number {
  const ratio = usage / target;
  if (current === 0) return Math.ceil(ratio);
  return isWithin(tolerances, ratio) ? current : Math.min(2 ** 31 - 1, Math.ceil(ratio * readyPods));
}

/** `GetExternalPerPodMetricReplicas`: an amount of which each replica may have so much. */
export function perPodReplicas(
  usage: number,
  targetPerPod: number,
  statusReplicas: number,
  tolerances: Tolerances,
): { readonly replicas: number; readonly averageValue: number } {
  const within = isWithin(tolerances, usage / (targetPerPod * statusReplicas));
  return {
    replicas: within ? statusReplicas : Math.ceil(usage / targetPerPod),
    averageValue: Math.ceil(usage / statusReplicas),
  };
}

interface Rules {
  readonly ratioOf: (metrics: ReadonlyMap<string, number>) => number;
  /** What a pod without metrics is taken to use when scaling down. */
  readonly missingAs: (pod: string) => number;
}

/** Pods that are not ready or have no metrics never make a change larger, and never turn it around. */
function replicasFor(
  { metrics, unready, missing }: Groups,
  ratio: number,
  current: number,
  tolerances: Tolerances,
  rules: Rules,
): number {
  const upWithUnready = unready.length > 0 && ratio > 1;
  if (!upWithUnready && missing.length === 0)
    return isWithin(tolerances, ratio) ? current : Math.ceil(ratio * metrics.size);
  const assumed = new Map(metrics);
  if (ratio !== 1) for (const pod of missing) assumed.set(pod, ratio < 1 ? rules.missingAs(pod) : 0);
  if (upWithUnready) for (const pod of unready) assumed.set(pod, 0);
  const next = rules.ratioOf(assumed);
  if (isWithin(tolerances, next) || (ratio < 1 && next > 1) || (ratio > 1 && next < 1)) return current;
  const replicas = Math.ceil(next * assumed.size);
  return (next < 1 && replicas > current) || (next > 1 && replicas < current) ? current : replicas;
}

function utilizationRatio(
  metrics: ReadonlyMap<string, number>,
  requests: ReadonlyMap<string, number>,
  target: number,
): { readonly ratio: number; readonly utilization: number; readonly averageValue: number } | undefined {
  const known = [...metrics].filter(([pod]) => requests.has(pod));
  const used = known.reduce((sum, [, value]) => sum + value, 0);
  const asked = known.reduce((sum, [pod]) => sum + (requests.get(pod) ?? 0), 0);
  if (asked === 0) return undefined;
  const utilization = Math.trunc((used * 100) / asked);
  return { ratio: utilization / target, utilization, averageValue: Math.trunc(used / known.length) };
}

function usageRatio(metrics: ReadonlyMap<string, number>, target: number) {
  const averageValue = Math.trunc([...metrics.values()].reduce((a, b) => a + b, 0) / metrics.size);
  return { ratio: averageValue / target, averageValue };
}
