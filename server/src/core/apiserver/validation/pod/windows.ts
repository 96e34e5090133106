// What only Windows pods have, what they may not have, and what Linux pods may not. Mirrors
// validateWindowsSecurityContextOptions, validateWindowsHostProcessPod, validateOS, validateLinux, validateWindows (v1.36).
import { dns1123SubdomainErrors } from '../../../kubernetes/names.ts';
import { booleanAt, type Draft, isSet, objectAt, optionalObject, stringAt } from '../../draft.ts';
import { forbidden, invalid, notSupported, required } from '../../fieldErrors.ts';
import { child, type FieldPath } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';
import { invalidEach } from '../checks.ts';
import { eachContainer } from './containerList.ts';

const mostSpecBytes = 64 * 1024;

export function windowsOptionsErrors(options: Draft | undefined, field: FieldPath): FieldError[] {
  if (!options) return [];
  const errors: FieldError[] = [];
  if (isSet(options, 'gmsaCredentialSpecName')) {
    const name = stringAt(options, 'gmsaCredentialSpecName');
    errors.push(...invalidEach(child(field, 'gmsaCredentialSpecName'), name, dns1123SubdomainErrors(name)));
  }
  if (isSet(options, 'gmsaCredentialSpec')) {
    const spec = stringAt(options, 'gmsaCredentialSpec');
    const at = child(field, 'gmsaCredentialSpec');
    if (spec === '') errors.push(invalid(at, spec, 'gmsaCredentialSpec cannot be an empty string'));
    else if (spec.length > mostSpecBytes) {
      errors.push(invalid(at, spec, 'gmsaCredentialSpec size must be under 64 KiB'));
    }
  }
  if (!isSet(options, 'runAsUserName')) return errors;
  const user = stringAt(options, 'runAsUserName');
  return [...errors, ...invalidEach(child(field, 'runAsUserName'), user, userNameErrors(user))];
}

const netBios = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const dnsDomain = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
const control = /\p{Cc}/u;

/** `DOMAIN\user` or `user`. */
function userNameErrors(whole: string): string[] {
  if (whole === '') return ['runAsUserName cannot be an empty string'];
  if (control.test(whole)) return ['runAsUserName cannot contain control characters'];
  const parts = whole.split('\\');
  if (parts.length > 2) return ['runAsUserName cannot contain more than one backslash'];
  const domain = parts.length === 2 ? (parts[0] ?? '') : undefined;
  const user = parts[parts.length - 1] ?? '';
  const errors: string[] = [];
  if (domain !== undefined) {
    if (domain.length >= 256) errors.push("runAsUserName's Domain length must be under 256 characters");
    if (!netBios.test(domain) && !dnsDomain.test(domain)) {
      errors.push("runAsUserName's Domain doesn't match the NetBios nor the DNS format");
    }
  }
  if (user === '') errors.push("runAsUserName's User cannot be empty");
  else if (user.length > 104) errors.push("runAsUserName's User length must not be longer than 104 characters");
  if (/^[. ]+$/.test(user)) errors.push("runAsUserName's User cannot contain only periods or spaces");
  if (/["/\\:;|=,+*?<>@[\]]/.test(user)) {
    errors.push(`runAsUserName's User cannot contain the following characters: "/\\:;|=,+*?<>@[]`);
  }
  return errors;
}

/** Either all containers are HostProcess containers, or none. */
export function hostProcessErrors(spec: Draft, specPath: FieldPath): FieldError[] {
  const ofPod = hostProcessOf(spec);
  const containers = eachContainer(spec, specPath);
  const errors: FieldError[] = [];
  let hostProcesses = 0;
  for (const { container, path } of containers) {
    const own = hostProcessOf(container);
    if (ofPod !== undefined && own !== undefined && ofPod !== own) {
      const words = `pod hostProcess value must be identical if both are specified, was ${ofPod}`;
      errors.push(invalid(child(path, 'securityContext', 'windowsOptions', 'hostProcess'), own, words));
    }
    if (own ?? ofPod) hostProcesses++;
  }
  if (hostProcesses === 0) return errors;
  if (hostProcesses !== containers.length) {
    const words = 'If pod contains any hostProcess containers then all containers must be HostProcess containers';
    errors.push(invalid(specPath, '', words));
  }
  if (spec['hostNetwork'] !== true) {
    const words = 'hostNetwork must be true if pod contains any hostProcess containers';
    errors.push(invalid(child(specPath, 'hostNetwork'), false, words));
  }
  return errors;
}

function hostProcessOf(owner: Draft): boolean | undefined {
  return booleanAt(objectAt(objectAt(owner, 'securityContext'), 'windowsOptions'), 'hostProcess');
}

/** `spec.os` and what it rules out. */
export function osErrors(spec: Draft, specPath: FieldPath): FieldError[] {
  const os = optionalObject(spec, 'os');
  if (!os) return [];
  const name = stringAt(os, 'name');
  const field = child(specPath, 'os');
  if (name === '') return [required(child(field, 'name'))];
  if (name === 'linux') return linuxErrors(spec, specPath);
  return name === 'windows' ? windowsErrors(spec, specPath) : [notSupported(field, name, ['linux', 'windows'])];
}

function linuxErrors(spec: Draft, specPath: FieldPath): FieldError[] {
  const owners = [{ container: spec, path: specPath }, ...eachContainer(spec, specPath)];
  return owners.flatMap(({ container, path }) => {
    if (!isSet(objectAt(container, 'securityContext'), 'windowsOptions')) return [];
    const field = child(path, 'securityContext', 'windowsOptions');
    return [forbidden(field, 'windows options cannot be set for a linux pod')];
  });
}

const podFieldsOfLinux = ['hostUsers', 'shareProcessNamespace'];
const podFlagsOfLinux = ['hostPID', 'hostIPC'];
const podContextOfLinux = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'seLinuxChangePolicy',
];
const containerContextOfLinux = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
];

function windowsErrors(spec: Draft, specPath: FieldPath): FieldError[] {
  const refuse = (field: FieldPath): FieldError => forbidden(field, 'cannot be set for a windows pod');
  const context = optionalObject(spec, 'securityContext');
  const sysctls = context?.['sysctls'];
  const names = podContextOfLinux.filter((name) => isSet(context, name));
  if (Array.isArray(sysctls) && sysctls.length > 0) names.push('sysctls');
  return [
    ...podFieldsOfLinux.filter((name) => isSet(spec, name)).map((name) => refuse(child(specPath, name))),
    ...podFlagsOfLinux.filter((name) => spec[name] === true).map((name) => refuse(child(specPath, name))),
    ...names.map((name) => refuse(child(specPath, 'securityContext', name))),
    ...eachContainer(spec, specPath).flatMap(({ container, path }) => {
      const own = optionalObject(container, 'securityContext');
      const set = containerContextOfLinux.filter((name) => isSet(own, name));
      return set.map((name) => refuse(child(path, 'securityContext', name)));
    }),
  ];
}
