// Environment of containers: variables, where their values come from, whole ConfigMaps and Secrets.
// Mirrors ValidateEnv, validateEnvVarValueFrom, ValidateEnvFrom (v1.36).
import {
  configMapKeyErrors,
  dns1123SubdomainErrors,
  qualifiedNameErrors,
  relaxedEnvVarNameErrors,
} from '../../../kubernetes/names.ts';
import { parseQuantity, quantitySign, quantityText } from '../../../kubernetes/quantity.ts';
import { type Draft, objectsAt, optionalObject, stringAt } from '../../draft.ts';
import { invalid, required, textNotSupported } from '../../fieldErrors.ts';
import { child, type FieldPath, index } from '../../fieldPath.ts';
import { subdomainName } from '../../objectNames.ts';
import type { FieldError } from '../../types.ts';
import { dnsLabel, invalidEach } from '../checks.ts';
import { backstepErrors } from './paths.ts';

export function envErrors(container: Draft, path: FieldPath): FieldError[] {
  return objectsAt(container, 'env').flatMap((variable, at) => {
    const field = index(child(path, 'env'), at);
    const name = stringAt(variable, 'name');
    const naming =
      name === ''
        ? [required(child(field, 'name'))]
        : invalidEach(child(field, 'name'), name, relaxedEnvVarNameErrors(name));
    return [...naming, ...valueFromErrors(variable, child(field, 'valueFrom'))];
  });
}

type SourceRule = (source: Draft, field: FieldPath) => FieldError[];

const envFieldPaths = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

const sources: readonly (readonly [string, SourceRule])[] = [
  ['fieldRef', (source, field) => fieldRefErrors(source, envFieldPaths, field)],
  ['resourceFieldRef', (source, field) => resourceFieldErrors(source, false, field)],
  ['configMapKeyRef', keyRefErrors],
  ['secretKeyRef', keyRefErrors],
  ['fileKeyRef', fileKeyErrors],
];

function valueFromErrors(variable: Draft, field: FieldPath): FieldError[] {
  const from = optionalObject(variable, 'valueFrom');
  if (!from) return [];
  const given = sources.flatMap(([name, rule]) => {
    const source = optionalObject(from, name);
    return source ? [{ name, rule, source }] : [];
  });
  const errors = given.flatMap(({ name, rule, source }) => rule(source, child(field, name)));
  if (given.length === 0) {
    const words =
      'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`';
    errors.push(invalid(field, '', words));
  } else if (stringAt(variable, 'value') !== '') {
    errors.push(invalid(field, '', 'may not be specified when `value` is not empty'));
  } else if (given.length > 1) {
    errors.push(invalid(field, '', 'may not have more than one field specified at a time'));
  }
  return errors;
}

const podFields = new Set([
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.serviceAccountName',
  'spec.schedulerName',
  'status.phase',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]);

/** `validateObjectFieldSelector`. `allowed` is sorted. */
export function fieldRefErrors(ref: Draft, allowed: readonly string[], field: FieldPath): FieldError[] {
  const version = stringAt(ref, 'apiVersion');
  const path = stringAt(ref, 'fieldPath');
  if (version === '') return [required(child(field, 'apiVersion'))];
  if (path === '') return [required(child(field, 'fieldPath'))];
  const cannot = (words: string): FieldError[] => [
    invalid(child(field, 'fieldPath'), path, `error converting fieldPath: ${words}`),
  ];
  if (version !== 'v1') return cannot(`unsupported pod version: ${version}`);
  const subscripted = subscriptOf(path);
  if (subscripted) return subscriptErrors(subscripted, path, field, cannot);
  if (path !== 'spec.host' && !podFields.has(path)) return cannot(`field label not supported: ${path}`);
  const name = path === 'spec.host' ? 'spec.nodeName' : path;
  return allowed.includes(name) ? [] : [textNotSupported(child(field, 'fieldPath'), name, allowed)];
}

interface Subscripted {
  readonly path: string;
  readonly key: string;
}

/** `metadata.labels['key']`, as pkg/fieldpath.SplitMaybeSubscriptedPath reads it. */
function subscriptOf(path: string): Subscripted | undefined {
  const open = path.indexOf("['");
  if (open <= 0 || !path.endsWith("']") || open + 2 > path.length - 2) return undefined;
  return { path: path.slice(0, open), key: path.slice(open + 2, -2) };
}

function subscriptErrors(
  { path, key }: Subscripted,
  whole: string,
  field: FieldPath,
  cannot: (words: string) => FieldError[],
): FieldError[] {
  if (path !== 'metadata.annotations' && path !== 'metadata.labels') {
    return cannot(`field label does not support subscript: ${whole}`);
  }
  const name = path === 'metadata.annotations' ? key.toLowerCase() : key;
  return invalidEach(field, name, qualifiedNameErrors(name));
}

const resourceFields = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];

/** `validateContainerResourceFieldSelector`. */
export function resourceFieldErrors(ref: Draft, inVolume: boolean, field: FieldPath): FieldError[] {
  const resource = stringAt(ref, 'resource');
  const errors: FieldError[] = [];
  if (inVolume && stringAt(ref, 'containerName') === '') errors.push(required(child(field, 'containerName')));
  else if (resource === '') errors.push(required(child(field, 'resource')));
  else if (!resourceFields.includes(resource) && !isHugePagesField(resource)) {
    errors.push(textNotSupported(child(field, 'resource'), resource, resourceFields));
  }
  return [...errors, ...divisorErrors(ref, resource, child(field, 'divisor'))];
}

function isHugePagesField(resource: string): boolean {
  return resource.startsWith('limits.hugepages-') || resource.startsWith('requests.hugepages-');
}

const byteDivisors = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];
const divisorRules: readonly (readonly [string, readonly string[], string])[] = [
  ['.cpu', ['1m', '1'], '1m and 1 are supported with the cpu resource'],
  ['.memory', byteDivisors, `${byteDivisors.join(', ')} are supported with the memory resource`],
  [
    '.ephemeral-storage',
    byteDivisors,
    `${byteDivisors.join(', ')} are supported with the local ephemeral storage resource`,
  ],
];
const hugePagesWords = `only divisor's values ${byteDivisors.join(', ')} are supported with the hugepages resource`;

function divisorErrors(ref: Draft, resource: string, field: FieldPath): FieldError[] {
  const parsed = parseQuantity(String(ref['divisor'] ?? '0'));
  if ('error' in parsed || quantitySign(parsed.quantity) === 0) return [];
  const divisor = quantityText(parsed.quantity);
  if (isHugePagesField(resource)) {
    return byteDivisors.includes(divisor) ? [] : [invalid(field, resource, hugePagesWords)];
  }
  const rule = divisorRules.find(([suffix]) => resource === `limits${suffix}` || resource === `requests${suffix}`);
  if (!rule || rule[1].includes(divisor)) return [];
  return [invalid(field, resource, `only divisor's values ${rule[2]}`)];
}

function keyRefErrors(ref: Draft, field: FieldPath): FieldError[] {
  const name = stringAt(ref, 'name');
  const key = stringAt(ref, 'key');
  return [
    ...invalidEach(child(field, 'name'), name, dns1123SubdomainErrors(name)),
    ...(key === '' ? [required(child(field, 'key'))] : invalidEach(child(field, 'key'), key, configMapKeyErrors(key))),
  ];
}

function fileKeyErrors(ref: Draft, field: FieldPath): FieldError[] {
  const [key, volume, path] = [stringAt(ref, 'key'), stringAt(ref, 'volumeName'), stringAt(ref, 'path')];
  const [keyField, volumeField, pathField] = [child(field, 'key'), child(field, 'volumeName'), child(field, 'path')];
  return [
    ...(key === '' ? [required(keyField)] : invalidEach(keyField, key, relaxedEnvVarNameErrors(key))),
    ...(volume === '' ? [required(volumeField)] : dnsLabel(volume, volumeField)),
    ...(path === '' ? [required(pathField)] : backstepErrors(path, pathField)),
  ];
}

/** The server leaves the index out where it asks for a source. */
export function envFromErrors(container: Draft, path: FieldPath): FieldError[] {
  const list = child(path, 'envFrom');
  return objectsAt(container, 'envFrom').flatMap((source, at) => {
    const field = index(list, at);
    const prefix = stringAt(source, 'prefix');
    const given = ['configMapRef', 'secretRef'].filter((name) => optionalObject(source, name));
    const errors = prefix === '' ? [] : invalidEach(child(field, 'prefix'), prefix, relaxedEnvVarNameErrors(prefix));
    for (const name of given) errors.push(...envSourceErrors(optionalObject(source, name), child(field, name, 'name')));
    if (given.length === 0) errors.push(invalid(list, '', 'must specify one of: `configMapRef` or `secretRef`'));
    if (given.length > 1) errors.push(invalid(list, '', 'may not have more than one field specified at a time'));
    return errors;
  });
}

function envSourceErrors(source: Draft | undefined, field: FieldPath): FieldError[] {
  const name = stringAt(source, 'name');
  return name === '' ? [required(field)] : invalidEach(field, name, subdomainName(name, true));
}
