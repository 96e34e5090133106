// NetworkPolicy: selects the pods it guards and those it lets through.
import type { KindFacts } from './kind.ts';

export const networkPolicy: KindFacts = {
  type: 'networking.k8s.io/NetworkPolicy',
  formerGroups: ['extensions'],
  selectors: [
    { path: 'spec.podSelector', form: 'labelSelector', selects: 'pods' },
    { path: 'spec.ingress[*].from[*].podSelector', form: 'labelSelector', selects: 'pods' },
    { path: 'spec.ingress[*].from[*].namespaceSelector', form: 'labelSelector', selects: 'namespaces' },
    { path: 'spec.egress[*].to[*].podSelector', form: 'labelSelector', selects: 'pods' },
    { path: 'spec.egress[*].to[*].namespaceSelector', form: 'labelSelector', selects: 'namespaces' },
  ],
  selectedPorts: [{ path: 'spec.ingress[*].ports[*].port', selector: 'spec.podSelector.matchLabels' }],
};
