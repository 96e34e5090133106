// APIService: which server answers for a group's version. Mirrors kube-aggregator pkg/apis/apiregistration/validation and
// pkg/registry/apiservice/strategy.go (v1.36). Does not know whether the service exists.
import { goQuote } from '../../kubernetes/goText.ts';
import { dns1035LabelErrors, dns1123SubdomainErrors, portNumberErrors } from '../../kubernetes/names.ts';
import type { Draft } from '../draft.ts';
import { numberAt, objectAt, optionalObject, setDefault, stringAt } from '../draft.ts';
import { invalid, required } from '../fieldErrors.ts';
import { validateGeneralObjectMeta, validateGeneralObjectMetaUpdate } from '../objectMeta.ts';
import { pathSegmentName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { invalidEach } from './checks.ts';
import { decodedLength } from './configMap.ts';

export const apiService: KindRules = {
  apiVersion: 'apiregistration.k8s.io/v1',
  kind: 'APIService',
  applyDefaults(object) {
    const service = optionalObject(objectAt(object, 'spec'), 'service');
    if (service) setDefault(service, 'port', 443);
  },
  prepareForCreate(object) {
    object['status'] = optionalObject(objectAt(object, 'spec'), 'service') ? {} : { conditions: [LOCAL] };
  },
  validate,
  prepareForUpdate(object, old) {
    object['status'] = old['status'];
  },
  validateUpdate: (object, old) => [...validateGeneralObjectMetaUpdate(object, old), ...validate(object)],
};

/** What the server says at once of versions that it serves itself. */
const LOCAL: Draft = {
  type: 'Available',
  status: 'True',
  lastTransitionTime: null,
  reason: 'Local',
  message: 'Local APIServices are always available',
};

function validate(object: Draft): FieldError[] {
  const spec = objectAt(object, 'spec');
  const group = stringAt(spec, 'group');
  const version = stringAt(spec, 'version');
  const asked = `${version}.${group}`;
  const errors = validateGeneralObjectMeta(object, false, (name) => {
    const wrong = pathSegmentName(name, false);
    if (wrong.length > 0 || name === asked) return wrong;
    return [`must be \`spec.version+"."+spec.group\`: ${goQuote(asked)}`];
  });
  if (group === '' && version !== 'v1') {
    errors.push(required('spec.group', 'only v1 may have an empty group and it better be legacy kube'));
  }
  if (group !== '') errors.push(...invalidEach('spec.group', group, dns1123SubdomainErrors(group)));
  errors.push(
    ...invalidEach('spec.version', version, dns1035LabelErrors(version)),
    ...priorityErrors(spec, 'groupPriorityMinimum', 20000),
    ...priorityErrors(spec, 'versionPriority', 1000),
  );
  const service = optionalObject(spec, 'service');
  return [...errors, ...(service ? serviceErrors(service, spec) : localErrors(spec))];
}

function priorityErrors(spec: Draft, name: string, most: number): FieldError[] {
  const priority = numberAt(spec, name) ?? 0;
  if (priority > 0 && priority <= most) return [];
  return [invalid(`spec.${name}`, priority, `must be positive and less than ${most}`)];
}

/** The versions that the server itself answers for need no proof of who it is. */
function localErrors(spec: Draft): FieldError[] {
  const bytes = decodedLength(stringAt(spec, 'caBundle'));
  const errors: FieldError[] = [];
  if (bytes > 0) errors.push(invalid('spec.caBundle', `${bytes} bytes`, 'local APIServices may not have a caBundle'));
  if (spec['insecureSkipTLSVerify'] !== true) return errors;
  const words = 'local APIServices may not have insecureSkipTLSVerify';
  return [...errors, invalid('spec.insecureSkipTLSVerify', true, words)];
}

function serviceErrors(service: Draft, spec: Draft): FieldError[] {
  const port = numberAt(service, 'port') ?? 0;
  const wrong = portNumberErrors(port);
  const errors: FieldError[] = [];
  if (stringAt(service, 'namespace') === '') errors.push(required('spec.service.namespace'));
  if (stringAt(service, 'name') === '') errors.push(required('spec.service.name'));
  if (wrong.length > 0) errors.push(invalid('spec.service.port', port, `port is not valid: ${wrong.join(', ')}`));
  if (spec['insecureSkipTLSVerify'] === true && decodedLength(stringAt(spec, 'caBundle')) > 0) {
    errors.push(invalid('spec.insecureSkipTLSVerify', true, 'may not be true if caBundle is present'));
  }
  return errors;
}
