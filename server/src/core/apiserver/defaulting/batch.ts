// Defaults of Job and CronJob. Mirrors pkg/apis/batch/v1/defaults.go (v1.36).
import {
  type Draft,
  ensureObject,
  isDraft,
  isSet,
  objectAt,
  objectsAt,
  optionalObject,
  setDefault,
  setDefaultIfZero,
} from '../draft.ts';
import { labelsFrom } from './apps.ts';
import { defaultPodTemplate } from './podSpec.ts';

const mostInt32 = 2147483647;

export function defaultJob(object: Draft): void {
  const spec = ensureObject(object, 'spec');
  defaultJobSpec(spec);
  const labels = objectAt(objectAt(spec, 'template'), 'metadata')['labels'];
  if (isDraft(labels)) labelsFrom(object, labels);
}

function defaultJobSpec(spec: Draft): void {
  if (!isSet(spec, 'completions') && !isSet(spec, 'parallelism')) spec['completions'] = 1;
  setDefault(spec, 'parallelism', 1);
  setDefault(spec, 'backoffLimit', isSet(spec, 'backoffLimitPerIndex') ? mostInt32 : 6);
  setDefault(spec, 'completionMode', 'NonIndexed');
  setDefault(spec, 'suspend', false);
  setDefault(spec, 'podReplacementPolicy', isSet(spec, 'podFailurePolicy') ? 'Failed' : 'TerminatingOrFailed');
  setDefault(spec, 'manualSelector', false);
  defaultFailurePolicy(spec);
  defaultPodTemplate(ensureObject(spec, 'template'));
}

function defaultFailurePolicy(spec: Draft): void {
  for (const rule of objectsAt(optionalObject(spec, 'podFailurePolicy'), 'rules')) {
    for (const pattern of objectsAt(rule, 'onPodConditions')) setDefaultIfZero(pattern, 'status', 'True');
  }
}

/** The Job inside a CronJob gets its own defaults only when it is made; its pods get theirs at once. */
export function defaultCronJob(object: Draft): void {
  const spec = ensureObject(object, 'spec');
  setDefaultIfZero(spec, 'concurrencyPolicy', 'Allow');
  setDefault(spec, 'suspend', false);
  setDefault(spec, 'successfulJobsHistoryLimit', 3);
  setDefault(spec, 'failedJobsHistoryLimit', 1);
  const job = ensureObject(ensureObject(spec, 'jobTemplate'), 'spec');
  defaultFailurePolicy(job);
  defaultPodTemplate(ensureObject(job, 'template'));
}
