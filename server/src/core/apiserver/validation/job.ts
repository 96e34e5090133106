// Job. Mirrors ValidateJob(Update) and pkg/registry/batch/job/strategy.go (v1.36).
import { dns1123LabelErrors } from '../../kubernetes/names.ts';
import { selectorMatches } from '../../kubernetes/selectors.ts';
import { labelsFrom } from '../defaulting/apps.ts';
import { defaultJob } from '../defaulting/batch.ts';
import {
  type Draft,
  ensureObject,
  isDraft,
  type Json,
  numberAt,
  objectAt,
  optionalObject,
  stringAt,
  stringMapAt,
} from '../draft.ts';
import { invalid, required } from '../fieldErrors.ts';
import { key } from '../fieldPath.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { labelSelectorErrors } from './checks.ts';
import { labelSelectorAsGo } from './goStructs.ts';
import { isIndexed, jobSpecErrors } from './jobSpec.ts';
import { jobChangeErrors } from './jobUpdate.ts';
import { newTemplateOptions, type PodOptions, podOptions } from './pod/options.ts';
import { templateLabelErrors, workloadSelector } from './pod/podTemplate.ts';
import { hostnameWarnings, podWarnings } from './pod/warnings.ts';
import { prepareWorkload, prepareWorkloadUpdate, specChanged, templateOf } from './workloads.ts';

const nameLabels = ['job-name', 'batch.kubernetes.io/job-name'];
const uidLabels = ['controller-uid', 'batch.kubernetes.io/controller-uid'];
const uidLabel = 'batch.kubernetes.io/controller-uid';

export const job: KindRules = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  applyDefaults: defaultJob,
  prepareForCreate(object) {
    if (objectAt(object, 'spec')['manualSelector'] !== true) generateSelector(object);
    prepareWorkload(object);
  },
  validate: (object) => jobErrors(object, newTemplateOptions, true),
  afterStorage(object) {
    const labels = objectAt(templateOf(object), 'metadata')['labels'];
    if (isDraft(labels)) labelsFrom(object, labels);
  },
  prepareForUpdate: prepareWorkloadUpdate,
  validateUpdate(object, old) {
    const options = podOptions(templateOf(old), false);
    const labels = objectAt(objectAt(templateOf(old), 'metadata'), 'labels');
    const prefixed = [nameLabels[1], uidLabels[1]].every((name) => name !== undefined && labels[name] !== undefined);
    return [
      ...jobErrors(object, options, prefixed),
      ...validateObjectMetaUpdate(object, old),
      ...jobChangeErrors(object, old),
    ];
  },
  warnings: (object, old) => [
    ...(old ? [] : hostnameWarnings(objectAt(object, 'metadata'), 'Pod names and hostnames')),
    ...(specChanged(object, old) ? jobSpecWarnings(objectAt(object, 'spec'), 'spec') : []),
  ],
};

/** `WarningsForJobSpec`. */
export function jobSpecWarnings(spec: Draft, path: string): string[] {
  const huge =
    isIndexed(spec) && (numberAt(spec, 'completions') ?? 0) > 100_000 && (numberAt(spec, 'parallelism') ?? 0) > 10_000;
  const words =
    'In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail';
  return [...(huge ? [`${path}: ${words}`] : []), ...podWarnings(objectAt(spec, 'template'), `${path}.template`)];
}

/** Labels that tie the pods to this Job, by its name and uid. Writes to the draft. */
function generateSelector(object: Draft): void {
  const meta = objectAt(object, 'metadata');
  const spec = ensureObject(object, 'spec');
  const labels = ensureObject(ensureObject(ensureObject(spec, 'template'), 'metadata'), 'labels');
  for (const name of nameLabels) labels[name] ??= stringAt(meta, 'name');
  for (const name of uidLabels) labels[name] ??= stringAt(meta, 'uid');
  ensureObject(ensureObject(spec, 'selector'), 'matchLabels')[uidLabel] ??= stringAt(meta, 'uid');
}

function jobErrors(object: Draft, options: PodOptions, prefixedLabels: boolean): FieldError[] {
  const spec = objectAt(object, 'spec');
  const given = optionalObject(spec, 'selector');
  const selector = workloadSelector(given);
  return [
    ...validateObjectMeta(object, true, subdomainName),
    ...generatedSelectorErrors(object, prefixedLabels),
    ...jobSpecErrors(spec, 'spec', options),
    ...(given ? labelSelectorErrors(given, 'spec.selector') : [required('spec.selector')]),
    ...(selector === undefined ? [] : templateLabelErrors(selector, objectAt(spec, 'template'), 'spec.template')),
    ...indexedNameErrors(object),
  ];
}

function generatedSelectorErrors(object: Draft, prefixedLabels: boolean): FieldError[] {
  const spec = objectAt(object, 'spec');
  const given = optionalObject(spec, 'selector');
  if (spec['manualSelector'] === true || !given) return [];
  const meta = objectAt(object, 'metadata');
  const wanted = (prefixedLabels ? [0, 1] : [0]).flatMap((at) => [
    [uidLabels[at] ?? '', stringAt(meta, 'uid')] as const,
    [nameLabels[at] ?? '', stringAt(meta, 'name')] as const,
  ]);
  const labels = objectAt(templateOf(object), 'metadata')['labels'];
  const present = stringMapAt(objectAt(templateOf(object), 'metadata'), 'labels');
  const errors = wanted.flatMap(([name, value]) => labelErrors(present, labels, name, value));
  const selector = workloadSelector(given);
  if (selector === undefined || selector === 'nothing' || selectorMatches(selector, Object.fromEntries(wanted))) {
    return errors;
  }
  return [...errors, invalid('spec.selector', labelSelectorAsGo(given), '`selector` not auto-generated')];
}

/** `ValidateHasLabel`. */
function labelErrors(
  present: Readonly<Record<string, string>>,
  shown: Json | undefined,
  name: string,
  value: string,
): FieldError[] {
  const field = key('spec.template.metadata.labels', name);
  if (!Object.hasOwn(present, name)) return [required(field, `must be '${value}'`)];
  return present[name] === value ? [] : [invalid(field, shown, `must be '${value}'`)];
}

/** The last pod's hostname must be a label. */
function indexedNameErrors(object: Draft): FieldError[] {
  const completions = numberAt(objectAt(object, 'spec'), 'completions') ?? 0;
  if (!isIndexed(objectAt(object, 'spec')) || completions <= 0) return [];
  const name = stringAt(objectAt(object, 'metadata'), 'name');
  const hostname = `${name}-${completions - 1}`;
  if (dns1123LabelErrors(hostname).length === 0) return [];
  return [invalid('metadata.name', name, `will not able to create pod with invalid DNS label: ${hostname}`)];
}
