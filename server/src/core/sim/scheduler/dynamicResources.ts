// Plugin DynamicResources: resource claims are not simulated; only its share in the table of scores is played: nothing.
import type { Plugin } from './plugin.ts';

export const dynamicResources: Plugin = {
  name: 'DynamicResources',
  score: { weight: 2, prepare: () => ({ same: 0 }) },
};
