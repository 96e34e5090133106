// Plugin NodeResourcesBalancedAllocation: points when the pod makes cpu and memory use of a node more even.
// Source: plugins/noderesources/balanced_allocation.go (v1.36: compared with the node without the pod).
import { perNode } from './perNode.ts';
import { maxNodeScore, type Plugin } from './plugin.ts';
import { type Amounts, podRequests } from './requests.ts';
import type { NodeInfo } from './snapshot.ts';

const considered = ['cpu', 'memory'];

export const balancedAllocation: Plugin = {
  name: 'NodeResourcesBalancedAllocation',
  score: {
    weight: 1,
    prepare: ({ pod }) => {
      const { exact } = podRequests(pod);
      if (considered.every((name) => !exact[name])) return undefined;
      const key = considered.map((name) => exact[name] ?? 0).join();
      return { raw: improvement(key, exact) };
    },
  },
};

const improvement = perNode('balanced', (info, asked: Amounts) => {
  const half = maxNodeScore / 2;
  return half + Math.trunc((half + evenness(info, asked) - evenness(info, {})) / 2);
});

function evenness(info: NodeInfo, asked: Amounts): number {
  const shares = considered.flatMap((name) => {
    const allocatable = info.allocatable[name] ?? 0;
    return allocatable === 0 ? [] : [Math.min(1, ((info.requested[name] ?? 0) + (asked[name] ?? 0)) / allocatable)];
  });
  const [first, second] = shares;
  const deviation = first !== undefined && second !== undefined ? Math.abs((first - second) / 2) : 0;
  return Math.trunc((1 - deviation) * maxNodeScore);
}
