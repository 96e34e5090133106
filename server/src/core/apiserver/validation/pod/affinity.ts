// Node affinity, pod affinity and anti-affinity. Mirrors validateAffinity (v1.36).
import { type Draft, numberAt, objectAt, objectsAt, optionalObject, stringAt, stringsAt } from '../../draft.ts';
import { invalid, required } from '../../fieldErrors.ts';
import { child, type FieldPath, index } from '../../fieldPath.ts';
import { namespaceName } from '../../objectNames.ts';
import type { FieldError } from '../../types.ts';
import { invalidEach, labelSelectorErrors, qualifiedName } from '../checks.ts';
import { nodeSelectorErrors, nodeSelectorTermErrors } from '../nodeSelector.ts';
import { labelKeyErrors } from './labelKeys.ts';
import type { PodOptions } from './options.ts';

const hard = 'requiredDuringSchedulingIgnoredDuringExecution';
const soft = 'preferredDuringSchedulingIgnoredDuringExecution';

export function affinityErrors(spec: Draft, specPath: FieldPath, options: PodOptions): FieldError[] {
  const affinity = optionalObject(spec, 'affinity');
  if (!affinity) return [];
  const field = child(specPath, 'affinity');
  return [
    ...nodeAffinityErrors(objectAt(affinity, 'nodeAffinity'), child(field, 'nodeAffinity'), options),
    ...['podAffinity', 'podAntiAffinity'].flatMap((name) =>
      podAffinityErrors(objectAt(affinity, name), child(field, name), options),
    ),
  ];
}

function nodeAffinityErrors(affinity: Draft, field: FieldPath, options: PodOptions): FieldError[] {
  const selector = optionalObject(affinity, hard);
  const checked = !options.invalidNodeAffinityValues;
  return [
    ...(selector ? nodeSelectorErrors(selector, child(field, hard), checked) : []),
    ...objectsAt(affinity, soft).flatMap((term, at) => {
      const place = index(child(field, soft), at);
      const preference = objectAt(term, 'preference');
      return [...weightErrors(term, place), ...nodeSelectorTermErrors(preference, child(place, 'preference'), false)];
    }),
  ];
}

function weightErrors(term: Draft, field: FieldPath): FieldError[] {
  const weight = numberAt(term, 'weight') ?? 0;
  return weight >= 1 && weight <= 100 ? [] : [invalid(child(field, 'weight'), weight, 'must be in the range 1-100')];
}

function podAffinityErrors(affinity: Draft, field: FieldPath, options: PodOptions): FieldError[] {
  return [
    ...objectsAt(affinity, hard).flatMap((term, at) => termErrors(term, index(child(field, hard), at), options)),
    ...objectsAt(affinity, soft).flatMap((weighted, at) => {
      const place = index(child(field, soft), at);
      const term = objectAt(weighted, 'podAffinityTerm');
      return [...weightErrors(weighted, place), ...termErrors(term, child(place, 'podAffinityTerm'), options)];
    }),
  ];
}

function termErrors(term: Draft, field: FieldPath, options: PodOptions): FieldError[] {
  const key = stringAt(term, 'topologyKey');
  const at = child(field, 'topologyKey');
  const checked = !options.invalidAffinityLabelValues;
  return [
    ...['labelSelector', 'namespaceSelector'].flatMap((name) =>
      labelSelectorErrors(optionalObject(term, name), child(field, name), checked),
    ),
    ...stringsAt(term, 'namespaces').flatMap((name) =>
      invalidEach(child(field, 'namespace'), name, namespaceName(name, false)),
    ),
    ...labelKeyErrors(term, field),
    ...(key === '' ? [required(at, 'can not be empty')] : []),
    ...qualifiedName(key, at),
  ];
}
