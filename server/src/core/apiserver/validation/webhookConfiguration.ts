// ValidatingWebhookConfiguration and MutatingWebhookConfiguration.
// Mirrors pkg/apis/admissionregistration/validation, v1/defaults.go and k8s.io/apiserver pkg/util/webhook (v1.36).
import { dns1035LabelErrors, dns1123SubdomainErrors, portNumberErrors } from '../../kubernetes/names.ts';
import type { Draft } from '../draft.ts';
import { isSet, numberAt, objectAt, objectsAt, optionalObject, setDefault, stringAt, stringsAt } from '../draft.ts';
import { duplicate, invalid, required } from '../fieldErrors.ts';
import { child, type FieldPath, index } from '../fieldPath.ts';
import { validateGeneralObjectMeta } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { admissionExpressionErrors } from './admissionExpressions.ts';
import {
  FAILURE_POLICIES,
  MATCH_POLICIES,
  matchConditionErrors,
  REINVOCATION_POLICIES,
  ruleErrors,
  setRuleDefaults,
  supportedIfSet,
} from './admissionRules.ts';
import { invalidEach, labelSelectorErrors } from './checks.ts';

const apiVersion = 'admissionregistration.k8s.io/v1';

export const validatingWebhookConfiguration: KindRules = {
  apiVersion,
  kind: 'ValidatingWebhookConfiguration',
  countsGenerations: true,
  applyDefaults: (object) => objectsAt(object, 'webhooks').forEach(setWebhookDefaults),
  validate: validate,
  validateUpdate: (object) => validate(object),
};

export const mutatingWebhookConfiguration: KindRules = {
  apiVersion,
  kind: 'MutatingWebhookConfiguration',
  countsGenerations: true,
  applyDefaults(object) {
    for (const hook of objectsAt(object, 'webhooks')) {
      setWebhookDefaults(hook);
      setDefault(hook, 'reinvocationPolicy', 'Never');
    }
  },
  validate,
  validateUpdate: (object) => validate(object),
};

function setWebhookDefaults(hook: Draft): void {
  setDefault(hook, 'failurePolicy', 'Fail');
  setDefault(hook, 'matchPolicy', 'Equivalent');
  setDefault(hook, 'namespaceSelector', {});
  setDefault(hook, 'objectSelector', {});
  setDefault(hook, 'timeoutSeconds', 10);
  setRuleDefaults(objectsAt(hook, 'rules'));
  const service = optionalObject(optionalObject(hook, 'clientConfig'), 'service');
  if (service) setDefault(service, 'port', 443);
}

function validate(object: Draft): FieldError[] {
  const names = new Set<string>();
  const hooks = objectsAt(object, 'webhooks').flatMap((hook, at) => {
    const field = index('webhooks', at);
    const name = stringAt(hook, 'name');
    const repeated = name !== '' && names.has(name) ? [duplicate(child(field, 'name'), name)] : [];
    names.add(name);
    return [
      ...hookErrors(hook, field),
      ...reviewVersionErrors(hook, child(field, 'admissionReviewVersions')),
      ...repeated,
    ];
  });
  return [...validateGeneralObjectMeta(object, false, subdomainName), ...hooks];
}

const SIDE_EFFECTS = ['None', 'NoneOnDryRun'];

function hookErrors(hook: Draft, field: FieldPath): FieldError[] {
  const timeout = numberAt(hook, 'timeoutSeconds') ?? 10;
  const errors = qualifiedDomain(stringAt(hook, 'name'), child(field, 'name'));
  errors.push(...objectsAt(hook, 'rules').flatMap((rule, at) => ruleErrors(rule, index(child(field, 'rules'), at))));
  errors.push(...supportedIfSet(hook, 'failurePolicy', field, FAILURE_POLICIES));
  errors.push(...supportedIfSet(hook, 'matchPolicy', field, MATCH_POLICIES));
  errors.push(...supportedIfSet(hook, 'reinvocationPolicy', field, REINVOCATION_POLICIES));
  if (!isSet(hook, 'sideEffects')) {
    errors.push(required(child(field, 'sideEffects'), `must specify one of ${SIDE_EFFECTS.join(', ')}`));
  }
  errors.push(...supportedIfSet(hook, 'sideEffects', field, SIDE_EFFECTS));
  if (timeout > 30 || timeout < 1) {
    const words = 'the timeout value must be between 1 and 30 seconds';
    errors.push(invalid(child(field, 'timeoutSeconds'), timeout, words));
  }
  for (const name of ['namespaceSelector', 'objectSelector']) {
    errors.push(...labelSelectorErrors(optionalObject(hook, name), child(field, name)));
  }
  errors.push(...clientErrors(objectAt(hook, 'clientConfig'), child(field, 'clientConfig')));
  const check = admissionExpressionErrors({ params: false });
  return [
    ...errors,
    ...matchConditionErrors(objectsAt(hook, 'matchConditions'), child(field, 'matchConditions'), check),
  ];
}

/** `IsFullyQualifiedName`: three words or more. */
function qualifiedDomain(name: string, field: FieldPath): FieldError[] {
  if (name === '') return [required(field)];
  const errors = dns1123SubdomainErrors(name);
  if (errors.length > 0) return [invalid(field, name, errors.join(','))];
  if (name.split('.').length >= 3) return [];
  return [invalid(field, name, 'should be a domain with at least three segments separated by dots')];
}

const REVIEW_VERSIONS = ['v1', 'v1beta1'];

function reviewVersionErrors(hook: Draft, field: FieldPath): FieldError[] {
  const versions = stringsAt(hook, 'admissionReviewVersions');
  if (versions.length === 0) return [required(field, `must specify one of ${REVIEW_VERSIONS.join(', ')}`)];
  const errors = versions.flatMap((version, at) =>
    versions.indexOf(version) < at
      ? [invalid(index(field, at), version, 'duplicate version')]
      : invalidEach(index(field, at), version, dns1035LabelErrors(version)),
  );
  if (versions.some((version) => REVIEW_VERSIONS.includes(version))) return errors;
  return [...errors, invalid(field, versions, `must include at least one of ${REVIEW_VERSIONS.join(', ')}`)];
}

function clientErrors(client: Draft, field: FieldPath): FieldError[] {
  const service = optionalObject(client, 'service');
  if (isSet(client, 'url') === (service !== undefined)) {
    return [required(field, 'exactly one of url or service is required')];
  }
  if (!service) return webhookUrlErrors(stringAt(client, 'url'), child(field, 'url'));
  // The server hands name and namespace to its check in the wrong order; the field names in errors are swapped.
  return webhookServiceErrors(service, child(field, 'service'));
}

const FORM = '; desired format: https://host[/path]';

/** `ValidateWebhookURL`. */
export function webhookUrlErrors(url: string, field: FieldPath): FieldError[] {
  const parsed = splitUrl(url);
  if ('error' in parsed) return [required(field, `url must be a valid URL: ${parsed.error}${FORM}`)];
  const errors: FieldError[] = [];
  if (parsed.scheme !== 'https') {
    errors.push(invalid(field, parsed.scheme, `'https' is the only allowed URL scheme${FORM}`));
  }
  if (parsed.host === '') errors.push(invalid(field, '', `host must be specified${FORM}`));
  if (parsed.user !== undefined)
    errors.push(invalid(field, parsed.user, 'user information is not permitted in the URL'));
  if (parsed.fragment !== '') errors.push(invalid(field, parsed.fragment, 'fragments are not permitted in the URL'));
  if (parsed.query !== '') errors.push(invalid(field, parsed.query, 'query parameters are not permitted in the URL'));
  return errors;
}

interface UrlParts {
  readonly scheme: string;
  readonly user: string | undefined;
  readonly host: string;
  readonly query: string;
  readonly fragment: string;
}

/** What Go's url.Parse sees, as far as messages show it. */
function splitUrl(url: string): UrlParts | { readonly error: string } {
  const quoted = JSON.stringify(url);
  const control = [...url].some((letter) => letter < ' ' || letter === '\x7f');
  if (control) return { error: `parse ${quoted}: net/url: invalid control character in URL` };
  const hash = url.indexOf('#');
  const fragment = hash < 0 ? '' : url.slice(hash + 1);
  let rest = hash < 0 ? url : url.slice(0, hash);
  if (rest.startsWith(':')) return { error: `parse ${quoted}: missing protocol scheme` };
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(rest)?.[1] ?? '';
  if (scheme !== '') rest = rest.slice(scheme.length + 1);
  const first = rest.split('/')[0] ?? '';
  if (scheme === '' && first.includes(':')) {
    return { error: `parse ${quoted}: first path segment in URL cannot contain colon` };
  }
  const mark = rest.indexOf('?');
  const query = mark < 0 ? '' : rest.slice(mark + 1);
  rest = mark < 0 ? rest : rest.slice(0, mark);
  const authority = rest.startsWith('//') ? (/^\/\/([^/]*)/.exec(rest)?.[1] ?? '') : '';
  const at = authority.lastIndexOf('@');
  const host = authority.slice(at + 1);
  const bad = /[ <>"]/.exec(host)?.[0];
  if (bad !== undefined) return { error: `parse ${quoted}: invalid character ${JSON.stringify(bad)} in host name` };
  const port = /:([^\]]*)$/.exec(host)?.[1];
  if (port !== undefined && !/^[0-9]*$/.test(port)) {
    return { error: `parse ${quoted}: invalid port ${JSON.stringify(`:${port}`)} after host` };
  }
  return { scheme: scheme.toLowerCase(), user: at < 0 ? undefined : authority.slice(0, at), host, query, fragment };
}

/** `ValidateWebhookService`, given the two names in the order that its callers use. */
export function webhookServiceErrors(service: Draft, field: FieldPath): FieldError[] {
  const port = numberAt(service, 'port') ?? 443;
  const errors: FieldError[] = [];
  if (stringAt(service, 'namespace') === '') errors.push(required(child(field, 'name')));
  if (stringAt(service, 'name') === '') errors.push(required(child(field, 'namespace')));
  const portErrors = portNumberErrors(port);
  if (portErrors.length > 0)
    errors.push(invalid(child(field, 'port'), port, `port is not valid: ${portErrors.join(', ')}`));
  return isSet(service, 'path') ? [...errors, ...pathErrors(stringAt(service, 'path'), child(field, 'path'))] : errors;
}

function pathErrors(path: string, field: FieldPath): FieldError[] {
  if (path === '' || path === '/') return [];
  if (path === '//') return [invalid(field, path, 'segment[0] may not be empty')];
  const errors = path.startsWith('/') ? [] : [invalid(field, path, "must start with a '/'")];
  const steps = path.slice(1).replace(/\/$/, '').split('/');
  const wrong = steps.flatMap((step, at) => {
    if (step === '') return [invalid(field, path, `segment[${at}] may not be empty`)];
    return dns1123SubdomainErrors(step).map((words) => invalid(field, path, `segment[${at}]: ${words}`));
  });
  return [...errors, ...wrong];
}
