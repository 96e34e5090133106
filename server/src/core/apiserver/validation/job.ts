// Job. Mirrors ValidateJob of pkg/apis/batch/validation and pkg/registry/batch/job (v1.36). What a CronJob's template
// shares with it stands in jobSpec.ts.
import { dns1123LabelErrors } from '../../kubernetes/names.ts';
import { labelsFrom } from '../defaulting/apps.ts';
import { defaultJob } from '../defaulting/batch.ts';
import {
  booleanAt,
  type Draft,
  ensureObject,
  numberAt,
  objectAt,
  objectsAt,
  optionalObject,
  sameJson,
  stringAt,
  stringMapAt,
} from '../draft.ts';
import { invalid, required } from '../fieldErrors.ts';
import { validateImmutable, validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import { placeholderUid } from '../placeholders.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { labelSelectorErrors } from './checks.ts';
import { labelSelectorAsGo } from './goStructs.ts';
import { jobNameWarnings, jobSpecErrors, jobSpecWarnings } from './jobSpec.ts';
import { podTemplateWarnings } from './podTemplateSpec.ts';
import { clearStatus, keepStatus, selectorOf } from './workload.ts';

const jobNameLabels = ['job-name', 'batch.kubernetes.io/job-name'];
const controllerLabels = ['controller-uid', 'batch.kubernetes.io/controller-uid'];

export const job: KindRules = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  applyDefaults: defaultJob,
  prepareForCreate(object) {
    if (booleanAt(objectAt(object, 'spec'), 'manualSelector') !== true) generateSelector(object);
    clearStatus(object);
  },
  validate: (object) => validate(object, undefined),
  prepareForUpdate: keepStatus,
  validateUpdate: (object, old) => [
    ...validate(object, old),
    ...validateObjectMetaUpdate(object, old),
    ...specErrors(object, old),
    ...changeErrors(object, old),
  ],
  warnings: (object, old) => [
    ...(old ? [] : jobNameWarnings(object)),
    ...jobSpecWarnings(objectAt(object, 'spec'), 'spec'),
    ...podTemplateWarnings(object, old, ['spec', 'template']),
  ],
};

function validate(object: Draft, old: Draft | undefined): FieldError[] {
  return [
    ...validateObjectMeta(object, true, subdomainName),
    ...generatedSelectorErrors(object),
    ...specErrors(object, old),
    ...hostnameErrors(object),
  ];
}

/** The object's uid; where it has none yet, one that stands for what the server would give. */
function uidOf(object: Draft): string {
  return stringAt(objectAt(object, 'metadata'), 'uid') || placeholderUid;
}

function generateSelector(object: Draft): void {
  const uid = uidOf(object);
  const spec = ensureObject(object, 'spec');
  const labels = ensureObject(ensureObject(ensureObject(spec, 'template'), 'metadata'), 'labels');
  for (const label of jobNameLabels) labels[label] ??= stringAt(objectAt(object, 'metadata'), 'name');
  for (const label of controllerLabels) labels[label] ??= uid;
  const matchLabels = ensureObject(ensureObject(spec, 'selector'), 'matchLabels');
  matchLabels['batch.kubernetes.io/controller-uid'] ??= uid;
  labelsFrom(object, labels);
}

function generatedSelectorErrors(object: Draft): FieldError[] {
  const spec = objectAt(object, 'spec');
  const selector = optionalObject(spec, 'selector');
  if (booleanAt(spec, 'manualSelector') === true || !selector) return [];
  const uid = uidOf(object);
  const name = stringAt(objectAt(object, 'metadata'), 'name');
  const labels = stringMapAt(objectAt(objectAt(spec, 'template'), 'metadata'), 'labels');
  const wanted = Object.fromEntries([...controllerLabels.map((l) => [l, uid]), ...jobNameLabels.map((l) => [l, name])]);
  const errors = [
    'controller-uid',
    'job-name',
    'batch.kubernetes.io/controller-uid',
    'batch.kubernetes.io/job-name',
  ].flatMap((label) => hasLabel(labels, label, wanted[label] ?? ''));
  const matches = selectorOf(selector);
  if (!matches || matches(wanted)) return errors;
  return [...errors, invalid('spec.selector', labelSelectorAsGo(selector), '`selector` not auto-generated')];
}

/** `ValidateHasLabel`. */
function hasLabel(labels: Readonly<Record<string, string>>, label: string, wanted: string): FieldError[] {
  const field = 'spec.template.metadata.labels';
  const actual = labels[label];
  if (actual === undefined) return [required(`${field}[${label}]`, `must be '${wanted}'`)];
  return actual === wanted ? [] : [invalid(`${field}[${label}]`, { ...labels }, `must be '${wanted}'`)];
}

function specErrors(object: Draft, old: Draft | undefined): FieldError[] {
  const spec = objectAt(object, 'spec');
  const selector = optionalObject(spec, 'selector');
  const meta = objectAt(objectAt(spec, 'template'), 'metadata');
  const matches = selectorOf(selector);
  const fits = !matches || matches(stringMapAt(meta, 'labels'));
  return [
    ...jobSpecErrors(object, old, ['spec']),
    ...(selector ? labelSelectorErrors(selector, 'spec.selector') : [required('spec.selector')]),
    ...(fits
      ? []
      : [invalid('spec.template.metadata.labels', meta['labels'], '`selector` does not match template `labels`')]),
  ];
}

/** The last pod of an indexed Job carries the longest host name. */
function hostnameErrors(object: Draft): FieldError[] {
  const spec = objectAt(object, 'spec');
  const completions = numberAt(spec, 'completions') ?? 0;
  if (stringAt(spec, 'completionMode') !== 'Indexed' || completions <= 0) return [];
  const name = stringAt(objectAt(object, 'metadata'), 'name');
  const longest = `${name}-${completions - 1}`;
  if (dns1123LabelErrors(longest).length === 0) return [];
  return [invalid('metadata.name', name, `will not able to create pod with invalid DNS label: ${longest}`)];
}

function changeErrors(object: Draft, old: Draft): FieldError[] {
  const spec = objectAt(object, 'spec');
  const before = objectAt(old, 'spec');
  const unchanged = (name: string) => validateImmutable(spec[name], before[name], `spec.${name}`);
  return [
    ...completionsErrors(spec, before),
    ...unchanged('selector'),
    ...templateChange(spec, before, objectAt(old, 'status')),
    ...['completionMode', 'podFailurePolicy', 'backoffLimitPerIndex', 'managedBy', 'successPolicy'].flatMap(unchanged),
  ];
}

function completionsErrors(spec: Draft, before: Draft): FieldError[] {
  const field = 'spec.completions';
  if (stringAt(spec, 'completionMode') !== 'Indexed') {
    return validateImmutable(spec['completions'], before['completions'], field);
  }
  const completions = numberAt(spec, 'completions');
  if (completions === undefined || completions === numberAt(before, 'completions')) return [];
  if (completions === numberAt(spec, 'parallelism')) return [];
  return [invalid(field, completions, 'can only be modified in tandem with spec.parallelism')];
}

/** A suspended Job that has no pods may still be told where its pods go and what they need. */
function templateChange(spec: Draft, before: Draft, status: Draft): FieldError[] {
  const suspended = booleanAt(before, 'suspend') === true;
  const idle = suspended && status['startTime'] === undefined && (numberAt(status, 'active') ?? 0) === 0;
  const now = objectAt(spec, 'template');
  const allowed = idle ? mutable(objectAt(before, 'template'), now) : objectAt(before, 'template');
  if (!idle) return validateImmutable(now, allowed, 'spec.template');
  return sameJson(objectAt(now, 'spec'), objectAt(allowed, 'spec'))
    ? []
    : validateImmutable(objectAt(now, 'spec'), objectAt(allowed, 'spec'), 'spec.template.spec');
}

function mutable(before: Draft, now: Draft): Draft {
  const [oldPod, newPod] = [objectAt(before, 'spec'), objectAt(now, 'spec')];
  const pod: Draft = { ...oldPod };
  for (const name of ['nodeSelector', 'tolerations', 'schedulingGates']) copy(pod, newPod, name);
  const affinity = { ...objectAt(oldPod, 'affinity') };
  copy(affinity, objectAt(newPod, 'affinity'), 'nodeAffinity');
  pod['affinity'] = affinity;
  for (const list of ['containers', 'initContainers']) pod[list] = withResources(oldPod, newPod, list);
  return { ...before, metadata: objectAt(now, 'metadata'), spec: pod };
}

function copy(to: Draft, from: Draft, name: string): void {
  if (from[name] === undefined) delete to[name];
  else to[name] = from[name];
}

function withResources(oldPod: Draft, newPod: Draft, list: string): Draft[] {
  const now = objectsAt(newPod, list);
  const before = objectsAt(oldPod, list);
  if (now.length !== before.length) return before;
  return before.map((container, at) => {
    const other = now[at];
    if (!other || other['name'] !== container['name']) return container;
    const changed = { ...container };
    copy(changed, other, 'resources');
    return changed;
  });
}
