// Ingress and IngressClass: hosts, paths, backends, TLS, parameters. Mirrors pkg/apis/networking/validation (v1.36).
import { parseIp } from '../../kubernetes/ip.ts';
import {
  dns1123LabelErrors,
  dns1123SubdomainErrors,
  httpPathErrors,
  portNameErrors,
  portNumberErrors,
  wildcardSubdomainErrors,
} from '../../kubernetes/names.ts';
import type { Draft } from '../draft.ts';
import {
  isSet,
  numberAt,
  objectAt,
  objectsAt,
  optionalObject,
  setDefault,
  stringAt,
  stringMapAt,
  stringsAt,
} from '../draft.ts';
import { forbidden, invalid, notSupported, required, tooLong } from '../fieldErrors.ts';
import { child, type FieldPath, index } from '../fieldPath.ts';
import { validateImmutable, validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { pathSegmentName, subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { dnsLabel, invalidEach, oneOf } from './checks.ts';

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

export const ingress: KindRules = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  countsGenerations: true,
  prepareForCreate(object) {
    object['status'] = { loadBalancer: {} };
  },
  validate: (object) => [...validate(object), ...classMismatch(object)],
  prepareForUpdate(object, old) {
    object['status'] = old['status'];
  },
  validateUpdate: (object, old) => [...validateObjectMetaUpdate(object, old), ...validate(object)],
  warnings(object, old) {
    if (old || classAnnotation(object) === undefined || isSet(objectAt(object, 'spec'), 'ingressClassName')) return [];
    return [`annotation "${CLASS_ANNOTATION}" is deprecated, please use 'spec.ingressClassName' instead`];
  },
};

function classAnnotation(object: Draft): string | undefined {
  return stringMapAt(objectAt(object, 'metadata'), 'annotations')[CLASS_ANNOTATION];
}

function classMismatch(object: Draft): FieldError[] {
  const spec = objectAt(object, 'spec');
  const annotated = classAnnotation(object);
  if (annotated === undefined || !isSet(spec, 'ingressClassName')) return [];
  if (annotated === stringAt(spec, 'ingressClassName')) return [];
  return [
    invalid(`annotations.${CLASS_ANNOTATION}`, annotated, 'must match `ingressClassName` when both are specified'),
  ];
}

function validate(object: Draft): FieldError[] {
  const spec = objectAt(object, 'spec');
  const rules = objectsAt(spec, 'rules');
  const fallback = optionalObject(spec, 'defaultBackend');
  const errors = validateObjectMeta(object, true, subdomainName);
  if (rules.length === 0 && !fallback) {
    const shown = Array.isArray(spec['rules']) ? [] : null;
    errors.push(invalid('spec', shown, 'either `defaultBackend` or `rules` must be specified'));
  }
  if (fallback) errors.push(...backendErrors(fallback, 'spec.defaultBackend'));
  errors.push(...rules.flatMap((rule, at) => ruleErrors(rule, index('spec.rules', at))));
  errors.push(...objectsAt(spec, 'tls').flatMap((tls, at) => tlsErrors(tls, index('spec.tls', at))));
  const className = stringAt(spec, 'ingressClassName');
  if (!isSet(spec, 'ingressClassName')) return errors;
  return [...errors, ...invalidEach('spec.ingressClassName', className, dns1123SubdomainErrors(className))];
}

const hostErrors = (host: string): string[] =>
  host.includes('*') ? wildcardSubdomainErrors(host) : dns1123SubdomainErrors(host);

function tlsErrors(tls: Draft, field: FieldPath): FieldError[] {
  const secret = stringAt(tls, 'secretName');
  const hosts = stringsAt(tls, 'hosts').flatMap((host, at) =>
    invalidEach(index(child(field, 'hosts'), at), host, hostErrors(host)),
  );
  if (secret === '') return hosts;
  return [...hosts, ...invalidEach(child(field, 'secretName'), secret, dns1123SubdomainErrors(secret))];
}

function ruleErrors(rule: Draft, field: FieldPath): FieldError[] {
  const host = stringAt(rule, 'host');
  const errors: FieldError[] = [];
  if (host !== '') {
    if (parseIp(host)) errors.push(invalid(child(field, 'host'), host, 'must be a DNS name, not an IP address'));
    errors.push(...invalidEach(child(field, 'host'), host, hostErrors(host)));
  }
  const http = optionalObject(rule, 'http');
  if (!http) return errors;
  const paths = objectsAt(http, 'paths');
  const at = child(field, 'http.paths');
  if (paths.length === 0) errors.push(required(at));
  return [...errors, ...paths.flatMap((path, p) => pathErrors(path, index(at, p)))];
}

const BAD_SEQUENCES = ['//', '/./', '/../', '%2f', '%2F'];
const BAD_SUFFIXES = ['/..', '/.'];
const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];

function pathErrors(path: Draft, field: FieldPath): FieldError[] {
  const type = stringAt(path, 'pathType');
  const value = stringAt(path, 'path');
  const at = child(field, 'path');
  const errors: FieldError[] = [];
  if (!isSet(path, 'pathType')) return [required(child(field, 'pathType'), 'pathType must be specified')];
  if (!PATH_TYPES.includes(type)) errors.push(notSupported(child(field, 'pathType'), type, PATH_TYPES));
  else {
    const optional = type === 'ImplementationSpecific' && value === '';
    if (!optional && !value.startsWith('/')) errors.push(invalid(at, value, 'must be an absolute path'));
    if (type !== 'ImplementationSpecific') errors.push(...sequenceErrors(value, at));
  }
  return [...errors, ...backendErrors(objectAt(path, 'backend'), child(field, 'backend'))];
}

function sequenceErrors(path: string, field: FieldPath): FieldError[] {
  return [
    ...BAD_SEQUENCES.filter((part) => path.includes(part)).map((part) =>
      invalid(field, path, `must not contain '${part}'`),
    ),
    ...BAD_SUFFIXES.filter((part) => path.endsWith(part)).map((part) =>
      invalid(field, path, `cannot end with '${part}'`),
    ),
  ];
}

function backendErrors(backend: Draft, field: FieldPath): FieldError[] {
  const resource = optionalObject(backend, 'resource');
  const service = optionalObject(backend, 'service');
  if (resource && service) return [invalid(field, '', 'cannot set both resource and service backends')];
  if (resource) return referenceErrors(resource, child(field, 'resource'));
  if (!service) return [invalid(field, '', 'resource or service backend is required')];
  const name = stringAt(service, 'name');
  const at = child(field, 'service.name');
  return [
    ...(name === '' ? [required(at)] : invalidEach(at, name, dns1123LabelErrors(name))),
    ...servicePortErrors(objectAt(service, 'port'), field),
  ];
}

function servicePortErrors(port: Draft, field: FieldPath): FieldError[] {
  const name = stringAt(port, 'name');
  const number = numberAt(port, 'number') ?? 0;
  if (name !== '' && number !== 0) return [invalid(field, '', 'cannot set both port name & port number')];
  if (name !== '') return invalidEach(child(field, 'service.port.name'), name, portNameErrors(name));
  if (number !== 0) return invalidEach(child(field, 'service.port.number'), number, portNumberErrors(number));
  return [required(field, 'port name or number is required')];
}

/** A reference to an object of any kind: group, kind and name. */
function referenceErrors(reference: Draft, field: FieldPath): FieldError[] {
  const group = stringAt(reference, 'apiGroup');
  const names = ['kind', 'name'].flatMap((name) => {
    const value = stringAt(reference, name);
    return value === ''
      ? [required(child(field, name))]
      : invalidEach(child(field, name), value, pathSegmentName(value, false));
  });
  if (!isSet(reference, 'apiGroup')) return names;
  return [...invalidEach(child(field, 'apiGroup'), group, dns1123SubdomainErrors(group)), ...names];
}

export const ingressClass: KindRules = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IngressClass',
  countsGenerations: true,
  applyDefaults(object) {
    const parameters = optionalObject(optionalObject(object, 'spec'), 'parameters');
    if (parameters) setDefault(parameters, 'scope', 'Cluster');
  },
  validate: validateClass,
  validateUpdate: (object, old) => [
    ...validateObjectMetaUpdate(object, old),
    ...validateImmutable(
      stringAt(objectAt(object, 'spec'), 'controller'),
      stringAt(objectAt(old, 'spec'), 'controller'),
      'spec.controller',
    ),
    ...validateClass(object),
  ],
};

const MOST_CONTROLLER_BYTES = 250;

function validateClass(object: Draft): FieldError[] {
  const spec = objectAt(object, 'spec');
  const controller = stringAt(spec, 'controller');
  const parameters = optionalObject(spec, 'parameters');
  return [
    ...validateObjectMeta(object, false, subdomainName),
    ...(controller.length > MOST_CONTROLLER_BYTES ? [tooLong('spec.controller', MOST_CONTROLLER_BYTES)] : []),
    ...domainPrefixedPath(controller, 'spec.controller'),
    ...(parameters ? parameterErrors(parameters, 'spec.parameters') : []),
  ];
}

/** `IsDomainPrefixedPath`: `example.com/controller`. */
export function domainPrefixedPath(value: string, field: FieldPath): FieldError[] {
  if (value === '') return [required(field)];
  const slash = value.indexOf('/');
  const domain = value.slice(0, Math.max(slash, 0));
  const path = value.slice(slash + 1);
  if (domain === '' || path === '') {
    return [invalid(field, value, 'must be a domain-prefixed path (such as "acme.io/foo")')];
  }
  return [
    ...invalidEach(field, domain, dns1123SubdomainErrors(domain)),
    ...invalidEach(field, path, httpPathErrors(path)),
  ];
}

function parameterErrors(parameters: Draft, field: FieldPath): FieldError[] {
  const scope = stringAt(parameters, 'scope');
  const at = child(field, 'namespace');
  const errors = [...referenceErrors(parameters, field), ...oneOfScopes(scope, child(field, 'scope'))];
  const namespaced = isSet(parameters, 'namespace');
  if (scope === 'Namespace') {
    const value = stringAt(parameters, 'namespace');
    errors.push(...(namespaced ? dnsLabel(value, at) : [required(at, "`parameters.scope` is set to 'Namespace'")]));
  }
  if (scope === 'Cluster' && namespaced) errors.push(forbidden(at, "`parameters.scope` is set to 'Cluster'"));
  return errors;
}

function oneOfScopes(scope: string, field: FieldPath): FieldError[] {
  const scopes = ['Cluster', 'Namespace'];
  return scope === '' ? [notSupported(field, scope, scopes)] : oneOf(scope, field, scopes);
}
