// ServiceMonitor (Prometheus operator): scrapes Services by their labels.
import type { KindFacts } from './kind.ts';

export const serviceMonitor: KindFacts = {
  type: 'monitoring.coreos.com/ServiceMonitor',
  isCustom: true,
  selectors: [{ path: 'spec.selector', form: 'labelSelector', selects: 'objects' }],
};
