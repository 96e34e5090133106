// Pod: its own metadata, spec, annotations; what an update may change. Mirrors ValidatePodCreate, ValidatePodUpdate and
// pkg/registry/core/pod/strategy.go (v1.36).
import { convertPod, defaultPod, defaultPodSpec } from '../defaulting/podSpec.ts';
import { type Draft, ensureObject, objectAt, objectsAt, stringAt } from '../draft.ts';
import { forbidden } from '../fieldErrors.ts';
import { child, index } from '../fieldPath.ts';
import { validateObjectMeta } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { podAnnotationErrors, profileMatchErrors } from './pod/annotations.ts';
import { imageSpaceErrors } from './pod/containers.ts';
import { dropDisabledPodFields } from './pod/dropFields.ts';
import { newPodOptions, type PodOptions } from './pod/options.ts';
import { podSpecErrors } from './pod/podSpec.ts';
import { podUpdateErrors } from './pod/podUpdate.ts';
import { appArmorOfAnnotations, appArmorWarnings, mergeLabelKeys, qosClass } from './pod/prepare.ts';
import { tokenWithoutAccountErrors } from './pod/volumes.ts';
import { hostnameWarnings, podWarnings } from './pod/warnings.ts';
import { firstGeneration } from './workloads.ts';

export const pod: KindRules = {
  apiVersion: 'v1',
  kind: 'Pod',
  applyDefaults(object) {
    const spec = ensureObject(object, 'spec');
    defaultPodSpec(spec);
    defaultPod(spec);
    convertPod(object);
  },
  earlyWarnings: appArmorWarnings,
  prepareForCreate(object) {
    const spec = objectAt(object, 'spec');
    firstGeneration(object);
    object['status'] = { phase: 'Pending', qosClass: qosClass(spec), ...gatedCondition(spec) };
    dropDisabledPodFields(spec);
    mergeLabelKeys(object);
    appArmorOfAnnotations(object);
  },
  validate: createErrors,
  prepareForUpdate(object, old) {
    object['status'] = old['status'];
    dropDisabledPodFields(objectAt(object, 'spec'));
  },
  validateUpdate: (object, old) => podUpdateErrors(object, old, podErrors),
  warnings: (object, old) =>
    old ? [] : [...hostnameWarnings(objectAt(object, 'metadata'), "the Pod's hostname"), ...podWarnings(object, '')],
};

function gatedCondition(spec: Draft): Draft {
  if (objectsAt(spec, 'schedulingGates').length === 0) return {};
  const message = 'Scheduling is blocked due to non-empty scheduling gates';
  const condition = { type: 'PodScheduled', status: 'False', reason: 'SchedulingGated', message };
  return { conditions: [{ ...condition, lastProbeTime: null, lastTransitionTime: null }] };
}

/** `validatePodMetadataAndSpec`. */
function podErrors(object: Draft, options: PodOptions): FieldError[] {
  const spec = objectAt(object, 'spec');
  const images = ['containers', 'initContainers'].flatMap((list) =>
    objectsAt(spec, list).flatMap((container, at) => imageSpaceErrors(container, index(child('spec', list), at))),
  );
  return [
    ...validateObjectMeta(object, true, subdomainName),
    ...podAnnotationErrors(object, 'metadata', options),
    ...podSpecErrors(spec, objectAt(object, 'metadata'), 'spec', options),
    ...tokenWithoutAccountErrors(spec),
    ...images,
  ];
}

function createErrors(object: Draft): FieldError[] {
  const spec = objectAt(object, 'spec');
  const errors = podErrors(object, newPodOptions);
  if (objectsAt(spec, 'ephemeralContainers').length > 0) {
    errors.push(forbidden('spec.ephemeralContainers', 'cannot be set on create'));
  }
  if (stringAt(spec, 'nodeName') !== '' && objectsAt(spec, 'schedulingGates').length > 0) {
    errors.push(forbidden('spec.nodeName', 'cannot be set until all schedulingGates have been cleared'));
  }
  return [...errors, ...profileMatchErrors(object, 'spec')];
}
