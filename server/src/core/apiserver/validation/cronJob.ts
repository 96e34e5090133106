// CronJob. Mirrors ValidateCronJobCreate and ValidateCronJobUpdate of pkg/apis/batch/validation and
// pkg/registry/batch/cronjob (v1.36).
import { scheduleErrors, timeZoneErrors } from '../../kubernetes/cron.ts';
import { defaultCronJob } from '../defaulting/batch.ts';
import { booleanAt, type Draft, isSet, objectAt, optionalObject, stringAt } from '../draft.ts';
import { invalid, notSupported, required } from '../fieldErrors.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { invalidEach, oneOf } from './checks.ts';
import { labelSelectorAsGo } from './goStructs.ts';
import { jobNameWarnings, jobSpecErrors, jobSpecWarnings } from './jobSpec.ts';
import { podTemplateWarnings } from './podTemplateSpec.ts';
import { clearStatus, keepStatus, nonNegatives } from './workload.ts';

/** Eleven characters are left for the suffix of the Jobs that it makes. */
const longestName = 52;
const jobPath = ['spec', 'jobTemplate', 'spec'];

export const cronJob: KindRules = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  applyDefaults: defaultCronJob,
  prepareForCreate: clearStatus,
  validate: (object) => [
    ...validateObjectMeta(object, true, subdomainName),
    ...specErrors(object, undefined),
    ...nameErrors(object),
  ],
  prepareForUpdate: keepStatus,
  validateUpdate: (object, old) => [...validateObjectMetaUpdate(object, old), ...specErrors(object, old)],
  warnings: (object, old) => [
    ...(old ? [] : jobNameWarnings(object)),
    ...jobSpecWarnings(jobPath.reduce<Draft>(objectAt, object), jobPath.join('.')),
    ...podTemplateWarnings(object, old, [...jobPath, 'template']),
    ...(old ? scheduleWarnings(object) : []),
  ],
};

function nameErrors(object: Draft): FieldError[] {
  const name = stringAt(objectAt(object, 'metadata'), 'name');
  return name.length > longestName ? [invalid('metadata.name', name, 'must be no more than 52 characters')] : [];
}

function specErrors(object: Draft, old: Draft | undefined): FieldError[] {
  const spec = objectAt(object, 'spec');
  const before = old && objectAt(old, 'spec');
  const zoneKept = before !== undefined && before['timeZone'] === spec['timeZone'];
  return [
    ...schedule(spec, before),
    ...nonNegatives(spec, 'spec', ['startingDeadlineSeconds']),
    ...(zoneKept || !isSet(spec, 'timeZone')
      ? []
      : invalidEach('spec.timeZone', stringAt(spec, 'timeZone'), timeZoneErrors(stringAt(spec, 'timeZone')))),
    ...oneOf(stringAt(spec, 'concurrencyPolicy'), 'spec.concurrencyPolicy', ['Allow', 'Forbid', 'Replace']),
    ...jobSpecErrors(object, old, jobPath),
    ...generatedOnly(jobPath.reduce<Draft>(objectAt, object)),
    ...nonNegatives(spec, 'spec', ['successfulJobsHistoryLimit', 'failedJobsHistoryLimit']),
  ];
}

function schedule(spec: Draft, before: Draft | undefined): FieldError[] {
  const field = 'spec.schedule';
  const text = stringAt(spec, 'schedule');
  if (text === '') return [required(field)];
  const zoned = before !== undefined && stringAt(before, 'schedule').includes('TZ');
  if (!zoned) return invalidEach(field, text, scheduleErrors(text));
  const errors = invalidEach(
    field,
    text,
    scheduleErrors(text).filter((words) => !words.includes('cannot use TZ')),
  );
  if (!text.includes('TZ') || !isSet(spec, 'timeZone')) return errors;
  return [...errors, invalid(field, text, 'cannot use both timeZone field and TZ or CRON_TZ in schedule')];
}

/** The selector of the Jobs is the controller's. */
function generatedOnly(jobSpec: Draft): FieldError[] {
  const path = jobPath.join('.');
  const selector = optionalObject(jobSpec, 'selector');
  return [
    ...(selector
      ? [invalid(`${path}.selector`, labelSelectorAsGo(selector), '`selector` will be auto-generated')]
      : []),
    ...(booleanAt(jobSpec, 'manualSelector') === true
      ? [notSupported(`${path}.manualSelector`, true, ['nil', 'false'])]
      : []),
  ];
}

function scheduleWarnings(object: Draft): string[] {
  if (!stringAt(objectAt(object, 'spec'), 'schedule').includes('TZ')) return [];
  const page = 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/';
  return [`cannot use TZ or CRON_TZ in spec.spec.schedule, use timeZone instead, see ${page} for more details`];
}
