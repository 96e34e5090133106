// What the scale subresource asks of a custom resource: replicas that are whole numbers, a selector that is text.
// Mirrors apiextensions-apiserver pkg/registry/customresource/validator.go ValidateScale (v1.36).
import { type Draft, isDraft, type Json, stringAt } from '../draft.ts';
import { invalid } from '../fieldErrors.ts';
import type { FieldError } from '../types.ts';
import { goFloat, isWhole } from './numbers.ts';

const MOST = 2147483647;

/** @param scale the `subresources.scale` of the definition's version, if it has one */
export function scaleErrors(object: Draft, scale: Draft | undefined): FieldError[] {
  if (!scale) return [];
  const selector = stringAt(scale, 'labelSelectorPath');
  return [
    ...replicaErrors(object, stringAt(scale, 'specReplicasPath')),
    ...replicaErrors(object, stringAt(scale, 'statusReplicasPath')),
    ...(selector === '' ? [] : selectorErrors(object, selector)),
  ];
}

function replicaErrors(object: Draft, path: string): FieldError[] {
  const found = find(object, path);
  if ('error' in found) return [invalid(path, 0, found.error)];
  const { value } = found;
  if (value === undefined) return [];
  if ((typeof value !== 'number' && typeof value !== 'bigint') || !isWhole(value)) {
    return [invalid(path, 0, accessorError(path, value, 'int64'))];
  }
  if (value < 0) return [invalid(path, value, 'should be a non-negative integer')];
  return value > MOST ? [invalid(path, value, `should be less than or equal to ${MOST}`)] : [];
}

function selectorErrors(object: Draft, path: string): FieldError[] {
  const found = find(object, path);
  if ('error' in found) return [invalid(path, '', found.error)];
  if (found.value === undefined || typeof found.value === 'string') return [];
  return [invalid(path, '', accessorError(path, found.value, 'string'))];
}

function find(object: Draft, path: string): { value: Json | undefined } | { error: string } {
  const steps = path.replace(/^\./, '').split('.');
  let value: Json | undefined = object;
  for (const [at, step] of steps.entries()) {
    if (value === undefined || value === null) return { value: undefined };
    if (!isDraft(value)) {
      return { error: accessorError(`.${steps.slice(0, at + 1).join('.')}`, value, 'map[string]interface{}') };
    }
    value = Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return { value };
}

function accessorError(path: string, value: Json, wanted: string): string {
  const [shown, type] = goPrint(value);
  return `${path} accessor error: ${shown} is of the type ${type}, expected ${wanted}`;
}

/** Go's `%v` and `%T` of decoded JSON. */
function goPrint(value: Json | undefined): [string, string] {
  if (value === null || value === undefined) return ['<nil>', '<nil>'];
  if (Array.isArray(value)) return [`[${value.map((item) => goPrint(item)[0]).join(' ')}]`, '[]interface {}'];
  if (isDraft(value)) {
    const pairs = Object.keys(value)
      .sort()
      .map((name) => `${name}:${goPrint(value[name])[0]}`);
    return [`map[${pairs.join(' ')}]`, 'map[string]interface {}'];
  }
  if (typeof value === 'string') return [value, 'string'];
  if (typeof value === 'boolean') return [String(value), 'bool'];
  return isWhole(value) ? [String(value), 'int64'] : [goFloat(Number(value)), 'float64'];
}
