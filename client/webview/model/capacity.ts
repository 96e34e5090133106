// What the pods of a node request of its allocatable CPU and memory, as numbers a person reads.
import type { Node, Pod } from '../../../server/src/core/sim/objects.ts';

export interface Usage {
  readonly resource: 'cpu' | 'memory';
  readonly requested: string;
  readonly allocatable: string;
  readonly part: number;
}

export function nodeUsage(node: Node, pods: readonly Pod[]): readonly Usage[] {
  const running = pods.filter(({ status }) => status.phase !== 'Succeeded' && status.phase !== 'Failed');
  return (['cpu', 'memory'] as const).map((resource) => {
    const requested = running.reduce((sum, pod) => sum + podRequest(pod, resource), 0);
    const allocatable = amount(node.status.allocatable[resource]);
    const part = allocatable === 0 ? 0 : requested / allocatable;
    return { resource, requested: readable(requested, resource), allocatable: readable(allocatable, resource), part };
  });
}

function podRequest({ spec }: Pod, resource: Usage['resource']): number {
  const of = (container: Pod['spec']['containers'][number]): number =>
    amount(container.resources?.requests?.[resource]);
  const main = spec.containers.reduce((sum, container) => sum + of(container), 0);
  const init = Math.max(0, ...(spec.initContainers ?? []).map(of));
  return Math.max(main, init);
}

const suffixes: Readonly<Record<string, number>> = {
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

function amount(quantity: string | undefined): number {
  const match = /^([\d.]+)(\w*)$/.exec(quantity ?? '0');
  return Number(match?.[1] ?? 0) * (suffixes[match?.[2] ?? ''] ?? 1);
}

function readable(value: number, resource: Usage['resource']): string {
  if (resource === 'cpu') return value % 1 === 0 ? String(value) : `${Math.round(value * 1000)}m`;
  return value >= 2 ** 30 ? `${+(value / 2 ** 30).toFixed(1)}Gi` : `${Math.round(value / 2 ** 20)}Mi`;
}
