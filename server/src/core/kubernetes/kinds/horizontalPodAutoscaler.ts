// HorizontalPodAutoscaler: scales one workload.
import type { KindFacts } from './kind.ts';

export const horizontalPodAutoscaler: KindFacts = {
  type: 'autoscaling/HorizontalPodAutoscaler',
  references: [
    {
      at: 'spec.scaleTargetRef',
      name: 'name',
      to: {
        kind: 'kind',
        types: ['apps/Deployment', 'apps/StatefulSet', 'apps/ReplicaSet', 'ReplicationController'],
      },
    },
    {
      at: 'spec.metrics[*].object.describedObject',
      name: 'name',
      to: { kind: 'kind', types: ['Service', 'Pod', 'networking.k8s.io/Ingress', 'apps/Deployment'] },
      elsewhere: true,
    },
  ],
};
