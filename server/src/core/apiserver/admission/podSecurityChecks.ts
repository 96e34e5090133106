// The checks of the Pod Security Standards, each since which minor, and which baseline check a restricted one replaces.
// Mirrors k8s.io/pod-security-admission policy/check_*.go (v0.36).
import { goQuote } from '../../kubernetes/goText.ts';
import type { Draft } from '../draft.ts';
import { isSet, numberAt, objectAt, objectsAt, optionalObject, stringAt, stringMapAt, stringsAt } from '../draft.ts';
import {
  type Check,
  containersOf,
  contextOf,
  found,
  named,
  notInUserNamespace,
  notOnWindows,
  type PodLike,
  plural,
  quoted,
  setters,
  sorted,
  type Violation,
} from './podSecurityFinding.ts';

interface VersionedCheck {
  readonly id: string;
  readonly level: 'baseline' | 'restricted';
  /** From which minor on which check holds, oldest first. */
  readonly since: readonly (readonly [number, Check])[];
  readonly replaces?: string;
}

function allowPrivilegeEscalation(pod: PodLike): Violation | undefined {
  const bad = containersOf(pod).filter((container) => contextOf(container)['allowPrivilegeEscalation'] !== false);
  const detail = (containers: string): string =>
    `${containers} must set securityContext.allowPrivilegeEscalation=false`;
  return found(bad, 'allowPrivilegeEscalation != false', detail);
}

const APPARMOR_PREFIX = 'container.apparmor.security.beta.kubernetes.io/';

function appArmorProfile(pod: PodLike): Violation | undefined {
  const profileOf = (owner: Draft): string | undefined => {
    const profile = optionalObject(contextOf(owner), 'appArmorProfile');
    const type = stringAt(profile, 'type');
    return profile && !['RuntimeDefault', 'Localhost'].includes(type) ? type : undefined;
  };
  const containers = containersOf(pod).filter((container) => profileOf(container) !== undefined);
  const values = sorted([pod.spec, ...containers].flatMap((owner) => profileOf(owner) ?? []));
  const annotations = Object.entries(stringMapAt(pod.metadata, 'annotations'))
    .filter(([name, value]) => name.startsWith(APPARMOR_PREFIX) && !isAllowedAppArmor(value))
    .map(([name, value]) => `${name}=${goQuote(value)}`)
    .sort();
  const from = setters(profileOf(pod.spec) !== undefined, containers);
  const notes = annotations.length > 0 ? [plural(annotations.length, 'annotation', 'annotations')] : [];
  const who = [...(from === '' ? [] : [from]), ...notes].join(' and ');
  if (who === '') return undefined;
  const all = [...values, ...annotations];
  const reason = plural(all.length, 'forbidden AppArmor profile', 'forbidden AppArmor profiles');
  return { reason, detail: `${who} must not set AppArmor profile type to ${quoted(all)}` };
}

function isAllowedAppArmor(value: string): boolean {
  return value === '' || value === 'runtime/default' || value.startsWith('localhost/');
}

const BASELINE_CAPABILITIES: ReadonlySet<string> = new Set(
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(
    ' ',
  ),
);

const added = (container: Draft): string[] => stringsAt(objectAt(contextOf(container), 'capabilities'), 'add');

function baselineCapabilities(pod: PodLike): Violation | undefined {
  const forbidden = (container: Draft): string[] => added(container).filter((name) => !BASELINE_CAPABILITIES.has(name));
  const bad = containersOf(pod).filter((container) => forbidden(container).length > 0);
  const names = sorted(bad.flatMap(forbidden));
  const detail = (who: string): string =>
    `${who} must not include ${quoted(names)} in securityContext.capabilities.add`;
  return found(bad, 'non-default capabilities', detail);
}

function restrictedCapabilities(pod: PodLike): Violation | undefined {
  const dropped = (container: Draft): string[] => stringsAt(objectAt(contextOf(container), 'capabilities'), 'drop');
  const forbidden = (container: Draft): string[] => added(container).filter((name) => name !== 'NET_BIND_SERVICE');
  const keeping = containersOf(pod).filter((container) => !dropped(container).includes('ALL'));
  const adding = containersOf(pod).filter((container) => forbidden(container).length > 0);
  const details: string[] = [];
  if (keeping.length > 0) details.push(`${named(keeping)} must set securityContext.capabilities.drop=["ALL"]`);
  if (adding.length > 0) {
    const names = quoted(sorted(adding.flatMap(forbidden)));
    details.push(`${named(adding)} must not include ${names} in securityContext.capabilities.add`);
  }
  return details.length > 0 ? { reason: 'unrestricted capabilities', detail: details.join('; ') } : undefined;
}

function hostNamespaces({ spec }: PodLike): Violation | undefined {
  const set = ['hostNetwork', 'hostPID', 'hostIPC'].filter((name) => spec[name] === true).map((name) => `${name}=true`);
  return set.length > 0 ? { reason: 'host namespaces', detail: set.join(', ') } : undefined;
}

const volumeNames = (volumes: readonly Draft[]): string =>
  `${plural(volumes.length, 'volume', 'volumes')} ${quoted(volumes.map((volume) => stringAt(volume, 'name')))}`;

function hostPathVolumes({ spec }: PodLike): Violation | undefined {
  const bad = objectsAt(spec, 'volumes').filter((volume) => isSet(volume, 'hostPath'));
  return bad.length > 0 ? { reason: 'hostPath volumes', detail: volumeNames(bad) } : undefined;
}

const UNRESTRICTED_VOLUMES =
  'configMap csi downwardAPI emptyDir ephemeral image persistentVolumeClaim projected secret'.split(' ');
const RESTRICTED_VOLUMES =
  'hostPath gcePersistentDisk awsElasticBlockStore gitRepo nfs iscsi glusterfs rbd flexVolume cinder cephfs flocker fc azureFile vsphereVolume quobyte azureDisk photonPersistentDisk portworxVolume scaleIO storageos'.split(
    ' ',
  );

function restrictedVolumes({ spec }: PodLike): Violation | undefined {
  const bad = objectsAt(spec, 'volumes').filter((volume) => !UNRESTRICTED_VOLUMES.some((type) => isSet(volume, type)));
  if (bad.length === 0) return undefined;
  const types = sorted(bad.map((volume) => RESTRICTED_VOLUMES.find((type) => isSet(volume, type)) ?? 'unknown'));
  const uses = plural(bad.length, 'uses', 'use');
  const what = plural(types.length, 'restricted volume type', 'restricted volume types');
  return { reason: 'restricted volume types', detail: `${volumeNames(bad)} ${uses} ${what} ${quoted(types)}` };
}

function hostPorts(pod: PodLike): Violation | undefined {
  const portsOf = (container: Draft): string[] =>
    objectsAt(container, 'ports').flatMap((port) => {
      const number = numberAt(port, 'hostPort') ?? 0;
      return number === 0 ? [] : [String(number)];
    });
  const bad = containersOf(pod).filter((container) => portsOf(container).length > 0);
  const ports = sorted(bad.flatMap(portsOf));
  const uses = plural(bad.length, 'uses', 'use');
  return found(
    bad,
    'hostPort',
    (who) => `${who} ${uses} ${plural(ports.length, 'hostPort', 'hostPorts')} ${ports.join(', ')}`,
  );
}

function probeHosts(pod: PodLike): Violation | undefined {
  const hostsOf = (container: Draft): string[] => {
    const lifecycle = objectAt(container, 'lifecycle');
    const handlers = [
      ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((name) => objectAt(container, name)),
      ...['postStart', 'preStop'].map((name) => objectAt(lifecycle, name)),
    ];
    const hosts = handlers.flatMap((handler) =>
      ['httpGet', 'tcpSocket'].map((action) => stringAt(objectAt(handler, action), 'host')),
    );
    return hosts.filter((host) => host !== '');
  };
  const bad = containersOf(pod).filter((container) => hostsOf(container).length > 0);
  if (bad.length === 0) return undefined;
  const hosts = sorted(bad.flatMap(hostsOf));
  const who = `${plural(bad.length, 'container', 'containers')} ${quoted(sorted(bad.map((c) => stringAt(c, 'name'))))}`;
  const uses = plural(bad.length, 'uses', 'use');
  const what = plural(hosts.length, 'probe or lifecycle host', 'probe or lifecycle hosts');
  return { reason: 'probe or lifecycle host', detail: `${who} ${uses} ${what} ${quoted(hosts)}` };
}

function privileged(pod: PodLike): Violation | undefined {
  const bad = containersOf(pod).filter((container) => contextOf(container)['privileged'] === true);
  return found(bad, 'privileged', (who) => `${who} must not set securityContext.privileged=true`);
}

function procMount(pod: PodLike): Violation | undefined {
  const typeOf = (container: Draft): string => stringAt(contextOf(container), 'procMount');
  const bad = containersOf(pod).filter((c) => isSet(contextOf(c), 'procMount') && typeOf(c) !== 'Default');
  const types = quoted(sorted(bad.map(typeOf)));
  return found(bad, 'procMount', (who) => `${who} must not set securityContext.procMount to ${types}`);
}

function runAsNonRoot(pod: PodLike): Violation | undefined {
  const reason = 'runAsNonRoot != true';
  const own = contextOf(pod.spec)['runAsNonRoot'];
  const containers = containersOf(pod);
  const explicit = containers.filter((container) => contextOf(container)['runAsNonRoot'] === false);
  if (own === false || explicit.length > 0) {
    const who = setters(own === false, explicit);
    return { reason, detail: `${who} must not set securityContext.runAsNonRoot=false` };
  }
  const implicit = own === true ? [] : containers.filter((container) => !isSet(contextOf(container), 'runAsNonRoot'));
  return found(implicit, reason, (who) => `pod or ${who} must set securityContext.runAsNonRoot=true`);
}

function runAsUser(pod: PodLike): Violation | undefined {
  const isRoot = (owner: Draft): boolean => numberAt(contextOf(owner), 'runAsUser') === 0;
  const who = setters(isRoot(pod.spec), containersOf(pod).filter(isRoot));
  return who === '' ? undefined : { reason: 'runAsUser=0', detail: `${who} must not set runAsUser=0` };
}

const SELINUX_TYPES = ['', 'container_t', 'container_init_t', 'container_kvm_t'];

const seLinuxOptions =
  (allowed: readonly string[]): Check =>
  (pod) => {
    const optionsOf = (owner: Draft): Draft => objectAt(contextOf(owner), 'seLinuxOptions');
    const isBad = (owner: Draft): boolean => {
      const options = optionsOf(owner);
      const named = ['user', 'role'].some((name) => stringAt(options, name) !== '');
      return named || !allowed.includes(stringAt(options, 'type'));
    };
    const owners = [pod.spec, ...containersOf(pod)].filter(isBad).map(optionsOf);
    const who = setters(isBad(pod.spec), containersOf(pod).filter(isBad));
    if (who === '') return undefined;
    const types = sorted(owners.map((options) => stringAt(options, 'type'))).filter((type) => !allowed.includes(type));
    const data: string[] = [];
    if (types.length > 0) data.push(`${plural(types.length, 'type', 'types')} ${quoted(types)}`);
    for (const name of ['user', 'role']) {
      if (owners.some((options) => stringAt(options, name) !== '')) data.push(`${name} may not be set`);
    }
    return {
      reason: 'seLinuxOptions',
      detail: `${who} set forbidden securityContext.seLinuxOptions: ${data.join('; ')}`,
    };
  };

const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';

/** Before 1.19 seccomp was set by annotations. */
function seccompAnnotations(pod: PodLike): Violation | undefined {
  const annotations = stringMapAt(pod.metadata, 'annotations');
  const names = [SECCOMP_POD, ...containersOf(pod).map((container) => SECCOMP_CONTAINER + stringAt(container, 'name'))];
  const forbidden = sorted(
    names.flatMap((name) => {
      const value = annotations[name];
      const allowed = value === 'runtime/default' || value === 'docker/default' || value?.startsWith('localhost/');
      return value === undefined || allowed ? [] : [`${name}=${goQuote(value)}`];
    }),
  );
  if (forbidden.length === 0) return undefined;
  const what = plural(forbidden.length, 'annotation', 'annotations');
  return { reason: 'seccompProfile', detail: `forbidden ${what} ${forbidden.join(', ')}` };
}

const seccompType = (owner: Draft): string | undefined => {
  const profile = optionalObject(contextOf(owner), 'seccompProfile');
  return profile && stringAt(profile, 'type');
};
const isBadSeccomp = (owner: Draft): boolean =>
  !['RuntimeDefault', 'Localhost', undefined].includes(seccompType(owner));

function baselineSeccomp(pod: PodLike): Violation | undefined {
  const bad = containersOf(pod).filter(isBadSeccomp);
  const who = setters(isBadSeccomp(pod.spec), bad);
  if (who === '') return undefined;
  const values = sorted([pod.spec, ...bad].filter(isBadSeccomp).flatMap((owner) => seccompType(owner) ?? []));
  return {
    reason: 'seccompProfile',
    detail: `${who} must not set securityContext.seccompProfile.type to ${quoted(values)}`,
  };
}

function restrictedSeccomp(pod: PodLike): Violation | undefined {
  const forbidden = baselineSeccomp(pod);
  if (forbidden || seccompType(pod.spec) !== undefined) return forbidden;
  const unset = containersOf(pod).filter((container) => seccompType(container) === undefined);
  const words = 'must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"';
  return found(unset, 'seccompProfile', (who) => `pod or ${who} ${words}`);
}

const SYSCTLS_1_0 =
  'kernel.shm_rmid_forced net.ipv4.ip_local_port_range net.ipv4.tcp_syncookies net.ipv4.ping_group_range net.ipv4.ip_unprivileged_port_start';
const SYSCTLS_1_27 = `${SYSCTLS_1_0} net.ipv4.ip_local_reserved_ports`;
const SYSCTLS_1_29 = `${SYSCTLS_1_27} net.ipv4.tcp_keepalive_time net.ipv4.tcp_fin_timeout net.ipv4.tcp_keepalive_intvl net.ipv4.tcp_keepalive_probes`;
const SYSCTLS_1_32 = `${SYSCTLS_1_29} net.ipv4.tcp_rmem net.ipv4.tcp_wmem`;

const sysctls =
  (allowed: string): Check =>
  ({ spec }) => {
    const names = objectsAt(contextOf(spec), 'sysctls').map((sysctl) => stringAt(sysctl, 'name'));
    const bad = names.filter((name) => !allowed.split(' ').includes(name));
    return bad.length > 0 ? { reason: 'forbidden sysctls', detail: bad.join(', ') } : undefined;
  };

function hostProcess(pod: PodLike): Violation | undefined {
  const isBad = (owner: Draft): boolean => objectAt(contextOf(owner), 'windowsOptions')['hostProcess'] === true;
  const who = setters(isBad(pod.spec), containersOf(pod).filter(isBad));
  if (who === '') return undefined;
  return { reason: 'hostProcess', detail: `${who} must not set securityContext.windowsOptions.hostProcess=true` };
}

/** In the order in which violations are listed: baseline, then restricted, each by id. */
const CHECKS: readonly VersionedCheck[] = [
  { id: 'appArmorProfile', level: 'baseline', since: [[0, appArmorProfile]] },
  { id: 'capabilities_baseline', level: 'baseline', since: [[0, baselineCapabilities]] },
  { id: 'hostNamespaces', level: 'baseline', since: [[0, hostNamespaces]] },
  { id: 'hostPathVolumes', level: 'baseline', since: [[0, hostPathVolumes]] },
  { id: 'hostPorts', level: 'baseline', since: [[0, hostPorts]] },
  { id: 'hostProbesAndHostLifecycle', level: 'baseline', since: [[34, probeHosts]] },
  { id: 'privileged', level: 'baseline', since: [[0, privileged]] },
  {
    id: 'procMount',
    level: 'baseline',
    since: [
      [0, procMount],
      [35, notInUserNamespace(procMount)],
    ],
  },
  {
    id: 'seLinuxOptions',
    level: 'baseline',
    since: [
      [0, seLinuxOptions(SELINUX_TYPES)],
      [31, seLinuxOptions([...SELINUX_TYPES, 'container_engine_t'])],
    ],
  },
  {
    id: 'seccompProfile_baseline',
    level: 'baseline',
    since: [
      [0, seccompAnnotations],
      [19, baselineSeccomp],
    ],
  },
  {
    id: 'sysctls',
    level: 'baseline',
    since: [
      [0, sysctls(SYSCTLS_1_0)],
      [27, sysctls(SYSCTLS_1_27)],
      [29, sysctls(SYSCTLS_1_29)],
      [32, sysctls(SYSCTLS_1_32)],
    ],
  },
  { id: 'windowsHostProcess', level: 'baseline', since: [[0, hostProcess]] },
  {
    id: 'allowPrivilegeEscalation',
    level: 'restricted',
    since: [
      [8, allowPrivilegeEscalation],
      [25, notOnWindows(allowPrivilegeEscalation)],
    ],
  },
  {
    id: 'capabilities_restricted',
    level: 'restricted',
    since: [
      [22, restrictedCapabilities],
      [25, notOnWindows(restrictedCapabilities)],
    ],
    replaces: 'capabilities_baseline',
  },
  { id: 'procMount_restricted', level: 'restricted', since: [[35, procMount]], replaces: 'procMount' },
  { id: 'restrictedVolumes', level: 'restricted', since: [[0, restrictedVolumes]], replaces: 'hostPathVolumes' },
  {
    id: 'runAsNonRoot',
    level: 'restricted',
    since: [
      [0, runAsNonRoot],
      [35, notInUserNamespace(runAsNonRoot)],
    ],
  },
  {
    id: 'runAsUser',
    level: 'restricted',
    since: [
      [23, runAsUser],
      [35, notInUserNamespace(runAsUser)],
    ],
  },
  {
    id: 'seccompProfile_restricted',
    level: 'restricted',
    since: [
      [19, restrictedSeccomp],
      [25, notOnWindows(restrictedSeccomp)],
    ],
    replaces: 'seccompProfile_baseline',
  },
];

/** All violations of a level as a minor version defines it. */
export function violations(level: 'baseline' | 'restricted', minor: number, pod: PodLike): Violation[] {
  const active = CHECKS.flatMap(({ id, level: own, since, replaces }) => {
    const check = since.filter(([from]) => from <= minor).at(-1)?.[1];
    return check && (own === 'baseline' || level === 'restricted') ? [{ id, check, replaces }] : [];
  });
  const replaced = new Set(active.flatMap(({ replaces }) => replaces ?? []));
  return active.flatMap(({ id, check }) => (replaced.has(id) ? [] : (check(pod) ?? [])));
}
