// Tables of volumes, claims and classes. Source: pkg/printers/internalversion/printers.go (v1.36).
import type { JsonObject, JsonValue } from '../../../apiserver/types.ts';
import { quantityOf, quantityText } from '../../../kubernetes/quantity.ts';
import { at, has, list, text } from '../read.ts';
import type { Column, Columns } from '../table.ts';
import { age, name, orUnset } from './columns.ts';

/** Canonical form; '0' for none. */
export function quantity(value: JsonValue | undefined): string {
  const found = value === undefined ? undefined : quantityOf(value);
  return found ? quantityText(found) : '0';
}

const shortModes: readonly (readonly [string, string])[] = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
];

/** `helper.GetAccessModesAsString`. */
export function accessModes(modes: readonly JsonValue[]): string {
  return shortModes.flatMap(([mode, short]) => (modes.includes(mode) ? [short] : [])).join(',');
}

const phase = (object: JsonObject): string =>
  has(object, 'metadata', 'deletionTimestamp') ? 'Terminating' : text(object, 'status', 'phase');

export const classOf = (object: JsonObject): string => {
  const annotation = at(object, 'metadata', 'annotations', 'volume.beta.kubernetes.io/storage-class');
  return annotation === undefined ? text(object, 'spec', 'storageClassName') : String(annotation);
};

const attributesClass: Column = {
  name: 'VOLUMEATTRIBUTESCLASS',
  cell: (object) =>
    has(object, 'spec', 'volumeAttributesClassName') ? text(object, 'spec', 'volumeAttributesClassName') : '<unset>',
};

const volumeMode: Column = {
  name: 'VOLUMEMODE',
  wide: true,
  cell: (object) => orUnset(text(object, 'spec', 'volumeMode')),
};

export const persistentVolumes: Columns = [
  name,
  { name: 'CAPACITY', cell: (object) => quantity(at(object, 'spec', 'capacity', 'storage')) },
  { name: 'ACCESS MODES', cell: (object) => accessModes(list(object, 'spec', 'accessModes')) },
  { name: 'RECLAIM POLICY', cell: (object) => text(object, 'spec', 'persistentVolumeReclaimPolicy') },
  { name: 'STATUS', cell: phase },
  {
    name: 'CLAIM',
    cell: (object) => {
      const ref = at(object, 'spec', 'claimRef');
      return ref === undefined ? '' : `${text(ref, 'namespace')}/${text(ref, 'name')}`;
    },
  },
  { name: 'STORAGECLASS', cell: classOf },
  attributesClass,
  { name: 'REASON', cell: (object) => text(object, 'status', 'reason') },
  age,
  volumeMode,
];

const isBound = (object: JsonObject): boolean => text(object, 'spec', 'volumeName') !== '';

export const persistentVolumeClaims: Columns = [
  name,
  { name: 'STATUS', cell: phase },
  { name: 'VOLUME', cell: (object) => text(object, 'spec', 'volumeName') },
  {
    name: 'CAPACITY',
    cell: (object) => (isBound(object) ? quantity(at(object, 'status', 'capacity', 'storage')) : ''),
  },
  {
    name: 'ACCESS MODES',
    cell: (object) => (isBound(object) ? accessModes(list(object, 'status', 'accessModes')) : ''),
  },
  { name: 'STORAGECLASS', cell: classOf },
  attributesClass,
  age,
  volumeMode,
];

export const storageClasses: Columns = [
  {
    name: 'NAME',
    cell: (object) => `${text(object, 'metadata', 'name')}${isDefault(object) ? ' (default)' : ''}`,
  },
  { name: 'PROVISIONER', cell: (object) => text(object, 'provisioner') },
  { name: 'RECLAIMPOLICY', cell: (object) => text(object, 'reclaimPolicy') || 'Delete' },
  { name: 'VOLUMEBINDINGMODE', cell: (object) => text(object, 'volumeBindingMode') || 'Immediate' },
  { name: 'ALLOWVOLUMEEXPANSION', cell: (object) => text(object, 'allowVolumeExpansion') || 'false' },
  age,
];

function isDefault(object: JsonObject): boolean {
  const marks = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'];
  return marks.some((mark) => text(object, 'metadata', 'annotations', mark) === 'true');
}
