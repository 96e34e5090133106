// DaemonSet. Mirrors ValidateDaemonSet(Update) and pkg/registry/apps/daemonset/strategy.go (v1.36).
import { defaultDaemonSet } from '../defaulting/apps.ts';
import { type Draft, ensureObject, numberAt, objectAt, optionalObject, setDefault, stringAt } from '../draft.ts';
import { invalid, notSupported, required } from '../fieldErrors.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { labelSelectorErrors, nonNegative } from './checks.ts';
import { internalObject } from './pod/internalObject.ts';
import { newTemplateOptions, type PodOptions, podOptions } from './pod/options.ts';
import { endlessPodErrors, podTemplateErrors, templateLabelErrors, workloadSelector } from './pod/podTemplate.ts';
import { podWarnings } from './pod/warnings.ts';
import { aboveAllErrors, shareAt, shareErrors, shareNumber } from './rollingUpdate.ts';
import {
  emptySelectorErrors,
  prepareWorkload,
  prepareWorkloadUpdate,
  selectorKept,
  templateChanged,
  templateOf,
} from './workloads.ts';

export const daemonSet: KindRules = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  applyDefaults: defaultDaemonSet,
  prepareForCreate(object) {
    prepareWorkload(object);
    writeGeneration(object, Math.max(1, generationOf(object)));
  },
  validate: (object) => [
    ...validateObjectMeta(object, true, subdomainName),
    ...specErrors(objectAt(object, 'spec'), newTemplateOptions),
  ],
  prepareForUpdate(object, old) {
    prepareWorkloadUpdate(object, old);
    const changed = templateChanged(object, old);
    writeGeneration(object, generationOf(old) + (changed ? 1 : 0));
  },
  validateUpdate: (object, old) => [
    ...validateObjectMetaUpdate(object, old),
    ...selectorKept(object, old),
    ...specErrors(objectAt(object, 'spec'), podOptions(templateOf(old), false)),
  ],
  afterStorage(object) {
    // The internal type has numbers where the manifest has pointers to them.
    const rolling = optionalObject(objectAt(objectAt(object, 'spec'), 'updateStrategy'), 'rollingUpdate');
    if (rolling) for (const name of ['maxUnavailable', 'maxSurge']) setDefault(rolling, name, 0);
  },
  warnings: (object, old) =>
    old && !templateChanged(object, old) ? [] : podWarnings(templateOf(object), 'spec.template'),
};

/** Before apps/v1 a field of the spec; since then kept in an annotation. */
const generationAnnotation = 'deprecated.daemonset.template.generation';

function generationOf(object: Draft): number {
  return Number(objectAt(objectAt(object, 'metadata'), 'annotations')[generationAnnotation] ?? 0);
}

function writeGeneration(object: Draft, generation: number): void {
  ensureObject(ensureObject(object, 'metadata'), 'annotations')[generationAnnotation] = String(generation);
}

function specErrors(spec: Draft, options: PodOptions): FieldError[] {
  const given = optionalObject(spec, 'selector');
  const selector = workloadSelector(given);
  const template = objectAt(spec, 'template');
  return [
    ...labelSelectorErrors(given, 'spec.selector'),
    ...(selector === undefined ? [] : templateLabelErrors(selector, template, 'spec.template')),
    ...(given ? emptySelectorErrors(given, 'daemonset', 'spec.selector') : []),
    ...podTemplateErrors(template, 'spec.template', options),
    ...endlessPodErrors(template, 'DaemonSet', 'spec.template'),
    ...nonNegative(numberAt(spec, 'minReadySeconds'), 'spec.minReadySeconds'),
    ...strategyErrors(objectAt(spec, 'updateStrategy')),
    ...nonNegative(numberAt(spec, 'revisionHistoryLimit'), 'spec.revisionHistoryLimit'),
  ];
}

function strategyErrors(strategy: Draft): FieldError[] {
  const rolling = optionalObject(strategy, 'rollingUpdate');
  switch (stringAt(strategy, 'type')) {
    case 'OnDelete':
      return [];
    case 'RollingUpdate':
      return rolling ? rollingErrors(rolling) : [required('spec.updateStrategy.rollingUpdate')];
    default: {
      const shown = internalObject('apps.DaemonSetUpdateStrategy', strategy);
      return [notSupported('spec.updateStrategy', shown, ['RollingUpdate', 'OnDelete'])];
    }
  }
}

function rollingErrors(rolling: Draft): FieldError[] {
  const unavailable = shareAt(rolling, 'maxUnavailable');
  const surge = shareAt(rolling, 'maxSurge');
  const unavailableField = 'spec.updateStrategy.rollingUpdate.maxUnavailable';
  const surgeField = 'spec.updateStrategy.rollingUpdate.maxSurge';
  const [hasUnavailable, hasSurge] = [shareNumber(unavailable) !== 0, shareNumber(surge) !== 0];
  const errors = [
    ...shareErrors(unavailable, unavailableField),
    ...shareErrors(surge, surgeField),
    ...aboveAllErrors(unavailable, unavailableField),
    ...aboveAllErrors(surge, surgeField),
  ];
  if (hasUnavailable && hasSurge) {
    errors.push(invalid(surgeField, surge, 'may not be set when maxUnavailable is non-zero'));
  }
  if (!hasUnavailable && !hasSurge) errors.push(required(unavailableField, 'cannot be 0 when maxSurge is 0'));
  return errors;
}
