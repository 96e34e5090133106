// Plugin NodeUnschedulable: cordoned nodes take only pods that tolerate it. Source: plugins/nodeunschedulable (v1.36).
import { type Plugin, unresolvable } from './plugin.ts';
import { tolerated } from './tolerations.ts';

const cordoned = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

export const nodeUnschedulable: Plugin = {
  name: 'NodeUnschedulable',
  prepare: ({ pod, snapshot }) => {
    if (!snapshot.traits.cordoned || tolerated(cordoned, pod.spec.tolerations)) return undefined;
    return {
      filter: ({ node }) => (node.spec?.unschedulable ? unresolvable('node(s) were unschedulable') : undefined),
    };
  },
};
