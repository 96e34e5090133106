// PodMonitor (Prometheus operator): scrapes pods by their labels.
import type { KindFacts } from './kind.ts';

export const podMonitor: KindFacts = {
  type: 'monitoring.coreos.com/PodMonitor',
  isCustom: true,
  selectors: [{ path: 'spec.selector', form: 'labelSelector', selects: 'pods' }],
};
