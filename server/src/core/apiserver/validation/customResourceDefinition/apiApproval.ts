// The approval that definitions of the community's own groups must show. Mirrors validateAPIApproval (v1.36).
import { goQuote } from '../../../kubernetes/goText.ts';
import { type Draft, objectAt, stringAt } from '../../draft.ts';
import { invalid, required } from '../../fieldErrors.ts';
import type { FieldError } from '../../types.ts';

const ANNOTATION = 'api-approved.kubernetes.io';
const FIELD = `metadata.annotations[${ANNOTATION}]`;
const SEE = 'see https://github.com/kubernetes/enhancements/pull/1111';

type Approval = 'missing' | 'bypassed' | 'approved' | 'invalid';

/** @param old the definition before, which may stay as it is */
export function approvalErrors(definition: Draft, old?: Draft): FieldError[] {
  const group = stringAt(objectAt(definition, 'spec'), 'group');
  if (!/(^|\.)(k8s|kubernetes)\.io$/.test(group)) return [];
  const annotation = annotationOf(definition);
  const approval = approvalOf(annotation);
  if (old && approvalOf(annotationOf(old)) === approval) return [];
  const words = `protected groups must have approval annotation ${goQuote(ANNOTATION)}`;
  if (approval === 'missing') return [required(FIELD, `${words}, ${SEE}`)];
  if (approval !== 'invalid') return [];
  return [invalid(FIELD, annotation, `${words} with either a URL or a reason starting with "unapproved", ${SEE}`)];
}

function annotationOf(definition: Draft): string {
  return stringAt(objectAt(objectAt(definition, 'metadata'), 'annotations'), ANNOTATION);
}

function approvalOf(annotation: string): Approval {
  if (annotation === '') return 'missing';
  if (annotation.startsWith('unapproved')) return 'bypassed';
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#\s]/i.test(annotation) ? 'approved' : 'invalid';
}
