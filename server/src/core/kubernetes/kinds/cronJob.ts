// CronJob: pods of the Jobs that it makes.
import type { KindFacts } from './kind.ts';

export const cronJob: KindFacts = {
  type: 'batch/CronJob',
  podTemplate: 'spec.jobTemplate.spec.template',
};
