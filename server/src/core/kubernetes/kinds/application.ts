// Application (Argo CD): belongs to a project.
import { type KindFacts, nameAt } from './kind.ts';

export const application: KindFacts = {
  type: 'argoproj.io/Application',
  isCustom: true,
  references: [nameAt('spec.project', 'argoproj.io/AppProject', { elsewhere: true })],
};
