// The checks of the Pod Security Standards' baseline level. Mirrors k8s.io/pod-security-admission policy/check_*.go (v0.36).
import { goQuote } from '../../kubernetes/goText.ts';
import type { Draft } from '../draft.ts';
import { isSet, numberAt, objectAt, objectsAt, optionalObject, stringAt, stringMapAt, stringsAt } from '../draft.ts';
import {
  type Check,
  containersOf,
  contextOf,
  found,
  type Place,
  type PodLike,
  placesBelow,
  placesInContext,
  plural,
  quoted,
  setters,
  sorted,
  type Violation,
} from './podSecurityFinding.ts';

const APPARMOR_PREFIX = 'container.apparmor.security.beta.kubernetes.io/';

export function appArmorProfile(pod: PodLike): Violation | undefined {
  const profileOf = (owner: Draft): string | undefined => {
    const profile = optionalObject(contextOf(owner), 'appArmorProfile');
    const type = stringAt(profile, 'type');
    return profile && !['RuntimeDefault', 'Localhost'].includes(type) ? type : undefined;
  };
  const containers = containersOf(pod).filter((container) => profileOf(container) !== undefined);
  const owners = profileOf(pod.spec) === undefined ? containers : [pod.spec, ...containers];
  const values = sorted(owners.flatMap((owner) => profileOf(owner) ?? []));
  const forbidden = Object.entries(stringMapAt(pod.metadata, 'annotations')).filter(
    ([name, value]) => name.startsWith(APPARMOR_PREFIX) && !isAllowedAppArmor(value),
  );
  const from = setters(profileOf(pod.spec) !== undefined, containers);
  const notes = forbidden.length > 0 ? [plural(forbidden.length, 'annotation', 'annotations')] : [];
  const who = [...(from === '' ? [] : [from]), ...notes].join(' and ');
  if (who === '') return undefined;
  const all = [...values, ...forbidden.map(([name, value]) => `${name}=${goQuote(value)}`).sort()];
  return {
    reason: plural(all.length, 'forbidden AppArmor profile', 'forbidden AppArmor profiles'),
    detail: `${who} must not set AppArmor profile type to ${quoted(all)}`,
    at: [
      ...placesInContext(pod, owners, 'appArmorProfile', 'type'),
      ...forbidden.map(([name]) => ['metadata', 'annotations', name]),
    ],
  };
}

function isAllowedAppArmor(value: string): boolean {
  return value === '' || value === 'runtime/default' || value.startsWith('localhost/');
}

const BASELINE_CAPABILITIES: ReadonlySet<string> = new Set(
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(
    ' ',
  ),
);

/** Containers that add capabilities for which `isForbidden` holds, the names of those, and where they stand. */
export function addedCapabilities(pod: PodLike, isForbidden: (name: string) => boolean) {
  const listOf = (container: Draft): string[] => stringsAt(objectAt(contextOf(container), 'capabilities'), 'add');
  const adding = containersOf(pod).filter((container) => listOf(container).some(isForbidden));
  const at = adding.flatMap((container) =>
    listOf(container).flatMap((name, index) =>
      isForbidden(name) ? placesInContext(pod, [container], 'capabilities', 'add', index) : [],
    ),
  );
  return { adding, names: sorted(adding.flatMap(listOf).filter(isForbidden)), at };
}

export function baselineCapabilities(pod: PodLike): Violation | undefined {
  const { adding, names, at } = addedCapabilities(pod, (name) => !BASELINE_CAPABILITIES.has(name));
  const detail = (who: string): string =>
    `${who} must not include ${quoted(names)} in securityContext.capabilities.add`;
  return found(adding, 'non-default capabilities', detail, at);
}

export function hostNamespaces({ spec }: PodLike): Violation | undefined {
  const set = ['hostNetwork', 'hostPID', 'hostIPC'].filter((name) => spec[name] === true);
  if (set.length === 0) return undefined;
  const detail = set.map((name) => `${name}=true`).join(', ');
  return { reason: 'host namespaces', detail, at: set.map((name) => ['spec', name]) };
}

export const volumeNames = (volumes: readonly Draft[]): string =>
  `${plural(volumes.length, 'volume', 'volumes')} ${quoted(volumes.map((volume) => stringAt(volume, 'name')))}`;

/** Where a volume says of which type it is; `type` may be none that Kubernetes knows. */
export function placeOfVolume({ spec }: PodLike, volume: Draft, type: string): Place {
  const { volumes } = spec;
  return ['spec', 'volumes', Array.isArray(volumes) ? volumes.indexOf(volume) : 0, type];
}

export function hostPathVolumes(pod: PodLike): Violation | undefined {
  const bad = objectsAt(pod.spec, 'volumes').filter((volume) => isSet(volume, 'hostPath'));
  if (bad.length === 0) return undefined;
  const at = bad.map((volume) => placeOfVolume(pod, volume, 'hostPath'));
  return { reason: 'hostPath volumes', detail: volumeNames(bad), at };
}

export function hostPorts(pod: PodLike): Violation | undefined {
  const numberOf = (port: Draft): number => numberAt(port, 'hostPort') ?? 0;
  const portsOf = (container: Draft): string[] =>
    objectsAt(container, 'ports').flatMap((port) => (numberOf(port) === 0 ? [] : [String(numberOf(port))]));
  const bad = containersOf(pod).filter((container) => portsOf(container).length > 0);
  const at = bad.flatMap((container) =>
    objectsAt(container, 'ports').flatMap((port, index) =>
      numberOf(port) === 0 ? [] : placesBelow(pod, [container], 'ports', index, 'hostPort'),
    ),
  );
  const ports = sorted(bad.flatMap(portsOf));
  const uses = plural(bad.length, 'uses', 'use');
  const detail = (who: string): string =>
    `${who} ${uses} ${plural(ports.length, 'hostPort', 'hostPorts')} ${ports.join(', ')}`;
  return found(bad, 'hostPort', detail, at);
}

const HANDLERS: readonly Place[] = [
  ['livenessProbe'],
  ['readinessProbe'],
  ['startupProbe'],
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
];

/** The hosts that a container's probes and hooks call, each with the place below the container. */
function hostsOf(container: Draft): { readonly host: string; readonly place: Place }[] {
  return HANDLERS.flatMap((handler) =>
    ['httpGet', 'tcpSocket'].flatMap((action) => {
      const place = [...handler, action];
      const called = place.reduce<Draft>((parent, name) => objectAt(parent, String(name)), container);
      const host = stringAt(called, 'host');
      return host === '' ? [] : [{ host, place: [...place, 'host'] }];
    }),
  );
}

export function probeHosts(pod: PodLike): Violation | undefined {
  const bad = containersOf(pod).filter((container) => hostsOf(container).length > 0);
  if (bad.length === 0) return undefined;
  const hosts = sorted(bad.flatMap(hostsOf).map(({ host }) => host));
  const who = `${plural(bad.length, 'container', 'containers')} ${quoted(sorted(bad.map((c) => stringAt(c, 'name'))))}`;
  const uses = plural(bad.length, 'uses', 'use');
  const what = plural(hosts.length, 'probe or lifecycle host', 'probe or lifecycle hosts');
  const at = bad.flatMap((container) =>
    hostsOf(container).flatMap(({ place }) => placesBelow(pod, [container], ...place)),
  );
  return { reason: 'probe or lifecycle host', detail: `${who} ${uses} ${what} ${quoted(hosts)}`, at };
}

export function privileged(pod: PodLike): Violation | undefined {
  const bad = containersOf(pod).filter((container) => contextOf(container)['privileged'] === true);
  const detail = (who: string): string => `${who} must not set securityContext.privileged=true`;
  return found(bad, 'privileged', detail, placesInContext(pod, bad, 'privileged'));
}

export function procMount(pod: PodLike): Violation | undefined {
  const typeOf = (container: Draft): string => stringAt(contextOf(container), 'procMount');
  const bad = containersOf(pod).filter((c) => isSet(contextOf(c), 'procMount') && typeOf(c) !== 'Default');
  const types = quoted(sorted(bad.map(typeOf)));
  const detail = (who: string): string => `${who} must not set securityContext.procMount to ${types}`;
  return found(bad, 'procMount', detail, placesInContext(pod, bad, 'procMount'));
}

export const SELINUX_TYPES: readonly string[] = ['', 'container_t', 'container_init_t', 'container_kvm_t'];

export const seLinuxOptions =
  (allowed: readonly string[]): Check =>
  (pod) => {
    const optionsOf = (owner: Draft): Draft => objectAt(contextOf(owner), 'seLinuxOptions');
    const badFields = (owner: Draft): string[] => [
      ...(allowed.includes(stringAt(optionsOf(owner), 'type')) ? [] : ['type']),
      ...['user', 'role'].filter((name) => stringAt(optionsOf(owner), name) !== ''),
    ];
    const isBad = (owner: Draft): boolean => badFields(owner).length > 0;
    const owners = [pod.spec, ...containersOf(pod)].filter(isBad);
    const who = setters(isBad(pod.spec), containersOf(pod).filter(isBad));
    if (who === '') return undefined;
    const types = sorted(owners.map((owner) => stringAt(optionsOf(owner), 'type')));
    const badTypes = types.filter((type) => !allowed.includes(type));
    const data = badTypes.length > 0 ? [`${plural(badTypes.length, 'type', 'types')} ${quoted(badTypes)}`] : [];
    for (const name of ['user', 'role']) {
      if (owners.some((owner) => badFields(owner).includes(name))) data.push(`${name} may not be set`);
    }
    return {
      reason: 'seLinuxOptions',
      detail: `${who} set forbidden securityContext.seLinuxOptions: ${data.join('; ')}`,
      at: owners.flatMap((owner) =>
        badFields(owner).flatMap((name) => placesInContext(pod, [owner], 'seLinuxOptions', name)),
      ),
    };
  };

const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';

/** Before 1.19 seccomp was set by annotations. */
export function seccompAnnotations(pod: PodLike): Violation | undefined {
  const annotations = stringMapAt(pod.metadata, 'annotations');
  const names = [SECCOMP_POD, ...containersOf(pod).map((container) => SECCOMP_CONTAINER + stringAt(container, 'name'))];
  const bad = names.filter((name) => {
    const value = annotations[name];
    const isAllowed = value === 'runtime/default' || value === 'docker/default' || value?.startsWith('localhost/');
    return value !== undefined && !isAllowed;
  });
  if (bad.length === 0) return undefined;
  const forbidden = sorted(bad.map((name) => `${name}=${goQuote(annotations[name] ?? '')}`));
  const what = plural(forbidden.length, 'annotation', 'annotations');
  const detail = `forbidden ${what} ${forbidden.join(', ')}`;
  return { reason: 'seccompProfile', detail, at: bad.map((name) => ['metadata', 'annotations', name]) };
}

export const seccompType = (owner: Draft): string | undefined => {
  const profile = optionalObject(contextOf(owner), 'seccompProfile');
  return profile && stringAt(profile, 'type');
};
const isBadSeccomp = (owner: Draft): boolean =>
  !['RuntimeDefault', 'Localhost', undefined].includes(seccompType(owner));

export function baselineSeccomp(pod: PodLike): Violation | undefined {
  const bad = containersOf(pod).filter(isBadSeccomp);
  const who = setters(isBadSeccomp(pod.spec), bad);
  if (who === '') return undefined;
  const owners = [pod.spec, ...bad].filter(isBadSeccomp);
  const values = sorted(owners.flatMap((owner) => seccompType(owner) ?? []));
  return {
    reason: 'seccompProfile',
    detail: `${who} must not set securityContext.seccompProfile.type to ${quoted(values)}`,
    at: placesInContext(pod, owners, 'seccompProfile', 'type'),
  };
}

export const sysctls =
  (allowed: string): Check =>
  ({ spec }) => {
    const names = objectsAt(contextOf(spec), 'sysctls').map((sysctl) => stringAt(sysctl, 'name'));
    const isBad = (name: string): boolean => !allowed.split(' ').includes(name);
    const detail = names.filter(isBad).join(', ');
    const at = names.flatMap((name, index) =>
      isBad(name) ? [['spec', 'securityContext', 'sysctls', index, 'name']] : [],
    );
    return at.length > 0 ? { reason: 'forbidden sysctls', detail, at } : undefined;
  };

export function hostProcess(pod: PodLike): Violation | undefined {
  const isBad = (owner: Draft): boolean => objectAt(contextOf(owner), 'windowsOptions')['hostProcess'] === true;
  const owners = [pod.spec, ...containersOf(pod)].filter(isBad);
  const who = setters(isBad(pod.spec), containersOf(pod).filter(isBad));
  if (who === '') return undefined;
  return {
    reason: 'hostProcess',
    detail: `${who} must not set securityContext.windowsOptions.hostProcess=true`,
    at: placesInContext(pod, owners, 'windowsOptions', 'hostProcess'),
  };
}
