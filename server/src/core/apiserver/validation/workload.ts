// What workload kinds share: selectors that fit their template, policies of their pods, generation and status kept by
// the server. Mirrors pkg/apis/apps/validation and pkg/registry/apps (v1.36).
import { type LabelSelector, selectorFromLabelSelector, selectorMatches } from '../../kubernetes/selectors.ts';
import {
  type Draft,
  isSet,
  type Json,
  numberAt,
  objectAt,
  objectsAt,
  optionalObject,
  stringAt,
  stringMapAt,
  stringsAt,
} from '../draft.ts';
import { forbidden, invalid, notSupported, required } from '../fieldErrors.ts';
import { child, type FieldPath } from '../fieldPath.ts';
import type { FieldError } from '../types.ts';
import { labelSelectorErrors, nonNegative } from './checks.ts';
import { labelSelectorAsGo } from './goStructs.ts';

/** `metav1.LabelSelectorAsSelector`: what a selector means for labels; undefined for one that cannot be read. */
export function selectorOf(selector: Draft | undefined): ((labels: Record<string, string>) => boolean) | undefined {
  if (!selector) return () => false;
  const plain: LabelSelector = {
    matchLabels: stringMapAt(selector, 'matchLabels'),
    matchExpressions: objectsAt(selector, 'matchExpressions').map((expression) => ({
      key: stringAt(expression, 'key'),
      operator: stringAt(expression, 'operator'),
      values: stringsAt(expression, 'values'),
    })),
  };
  const parsed = selectorFromLabelSelector(plain);
  return 'error' in parsed ? undefined : (labels) => selectorMatches(parsed.selector, labels);
}

export function isEmptySelector(selector: Draft): boolean {
  const labels = Object.keys(objectAt(selector, 'matchLabels')).length;
  return labels + objectsAt(selector, 'matchExpressions').length === 0;
}

export interface SelectorRule {
  /** `deployment`, as the message about an empty selector has it. */
  readonly kind: string;
  /** What is said of a selector that cannot be read. */
  readonly unreadable: string;
}

/** `spec.selector`: there, valid, and not empty. */
export function requiredSelectorErrors(spec: Draft, path: FieldPath, { kind }: SelectorRule): FieldError[] {
  const selector = optionalObject(spec, 'selector');
  const field = child(path, 'selector');
  if (!selector) return [required(field)];
  const errors = labelSelectorErrors(selector, field);
  if (!isEmptySelector(selector)) return errors;
  return [...errors, invalid(field, labelSelectorAsGo(selector), `empty selector is invalid for ${kind}`)];
}

/** A template whose labels the selector does not select; nothing of an empty selector. */
export function unmatchedTemplate(spec: Draft, path: FieldPath): FieldError[] {
  const selector = optionalObject(spec, 'selector');
  const matches = selectorOf(selector);
  if (!matches || (selector && isEmptySelector(selector))) return [];
  const labels = objectAt(objectAt(spec, 'template'), 'metadata')['labels'];
  if (matches(stringMapAt(objectAt(objectAt(spec, 'template'), 'metadata'), 'labels')) || !selector) return [];
  return [
    invalid(child(path, 'template', 'metadata', 'labels'), labels, '`selector` does not match template `labels`'),
  ];
}

/** Pods of controllers that keep them running: always restarted, without a deadline. */
export function keptRunning(spec: Draft, path: FieldPath, kind: string): FieldError[] {
  const pod = objectAt(objectAt(spec, 'template'), 'spec');
  const policy = stringAt(pod, 'restartPolicy');
  const at = child(path, 'template', 'spec');
  const errors = policy === 'Always' ? [] : [notSupported(child(at, 'restartPolicy'), policy, ['Always'])];
  if (!isSet(pod, 'activeDeadlineSeconds')) return errors;
  const words = `activeDeadlineSeconds in ${kind} is not Supported`;
  return [...errors, forbidden(child(at, 'activeDeadlineSeconds'), words)];
}

/** Counts of the spec that may not be negative. */
export function nonNegatives(spec: Draft, path: FieldPath, names: readonly string[]): FieldError[] {
  return names.flatMap((name) => nonNegative(numberAt(spec, name), child(path, name)));
}

/** PrepareForCreate and PrepareForUpdate: the status is not the user's. */
export function clearStatus(object: Draft): void {
  object['status'] = {};
}

export function keepStatus(object: Draft, old: Draft): void {
  if (old['status'] === undefined) delete object['status'];
  else object['status'] = old['status'];
}

/** An int-or-percent as a number, percent signs left aside: only whether it is 0 matters. */
export function intOrPercent(value: Json | undefined): number {
  if (typeof value !== 'string') return Number(value ?? 0);
  const match = /^(\d+)%$/.exec(value);
  return match ? Number(match[1]) : /^[+-]?\d+$/.test(value) ? Number(value) : 0;
}
