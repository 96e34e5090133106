// The names of a custom resource: plural, singular, kind, and those for the command line; its group; who has approved it.
// Mirrors apiextensions-apiserver pkg/apis/apiextensions/validation and pkg/apihelpers (v1.36).
import { goQuote } from '../../../kubernetes/goText.ts';
import { dns1035LabelErrors, dns1123SubdomainErrors } from '../../../kubernetes/names.ts';
import { type Draft, objectAt, stringAt, stringMapAt, stringsAt } from '../../draft.ts';
import { invalid, required, textNotSupported } from '../../fieldErrors.ts';
import { child, type FieldPath, index, key } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';

export function groupErrors(group: string): FieldError[] {
  if (group === '') return [required('spec.group')];
  const wrong = dns1123SubdomainErrors(group);
  if (wrong.length > 0) return [invalid('spec.group', group, wrong.join(','))];
  return group.includes('.') ? [] : [invalid('spec.group', group, 'should be a domain with at least one dot')];
}

/** A word of a closed list that has to be given. */
export function wordErrors(value: string, field: FieldPath, words: readonly string[]): FieldError[] {
  if (value === '') return [required(field)];
  return words.includes(value) ? [] : [textNotSupported(field, value, words)];
}

/** Names that a spec has to give; a status need not. */
export function missingNames(names: Draft, field: FieldPath): FieldError[] {
  const wanted = ['plural', 'singular', 'kind', 'listKind'].filter((name) => stringAt(names, name) === '');
  return wanted.map((name) => required(child(field, name)));
}

export function nameErrors(names: Draft, field: FieldPath): FieldError[] {
  const kind = stringAt(names, 'kind');
  const listKind = stringAt(names, 'listKind');
  const alike = kind !== '' && kind === listKind;
  return [
    ...label(stringAt(names, 'plural'), child(field, 'plural')),
    ...label(stringAt(names, 'singular'), child(field, 'singular')),
    ...mixedCase(kind, child(field, 'kind')),
    ...mixedCase(listKind, child(field, 'listKind')),
    ...labels(names, 'shortNames', field),
    ...(alike ? [invalid(child(field, 'listKind'), listKind, 'kind and listKind may not be the same')] : []),
    ...labels(names, 'categories', field),
  ];
}

function label(name: string, field: FieldPath): FieldError[] {
  const wrong = name === '' ? [] : dns1035LabelErrors(name);
  return wrong.length === 0 ? [] : [invalid(field, name, wrong.join(','))];
}

function mixedCase(name: string, field: FieldPath): FieldError[] {
  const wrong = name === '' ? [] : dns1035LabelErrors(name.toLowerCase());
  if (wrong.length === 0) return [];
  return [invalid(field, name, `may have mixed case, but should otherwise match: ${wrong.join(',')}`)];
}

function labels(names: Draft, list: string, field: FieldPath): FieldError[] {
  return stringsAt(names, list).flatMap((name, at) => {
    const wrong = dns1035LabelErrors(name);
    return wrong.length === 0 ? [] : [invalid(index(child(field, list), at), name, wrong.join(','))];
  });
}

const APPROVAL = 'api-approved.kubernetes.io';
const WHERE = 'see https://github.com/kubernetes/enhancements/pull/1111';

type Approval = 'missing' | 'bypassed' | 'approved' | 'invalid';

function approvalOf(object: Draft): Approval {
  const given = stringMapAt(objectAt(object, 'metadata'), 'annotations')[APPROVAL] ?? '';
  if (given === '') return 'missing';
  if (given.startsWith('unapproved')) return 'bypassed';
  return /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#\s]+\S*$/.test(given) ? 'approved' : 'invalid';
}

const isProtected = (group: string): boolean => /(^|\.)(k8s|kubernetes)\.io$/.test(group);

/** Groups of the Kubernetes community want a link to where the API was approved; what has not changed is let pass. */
export function approvalErrors(object: Draft, old?: Draft): FieldError[] {
  if (!isProtected(stringAt(objectAt(object, 'spec'), 'group'))) return [];
  const approval = approvalOf(object);
  if (old && approvalOf(old) === approval) return [];
  const field = key('metadata.annotations', APPROVAL);
  const words = `protected groups must have approval annotation ${goQuote(APPROVAL)}`;
  if (approval === 'missing') return [required(field, `${words}, ${WHERE}`)];
  if (approval !== 'invalid') return [];
  const given = stringMapAt(objectAt(object, 'metadata'), 'annotations')[APPROVAL] ?? '';
  return [invalid(field, given, `${words} with either a URL or a reason starting with "unapproved", ${WHERE}`)];
}
