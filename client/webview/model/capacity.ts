// What the pods of a node request of its allocatable CPU and memory, as numbers a person reads. The scheduler's own
// arithmetic: what it counts is what decides.
import type { Node, Pod } from '../../../server/src/core/sim/objects.ts';
import { amountsOf, podRequests } from '../../../server/src/core/sim/scheduler/requests.ts';

export interface Usage {
  readonly resource: 'cpu' | 'memory';
  readonly requested: string;
  readonly allocatable: string;
  readonly part: number;
}

export function nodeUsage(node: Node, pods: readonly Pod[]): readonly Usage[] {
  const running = pods.filter(({ status }) => status.phase !== 'Succeeded' && status.phase !== 'Failed');
  const all = amountsOf(node.status.allocatable);
  return (['cpu', 'memory'] as const).map((resource) => {
    const requested = running.reduce((sum, pod) => sum + (podRequests(pod).exact[resource] ?? 0), 0);
    const allocatable = all[resource] ?? 0;
    const part = allocatable === 0 ? 0 : requested / allocatable;
    return { resource, requested: readable(requested, resource), allocatable: readable(allocatable, resource), part };
  });
}

/** CPU comes in milli, memory in bytes. */
function readable(value: number, resource: Usage['resource']): string {
  if (resource === 'cpu') return value % 1000 === 0 ? String(value / 1000) : `${value}m`;
  return value >= 2 ** 30 ? `${+(value / 2 ** 30).toFixed(1)}Gi` : `${Math.round(value / 2 ** 20)}Mi`;
}
