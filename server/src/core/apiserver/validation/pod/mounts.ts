// What containers mount, and block devices they see. Mirrors ValidateVolumeMounts and ValidateVolumeDevices (v1.36).
// Several errors name the list without the index; so does the server.
import { type Draft, isSet, objectAt, objectsAt, stringAt } from '../../draft.ts';
import { forbidden, invalid, notFound, notSupported, required } from '../../fieldErrors.ts';
import { child, type FieldPath, index } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';
import { backstepErrors, descendingPathErrors } from './paths.ts';

/** The volumes of the pod that have no errors of their own, by name. */
export type KnownVolumes = ReadonlyMap<string, Draft>;

export function mountErrors(container: Draft, volumes: KnownVolumes, path: FieldPath): FieldError[] {
  const list = child(path, 'volumeMounts');
  const devices = pathsByName(container, 'volumeDevices', 'devicePath');
  const seen = new Set<string>();
  return objectsAt(container, 'volumeMounts').flatMap((mount, at) => {
    const field = index(list, at);
    const errors = [
      ...mountNameErrors(mount, volumes, devices, field),
      ...mountPathErrors(mount, seen, devices, child(field, 'mountPath')),
      ...subPathErrors(mount, field, list),
    ];
    seen.add(stringAt(mount, 'mountPath'));
    if (isSet(mount, 'mountPropagation')) {
      errors.push(
        ...propagationErrors(stringAt(mount, 'mountPropagation'), container, child(list, 'mountPropagation')),
      );
    }
    return [...errors, ...recursiveReadOnlyErrors(mount, child(list, 'recursiveReadOnly'))];
  });
}

function pathsByName(container: Draft, list: string, pathName: string): Map<string, string> {
  return new Map(objectsAt(container, list).map((item) => [stringAt(item, 'name'), stringAt(item, pathName)]));
}

function mountNameErrors(
  mount: Draft,
  volumes: KnownVolumes,
  devices: ReadonlyMap<string, string>,
  field: FieldPath,
): FieldError[] {
  const name = stringAt(mount, 'name');
  const at = child(field, 'name');
  const errors = name === '' ? [required(at)] : [];
  if (!volumes.has(name)) errors.push(notFound(at, name));
  if (devices.has(name)) errors.push(invalid(at, name, 'must not already exist in volumeDevices'));
  return errors;
}

function mountPathErrors(
  mount: Draft,
  seen: ReadonlySet<string>,
  devices: ReadonlyMap<string, string>,
  field: FieldPath,
): FieldError[] {
  const path = stringAt(mount, 'mountPath');
  const errors = path === '' ? [required(field)] : [];
  if (seen.has(path)) errors.push(invalid(field, path, 'must be unique'));
  if ([...devices.values()].includes(path)) {
    errors.push(invalid(field, path, 'must not already exist as a path in volumeDevices'));
  }
  return errors;
}

function subPathErrors(mount: Draft, field: FieldPath, list: FieldPath): FieldError[] {
  const subPath = stringAt(mount, 'subPath');
  const expression = stringAt(mount, 'subPathExpr');
  const errors = subPath === '' ? [] : descendingPathErrors(subPath, child(list, 'subPath'));
  if (expression === '') return errors;
  if (subPath !== '') {
    errors.push(invalid(child(field, 'subPathExpr'), expression, 'subPathExpr and subPath are mutually exclusive'));
  }
  return [...errors, ...descendingPathErrors(expression, child(list, 'subPathExpr'))];
}

const propagations = ['Bidirectional', 'HostToContainer', 'None'];

function propagationErrors(value: string, container: Draft, field: FieldPath): FieldError[] {
  if (!propagations.includes(value)) return [notSupported(field, value, propagations)];
  const privileged = objectAt(container, 'securityContext')['privileged'] === true;
  if (value !== 'Bidirectional' || privileged) return [];
  return [forbidden(field, 'Bidirectional mount propagation is available only to privileged containers')];
}

const recursions = ['Disabled', 'Enabled', 'IfPossible'];

function recursiveReadOnlyErrors(mount: Draft, field: FieldPath): FieldError[] {
  if (!isSet(mount, 'recursiveReadOnly')) return [];
  const value = stringAt(mount, 'recursiveReadOnly');
  if (!recursions.includes(value)) return [notSupported(field, value, recursions)];
  if (value === 'Disabled') return [];
  const errors: FieldError[] = [];
  if (mount['readOnly'] !== true) errors.push(forbidden(field, 'may only be specified when readOnly is true'));
  if (isSet(mount, 'mountPropagation') && mount['mountPropagation'] !== 'None') {
    errors.push(forbidden(field, 'may only be specified when mountPropagation is None or not specified'));
  }
  return errors;
}

export function deviceErrors(container: Draft, volumes: KnownVolumes, path: FieldPath): FieldError[] {
  const list = child(path, 'volumeDevices');
  const mounts = pathsByName(container, 'volumeMounts', 'mountPath');
  const names = new Set<string>();
  const paths = new Set<string>();
  return objectsAt(container, 'volumeDevices').flatMap((device, at) => {
    const field = index(list, at);
    const errors = [
      ...deviceNameErrors(stringAt(device, 'name'), names, volumes, mounts, child(field, 'name')),
      ...devicePathErrors(stringAt(device, 'devicePath'), paths, mounts, child(field, 'devicePath')),
    ];
    if (stringAt(device, 'name') !== '') names.add(stringAt(device, 'name'));
    return errors;
  });
}

function deviceNameErrors(
  name: string,
  seen: ReadonlySet<string>,
  volumes: KnownVolumes,
  mounts: ReadonlyMap<string, string>,
  field: FieldPath,
): FieldError[] {
  const volume = volumes.get(name);
  const errors = name === '' ? [required(field)] : [];
  if (seen.has(name)) errors.push(invalid(field, name, 'must be unique'));
  if (!volume) errors.push(notFound(field, name));
  else if (!isSet(volume, 'persistentVolumeClaim') && !isSet(volume, 'ephemeral')) {
    const words = 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode';
    errors.push(invalid(field, name, words));
  }
  if (mounts.has(name)) errors.push(invalid(field, name, 'must not already exist in volumeMounts'));
  return errors;
}

/** Adds the path to `seen` unless it climbs. */
function devicePathErrors(
  path: string,
  seen: Set<string>,
  mounts: ReadonlyMap<string, string>,
  field: FieldPath,
): FieldError[] {
  const errors = path === '' ? [required(field)] : [];
  if (seen.has(path)) errors.push(invalid(field, path, 'must be unique'));
  if (backstepErrors(path, field).length > 0) errors.push(invalid(field, path, "can not contain backsteps ('..')"));
  else seen.add(path);
  if ([...mounts.values()].includes(path)) {
    errors.push(invalid(field, path, 'must not already exist as a path in volumeMounts'));
  }
  return errors;
}
