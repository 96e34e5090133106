// What the rules of PodDisruptionBudgets propose: one pod at a time, which holds for any number of pods.
import { text } from '../text.ts';
import type { ComplaintFix } from './rule.ts';

const title = text('Allow one pod at a time: maxUnavailable: 1', '每次允许一个：maxUnavailable: 1');

export const oneAtATime: ComplaintFix = { title, changes: [{ set: ['spec', 'maxUnavailable'], to: 1 }] };

export const oneAtATimeInstead: ComplaintFix = {
  title,
  changes: [
    { rename: ['spec', 'minAvailable'], to: 'maxUnavailable' },
    { set: ['spec', 'minAvailable'], to: 1 },
  ],
};
