// What may change in a Job: little, more while it is suspended. Mirrors ValidateJobSpecUpdate (v1.36).
import { type Draft, isDraft, type Json, numberAt, objectAt, objectsAt, optionalObject, sameJson } from '../draft.ts';
import { invalid } from '../fieldErrors.ts';
import type { FieldError } from '../types.ts';
import { labelSelectorAsGo } from './goStructs.ts';
import { isIndexed } from './jobSpec.ts';
import { internalObject, sameInternal } from './pod/internalObject.ts';

const immutable = 'field is immutable';

export function jobChangeErrors(object: Draft, old: Draft): FieldError[] {
  const spec = objectAt(object, 'spec');
  const before = objectAt(old, 'spec');
  const kept = (name: string, show: (value: Json | undefined) => Json | undefined = (value) => value): FieldError[] =>
    sameJson(spec[name], before[name]) ? [] : [invalid(`spec.${name}`, show(spec[name]), immutable)];
  const keptAs = (name: string, type: string): FieldError[] => {
    const value = spec[name];
    if (sameInternal(`*${type}`, value, before[name])) return [];
    return [invalid(`spec.${name}`, isDraft(value) ? internalObject(type, value) : null, immutable)];
  };
  return [
    ...completionErrors(spec, before),
    ...kept('selector', (value) => labelSelectorAsGo(isDraft(value) ? value : undefined)),
    ...templateErrors(object, old),
    ...kept('completionMode'),
    ...keptAs('podFailurePolicy', 'batch.PodFailurePolicy'),
    ...kept('backoffLimitPerIndex'),
    ...kept('managedBy'),
    ...keptAs('successPolicy', 'batch.SuccessPolicy'),
  ];
}

function completionErrors(spec: Draft, before: Draft): FieldError[] {
  const completions = numberAt(spec, 'completions');
  if (completions === numberAt(before, 'completions')) return [];
  if (!isIndexed(spec)) return [invalid('spec.completions', completions ?? null, immutable)];
  if (completions === undefined || completions === numberAt(spec, 'parallelism')) return [];
  return [invalid('spec.completions', completions, 'can only be modified in tandem with spec.parallelism')];
}

const schedulingFields = ['nodeSelector', 'tolerations', 'schedulingGates'];

function templateErrors(object: Draft, old: Draft): FieldError[] {
  const template = objectAt(objectAt(object, 'spec'), 'template');
  const before = objectAt(objectAt(old, 'spec'), 'template');
  if (!isOpen(old)) {
    if (sameInternal('core.PodTemplateSpec', template, before)) return [];
    return [invalid('spec.template', internalObject('core.PodTemplateSpec', template), immutable)];
  }
  const wanted = withScheduling(objectAt(before, 'spec'), objectAt(template, 'spec'));
  for (const list of ['containers', 'initContainers']) takeResources(wanted, objectAt(template, 'spec'), list);
  if (sameInternal('core.PodSpec', objectAt(template, 'spec'), wanted)) return [];
  return [invalid('spec.template.spec', internalObject('core.PodSpec', objectAt(template, 'spec')), immutable)];
}

/** Suspended, and no pod of it runs. */
function isOpen(old: Draft): boolean {
  if (objectAt(old, 'spec')['suspend'] !== true) return false;
  const status = objectAt(old, 'status');
  const suspended = objectsAt(status, 'conditions').some((c) => c['type'] === 'Suspended' && c['status'] === 'True');
  return (status['startTime'] === undefined || suspended) && (numberAt(status, 'active') ?? 0) === 0;
}

/** The old pod spec with the new directives of where pods may run. */
function withScheduling(before: Draft, spec: Draft): Draft {
  const wanted: Draft = { ...before };
  for (const name of schedulingFields) {
    if (spec[name] === undefined) delete wanted[name];
    else wanted[name] = spec[name];
  }
  const affinity = { ...objectAt(before, 'affinity') };
  const nodes = optionalObject(optionalObject(spec, 'affinity'), 'nodeAffinity');
  if (nodes) affinity['nodeAffinity'] = nodes;
  else delete affinity['nodeAffinity'];
  if (Object.keys(affinity).length > 0 || optionalObject(spec, 'affinity')) wanted['affinity'] = affinity;
  else delete wanted['affinity'];
  return wanted;
}

/** Writes to `wanted`. */
function takeResources(wanted: Draft, spec: Draft, list: string): void {
  const containers = objectsAt(spec, list);
  const old = objectsAt(wanted, list);
  if (old.length === 0 || old.length !== containers.length) return;
  wanted[list] = old.map((container, at) => {
    const now = containers[at] ?? {};
    if (now['name'] !== container['name']) return container;
    const { resources: _, ...rest } = container;
    return now['resources'] === undefined ? rest : { ...rest, resources: now['resources'] };
  });
}
