// Security contexts of pods and containers: ids, seccomp, AppArmor, sysctls, privileges. Mirrors ValidateSecurityContext
// and validatePodSpecSecurityContext (v1.36). In the pod's own, host namespaces are fields of the spec.
import { inclusiveRangeError, userIdErrors } from '../../../kubernetes/names.ts';
import {
  booleanAt,
  type Draft,
  isSet,
  type Json,
  objectsAt,
  optionalObject,
  stringAt,
  stringsAt,
} from '../../draft.ts';
import { duplicate, invalid, notSupported, required, tooLong } from '../../fieldErrors.ts';
import { child, type FieldPath, index } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';
import { invalidEach } from '../checks.ts';
import { internalObject } from './internalObject.ts';
import { descendingPathErrors } from './paths.ts';
import { windowsOptionsErrors } from './windows.ts';

/** @param hostUsers whether the pod shares the host's user namespace */
export function containerSecurityErrors(container: Draft, path: FieldPath, hostUsers: boolean): FieldError[] {
  const context = optionalObject(container, 'securityContext');
  if (!context) return [];
  const field = child(path, 'securityContext');
  return [
    ...idErrors(context, ['runAsUser', 'runAsGroup'], field),
    ...procMountErrors(context, child(field, 'procMount'), hostUsers),
    ...seccompErrors(optionalObject(context, 'seccompProfile'), child(field, 'seccompProfile')),
    ...escalationErrors(context, field),
    ...windowsOptionsErrors(optionalObject(context, 'windowsOptions'), child(field, 'windowsOptions')),
    ...appArmorErrors(optionalObject(context, 'appArmorProfile'), child(field, 'appArmorProfile')),
  ];
}

function idErrors(context: Draft, names: readonly string[], field: FieldPath): FieldError[] {
  return names.flatMap((name) => {
    const id = context[name];
    return isId(id) ? invalidEach(child(field, name), id, userIdErrors(id)) : [];
  });
}

function isId(value: Json | undefined): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

const procMounts = ['Default', 'Unmasked'];

function procMountErrors(context: Draft, field: FieldPath, hostUsers: boolean): FieldError[] {
  if (!isSet(context, 'procMount')) return [];
  const value = stringAt(context, 'procMount');
  if (!procMounts.includes(value)) return [notSupported(field, value, procMounts)];
  if (!hostUsers || value !== 'Unmasked') return [];
  return [invalid(field, value, '`hostUsers` must be false to use `Unmasked`')];
}

function escalationErrors(context: Draft, field: FieldPath): FieldError[] {
  if (booleanAt(context, 'allowPrivilegeEscalation') !== false) return [];
  const refuse = (what: string): FieldError =>
    invalid(
      field,
      internalObject('core.SecurityContext', context),
      `cannot set \`allowPrivilegeEscalation\` to false and ${what}`,
    );
  const admin = stringsAt(optionalObject(context, 'capabilities'), 'add').filter((name) => name === 'CAP_SYS_ADMIN');
  return [
    ...(context['privileged'] === true ? [refuse('`privileged` to true')] : []),
    ...admin.map(() => refuse('`capabilities.Add` CAP_SYS_ADMIN')),
  ];
}

const profileTypes = ['Localhost', 'RuntimeDefault', 'Unconfined'];

function seccompErrors(profile: Draft | undefined, field: FieldPath): FieldError[] {
  if (!profile) return [];
  const type = stringAt(profile, 'type');
  const at = child(field, 'localhostProfile');
  const errors = profileTypeErrors(type, child(field, 'type'), 'type is required when seccompProfile is set');
  if (type === 'Localhost') {
    if (!isSet(profile, 'localhostProfile')) {
      return [...errors, required(at, 'must be set when seccomp type is Localhost')];
    }
    return [...errors, ...descendingPathErrors(stringAt(profile, 'localhostProfile'), at)];
  }
  if (!isSet(profile, 'localhostProfile')) return errors;
  const shown = internalObject('core.SeccompProfile', profile);
  return [...errors, invalid(at, shown, 'can only be set when seccomp type is Localhost')];
}

function profileTypeErrors(type: string, field: FieldPath, missing: string): FieldError[] {
  if (type === '') return [required(field, missing)];
  return profileTypes.includes(type) ? [] : [notSupported(field, type, profileTypes)];
}

const longestProfile = 4095;

/** `ValidateAppArmorProfileField`. */
export function appArmorErrors(profile: Draft | undefined, field: FieldPath): FieldError[] {
  if (!profile) return [];
  const type = stringAt(profile, 'type');
  const at = child(field, 'localhostProfile');
  if (type !== 'Localhost') {
    if (!profileTypes.includes(type)) {
      return profileTypeErrors(type, child(field, 'type'), 'type is required when appArmorProfile is set');
    }
    if (!isSet(profile, 'localhostProfile')) return [];
    return [invalid(at, profile['localhostProfile'], 'can only be set when AppArmor type is Localhost')];
  }
  if (!isSet(profile, 'localhostProfile')) return [required(at, 'must be set when AppArmor type is Localhost')];
  const name = stringAt(profile, 'localhostProfile');
  const errors: FieldError[] = [];
  if (name.trim() !== name) errors.push(invalid(at, name, 'must not be padded with whitespace'));
  else if (name === '') errors.push(required(at, 'must be set when AppArmor type is Localhost'));
  if (name.length > longestProfile) errors.push(tooLong(at, longestProfile));
  return errors;
}

export interface PodSecurityOptions {
  readonly hostSysctls: boolean;
  readonly anySeLinuxChangePolicy: boolean;
}

/** `validatePodSpecSecurityContext`. */
export function podSecurityErrors(spec: Draft, specPath: FieldPath, options: PodSecurityOptions): FieldError[] {
  const context = optionalObject(spec, 'securityContext');
  const field = child(specPath, 'securityContext');
  const shared = spec['shareProcessNamespace'] === true && spec['hostPID'] === true;
  const sharing = 'ShareProcessNamespace and HostPID cannot both be enabled';
  const errors = shared ? [invalid(child(field, 'shareProcessNamespace'), true, sharing)] : [];
  if (!context) return errors;
  // Without the gate SELinuxMount only this one; what an old object has stays possible.
  const seLinuxPolicies = options.anySeLinuxChangePolicy ? ['MountOption', 'Recursive'] : ['Recursive'];
  return [
    ...errors,
    ...idErrors(context, ['fsGroup', 'runAsUser', 'runAsGroup'], field),
    ...groupErrors(context['supplementalGroups'], child(field, 'supplementalGroups')),
    ...sysctlErrors(context, spec, child(field, 'sysctls'), options),
    ...choiceErrors(context, 'fsGroupChangePolicy', ['Always', 'OnRootMismatch'], field),
    ...seccompErrors(optionalObject(context, 'seccompProfile'), child(field, 'seccompProfile')),
    ...windowsOptionsErrors(optionalObject(context, 'windowsOptions'), child(field, 'windowsOptions')),
    ...appArmorErrors(optionalObject(context, 'appArmorProfile'), child(field, 'appArmorProfile')),
    ...choiceErrors(context, 'supplementalGroupsPolicy', ['Merge', 'Strict'], field),
    ...choiceErrors(context, 'seLinuxChangePolicy', seLinuxPolicies, field),
  ];
}

function choiceErrors(context: Draft, name: string, choices: readonly string[], field: FieldPath): FieldError[] {
  if (!isSet(context, name) || choices.includes(stringAt(context, name))) return [];
  return [notSupported(child(field, name), stringAt(context, name), choices)];
}

function groupErrors(groups: Json | undefined, field: FieldPath): FieldError[] {
  if (!Array.isArray(groups)) return [];
  return groups.flatMap((id, at) => (isId(id) ? invalidEach(index(field, at), id, userIdErrors(id)) : []));
}

const sysctlFormat = '^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$';
const isSysctl = new RegExp(sysctlFormat);
const longestSysctl = 253;

function sysctlErrors(context: Draft, spec: Draft, field: FieldPath, options: PodSecurityOptions): FieldError[] {
  const seen = new Set<string>();
  return objectsAt(context, 'sysctls').flatMap((sysctl, at) => {
    const name = stringAt(sysctl, 'name');
    const place = child(index(field, at), 'name');
    const errors: FieldError[] = [];
    if (name === '') errors.push(required(place));
    else if (name.length > longestSysctl || !isSysctl.test(name)) {
      errors.push(
        invalid(place, name, `must have at most ${longestSysctl} characters and match regex ${sysctlFormat}`),
      );
    } else if (seen.has(name)) errors.push(duplicate(place, name));
    seen.add(name);
    return options.hostSysctls ? errors : [...errors, ...hostSysctlErrors(name, spec, place)];
  });
}

const ipcSysctls = new Set([
  'kernel.sem',
  'kernel.shmall',
  'kernel.shmmax',
  'kernel.shmmni',
  'kernel.shm_rmid_forced',
  'kernel.shm',
  'kernel.msgmax',
  'kernel.msgmnb',
  'kernel.msgmni',
  'kernel.msg',
]);

/** `ValidateHostSysctl`: parameters of a namespace that the pod shares with the host. */
export function hostSysctlErrors(sysctl: string, spec: Draft, field: FieldPath): FieldError[] {
  const name = normalSysctl(sysctl).split('*')[0] ?? '';
  if (spec['hostNetwork'] === true && name.startsWith('net.')) {
    return [invalid(field, sysctl, "may not be specified when 'hostNetwork' is true")];
  }
  const ipc = ipcSysctls.has(name) || name.startsWith('fs.mqueue.');
  if (spec['hostIPC'] !== true || !ipc) return [];
  return [invalid(field, sysctl, "may not be specified when 'hostIPC' is true")];
}

/** With slashes as separators, dots are part of names: they change places. */
function normalSysctl(name: string): string {
  const first = /[./]/.exec(name)?.[0];
  if (first !== '/') return name;
  return name.replace(/[./]/g, (separator) => (separator === '/' ? '.' : '/'));
}

/** `spec.activeDeadlineSeconds`. */
export function deadlineErrors(seconds: number | undefined, field: FieldPath): FieldError[] {
  if (seconds === undefined || (seconds >= 1 && seconds <= 2147483647)) return [];
  return [invalid(field, seconds, inclusiveRangeError(1, 2147483647))];
}
