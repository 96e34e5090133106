// A PodDisruptionBudget that lets one pod of a workload go at a time.
import { generatorOf } from './generated.ts';
import { metadataBeside, SCALED } from './workload.ts';

export const generatePodDisruptionBudget = generatorOf('generate-pod-disruption-budget', {
  kind: 'PodDisruptionBudget',
  objectOf: (workload) => {
    const { podLabels, resource } = workload;
    if (!SCALED.includes(resource.kind) || Object.keys(podLabels).length === 0) return undefined;
    return {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: metadataBeside(workload),
      spec: { maxUnavailable: 1, selector: { matchLabels: podLabels } },
    };
  },
});
