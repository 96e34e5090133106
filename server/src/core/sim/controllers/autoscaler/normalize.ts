// From what metrics ask for to what the target gets: stabilization, rates, bounds. Source:
// pkg/controller/podautoscaler/horizontal.go normalizeDesiredReplicas, stabilizeRecommendationWithBehaviors (v1.36). Pure but
// for the memory of recommendations and scalings, which the caller keeps.
import type { JsonObject } from '../../../apiserver/types.ts';

export interface Past {
  recommendations: readonly { readonly atMs: number; readonly replicas: number }[];
  /** Positive: pods added. */
  scalings: readonly { readonly atMs: number; readonly change: number }[];
}

export interface Bounds {
  readonly current: number;
  readonly min: number;
  readonly max: number;
  readonly behavior: JsonObject | undefined;
}

export interface Normalized {
  readonly replicas: number;
  readonly able: { readonly reason: string; readonly message: string };
  readonly limited: { readonly status: 'True' | 'False'; readonly reason: string; readonly message: string };
}

interface Rules {
  readonly windowSeconds: number;
  readonly select: string;
  readonly policies: readonly { readonly type: string; readonly value: number; readonly periodSeconds: number }[];
}

const defaults = {
  scaleUp: {
    windowSeconds: 0,
    select: 'Max',
    policies: [
      { type: 'Pods', value: 4, periodSeconds: 15 },
      { type: 'Percent', value: 100, periodSeconds: 15 },
    ],
  },
  scaleDown: { windowSeconds: 300, select: 'Max', policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] },
} as const;

function rulesOf(behavior: JsonObject | undefined, direction: 'scaleUp' | 'scaleDown'): Rules {
  const given = (behavior?.[direction] ?? {}) as {
    stabilizationWindowSeconds?: number;
    selectPolicy?: string;
    policies?: Rules['policies'];
  };
  const otherwise = defaults[direction];
  return {
    windowSeconds: given.stabilizationWindowSeconds ?? otherwise.windowSeconds,
    select: given.selectPolicy ?? otherwise.select,
    policies: given.policies ?? otherwise.policies,
  };
}

const inRange = ['False', 'DesiredWithinRange', 'the desired count is within the acceptable range'] as const;
const tooFast = 'the desired replica count is increasing faster than the maximum scale rate';
const tooFastDown = 'the desired replica count is decreasing faster than the maximum scale rate';
const tooMany = 'the desired replica count is more than the maximum replica count';
const tooFew = 'the desired replica count is less than the minimum replica count';

const lowered = {
  reason: 'ScaleDownStabilized',
  message: 'recent recommendations were higher than current one, applying the highest recent recommendation',
};
const raised = {
  reason: 'ScaleUpStabilized',
  message: 'recent recommendations were lower than current one, applying the lowest recent recommendation',
};
const matches = { reason: 'ReadyForNewScale', message: 'recommended size matches current size' };

/** `recordInitialRecommendation`: what there was when the autoscaler looked first. */
export function recordInitialRecommendation(past: Past, replicas: number, atMs: number): void {
  if (past.recommendations.length === 0) past.recommendations = [{ atMs, replicas }];
}

export function normalized(desired: number, bounds: Bounds, past: Past, nowMs: number): Normalized {
  const { behavior, current } = bounds;
  const steady = stabilized(desired, bounds, past, nowMs);
  past.recommendations = [...past.recommendations, { atMs: nowMs, replicas: desired }].filter(
    ({ atMs }) => nowMs - atMs <= 3_600_000,
  );
  const able = steady === desired ? matches : behavior && desired >= current ? raised : lowered;
  const [replicas, status, reason, message] = behavior
    ? rated(steady, bounds, past, nowMs)
    : doubled(steady, current, bounds);
  return { replicas, able, limited: { status, reason, message } };
}

function stabilized(desired: number, { current, behavior }: Bounds, past: Past, nowMs: number): number {
  const within = (seconds: number) => past.recommendations.filter(({ atMs }) => nowMs - atMs < 1000 * seconds);
  const down = rulesOf(behavior, 'scaleDown').windowSeconds;
  const highest = within(down).reduce((most, { replicas }) => Math.max(most, replicas), desired);
  if (!behavior) return highest;
  const lowest = within(rulesOf(behavior, 'scaleUp').windowSeconds).reduce(
    (least, { replicas }) => Math.min(least, replicas),
    desired,
  );
  const raised = current < lowest ? lowest : current;
  return raised > highest ? highest : raised;
}

type Limited = readonly [replicas: number, status: 'True' | 'False', reason: string, message: string];

/** Without behaviour: at most twice as many, or four. */
function doubled(desired: number, current: number, { min, max }: Bounds): Limited {
  const limit = Math.max(2 * current, 4);
  if (desired < min) return [min, 'True', 'TooFewReplicas', tooFew];
  if (desired <= Math.min(max, limit)) return [desired, ...inRange];
  return max > limit ? [limit, 'True', 'ScaleUpLimit', tooFast] : [max, 'True', 'TooManyReplicas', tooMany];
}

function rated(desired: number, bounds: Bounds, past: Past, nowMs: number): Limited {
  const { current, min, max, behavior } = bounds;
  if (desired > current) {
    const limit = Math.max(current, rateLimit(current, rulesOf(behavior, 'scaleUp'), past, nowMs, 1));
    if (desired <= Math.min(max, limit)) return [desired, ...inRange];
    return max > limit ? [limit, 'True', 'ScaleUpLimit', tooFast] : [max, 'True', 'TooManyReplicas', tooMany];
  }
  if (desired < current) {
    const limit = Math.min(current, rateLimit(current, rulesOf(behavior, 'scaleDown'), past, nowMs, -1));
    if (desired >= Math.max(min, limit)) return [desired, ...inRange];
    return min < limit ? [limit, 'True', 'ScaleDownLimit', tooFastDown] : [min, 'True', 'TooFewReplicas', tooFew];
  }
  return [desired, ...inRange];
}

/** `calculateScaleUpLimitWithScalingRules` and its counterpart: from where the period began. */
function rateLimit(current: number, { select, policies }: Rules, past: Past, nowMs: number, sign: 1 | -1): number {
  if (select === 'Disabled') return current;
  const limits = policies.map(({ type, value, periodSeconds }) => {
    const recent = past.scalings.filter(({ atMs }) => nowMs - atMs < 1000 * periodSeconds);
    const start = current - recent.reduce((sum, { change }) => sum + change, 0);
    if (type === 'Pods') return start + sign * value;
    return sign > 0 ? Math.ceil(start * (1 + value / 100)) : Math.trunc(start * (1 - value / 100));
  });
  const widest = (select === 'Min') === sign < 0 ? Math.max(...limits) : Math.min(...limits);
  return sign > 0 ? (select === 'Min' ? Math.min(...limits) : Math.max(...limits)) : widest;
}

export function remembered(past: Past, change: number, nowMs: number): void {
  past.scalings = [...past.scalings, { atMs: nowMs, change }].filter(({ atMs }) => nowMs - atMs <= 1_800_000);
}

/** `behavior.scaleUp.tolerance`, a tenth by default. */
export function toleranceOf(behavior: JsonObject | undefined, direction: 'scaleUp' | 'scaleDown'): number {
  const given = (behavior?.[direction] as { tolerance?: string | number } | undefined)?.tolerance;
  return given === undefined ? 0.1 : Number(String(given).replace(/m$/, 'e-3'));
}
