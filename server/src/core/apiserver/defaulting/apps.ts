// Defaults of Deployment, StatefulSet, DaemonSet, ReplicaSet and ReplicationController.
// Mirrors pkg/apis/apps/v1/defaults.go and pkg/apis/core/v1/defaults.go (v1.36).
import {
  type Draft,
  ensureObject,
  isDraft,
  objectAt,
  objectsAt,
  optionalObject,
  setDefault,
  setDefaultIfZero,
  stringAt,
} from '../draft.ts';
import { defaultClaimSpec, defaultPodTemplate } from './podSpec.ts';

export function defaultDeployment(object: Draft): void {
  const spec = ensureObject(object, 'spec');
  setDefault(spec, 'replicas', 1);
  setDefault(spec, 'revisionHistoryLimit', 10);
  setDefault(spec, 'progressDeadlineSeconds', 600);
  const strategy = ensureObject(spec, 'strategy');
  setDefaultIfZero(strategy, 'type', 'RollingUpdate');
  if (strategy['type'] === 'RollingUpdate') {
    const rolling = ensureObject(strategy, 'rollingUpdate');
    setDefault(rolling, 'maxUnavailable', '25%');
    setDefault(rolling, 'maxSurge', '25%');
  }
  defaultPodTemplate(ensureObject(spec, 'template'));
}

export function defaultReplicaSet(object: Draft): void {
  const spec = ensureObject(object, 'spec');
  setDefault(spec, 'replicas', 1);
  defaultPodTemplate(ensureObject(spec, 'template'));
}

export function defaultDaemonSet(object: Draft): void {
  const spec = ensureObject(object, 'spec');
  const strategy = ensureObject(spec, 'updateStrategy');
  setDefaultIfZero(strategy, 'type', 'RollingUpdate');
  if (strategy['type'] === 'RollingUpdate') {
    const rolling = ensureObject(strategy, 'rollingUpdate');
    setDefault(rolling, 'maxUnavailable', 1);
    setDefault(rolling, 'maxSurge', 0);
  }
  setDefault(spec, 'revisionHistoryLimit', 10);
  defaultPodTemplate(ensureObject(spec, 'template'));
}

/** `type: RollingUpdate` written out keeps `rollingUpdate` unset; an empty type does not. */
export function defaultStatefulSet(object: Draft): void {
  const spec = ensureObject(object, 'spec');
  setDefaultIfZero(spec, 'podManagementPolicy', 'OrderedReady');
  const strategy = ensureObject(spec, 'updateStrategy');
  if (stringAt(strategy, 'type') === '') {
    strategy['type'] = 'RollingUpdate';
    ensureObject(strategy, 'rollingUpdate');
  }
  const rolling = strategy['type'] === 'RollingUpdate' ? optionalObject(strategy, 'rollingUpdate') : undefined;
  if (rolling) setDefault(rolling, 'partition', 0);
  const retention = ensureObject(spec, 'persistentVolumeClaimRetentionPolicy');
  setDefaultIfZero(retention, 'whenDeleted', 'Retain');
  setDefaultIfZero(retention, 'whenScaled', 'Retain');
  setDefault(spec, 'replicas', 1);
  setDefault(spec, 'revisionHistoryLimit', 10);
  defaultPodTemplate(ensureObject(spec, 'template'));
  for (const claim of objectsAt(spec, 'volumeClaimTemplates')) defaultClaimTemplate(claim);
}

/** Templates are whole claims: they are stored with their kind and apiVersion, whatever was written, and a pending status. */
function defaultClaimTemplate(claim: Draft): void {
  claim['apiVersion'] = 'v1';
  claim['kind'] = 'PersistentVolumeClaim';
  defaultClaimSpec(ensureObject(claim, 'spec'));
  setDefaultIfZero(ensureObject(claim, 'status'), 'phase', 'Pending');
}

/** Selector and labels follow the template's labels. */
export function defaultReplicationController(object: Draft): void {
  const spec = ensureObject(object, 'spec');
  setDefault(spec, 'replicas', 1);
  const template = optionalObject(spec, 'template');
  defaultPodTemplate(template);
  const labels = objectAt(template, 'metadata')['labels'];
  if (!isDraft(labels)) return;
  if (Object.keys(objectAt(spec, 'selector')).length === 0) spec['selector'] = { ...labels };
  labelsFrom(object, labels);
}

/** Labels of the object itself, where it has none: the template's own map, as in Go, so that what is added there shows here. */
export function labelsFrom(object: Draft, labels: Draft): void {
  const meta = ensureObject(object, 'metadata');
  if (Object.keys(objectAt(meta, 'labels')).length === 0) meta['labels'] = labels;
}
