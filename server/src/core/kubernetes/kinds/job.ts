// Job: the selector is usually made by the server.
import type { KindFacts } from './kind.ts';

export const job: KindFacts = {
  type: 'batch/Job',
  podTemplate: 'spec.template',
  selectors: [{ path: 'spec.selector', form: 'labelSelector', selects: 'pods' }],
};
