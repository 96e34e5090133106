// Service: selects pods; others name its ports.
import type { KindFacts } from './kind.ts';

export const service: KindFacts = {
  type: 'Service',
  selectors: [{ path: 'spec.selector', form: 'labels', selects: 'pods' }],
  members: [
    { path: 'spec.ports[*].name', by: 'value' },
    { path: 'spec.ports[*].port', by: 'value', form: 'number' },
  ],
  selectedPorts: [{ path: 'spec.ports[*].targetPort', selector: 'spec.selector' }],
  provided: [/^kubernetes$/],
};
