// What all workloads of extensions/v1beta1, apps/v1beta1 and apps/v1beta2 need to become apps/v1: a selector, which was
// made of the template's labels where it was missing.
import { isPlainObject } from '../../yaml/plain.ts';
import type { Step } from '../refactorings/steps.ts';
import type { MigratedObject } from './migration.ts';
import { insertBefore, valueAt } from './steps.ts';

export function selectorOfTemplate({ value, at }: MigratedObject): readonly Step[] {
  const labels = valueAt(value, ['spec', 'template', 'metadata', 'labels']);
  const selector = valueAt(value, ['spec', 'selector']);
  const isMissing = selector === undefined || selector === null;
  return isMissing && isPlainObject(labels)
    ? [insertBefore([...at, 'spec'], 'template', 'selector', { matchLabels: labels })]
    : [];
}
