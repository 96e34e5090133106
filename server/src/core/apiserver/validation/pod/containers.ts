// The containers of a pod: what all have, and what tells init and ephemeral containers apart. Mirrors
// validateContainerCommon, validateContainers, validateInitContainers, validateEphemeralContainers (v1.36).
import { portNameErrors, portNumberErrors } from '../../../kubernetes/names.ts';
import { type Draft, isSet, numberAt, objectsAt, optionalObject, stringAt } from '../../draft.ts';
import { duplicate, forbidden, invalid, notFound, notSupported, required, tooMany } from '../../fieldErrors.ts';
import { child, type FieldPath, index } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';
import { dnsLabel, invalidEach } from '../checks.ts';
import { isSidecar } from './containerList.ts';
import { envErrors, envFromErrors } from './env.ts';
import { allProbeErrors, lifecycleErrors } from './handlers.ts';
import { deviceErrors, type KnownVolumes, mountErrors } from './mounts.ts';
import type { PodOptions } from './options.ts';
import { containerResourceErrors } from './resources.ts';
import { containerSecurityErrors } from './securityContext.ts';
import { pullPolicyErrors } from './volumes.ts';

/** What the rules of a container need to know of its pod. */
export interface PodAround {
  readonly spec: Draft;
  readonly volumes: KnownVolumes;
  readonly claims: ReadonlySet<string>;
  readonly gracePeriod: number | undefined;
  readonly hostUsers: boolean;
  readonly options: PodOptions;
}

export function allContainerErrors(pod: PodAround, specPath: FieldPath): FieldError[] {
  return [
    ...mainContainerErrors(pod, child(specPath, 'containers')),
    ...initContainerErrors(pod, child(specPath, 'initContainers')),
    ...ephemeralContainerErrors(pod, child(specPath, 'ephemeralContainers')),
  ];
}

function mainContainerErrors(pod: PodAround, list: FieldPath): FieldError[] {
  const containers = objectsAt(pod.spec, 'containers');
  if (containers.length === 0) return [required(list)];
  const names = new Set<string>();
  const errors = containers.flatMap((container, at) => {
    const path = index(list, at);
    return [
      ...commonErrors(container, pod, path),
      ...repeatedNameErrors(container, names, path, true),
      ...lifecycleErrors(container, pod.gracePeriod, path),
      ...allProbeErrors(container, pod.gracePeriod, path),
      ...restartErrors(container, path),
    ];
  });
  return [...errors, ...hostPortErrors(containers, list)];
}

const onlySidecars = 'may not be set for init containers without restartPolicy=Always';

function initContainerErrors(pod: PodAround, list: FieldPath): FieldError[] {
  const names = namesOf(pod.spec, ['containers']);
  return objectsAt(pod.spec, 'initContainers').flatMap((container, at) => {
    const path = index(list, at);
    const running = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'];
    return [
      ...commonErrors(container, pod, path),
      ...initRestartErrors(container, path),
      ...repeatedNameErrors(container, names, path, false),
      ...hostPortErrors([container], list),
      ...(isSidecar(container)
        ? [...lifecycleErrors(container, pod.gracePeriod, path), ...allProbeErrors(container, pod.gracePeriod, path)]
        : running.filter((name) => isSet(container, name)).map((name) => forbidden(child(path, name), onlySidecars))),
      ...initResizeErrors(container, pod.options, path),
    ];
  });
}

function initResizeErrors(container: Draft, options: PodOptions, path: FieldPath): FieldError[] {
  if (isSidecar(container) || options.restartContainerInInit) return [];
  return objectsAt(container, 'resizePolicy').flatMap(({ restartPolicy }, at) => {
    if (restartPolicy !== 'RestartContainer') return [];
    const field = child(index(child(path, 'resizePolicy'), at), 'restartPolicy');
    return [invalid(field, restartPolicy, "must not be set to 'RestartContainer' for non-sidecar initContainers")];
  });
}

const notForEphemeral = 'cannot be set for an Ephemeral Container';
const refusedForEphemeral = [
  'ports',
  'resources',
  'resizePolicy',
  'restartPolicy',
  'restartPolicyRules',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
];

function ephemeralContainerErrors(pod: PodAround, list: FieldPath): FieldError[] {
  const others = namesOf(pod.spec, ['containers', 'initContainers']);
  const names = new Set(others);
  return objectsAt(pod.spec, 'ephemeralContainers').flatMap((container, at) => {
    const path = index(list, at);
    const target = stringAt(container, 'targetContainerName');
    const refused = refusedForEphemeral.filter((name) => isGiven(container, name));
    const errors = [
      ...commonErrors(container, pod, path),
      ...imageSpaceErrors(container, path),
      ...repeatedNameErrors(container, names, path, true),
    ];
    if (target !== '' && !others.has(target)) errors.push(notFound(child(path, 'targetContainerName'), target));
    errors.push(...refused.map((name) => forbidden(child(path, name), notForEphemeral)));
    objectsAt(container, 'volumeMounts').forEach((mount, m) => {
      for (const name of ['subPath', 'subPathExpr']) {
        if (stringAt(mount, name) === '') continue;
        errors.push(forbidden(child(index(child(path, 'volumeMounts'), m), name), notForEphemeral));
      }
    });
    return errors;
  });
}

/** Not Go's zero value: an empty `resources: {}` is none. */
function isGiven(container: Draft, name: string): boolean {
  const resources = optionalObject(container, 'resources');
  if (name === 'resources') return ['limits', 'requests', 'claims'].some((list) => isSet(resources, list));
  return isSet(container, name);
}

function namesOf(spec: Draft, lists: readonly string[]): Set<string> {
  return new Set(lists.flatMap((list) => objectsAt(spec, list).map((container) => stringAt(container, 'name'))));
}

/** Adds the name to `seen`. */
function repeatedNameErrors(container: Draft, seen: Set<string>, path: FieldPath, emptyCounts: boolean): FieldError[] {
  const name = stringAt(container, 'name');
  if (seen.has(name)) return [duplicate(child(path, 'name'), name)];
  if (emptyCounts || name !== '') seen.add(name);
  return [];
}

const messagePolicies = ['File', 'FallbackToLogsOnError'];

function commonErrors(container: Draft, pod: PodAround, path: FieldPath): FieldError[] {
  const name = stringAt(container, 'name');
  const policy = stringAt(container, 'terminationMessagePolicy');
  const at = child(path, 'terminationMessagePolicy');
  const resources = optionalObject(container, 'resources');
  return [
    ...(name === '' ? [required(child(path, 'name'))] : dnsLabel(name, child(path, 'name'))),
    ...(stringAt(container, 'image') === '' ? [required(child(path, 'image'))] : []),
    ...(messagePolicies.includes(policy) ? [] : [notSupported(at, policy, messagePolicies)]),
    ...portErrors(container, child(path, 'ports')),
    ...envErrors(container, path),
    ...envFromErrors(container, path),
    ...mountErrors(container, pod.volumes, path),
    ...deviceErrors(container, pod.volumes, path),
    ...pullPolicyErrors(stringAt(container, 'imagePullPolicy'), child(path, 'imagePullPolicy')),
    ...containerResourceErrors(resources, pod.claims, child(path, 'resources'), pod.options),
    ...resizePolicyErrors(container, stringAt(pod.spec, 'restartPolicy'), child(path, 'resizePolicy')),
    ...containerSecurityErrors(container, path, pod.hostUsers),
  ];
}

const protocols = ['SCTP', 'TCP', 'UDP'];

function portErrors(container: Draft, list: FieldPath): FieldError[] {
  const names = new Set<string>();
  return objectsAt(container, 'ports').flatMap((port, at) => {
    const field = index(list, at);
    const containerPort = numberAt(port, 'containerPort') ?? 0;
    const hostPort = numberAt(port, 'hostPort') ?? 0;
    const protocol = stringAt(port, 'protocol');
    const errors = portNaming(stringAt(port, 'name'), names, child(field, 'name'));
    const numberAtPort = child(field, 'containerPort');
    if (containerPort === 0) errors.push(required(numberAtPort));
    else errors.push(...invalidEach(numberAtPort, containerPort, portNumberErrors(containerPort)));
    if (hostPort !== 0) errors.push(...invalidEach(child(field, 'hostPort'), hostPort, portNumberErrors(hostPort)));
    if (!protocols.includes(protocol)) errors.push(notSupported(child(field, 'protocol'), protocol, protocols));
    return errors;
  });
}

/** Adds a good name to `seen`. */
function portNaming(name: string, seen: Set<string>, field: FieldPath): FieldError[] {
  if (name === '') return [];
  const wrong = portNameErrors(name);
  if (wrong.length > 0) return invalidEach(field, name, wrong);
  if (seen.has(name)) return [duplicate(field, name)];
  seen.add(name);
  return [];
}

/** `checkHostPortConflicts`; paths count from the first of the containers given, as the server's do. */
function hostPortErrors(containers: readonly Draft[], list: FieldPath): FieldError[] {
  const seen = new Set<string>();
  return containers.flatMap((container, c) =>
    objectsAt(container, 'ports').flatMap((port, p) => {
      const number = numberAt(port, 'hostPort') ?? 0;
      if (number === 0) return [];
      const taken = `${stringAt(port, 'protocol')}/${stringAt(port, 'hostIP')}/${number}`;
      const field = child(index(child(index(list, c), 'ports'), p), 'hostPort');
      if (seen.has(taken)) return [duplicate(field, taken)];
      seen.add(taken);
      return [];
    }),
  );
}

const resizable = ['cpu', 'memory'];
const resizePolicies = ['NotRequired', 'RestartContainer'];

/** Most errors name the list, not the item; so do the server's. */
function resizePolicyErrors(container: Draft, podRestartPolicy: string, list: FieldPath): FieldError[] {
  const seen = new Set<string>();
  return objectsAt(container, 'resizePolicy').flatMap((policy, at) => {
    const resource = stringAt(policy, 'resourceName');
    const restart = stringAt(policy, 'restartPolicy');
    const errors = seen.has(resource) ? [duplicate(index(list, at), resource)] : [];
    seen.add(resource);
    if (resource === '') errors.push(required(list));
    else if (!resizable.includes(resource)) errors.push(notSupported(list, resource, resizable));
    if (restart === '') errors.push(required(list));
    else if (!resizePolicies.includes(restart)) errors.push(notSupported(list, restart, resizePolicies));
    if (podRestartPolicy === 'Never' && restart !== 'NotRequired') {
      errors.push(invalid(list, restart, "must be 'NotRequired' when pod `restartPolicy` is 'Never'"));
    }
    return errors;
  });
}

const restartPolicies = ['Always', 'Never', 'OnFailure'];
const restartActions = ['Restart', 'RestartAllContainers'];
const exitOperators = ['In', 'NotIn'];

/** `validateContainerRestartPolicy`. */
function restartErrors(container: Draft, path: FieldPath): FieldError[] {
  const rules = objectsAt(container, 'restartPolicyRules');
  const field = child(path, 'restartPolicy');
  const policy = stringAt(container, 'restartPolicy');
  const errors: FieldError[] = [];
  if (!isSet(container, 'restartPolicy')) {
    if (rules.length === 0) return [];
    errors.push(required(field, 'must specify restartPolicy when restart rules are used'));
  } else if (!restartPolicies.includes(policy)) errors.push(notSupported(field, policy, restartPolicies));
  const list = child(path, 'restartPolicyRules');
  if (rules.length > 20) errors.push(tooMany(list, rules.length, 20));
  return [...errors, ...rules.flatMap((rule, at) => restartRuleErrors(rule, index(list, at)))];
}

/** Rules of an init container are looked at only where it has a policy. */
function initRestartErrors(container: Draft, path: FieldPath): FieldError[] {
  if (isSet(container, 'restartPolicy')) return restartErrors(container, path);
  const words = 'must specify restartPolicy when restart rules are used';
  const rules = objectsAt(container, 'restartPolicyRules');
  return rules.length === 0 ? [] : [required(child(path, 'restartPolicy'), words)];
}

function restartRuleErrors(rule: Draft, field: FieldPath): FieldError[] {
  const action = stringAt(rule, 'action');
  const codes = optionalObject(rule, 'exitCodes');
  const at = child(field, 'exitCodes');
  const errors = restartActions.includes(action) ? [] : [notSupported(child(field, 'action'), action, restartActions)];
  if (!codes) return [...errors, required(at, 'must be specified')];
  const operator = stringAt(codes, 'operator');
  const values = codes['values'];
  const count = Array.isArray(values) ? values.length : 0;
  if (!exitOperators.includes(operator)) errors.push(notSupported(child(at, 'operator'), operator, exitOperators));
  if (count > 255) errors.push(tooMany(child(at, 'values'), count, 255));
  return errors;
}

/** Only asked of Pods; templates may carry blanks around an image. */
export function imageSpaceErrors(container: Draft, path: FieldPath): FieldError[] {
  const image = stringAt(container, 'image');
  if (image === image.trim()) return [];
  return [invalid(child(path, 'image'), image, 'must not have leading or trailing whitespace')];
}
