// FlowSchema and PriorityLevelConfiguration. Mirrors pkg/apis/flowcontrol/validation and pkg/apis/flowcontrol/v1 (v1.36).
import { dns1123LabelErrors, dns1123SubdomainErrors } from '../../kubernetes/names.ts';
import {
  booleanAt,
  type Draft,
  ensureObject,
  isSet,
  numberAt,
  objectAt,
  objectsAt,
  optionalObject,
  setDefaultIfZero,
  stringAt,
  stringsAt,
} from '../draft.ts';
import { duplicate, forbidden, invalid, notSupported, required } from '../fieldErrors.ts';
import { child, type FieldPath, index } from '../fieldPath.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { invalidEach } from './checks.ts';

const mostPrecedence = 10_000;

export const flowSchema: KindRules = {
  apiVersion: 'flowcontrol.apiserver.k8s.io/v1',
  kind: 'FlowSchema',
  countsGenerations: true,
  applyDefaults: (object) => setDefaultIfZero(ensureObject(object, 'spec'), 'matchingPrecedence', 1000),
  prepareForCreate: (object) => {
    object['status'] = {};
  },
  validate,
  prepareForUpdate: (object, old) => {
    object['status'] = old['status'];
  },
  validateUpdate: (object, old) => [...validateObjectMetaUpdate(object, old), ...validate(object)],
};

function validate(object: Draft): FieldError[] {
  const spec = objectAt(object, 'spec');
  return [
    ...validateObjectMeta(object, false, subdomainName),
    ...precedenceErrors(spec, stringAt(objectAt(object, 'metadata'), 'name')),
    ...distinguisherErrors(spec),
    ...levelErrors(objectAt(spec, 'priorityLevelConfiguration')),
    ...objectsAt(spec, 'rules').flatMap((rule, at) => ruleErrors(rule, index('spec.rules', at))),
    ...conditionErrors(object),
  ];
}

function precedenceErrors(spec: Draft, name: string): FieldError[] {
  const field = 'spec.matchingPrecedence';
  const value = numberAt(spec, 'matchingPrecedence') ?? 0;
  const only = "only the schema named 'exempt' may have matchingPrecedence 1";
  return [
    ...(value <= 0 ? [invalid(field, value, 'must be a positive value')] : []),
    ...(value > mostPrecedence ? [invalid(field, value, `must not be greater than ${mostPrecedence}`)] : []),
    ...(value === 1 && name !== 'exempt' ? [invalid(field, value, only)] : []),
  ];
}

function distinguisherErrors(spec: Draft): FieldError[] {
  const method = optionalObject(spec, 'distinguisherMethod');
  const type = stringAt(method, 'type');
  if (!method || type === 'ByNamespace' || type === 'ByUser') return [];
  return [notSupported('spec.distinguisherMethod.type', { Type: type }, ['ByNamespace', 'ByUser'])];
}

function levelErrors(reference: Draft): FieldError[] {
  const name = stringAt(reference, 'name');
  const field = 'spec.priorityLevelConfiguration.name';
  if (name === '') return [required(field, 'must reference a priority level')];
  return invalidEach(field, name, dns1123SubdomainErrors(name));
}

function ruleErrors(rule: Draft, path: FieldPath): FieldError[] {
  const subjects = objectsAt(rule, 'subjects');
  const resources = objectsAt(rule, 'resourceRules');
  const others = objectsAt(rule, 'nonResourceRules');
  const none = 'at least one of resourceRules and nonResourceRules has to be non-empty';
  return [
    ...(subjects.length === 0 ? [required(child(path, 'subjects'), 'subjects must contain at least one value')] : []),
    ...subjects.flatMap((subject, at) => subjectErrors(subject, index(child(path, 'subjects'), at))),
    ...(resources.length + others.length === 0 ? [required(path, none)] : []),
    ...resources.flatMap((resource, at) => resourceErrors(resource, index(child(path, 'resourceRules'), at))),
    ...others.flatMap((other, at) => nonResourceErrors(other, index(child(path, 'nonResourceRules'), at))),
  ];
}

const subjectFields: Readonly<Record<string, string>> = {
  Group: 'group',
  ServiceAccount: 'serviceAccount',
  User: 'user',
};

function subjectErrors(subject: Draft, path: FieldPath): FieldError[] {
  const kind = stringAt(subject, 'kind');
  const own = subjectFields[kind];
  if (own === undefined) return [notSupported(child(path, 'kind'), kind, Object.keys(subjectFields))];
  const strangers = Object.entries(subjectFields)
    .filter(([other, field]) => other !== kind && isSet(subject, field))
    .map(([other, field]) =>
      forbidden(child(path, field), `${field} is forbidden when subject kind is not '${other}'`),
    );
  return [...subjectParts(optionalObject(subject, own), kind, own, child(path, own)), ...strangers];
}

function subjectParts(part: Draft | undefined, kind: string, field: string, path: FieldPath): FieldError[] {
  if (!part) return [required(path, `${field} is required when subject kind is '${kind}'`)];
  const name = stringAt(part, 'name');
  const errors = name === '' ? [required(child(path, 'name'))] : [];
  if (kind !== 'ServiceAccount') return errors;
  if (name !== '' && name !== '*') errors.push(...invalidEach(child(path, 'name'), name, dns1123SubdomainErrors(name)));
  const namespace = stringAt(part, 'namespace');
  const at = child(path, 'namespace');
  if (namespace === '') return [...errors, required(at, 'must specify namespace for service account')];
  return [...errors, ...invalidEach(at, namespace, dns1123LabelErrors(namespace))];
}

const verbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'proxy', 'update', 'watch'];

function verbErrors(rule: Draft, path: FieldPath): FieldError[] {
  const given = stringsAt(rule, 'verbs');
  const at = child(path, 'verbs');
  if (given.length === 0) return [required(at, 'verbs must contain at least one value')];
  if (given.includes('*')) {
    return given.length > 1 ? [invalid(at, given, "if '*' is present, must not specify other verbs")] : [];
  }
  return given.every((verb) => verbs.includes(verb)) ? [] : [notSupported(at, given, verbs)];
}

function listErrors(rule: Draft, path: FieldPath, name: string, none: string, words: string): FieldError[] {
  const given = stringsAt(rule, name);
  if (given.length === 0) return [required(child(path, name), none)];
  if (given.length === 1 || !given.includes('*')) return [];
  return [invalid(child(path, name), given, `if '*' is present, must not specify other ${words}`)];
}

function resourceErrors(rule: Draft, path: FieldPath): FieldError[] {
  return [
    ...verbErrors(rule, path),
    ...listErrors(rule, path, 'apiGroups', 'resource rules must supply at least one api group', 'api groups'),
    ...listErrors(rule, path, 'resources', 'resource rules must supply at least one resource', 'resources'),
    ...namespaceErrors(rule, child(path, 'namespaces')),
  ];
}

function namespaceErrors(rule: Draft, path: FieldPath): FieldError[] {
  const given = stringsAt(rule, 'namespaces');
  if (given.length === 0 && booleanAt(rule, 'clusterScope') !== true) {
    return [required(path, 'resource rules that are not cluster scoped must supply at least one namespace')];
  }
  if (given.includes('*')) {
    return given.length > 1 ? [invalid(path, given, "if '*' is present, must not specify other namespaces")] : [];
  }
  const intro = "each member of this list must be '*' or a DNS-1123 label; ";
  return given.flatMap((name, at) =>
    dns1123LabelErrors(name).map((words) => invalid(index(path, at), name, intro + words)),
  );
}

function nonResourceErrors(rule: Draft, path: FieldPath): FieldError[] {
  const none = 'nonResourceURLs must contain at least one value';
  const urls = stringsAt(rule, 'nonResourceURLs');
  const each = urls.includes('*')
    ? []
    : urls.flatMap((url, at) => {
        const words = urlError(url);
        return words === undefined ? [] : [invalid(index(child(path, 'nonResourceURLs'), at), url, words)];
      });
  return [...verbErrors(rule, path), ...listErrors(rule, path, 'nonResourceURLs', none, 'non-resource URLs'), ...each];
}

/** `ValidateNonResourceURLPath`. */
function urlError(url: string): string | undefined {
  if (url === '') return 'must not be empty';
  if (url === '/') return undefined;
  if (!url.startsWith('/')) return 'must start with slash';
  if (url.includes(' ')) return 'must not contain white-space';
  if (url.includes('//')) return 'must not contain double slash';
  const stars = url.split('*').length - 1;
  return stars > 1 || (stars === 1 && !url.endsWith('/*')) ? 'wildcard can only do suffix matching' : undefined;
}

/** Conditions of the status: typed, each once. */
export function conditionErrors(object: Draft): FieldError[] {
  const seen = new Set<string>();
  return objectsAt(objectAt(object, 'status'), 'conditions').flatMap((condition, at) => {
    const type = stringAt(condition, 'type');
    const field = child(index('status.conditions', at), 'type');
    const twice = seen.has(type) ? [duplicate(field, type)] : [];
    seen.add(type);
    return [...twice, ...(type === '' ? [required(field)] : [])];
  });
}
