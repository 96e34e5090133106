// The sentences of a failed decision. Source: pkg/scheduler/framework/types.go FitError (v1.36), as recorded.
import type { Fit } from './fit.ts';
import type { Rejection } from './plugin.ts';

export const noNodes = 'no nodes available to schedule pods';

/** What is said before the outcome of preemption: the plugin for resource claims has its word first. */
const claimsWord = 'no new claims to deallocate, ';

/** `preemption`: why no pod was preempted; undefined when some were. */
export function fitError(nodeCount: number, fit: Fit, preemption: string | undefined): string {
  const head = `0/${nodeCount} nodes are available:`;
  if (fit.refusal !== undefined) return `${head} ${fit.refusal}. not found`;
  const unlooked =
    fit.restrictedBy.length > 0 ? `node(s) didn't satisfy plugin(s) [${fit.restrictedBy.join(' ')}]` : '';
  const reasons = summary(nodeCount, fit.rejected, unlooked);
  const tail = preemption === undefined ? '' : ` ${claimsWord}preemption: ${preemption}`;
  return `${head}${reasons}${tail}`;
}

/** The same sentence for a preemption that would not help. */
export function preemptionError(nodeCount: number, rejected: ReadonlyMap<string, Rejection>): string {
  const reasons = summary(nodeCount, rejected, 'Preemption is not helpful for scheduling');
  return `0/${nodeCount} nodes are available:${reasons}`;
}

function summary(nodeCount: number, rejected: ReadonlyMap<string, Rejection>, unlooked: string): string {
  const counts = new Map<string, number>();
  const count = (reason: string, by: number) => counts.set(reason, (counts.get(reason) ?? 0) + by);
  for (const { reasons } of rejected.values()) for (const reason of reasons) count(reason, 1);
  if (rejected.size < nodeCount && unlooked !== '') count(unlooked, nodeCount - rejected.size);
  const parts = [...counts].map(([reason, times]) => `${times} ${reason}`).sort(byBytes);
  return parts.length > 0 ? ` ${parts.join(', ')}.` : '';
}

const byBytes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
