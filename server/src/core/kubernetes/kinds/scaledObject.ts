// ScaledObject (KEDA): scales one workload, with credentials that others hold.
import { type KindFacts, named } from './kind.ts';

export const scaledObject: KindFacts = {
  type: 'keda.sh/ScaledObject',
  isCustom: true,
  references: [
    {
      at: 'spec.scaleTargetRef',
      name: 'name',
      to: {
        kind: 'kind',
        types: ['apps/Deployment', 'apps/StatefulSet', 'argoproj.io/Rollout'],
        otherwise: 'Deployment',
      },
      elsewhere: true,
    },
    named('spec.triggers[*].authenticationRef', 'keda.sh/TriggerAuthentication', { elsewhere: true }),
  ],
};
