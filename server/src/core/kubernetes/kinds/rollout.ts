// Rollout (Argo Rollouts): makes pods and shifts Services between two sets of them.
import { type KindFacts, nameAt } from './kind.ts';

export const rollout: KindFacts = {
  type: 'argoproj.io/Rollout',
  isCustom: true,
  podTemplate: 'spec.template',
  selectors: [{ path: 'spec.selector', form: 'labelSelector', selects: 'pods' }],
  references: [
    nameAt('spec.strategy.canary.stableService', 'Service'),
    nameAt('spec.strategy.canary.canaryService', 'Service'),
    nameAt('spec.strategy.blueGreen.activeService', 'Service'),
    nameAt('spec.strategy.blueGreen.previewService', 'Service'),
    {
      at: 'spec.workloadRef',
      name: 'name',
      to: { kind: 'kind', types: ['apps/Deployment'] },
    },
  ],
};
