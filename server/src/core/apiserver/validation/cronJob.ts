// CronJob. Mirrors ValidateCronJobCreate, ValidateCronJobUpdate and pkg/registry/batch/cronjob/strategy.go (v1.36).
import { scheduleErrors, timeZoneErrors } from '../../kubernetes/cron.ts';
import { defaultCronJob } from '../defaulting/batch.ts';
import { type Draft, isSet, numberAt, objectAt, optionalObject, stringAt } from '../draft.ts';
import { invalid, notSupported, required } from '../fieldErrors.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { invalidEach, nonNegative } from './checks.ts';
import { labelSelectorAsGo } from './goStructs.ts';
import { jobSpecWarnings } from './job.ts';
import { jobSpecErrors } from './jobSpec.ts';
import { dropDisabledPodFields } from './pod/dropFields.ts';
import { newTemplateOptions, type PodOptions, podOptions } from './pod/options.ts';
import { hostnameWarnings } from './pod/warnings.ts';
import { firstGeneration, specChanged } from './workloads.ts';

const longestName = 52;

export const cronJob: KindRules = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  applyDefaults: defaultCronJob,
  prepareForCreate(object) {
    object['status'] = {};
    firstGeneration(object);
    dropDisabledPodFields(objectAt(podTemplateOf(object), 'spec'));
  },
  validate: (object) => [
    ...validateObjectMeta(object, true, subdomainName),
    ...specErrors(objectAt(object, 'spec'), undefined, newTemplateOptions),
    ...nameErrors(stringAt(objectAt(object, 'metadata'), 'name')),
  ],
  prepareForUpdate(object, old) {
    object['status'] = old['status'];
    dropDisabledPodFields(objectAt(podTemplateOf(object), 'spec'));
  },
  validateUpdate: (object, old) => [
    ...validateObjectMetaUpdate(object, old),
    ...specErrors(objectAt(object, 'spec'), objectAt(old, 'spec'), podOptions(podTemplateOf(old), false)),
  ],
  warnings: (object, old) => [
    ...(old ? [] : hostnameWarnings(objectAt(object, 'metadata'), 'Pod names and hostnames')),
    ...(specChanged(object, old) ? jobSpecWarnings(jobSpecOf(object), 'spec.jobTemplate.spec') : []),
    ...(old ? zoneWarnings(stringAt(objectAt(object, 'spec'), 'schedule')) : []),
  ],
};

function jobSpecOf(object: Draft): Draft {
  return objectAt(objectAt(objectAt(object, 'spec'), 'jobTemplate'), 'spec');
}

function podTemplateOf(object: Draft): Draft {
  return objectAt(jobSpecOf(object), 'template');
}

/** Eleven characters are added for the Jobs. */
function nameErrors(name: string): FieldError[] {
  return name.length > longestName ? [invalid('metadata.name', name, 'must be no more than 52 characters')] : [];
}

function zoneWarnings(schedule: string): string[] {
  if (!schedule.includes('TZ')) return [];
  const page = 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/';
  return [`cannot use TZ or CRON_TZ in spec.spec.schedule, use timeZone instead, see ${page} for more details`];
}

function specErrors(spec: Draft, before: Draft | undefined, options: PodOptions): FieldError[] {
  const jobTemplate = objectAt(spec, 'jobTemplate');
  return [
    ...scheduleFieldErrors(spec, before),
    ...nonNegative(numberAt(spec, 'startingDeadlineSeconds'), 'spec.startingDeadlineSeconds'),
    ...zoneErrors(spec, before),
    ...concurrencyErrors(stringAt(spec, 'concurrencyPolicy')),
    ...jobSpecErrors(objectAt(jobTemplate, 'spec'), 'spec.jobTemplate.spec', options),
    ...generatedErrors(objectAt(jobTemplate, 'spec')),
    ...nonNegative(numberAt(spec, 'successfulJobsHistoryLimit'), 'spec.successfulJobsHistoryLimit'),
    ...nonNegative(numberAt(spec, 'failedJobsHistoryLimit'), 'spec.failedJobsHistoryLimit'),
  ];
}

function scheduleFieldErrors(spec: Draft, before: Draft | undefined): FieldError[] {
  const field = 'spec.schedule';
  const schedule = stringAt(spec, 'schedule');
  if (schedule === '') return [required(field)];
  const errors = invalidEach(field, schedule, scheduleErrors(schedule));
  if (!schedule.includes('TZ')) return errors;
  const hadZone = stringAt(before, 'schedule').includes('TZ');
  if (!hadZone) {
    const words = 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead';
    return [...errors, invalid(field, schedule, words)];
  }
  if (!isSet(spec, 'timeZone')) return errors;
  return [...errors, invalid(field, schedule, 'cannot use both timeZone field and TZ or CRON_TZ in schedule')];
}

function zoneErrors(spec: Draft, before: Draft | undefined): FieldError[] {
  if (!isSet(spec, 'timeZone') || (before && before['timeZone'] === spec['timeZone'])) return [];
  const zone = stringAt(spec, 'timeZone');
  return invalidEach('spec.timeZone', zone, timeZoneErrors(zone));
}

const concurrencyPolicies = ['Allow', 'Forbid', 'Replace'];

function concurrencyErrors(policy: string): FieldError[] {
  if (policy === '') return [required('spec.concurrencyPolicy')];
  if (concurrencyPolicies.includes(policy)) return [];
  return [notSupported('spec.concurrencyPolicy', policy, concurrencyPolicies)];
}

/** What the Jobs get from the server may not be given. */
function generatedErrors(jobSpec: Draft): FieldError[] {
  const selector = optionalObject(jobSpec, 'selector');
  const field = 'spec.jobTemplate.spec';
  return [
    ...(selector
      ? [invalid(`${field}.selector`, labelSelectorAsGo(selector), '`selector` will be auto-generated')]
      : []),
    ...(jobSpec['manualSelector'] === true ? [notSupported(`${field}.manualSelector`, true, ['nil', 'false'])] : []),
  ];
}
