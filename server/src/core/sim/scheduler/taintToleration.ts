// Plugin TaintToleration: hard taints filter, soft ones (PreferNoSchedule) cost points. Source: plugins/tainttoleration (v1.36).
import { maxNodeScore, type Plugin, scaleToLargest, unresolvable } from './plugin.ts';
import { tolerated, untoleratedTaint } from './tolerations.ts';

export const taintToleration: Plugin = {
  name: 'TaintToleration',
  prepare: ({ pod, snapshot }) => {
    if (!snapshot.traits.tainted) return undefined;
    return {
      filter: ({ node }) =>
        untoleratedTaint(node.spec?.taints, pod.spec.tolerations)
          ? unresolvable('node(s) had untolerated taint(s)')
          : undefined,
    };
  },
  score: {
    weight: 3,
    prepare: ({ pod, snapshot }) => {
      if (!snapshot.traits.tainted) return { same: maxNodeScore };
      const soft = pod.spec.tolerations?.filter(({ effect }) => !effect || effect === 'PreferNoSchedule');
      return {
        raw: ({ node }) => {
          const taints = node.spec?.taints;
          if (!taints) return 0;
          return taints.filter((taint) => taint.effect === 'PreferNoSchedule' && !tolerated(taint, soft)).length;
        },
        normalize: (scores) => scaleToLargest(scores, true),
      };
    },
  },
};
