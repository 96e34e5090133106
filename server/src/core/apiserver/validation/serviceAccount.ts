// ServiceAccount: only names of secrets are kept. Mirrors pkg/registry/core/serviceaccount (v1.36).
import type { Draft } from '../draft.ts';
import { objectAt, objectsAt, stringAt, stringMapAt } from '../draft.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';

const ENFORCE_SECRETS = 'kubernetes.io/enforce-mountable-secrets';

export const serviceAccount: KindRules = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  prepareForCreate: keepSecretNames,
  validate: (object) => validateObjectMeta(object, true, subdomainName),
  prepareForUpdate: keepSecretNames,
  validateUpdate: (object, old) => [
    ...validateObjectMetaUpdate(object, old),
    ...validateObjectMeta(object, true, subdomainName),
  ],
  warnings: (object, old) => (hasAnnotation(object) && !(old && hasAnnotation(old)) ? [WARNING] : []),
};

const WARNING = `metadata.annotations[${ENFORCE_SECRETS}]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets`;

function hasAnnotation(object: Draft): boolean {
  return Object.hasOwn(stringMapAt(objectAt(object, 'metadata'), 'annotations'), ENFORCE_SECRETS);
}

function keepSecretNames(object: Draft): void {
  if (!Array.isArray(object['secrets'])) return;
  object['secrets'] = objectsAt(object, 'secrets').map((secret) => {
    const name = stringAt(secret, 'name');
    return name === '' ? {} : { name };
  });
}
