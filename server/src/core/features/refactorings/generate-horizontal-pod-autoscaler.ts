// A HorizontalPodAutoscaler on the CPU use of a workload that can be scaled.
import { generatorOf } from './generated.ts';
import { metadataBeside, SCALED } from './workload.ts';

export const generateHorizontalPodAutoscaler = generatorOf('generate-horizontal-pod-autoscaler', {
  kind: 'HorizontalPodAutoscaler',
  objectOf: (workload) => {
    const { apiVersion, kind, name } = workload.resource;
    if (!SCALED.includes(kind)) return undefined;
    return {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: metadataBeside(workload),
      spec: {
        scaleTargetRef: { apiVersion, kind, name },
        minReplicas: 2,
        maxReplicas: 5,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
        ],
      },
    };
  },
});
