// DaemonSet: its selector must select its own template.
import type { KindFacts } from './kind.ts';

export const daemonSet: KindFacts = {
  type: 'apps/DaemonSet',
  formerGroups: ['extensions'],
  podTemplate: 'spec.template',
  selectors: [{ path: 'spec.selector', form: 'labelSelector', selects: 'pods' }],
};
