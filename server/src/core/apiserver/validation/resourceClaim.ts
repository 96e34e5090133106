// ResourceClaim and ResourceClaimTemplate: devices that a pod asks for. Mirrors pkg/apis/resource/validation and
// pkg/registry/resource (v1.36). Of namespaces only `default` is known to lack the label that admin access needs.
import type { Draft } from '../draft.ts';
import { objectAt, objectsAt, optionalObject, setDefaultIfZero, stringAt } from '../draft.ts';
import { forbidden, invalid } from '../fieldErrors.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { claimSpecErrors } from './devices/claim.ts';
import { templateMetadataErrors } from './pod/claimTemplate.ts';
import { internalObject, sameInternal } from './pod/internalObject.ts';

const apiVersion = 'resource.k8s.io/v1';

export const resourceClaim: KindRules = {
  apiVersion,
  kind: 'ResourceClaim',
  applyDefaults: (object) => setRequestDefaults(objectAt(object, 'spec')),
  prepareForCreate(object) {
    object['status'] = {};
  },
  validate: (object) => [
    ...adminAccessErrors(object, objectAt(object, 'spec')),
    ...validateObjectMeta(object, true, subdomainName),
    ...claimSpecErrors(objectAt(object, 'spec'), 'spec'),
  ],
  prepareForUpdate(object, old) {
    object['status'] = old['status'];
  },
  validateUpdate: (object, old) => [
    ...validateObjectMeta(object, true, subdomainName),
    ...validateObjectMetaUpdate(object, old),
    ...specChange(object, old, 'resource.ResourceClaimSpec'),
  ],
};

export const resourceClaimTemplate: KindRules = {
  apiVersion,
  kind: 'ResourceClaimTemplate',
  applyDefaults: (object) => setRequestDefaults(objectAt(objectAt(object, 'spec'), 'spec')),
  validate: (object) => [
    ...adminAccessErrors(object, objectAt(objectAt(object, 'spec'), 'spec')),
    ...validateTemplate(object),
  ],
  validateUpdate: (object, old) => [
    ...validateTemplate(object),
    ...validateObjectMetaUpdate(object, old),
    ...specChange(object, old, 'resource.ResourceClaimTemplateSpec'),
  ],
};

function validateTemplate(object: Draft): FieldError[] {
  const spec = objectAt(object, 'spec');
  return [
    ...validateObjectMeta(object, true, subdomainName),
    ...templateMetadataErrors(spec, 'spec.metadata'),
    ...claimSpecErrors(objectAt(spec, 'spec'), 'spec.spec'),
  ];
}

function specChange(object: Draft, old: Draft, type: string): FieldError[] {
  const spec = objectAt(object, 'spec');
  if (sameInternal(type, spec, objectAt(old, 'spec'))) return [];
  return [invalid('spec', internalObject(type, spec), 'field is immutable')];
}

/** pkg/apis/resource/v1/defaults.go. */
function setRequestDefaults(spec: Draft): void {
  for (const request of objectsAt(objectAt(spec, 'devices'), 'requests')) {
    const exactly = optionalObject(request, 'exactly');
    for (const asked of [...(exactly ? [exactly] : []), ...objectsAt(request, 'firstAvailable')]) {
      setDefaultIfZero(asked, 'allocationMode', 'ExactCount');
      if (stringAt(asked, 'allocationMode') === 'ExactCount') setDefaultIfZero(asked, 'count', 1);
    }
  }
}

const ADMIN_LABEL = 'resource.kubernetes.io/admin-access';

/** `AuthorizedForAdmin`. The path is the server's, which leaves `exactly` and a template's `spec` out. */
function adminAccessErrors(object: Draft, spec: Draft): FieldError[] {
  if (stringAt(objectAt(object, 'metadata'), 'namespace') !== 'default') return [];
  const requests = objectsAt(objectAt(spec, 'devices'), 'requests');
  const at = requests.findIndex((request) => objectAt(request, 'exactly')['adminAccess'] === true);
  const words = `admin access to devices requires the \`${ADMIN_LABEL}: true\` label on the containing namespace`;
  return at < 0 ? [] : [forbidden(`spec.devices.requests[${at}].adminAccess`, words)];
}
