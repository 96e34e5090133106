// Plugin NodeResourcesFit: room for the pod, and points for free room (LeastAllocated of cpu and memory).
// Source: plugins/noderesources/{fit,least_allocated}.go (v1.36).
import { perNode } from './perNode.ts';
import { maxNodeScore, type Plugin, type Rejection, unschedulable } from './plugin.ts';
import { type Amounts, podRequests } from './requests.ts';
import type { NodeInfo } from './snapshot.ts';

export const nodeResourcesFit: Plugin = {
  name: 'NodeResourcesFit',
  prepare: ({ pod }) => {
    const { exact } = podRequests(pod);
    const names = [...named, ...Object.keys(exact).filter((other) => !named.includes(other))];
    const asked = names.map((name) => [name, exact[name] ?? 0] as const).filter(([, request]) => request > 0);
    return { filter: (info) => (fits(asked, info) ? undefined : insufficient(asked, info)) };
  },
  score: {
    weight: 1,
    prepare: ({ pod }) => {
      const { scoring } = podRequests(pod);
      const key = scored.map((name) => scoring[name] ?? 0).join();
      return { raw: leastAllocated(key, scoring) };
    },
  },
};

const scored = ['cpu', 'memory'];
const named = ['cpu', 'memory', 'ephemeral-storage'];

type Asked = readonly (readonly [name: string, request: number])[];

const room = (info: NodeInfo, name: string): number => (info.allocatable[name] ?? 0) - (info.requested[name] ?? 0);

function fits(asked: Asked, info: NodeInfo): boolean {
  if (info.pods.length + 1 > (info.allocatable['pods'] ?? 0)) return false;
  for (const [name, request] of asked) if (request > room(info, name)) return false;
  return true;
}

function insufficient(asked: Asked, info: NodeInfo): Rejection {
  const reasons: string[] = [];
  if (info.pods.length + 1 > (info.allocatable['pods'] ?? 0)) reasons.push('Too many pods');
  let tooLarge = false;
  for (const [name, request] of asked) {
    if (request <= room(info, name)) continue;
    reasons.push(`Insufficient ${name}`);
    if (request > (info.allocatable[name] ?? 0)) tooLarge = true;
  }
  return tooLarge ? { reasons, unresolvable: true } : unschedulable(...reasons);
}

const leastAllocated = perNode('least', (info, asked: Amounts) => {
  const scores = scored.flatMap((name) => {
    const allocatable = info.allocatable[name] ?? 0;
    if (allocatable === 0) return [];
    const requested = (info.nonZero[name] ?? 0) + (asked[name] ?? 0);
    return requested > allocatable ? 0 : Math.floor(((allocatable - requested) * maxNodeScore) / allocatable);
  });
  return scores.length === 0 ? 0 : Math.floor(scores.reduce((a, b) => a + b, 0) / scores.length);
});
