// The spec of a pod, alone or inside a workload. Mirrors ValidatePodSpec (v1.36); each part has a file of its own here.
import { dns1123SubdomainErrors, dns1123SubdomainWithUnderscoreErrors } from '../../../kubernetes/names.ts';
import {
  booleanAt,
  type Draft,
  isSet,
  numberAt,
  objectsAt,
  optionalObject,
  stringAt,
  stringMapAt,
  stringsAt,
} from '../../draft.ts';
import { forbidden, invalid, notFound, notSupported, required, tooLong } from '../../fieldErrors.ts';
import { child, type FieldPath, index } from '../../fieldPath.ts';
import { validateLabels } from '../../objectMeta.ts';
import type { FieldError } from '../../types.ts';
import { dnsLabel, invalidEach, legacyIp, qualifiedName } from '../checks.ts';
import { affinityErrors } from './affinity.ts';
import { eachContainer } from './containerList.ts';
import { allContainerErrors } from './containers.ts';
import type { PodOptions } from './options.ts';
import { containerResourceErrors, podResourceErrors } from './resources.ts';
import { podClaimErrors, schedulingGateErrors, tolerationErrors, topologySpreadErrors } from './scheduling.ts';
import { deadlineErrors, podSecurityErrors } from './securityContext.ts';
import { volumeErrors } from './volumes.ts';
import { hostProcessErrors, osErrors } from './windows.ts';

/** @param meta metadata of the Pod; none for templates */
export function podSpecErrors(
  spec: Draft,
  meta: Draft | undefined,
  path: FieldPath,
  options: PodOptions,
): FieldError[] {
  const volumes = volumeErrors(objectsAt(spec, 'volumes'), stringAt(meta, 'name'), child(path, 'volumes'), options);
  const claims = new Set(objectsAt(spec, 'resourceClaims').map((claim) => stringAt(claim, 'name')));
  claims.delete('');
  const gracePeriod = numberAt(spec, 'terminationGracePeriodSeconds');
  const hostUsers = booleanAt(spec, 'hostUsers') !== false;
  return [
    ...volumes.errors,
    ...podClaimErrors(spec, meta, path),
    ...allContainerErrors({ spec, volumes: volumes.known, claims, gracePeriod, hostUsers, options }, path),
    ...podResourceErrors(spec, claims, path, options),
    ...hostNetworkErrors(spec, path, options),
    ...choiceErrors(spec, path),
    ...validateLabels(stringMapAt(spec, 'nodeSelector'), child(path, 'nodeSelector')),
    ...podSecurityErrors(spec, path, options),
    ...affinityErrors(spec, path, options),
    ...dnsConfigErrors(spec, child(path, 'dnsConfig')),
    ...readinessGateErrors(spec, child(path, 'readinessGates')),
    ...schedulingGateErrors(spec, path),
    ...topologySpreadErrors(spec, path, options),
    ...hostProcessErrors(spec, path),
    ...hostUserErrors(spec, path, options),
    ...hostnameOverrideErrors(spec, path),
    ...nameErrors(spec, path),
    ...deadlineErrors(numberAt(spec, 'activeDeadlineSeconds'), child(path, 'activeDeadlineSeconds')),
    ...tolerationErrors(objectsAt(spec, 'tolerations'), child(path, 'tolerations'), options),
    ...hostAliasErrors(spec, child(path, 'hostAliases')),
    ...overheadErrors(spec, child(path, 'overhead'), options),
    ...osErrors(spec, path),
    ...fileKeyErrors(spec, path),
  ];
}

function hostNetworkErrors(spec: Draft, path: FieldPath, options: PodOptions): FieldError[] {
  if (spec['hostNetwork'] !== true) return [];
  return objectsAt(spec, 'containers').flatMap((container, c) =>
    objectsAt(container, 'ports').flatMap((port, p) => {
      const hostPort = numberAt(port, 'hostPort') ?? 0;
      const same = hostPort === (numberAt(port, 'containerPort') ?? 0);
      if (same || (!options.isPod && hostPort === 0)) return [];
      const field = child(index(child(index(child(path, 'containers'), c), 'ports'), p), 'hostPort');
      return [invalid(field, hostPort, 'must match `containerPort` when `hostNetwork` is true')];
    }),
  );
}

interface Choice {
  readonly name: string;
  readonly values: readonly string[];
  /** Nothing to say where it is not set. */
  readonly optional?: boolean;
}

const choices: readonly Choice[] = [
  { name: 'restartPolicy', values: ['Always', 'OnFailure', 'Never'] },
  { name: 'dnsPolicy', values: ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'] },
  { name: 'preemptionPolicy', values: ['PreemptLowerPriority', 'Never'], optional: true },
];

function choiceErrors(spec: Draft, path: FieldPath): FieldError[] {
  return choices.flatMap(({ name, values, optional }) => {
    const value = stringAt(spec, name);
    if ((optional && !isSet(spec, name)) || values.includes(value)) return [];
    return [value === '' ? required(child(path, name)) : notSupported(child(path, name), value, values)];
  });
}

function dnsConfigErrors(spec: Draft, field: FieldPath): FieldError[] {
  const config = optionalObject(spec, 'dnsConfig');
  const servers = stringsAt(config, 'nameservers');
  if (spec['dnsPolicy'] === 'None') {
    if (!config) return [required(field, 'must provide `dnsConfig` when `dnsPolicy` is None')];
    const words = 'must provide at least one DNS nameserver when `dnsPolicy` is None';
    if (servers.length === 0) return [required(child(field, 'nameservers'), words)];
  }
  const errors =
    servers.length > 3 ? [invalid(child(field, 'nameservers'), servers, 'must not have more than 3 nameservers')] : [];
  servers.forEach((server, at) => {
    errors.push(...legacyIp(server, index(child(field, 'nameservers'), at)));
  });
  objectsAt(config, 'options').forEach((option, at) => {
    if (stringAt(option, 'name') === '') errors.push(required(index(child(field, 'options'), at), 'must not be empty'));
  });
  return [...errors, ...searchErrors(stringsAt(config, 'searches'), child(field, 'searches'))];
}

function searchErrors(searches: readonly string[], field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (searches.length > 32) errors.push(invalid(field, [...searches], 'must not have more than 32 search paths'));
  if (searches.join(' ').length > 2048) {
    const words = 'must not have more than 2048 characters (including spaces) in the search list';
    errors.push(invalid(field, [...searches], words));
  }
  searches.forEach((search, at) => {
    if (search === '.') return;
    const bare = search.endsWith('.') ? search.slice(0, -1) : search;
    errors.push(...invalidEach(index(field, at), bare, dns1123SubdomainWithUnderscoreErrors(bare)));
  });
  return errors;
}

function readinessGateErrors(spec: Draft, list: FieldPath): FieldError[] {
  return objectsAt(spec, 'readinessGates').flatMap((gate, at) =>
    qualifiedName(stringAt(gate, 'conditionType'), child(index(list, at), 'conditionType')),
  );
}

/** Without the host's user namespace other namespaces of the host are out of reach. The server writes HostPID so. */
function hostUserErrors(spec: Draft, path: FieldPath, options: PodOptions): FieldError[] {
  if (booleanAt(spec, 'hostUsers') !== false) return [];
  const words = 'when `hostUsers` is false';
  const errors: FieldError[] = [];
  if (spec['hostNetwork'] === true && !options.userNamespacesOnHostNetwork) {
    errors.push(forbidden(child(path, 'hostNetwork'), words));
  }
  if (spec['hostPID'] === true) errors.push(forbidden(child(path, 'HostPID'), words));
  if (spec['hostIPC'] === true) errors.push(forbidden(child(path, 'HostIPC'), words));
  if (options.userNamespacesWithDevices) return errors;
  for (const { container, path: at } of eachContainer(spec, path)) {
    if (objectsAt(container, 'volumeDevices').length > 0) errors.push(forbidden(child(at, 'volumeDevices'), words));
  }
  return errors;
}

function hostnameOverrideErrors(spec: Draft, path: FieldPath): FieldError[] {
  if (!isSet(spec, 'hostnameOverride')) return [];
  const name = stringAt(spec, 'hostnameOverride');
  const field = child(path, 'hostnameOverride');
  const errors: FieldError[] = [];
  if (spec['setHostnameAsFQDN'] === true) {
    errors.push(forbidden(field, 'may not be specified when setHostnameAsFQDN is true'));
  }
  if (spec['hostNetwork'] === true) errors.push(forbidden(field, 'may not be specified when hostNetwork is true'));
  if (name.length > 64) errors.push(tooLong(field, 64));
  return [...errors, ...invalidEach(field, name, dns1123SubdomainErrors(name))];
}

/** Fields that name something. */
function nameErrors(spec: Draft, path: FieldPath): FieldError[] {
  const errors = ['hostname', 'subdomain'].flatMap((name) => {
    const value = stringAt(spec, name);
    return value === '' ? [] : dnsLabel(value, child(path, name));
  });
  for (const name of ['serviceAccountName', 'nodeName', 'priorityClassName', 'runtimeClassName']) {
    const value = stringAt(spec, name);
    if (value === '' && !(name === 'runtimeClassName' && isSet(spec, name))) continue;
    errors.push(...invalidEach(child(path, name), value, dns1123SubdomainErrors(value)));
  }
  return errors;
}

function hostAliasErrors(spec: Draft, list: FieldPath): FieldError[] {
  return objectsAt(spec, 'hostAliases').flatMap((alias, at) => [
    ...legacyIp(stringAt(alias, 'ip'), child(index(list, at), 'ip')),
    ...stringsAt(alias, 'hostnames').flatMap((name, h) =>
      invalidEach(index(child(index(list, at), 'hostnames'), h), name, dns1123SubdomainErrors(name)),
    ),
  ]);
}

/** The server judges overhead as if it were limits. */
function overheadErrors(spec: Draft, field: FieldPath, options: PodOptions): FieldError[] {
  const overhead = optionalObject(spec, 'overhead');
  return overhead ? containerResourceErrors({ limits: overhead }, new Set(), field, options) : [];
}

/** Variables read from files: the volume must be an emptyDir. */
function fileKeyErrors(spec: Draft, path: FieldPath): FieldError[] {
  const volumes = new Map(objectsAt(spec, 'volumes').map((volume) => [stringAt(volume, 'name'), volume]));
  return eachContainer(spec, path).flatMap(({ container, path: at }) =>
    objectsAt(container, 'env').flatMap((variable, v) => {
      const ref = optionalObject(optionalObject(variable, 'valueFrom'), 'fileKeyRef');
      if (!ref) return [];
      const name = stringAt(ref, 'volumeName');
      const field = child(index(child(at, 'env'), v), 'valueFrom', 'fileKeyRef', 'volumeName');
      const volume = volumes.get(name);
      if (!volume) return [notFound(field, name)];
      return isSet(volume, 'emptyDir') ? [] : [invalid(field, name, 'referenced volume must be of type emptyDir')];
    }),
  );
}
