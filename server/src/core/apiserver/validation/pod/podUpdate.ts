// What may change in a Pod: images, deadlines, added tolerations, and more while it is gated. Mirrors ValidatePodUpdate (v1.36).
import { inclusiveRangeError } from '../../../kubernetes/names.ts';
import {
  type Draft,
  type Json,
  numberAt,
  objectAt,
  objectsAt,
  optionalObject,
  sameJson,
  stringAt,
} from '../../draft.ts';
import { forbidden, invalid, required } from '../../fieldErrors.ts';
import { child, type FieldPath, index } from '../../fieldPath.ts';
import { validateObjectMetaUpdate } from '../../objectMeta.ts';
import type { FieldError } from '../../types.ts';
import { annotationChangeErrors } from './annotations.ts';
import { imageSpaceErrors } from './containers.ts';
import { internalObject, sameInternal } from './internalObject.ts';
import { type PodOptions, podOptions } from './options.ts';
import { internalDiff } from './textDiff.ts';

type PodRules = (pod: Draft, options: PodOptions) => FieldError[];

export function podUpdateErrors(object: Draft, old: Draft, podErrors: PodRules): FieldError[] {
  const spec = objectAt(object, 'spec');
  const before = objectAt(old, 'spec');
  const errors = [
    ...validateObjectMetaUpdate(object, old),
    ...podErrors(object, podOptions(old, true)),
    ...annotationChangeErrors(objectAt(object, 'metadata'), objectAt(old, 'metadata')),
  ];
  for (const list of ['containers', 'initContainers']) {
    const field = child('spec', list);
    if (objectsAt(spec, list).length !== objectsAt(before, list).length) {
      return [...errors, forbidden(field, 'pod updates may not add or remove containers')];
    }
    errors.push(...objectsAt(spec, list).flatMap((container, at) => imageErrors(container, index(field, at))));
  }
  const deadline = deadlineErrors(spec, before);
  errors.push(...deadline.errors);
  if (deadline.stop) return errors;
  errors.push(...keptTolerationErrors(spec, before), ...newGateErrors(spec, before));
  return sameInternal('core.PodSpec', spec, before) ? errors : [...errors, ...otherChangeErrors(spec, before)];
}

function imageErrors(container: Draft, path: FieldPath): FieldError[] {
  const missing = stringAt(container, 'image') === '' ? [required(child(path, 'image'))] : [];
  return [...missing, ...imageSpaceErrors(container, path)];
}

function deadlineErrors(spec: Draft, before: Draft): { readonly errors: FieldError[]; readonly stop: boolean } {
  const field = 'spec.activeDeadlineSeconds';
  const seconds = numberAt(spec, 'activeDeadlineSeconds');
  const then = numberAt(before, 'activeDeadlineSeconds');
  if (seconds === undefined) {
    if (then === undefined) return { errors: [], stop: false };
    return { errors: [invalid(field, null, 'must not update from a positive integer to nil value')], stop: false };
  }
  if (seconds < 0 || seconds > 2147483647) {
    return { errors: [invalid(field, seconds, inclusiveRangeError(0, 2147483647))], stop: true };
  }
  if (then === undefined || then >= seconds) return { errors: [], stop: false };
  return { errors: [invalid(field, seconds, 'must be less than or equal to previous value')], stop: true };
}

/** `validateOnlyAddedTolerations`; the rules of tolerations themselves are asked elsewhere. */
function keptTolerationErrors(spec: Draft, before: Draft): FieldError[] {
  const kept = objectsAt(before, 'tolerations').every((old) =>
    objectsAt(spec, 'tolerations').some((toleration) =>
      sameJson({ ...old, tolerationSeconds: toleration['tolerationSeconds'] }, toleration),
    ),
  );
  const words = 'existing toleration can not be modified except its tolerationSeconds';
  return kept ? [] : [forbidden('spec.tolerations', words)];
}

function newGateErrors(spec: Draft, before: Draft): FieldError[] {
  const known = new Set(objectsAt(before, 'schedulingGates').map(({ name }) => name));
  return objectsAt(spec, 'schedulingGates').flatMap((gate, at) => {
    const name = stringAt(gate, 'name');
    if (known.has(name)) return [];
    const field = child(index('spec.schedulingGates', at), 'name');
    return [forbidden(field, `only deletion is allowed, but found new scheduling gate '${name}'`)];
  });
}

const updatable = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
].join(',');

/** Undoes every allowed change; what then still differs is forbidden. */
function otherChangeErrors(spec: Draft, before: Draft): FieldError[] {
  const munged: Draft = { ...spec };
  for (const list of ['containers', 'initContainers']) {
    const old = objectsAt(before, list);
    if (old.length > 0) munged[list] = objectsAt(spec, list).map((c, at) => ({ ...c, image: old[at]?.['image'] }));
  }
  for (const name of ['activeDeadlineSeconds', 'schedulingGates', 'tolerations']) put(munged, name, before[name]);
  if ((numberAt(before, 'terminationGracePeriodSeconds') ?? 0) < 0 && spec['terminationGracePeriodSeconds'] === 1) {
    put(munged, 'terminationGracePeriodSeconds', before['terminationGracePeriodSeconds']);
  }
  const gated = objectsAt(before, 'schedulingGates').length > 0;
  const errors = gated ? gatedChangeErrors(munged, before) : [];
  if (sameInternal('core.PodSpec', munged, before)) return errors;
  const diff = internalDiff('core.PodSpec', before, munged);
  return [...errors, forbidden('spec', `pod updates may not change fields other than ${updatable}\n${diff}`)];
}

function put(object: Draft, name: string, value: Json | undefined): void {
  if (value === undefined) delete object[name];
  else object[name] = value;
}

/** While a pod waits at its gates, where it may run can be narrowed. Writes to `munged`. */
function gatedChangeErrors(munged: Draft, before: Draft): FieldError[] {
  const errors: FieldError[] = [];
  if (!sameJson(munged['nodeSelector'], before['nodeSelector'])) {
    errors.push(...narrowedSelectorErrors(objectAt(munged, 'nodeSelector'), munged['nodeSelector'], before));
    put(munged, 'nodeSelector', before['nodeSelector']);
  }
  const affinity = optionalObject(munged, 'affinity');
  const old = optionalObject(before, 'affinity');
  if (sameJson(affinity?.['nodeAffinity'], old?.['nodeAffinity'])) return errors;
  errors.push(...narrowedAffinityErrors(objectAt(affinity, 'nodeAffinity'), objectAt(old, 'nodeAffinity')));
  if (!affinity) munged['affinity'] = { nodeAffinity: old?.['nodeAffinity'] };
  else if (!old && affinity['podAffinity'] === undefined && affinity['podAntiAffinity'] === undefined) {
    delete munged['affinity'];
  } else {
    const restored = { ...affinity };
    put(restored, 'nodeAffinity', old?.['nodeAffinity']);
    munged['affinity'] = restored;
  }
  return errors;
}

function narrowedSelectorErrors(selector: Draft, shown: Json | undefined, before: Draft): FieldError[] {
  const kept = Object.entries(objectAt(before, 'nodeSelector')).every(([name, value]) => selector[name] === value);
  const words = 'only additions to spec.nodeSelector are allowed (no mutations or deletions)';
  return kept ? [] : [invalid('spec.nodeSelector', shown, words)];
}

const hard = 'requiredDuringSchedulingIgnoredDuringExecution';

function narrowedAffinityErrors(affinity: Draft, old: Draft): FieldError[] {
  const oldTerms = objectsAt(objectAt(old, hard), 'nodeSelectorTerms');
  if (optionalObject(old, hard) === undefined) return [];
  const terms = objectsAt(objectAt(affinity, hard), 'nodeSelectorTerms');
  const field = `spec.affinity.nodeAffinity.${hard}.nodeSelectorTerms`;
  const shown = (term: Draft): Draft => internalObject('core.NodeSelectorTerm', term);
  if (oldTerms.length > 0 && oldTerms.length !== terms.length) {
    const words = 'no additions/deletions to non-empty NodeSelectorTerms list are allowed';
    return [invalid(field, optionalObject(affinity, hard) ? terms.map(shown) : null, words)];
  }
  return oldTerms.flatMap((oldTerm, at) => {
    const term = terms[at] ?? {};
    if (onlyAdded(term, oldTerm)) return [];
    return [invalid(index(field, at), shown(term), 'only additions are allowed (no mutations or deletions)')];
  });
}

function onlyAdded(term: Draft, old: Draft): boolean {
  const lists = ['matchExpressions', 'matchFields'];
  const wasEmpty = lists.every((list) => objectsAt(old, list).length === 0);
  if (wasEmpty) return lists.every((list) => objectsAt(term, list).length === 0);
  return lists.every((list) => {
    const then = objectsAt(old, list);
    return sameJson(objectsAt(term, list).slice(0, then.length), then);
  });
}
