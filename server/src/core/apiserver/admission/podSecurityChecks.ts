// The checks of the Pod Security Standards, each since which minor, and which baseline check a restricted one replaces.
// Mirrors k8s.io/pod-security-admission policy/checks.go and registry.go (v0.36).
import {
  appArmorProfile,
  baselineCapabilities,
  baselineSeccomp,
  hostNamespaces,
  hostPathVolumes,
  hostPorts,
  hostProcess,
  privileged,
  probeHosts,
  procMount,
  SELINUX_TYPES,
  seccompAnnotations,
  seLinuxOptions,
  sysctls,
} from './podSecurityBaseline.ts';
import { type Check, notInUserNamespace, notOnWindows, type PodLike, type Violation } from './podSecurityFinding.ts';
import {
  allowPrivilegeEscalation,
  restrictedCapabilities,
  restrictedSeccomp,
  restrictedVolumes,
  runAsNonRoot,
  runAsUser,
} from './podSecurityRestricted.ts';

export type PodSecurityLevel = 'baseline' | 'restricted';

export type PodSecurityCheck =
  | 'appArmorProfile'
  | 'capabilities_baseline'
  | 'hostNamespaces'
  | 'hostPathVolumes'
  | 'hostPorts'
  | 'hostProbesAndHostLifecycle'
  | 'privileged'
  | 'procMount'
  | 'seLinuxOptions'
  | 'seccompProfile_baseline'
  | 'sysctls'
  | 'windowsHostProcess'
  | 'allowPrivilegeEscalation'
  | 'capabilities_restricted'
  | 'procMount_restricted'
  | 'restrictedVolumes'
  | 'runAsNonRoot'
  | 'runAsUser'
  | 'seccompProfile_restricted';

interface VersionedCheck {
  readonly id: PodSecurityCheck;
  readonly level: PodSecurityLevel;
  /** From which minor on which check holds, oldest first. */
  readonly since: readonly (readonly [number, Check])[];
  readonly replaces?: PodSecurityCheck;
}

const SYSCTLS_1_0 =
  'kernel.shm_rmid_forced net.ipv4.ip_local_port_range net.ipv4.tcp_syncookies net.ipv4.ping_group_range net.ipv4.ip_unprivileged_port_start';
const SYSCTLS_1_27 = `${SYSCTLS_1_0} net.ipv4.ip_local_reserved_ports`;
const SYSCTLS_1_29 = `${SYSCTLS_1_27} net.ipv4.tcp_keepalive_time net.ipv4.tcp_fin_timeout net.ipv4.tcp_keepalive_intvl net.ipv4.tcp_keepalive_probes`;
const SYSCTLS_1_32 = `${SYSCTLS_1_29} net.ipv4.tcp_rmem net.ipv4.tcp_wmem`;

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

/** A violation, and the check that found it. */
export interface CheckedViolation extends Violation {
  readonly id: PodSecurityCheck;
}

/** All violations of a level as a minor version defines it; with Infinity, as the latest does. */
export function violations(level: PodSecurityLevel, minor: number, pod: PodLike): CheckedViolation[] {
  const active = CHECKS.flatMap(({ id, level: own, since, replaces }) => {
    const check = since.filter(([from]) => from <= minor).at(-1)?.[1];
    return check && (own === 'baseline' || level === 'restricted') ? [{ id, check, replaces }] : [];
  });
  const replaced = new Set(active.flatMap(({ replaces }) => replaces ?? []));
  return active.flatMap(({ id, check }) => {
    const violation = replaced.has(id) ? undefined : check(pod);
    return violation ? [{ id, ...violation }] : [];
  });
}

/**
 * What one check says of a pod, as a minor version defines it; before the version that brought it, what the check says
 * that it replaces.
 */
export function violationOf(id: PodSecurityCheck, minor: number, pod: PodLike): Violation | undefined {
  const found = CHECKS.find((check) => check.id === id);
  const check = found?.since.filter(([from]) => from <= minor).at(-1)?.[1];
  if (check) return check(pod);
  return found?.replaces === undefined ? undefined : violationOf(found.replaces, minor, pod);
}
