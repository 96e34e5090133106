// ControllerRevision. Mirrors ValidateControllerRevisionCreate and ValidateControllerRevisionUpdate (v1.36).
import { type Draft, isDraft, numberAt } from '../draft.ts';
import { required } from '../fieldErrors.ts';
import { validateImmutable, validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { nonNegative } from './checks.ts';

export const controllerRevision: KindRules = {
  apiVersion: 'apps/v1',
  kind: 'ControllerRevision',
  validate: (object) => [...commonErrors(object), ...dataErrors(object)],
  validateUpdate: (object, old) => [
    ...validateObjectMetaUpdate(object, old),
    ...commonErrors(object),
    ...validateImmutable(object['data'], old['data'], 'data'),
  ],
};

function commonErrors(object: Draft): FieldError[] {
  return [...validateObjectMeta(object, true, subdomainName), ...nonNegative(numberAt(object, 'revision'), 'revision')];
}

function dataErrors(object: Draft): FieldError[] {
  const data = object['data'];
  if (data === undefined || data === null) return [required('data', 'data is mandatory')];
  return isDraft(data) ? [] : [required('data', 'data must be a valid JSON object')];
}
