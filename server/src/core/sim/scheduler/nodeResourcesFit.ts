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
    return { filter: (info) => insufficient(exact, info) };
  },
  score: {
    weight: 1,
    prepare: ({ pod }) => {
      const { scoring } = podRequests(pod);
      const key = scored.map((name) => scoring[name] ?? 0).join();
      return { raw: (info) => leastAllocated(info, key, scoring) };
    },
  },
};

const scored = ['cpu', 'memory'];
const named = ['cpu', 'memory', 'ephemeral-storage'];

function insufficient(asked: Amounts, info: NodeInfo): Rejection | undefined {
  const reasons: string[] = [];
  if (info.pods.length + 1 > (info.allocatable['pods'] ?? 0)) reasons.push('Too many pods');
  let tooLarge = false;
  for (const name of [...named, ...Object.keys(asked).filter((other) => !named.includes(other))]) {
    const request = asked[name] ?? 0;
    const allocatable = info.allocatable[name] ?? 0;
    if (request <= 0 || request <= allocatable - (info.requested[name] ?? 0)) continue;
    reasons.push(`Insufficient ${name}`);
    if (request > allocatable) tooLarge = true;
  }
  if (reasons.length === 0) return undefined;
  return tooLarge ? { reasons, unresolvable: true } : unschedulable(...reasons);
}

const leastAllocated = perNode((info, asked: Amounts) => {
  const scores = scored.flatMap((name) => {
    const allocatable = info.allocatable[name] ?? 0;
    if (allocatable === 0) return [];
    const requested = (info.nonZero[name] ?? 0) + (asked[name] ?? 0);
    return requested > allocatable ? 0 : Math.floor(((allocatable - requested) * maxNodeScore) / allocatable);
  });
  return scores.length === 0 ? 0 : Math.floor(scores.reduce((a, b) => a + b, 0) / scores.length);
});
