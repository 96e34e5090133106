// What becomes of a Pod before it is stored: its quality of service, label keys merged into selectors, AppArmor annotations
// turned into fields. Mirrors pkg/registry/core/pod/strategy.go and pkg/apis/core/helper/qos (v1.36).
import { compareQuantities, type Quantity, quantitySign } from '../../../kubernetes/quantity.ts';
import {
  type Draft,
  ensureObject,
  objectAt,
  objectsAt,
  optionalObject,
  stringAt,
  stringMapAt,
  stringsAt,
} from '../../draft.ts';
import { resourceAmounts } from '../../resourceNames.ts';
import { appArmorFromAnnotation, appArmorPrefix } from './annotations.ts';
import { eachContainer } from './containerList.ts';
import { appArmorErrors } from './securityContext.ts';
import { appArmorWarning, sameProfile } from './warnings.ts';

const qosResources = ['cpu', 'memory'];

/** `ComputePodQOS`. */
export function qosClass(spec: Draft): 'BestEffort' | 'Burstable' | 'Guaranteed' {
  const whole = optionalObject(spec, 'resources');
  const owners = whole ? [spec] : [...objectsAt(spec, 'containers'), ...objectsAt(spec, 'initContainers')];
  let guaranteed = true;
  let any = false;
  for (const owner of owners) {
    const resources = optionalObject(owner, 'resources');
    const limits = positive(resources, 'limits');
    const requests = positive(resources, 'requests');
    any ||= limits.size > 0 || requests.size > 0;
    const skipped = whole !== undefined && Object.keys(objectAt(resources, 'limits')).length === 0;
    if (!skipped && limits.size < qosResources.length) guaranteed = false;
    if (!sameAmounts(requests, limits)) guaranteed = false;
  }
  if (!any) return 'BestEffort';
  return guaranteed ? 'Guaranteed' : 'Burstable';
}

function positive(resources: Draft | undefined, list: string): Map<string, Quantity> {
  const amounts = resourceAmounts(resources, list).filter(
    ({ name, quantity }) => qosResources.includes(name) && quantitySign(quantity) > 0,
  );
  return new Map(amounts.map(({ name, quantity }) => [name, quantity]));
}

function sameAmounts(requests: ReadonlyMap<string, Quantity>, limits: ReadonlyMap<string, Quantity>): boolean {
  if (requests.size !== limits.size) return false;
  return [...requests].every(([name, quantity]) => {
    const limit = limits.get(name);
    return limit !== undefined && compareQuantities(quantity, limit) === 0;
  });
}

/** `mutatePodAffinity`, `mutateTopologySpreadConstraints`. Writes to the draft. */
export function mergeLabelKeys(pod: Draft): void {
  const labels = stringMapAt(objectAt(pod, 'metadata'), 'labels');
  const spec = objectAt(pod, 'spec');
  for (const kind of ['podAffinity', 'podAntiAffinity']) {
    const rules = objectAt(objectAt(spec, 'affinity'), kind);
    const preferred = objectsAt(rules, 'preferredDuringSchedulingIgnoredDuringExecution');
    for (const weighted of preferred) mergeInto(objectAt(weighted, 'podAffinityTerm'), labels);
    for (const term of objectsAt(rules, 'requiredDuringSchedulingIgnoredDuringExecution')) mergeInto(term, labels);
  }
  for (const constraint of objectsAt(spec, 'topologySpreadConstraints')) mergeInto(constraint, labels);
}

function mergeInto(term: Draft, labels: Readonly<Record<string, string>>): void {
  const selector = optionalObject(term, 'labelSelector');
  if (!selector) return;
  const expressions = objectsAt(selector, 'matchExpressions');
  const add = (list: string, operator: string): void => {
    for (const key of stringsAt(term, list)) {
      const value = labels[key];
      if (value !== undefined) expressions.push({ key, operator, values: [value] });
    }
  };
  add('matchLabelKeys', 'In');
  add('mismatchLabelKeys', 'NotIn');
  if (expressions.length > 0) selector['matchExpressions'] = expressions;
}

interface AppArmorStep {
  readonly container: Draft;
  /** The profile that the annotation asks for, if it is one and the pod has another. */
  readonly profile: Draft | undefined;
}

/** Containers whose AppArmor annotation is not yet a field, nor the same as the pod's. `applyAppArmorVersionSkew`. */
function appArmorSteps(pod: Draft): AppArmorStep[] {
  const spec = objectAt(pod, 'spec');
  if (objectAt(spec, 'os')['name'] === 'windows') return [];
  const annotations = stringMapAt(objectAt(pod, 'metadata'), 'annotations');
  const ofPod = optionalObject(objectAt(spec, 'securityContext'), 'appArmorProfile');
  return eachContainer(spec).flatMap(({ container }) => {
    const annotation = annotations[appArmorPrefix + stringAt(container, 'name')];
    const own = optionalObject(objectAt(container, 'securityContext'), 'appArmorProfile');
    if (annotation === undefined || own) return [];
    const given = appArmorFromAnnotation(annotation);
    const profile = appArmorErrors(given, '').length > 0 ? undefined : given;
    return profile && sameProfile(profile, ofPod) ? [] : [{ container, profile }];
  });
}

/** Turns AppArmor annotations into fields. Writes to the draft. */
export function appArmorOfAnnotations(pod: Draft): void {
  for (const { container, profile } of appArmorSteps(pod)) {
    if (profile) ensureObject(container, 'securityContext')['appArmorProfile'] = profile;
  }
}

/** What the server says of those annotations. */
export function appArmorWarnings(pod: Draft): string[] {
  return appArmorSteps(pod).map(({ container }) =>
    appArmorWarning(stringAt(container, 'name'), 'metadata.annotations'),
  );
}
