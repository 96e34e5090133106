// DaemonSet. Mirrors ValidateDaemonSet of pkg/apis/apps/validation and pkg/registry/apps/daemonset (v1.36).
import { defaultDaemonSet } from '../defaulting/apps.ts';
import { type Draft, ensureObject, objectAt, optionalObject, sameJson, stringAt, stringMapAt } from '../draft.ts';
import { invalid, notSupported, required } from '../fieldErrors.ts';
import { child, type FieldPath } from '../fieldPath.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { labelSelectorErrors } from './checks.ts';
import { labelSelectorAsGo } from './goStructs.ts';
import { atMost100Percent, positiveIntOrPercent } from './podDisruptionBudget.ts';
import { podTemplateErrors, podTemplateWarnings } from './podTemplateSpec.ts';
import { selectorUnchanged } from './replicaSet.ts';
import {
  clearStatus,
  intOrPercent,
  isEmptySelector,
  keepStatus,
  keptRunning,
  nonNegatives,
  selectorOf,
} from './workload.ts';

const generationAnnotation = 'deprecated.daemonset.template.generation';

export const daemonSet: KindRules = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  applyDefaults: defaultDaemonSet,
  prepareForCreate(object) {
    clearStatus(object);
    writeGeneration(object, 1);
  },
  validate: (object) => [...validateObjectMeta(object, true, subdomainName), ...specErrors(object, undefined)],
  prepareForUpdate(object, old) {
    keepStatus(object, old);
    const before = generationOf(old);
    const changed = !sameJson(objectAt(object, 'spec')['template'], objectAt(old, 'spec')['template']);
    writeGeneration(object, changed ? before + 1 : before);
  },
  validateUpdate: (object, old) => [
    ...validateObjectMetaUpdate(object, old),
    ...selectorUnchanged(object, old),
    ...specErrors(object, old),
  ],
  warnings: (object, old) => podTemplateWarnings(object, old, ['spec', 'template']),
};

/** The generation of the template lives on as an annotation (pkg/apis/apps/v1/conversion.go). */
function writeGeneration(object: Draft, generation: number): void {
  ensureObject(ensureObject(object, 'metadata'), 'annotations')[generationAnnotation] = String(generation);
}

function generationOf(object: Draft): number {
  return Number(stringAt(objectAt(objectAt(object, 'metadata'), 'annotations'), generationAnnotation) || 1);
}

function specErrors(object: Draft, old: Draft | undefined): FieldError[] {
  const spec = objectAt(object, 'spec');
  const selector = optionalObject(spec, 'selector');
  const empty = selector !== undefined && isEmptySelector(selector);
  return [
    ...labelSelectorErrors(selector, 'spec.selector'),
    ...unmatched(spec, selector),
    ...(empty
      ? [invalid('spec.selector', labelSelectorAsGo(selector), 'empty selector is invalid for daemonset')]
      : []),
    ...podTemplateErrors(object, old, ['spec', 'template']),
    ...keptRunning(spec, 'spec', 'DaemonSet'),
    ...nonNegatives(spec, 'spec', ['minReadySeconds']),
    ...strategyErrors(objectAt(spec, 'updateStrategy'), 'spec.updateStrategy'),
    ...nonNegatives(spec, 'spec', ['revisionHistoryLimit']),
  ];
}

/** Unlike with other workloads, a selector that is not set matches nothing. */
function unmatched(spec: Draft, selector: Draft | undefined): FieldError[] {
  const matches = selectorOf(selector);
  const meta = objectAt(objectAt(spec, 'template'), 'metadata');
  if (!matches || matches(stringMapAt(meta, 'labels'))) return [];
  return [invalid('spec.template.metadata.labels', meta['labels'], '`selector` does not match template `labels`')];
}

function strategyErrors(strategy: Draft, path: FieldPath): FieldError[] {
  const rolling = optionalObject(strategy, 'rollingUpdate');
  const type = stringAt(strategy, 'type');
  switch (type) {
    case 'OnDelete':
      return [];
    case 'RollingUpdate':
      return rolling ? rollingErrors(rolling, child(path, 'rollingUpdate')) : [required(child(path, 'rollingUpdate'))];
    default:
      return [notSupported(path, { Type: type, RollingUpdate: rollingAsGo(rolling) }, ['RollingUpdate', 'OnDelete'])];
  }
}

function rollingAsGo(rolling: Draft | undefined): Draft | null {
  return rolling ? { MaxUnavailable: rolling['maxUnavailable'] ?? 0, MaxSurge: rolling['maxSurge'] ?? 0 } : null;
}

function rollingErrors(rolling: Draft, path: FieldPath): FieldError[] {
  const { maxUnavailable, maxSurge } = rolling;
  const [unavailableAt, surgeAt] = [child(path, 'maxUnavailable'), child(path, 'maxSurge')];
  const hasUnavailable = intOrPercent(maxUnavailable) !== 0;
  const hasSurge = intOrPercent(maxSurge) !== 0;
  return [
    ...positiveIntOrPercent(maxUnavailable, unavailableAt),
    ...positiveIntOrPercent(maxSurge, surgeAt),
    ...atMost100Percent(maxUnavailable, unavailableAt),
    ...atMost100Percent(maxSurge, surgeAt),
    ...(hasUnavailable && hasSurge
      ? [invalid(surgeAt, maxSurge, 'may not be set when maxUnavailable is non-zero')]
      : []),
    ...(hasUnavailable || hasSurge ? [] : [required(unavailableAt, 'cannot be 0 when maxSurge is 0')]),
  ];
}
