// Tables of drivers and devices: CSI, attachments, dynamic resources. Source: pkg/printers/internalversion/printers.go (v1.36).
import type { JsonObject } from '../../../apiserver/types.ts';
import { has, list, text } from '../read.ts';
import type { Column, Columns } from '../table.ts';
import { age, name, orNone } from './columns.ts';

const specText = (title: string, ...path: readonly string[]): Column => ({
  name: title,
  cell: (object) => text(object, 'spec', ...path),
});

const specFlag = (title: string, field: string, without: 'true' | 'false'): Column => ({
  name: title,
  cell: (object) => text(object, 'spec', field) || without,
});

export const csiDrivers: Columns = [
  name,
  specFlag('ATTACHREQUIRED', 'attachRequired', 'true'),
  specFlag('PODINFOONMOUNT', 'podInfoOnMount', 'false'),
  specFlag('STORAGECAPACITY', 'storageCapacity', 'false'),
  { name: 'TOKENREQUESTS', cell: audiences },
  specFlag('REQUIRESREPUBLISH', 'requiresRepublish', 'false'),
  { name: 'MODES', cell: (object) => orNone(list(object, 'spec', 'volumeLifecycleModes').join(',')) },
  age,
];

function audiences(object: JsonObject): string {
  if (!has(object, 'spec', 'tokenRequests')) return '<unset>';
  return list(object, 'spec', 'tokenRequests')
    .map((request) => text(request, 'audience'))
    .join(',');
}

export const csiNodes: Columns = [
  name,
  { name: 'DRIVERS', cell: (object) => list(object, 'spec', 'drivers').length },
  age,
];

export const volumeAttachments: Columns = [
  name,
  specText('ATTACHER', 'attacher'),
  specText('PV', 'source', 'persistentVolumeName'),
  specText('NODE', 'nodeName'),
  { name: 'ATTACHED', cell: (object) => text(object, 'status', 'attached') || 'false' },
  age,
];

export const volumeAttributesClasses: Columns = [
  name,
  { name: 'DRIVERNAME', cell: (object) => text(object, 'driverName') },
  age,
];

export const resourceClaims: Columns = [name, { name: 'STATE', cell: claimState }, age];

function claimState(object: JsonObject): string {
  const deleted = has(object, 'metadata', 'deletionTimestamp');
  const allocated = has(object, 'status', 'allocation');
  const states = [
    deleted && 'deleted',
    !(allocated || deleted) && 'pending',
    allocated && 'allocated',
    allocated && list(object, 'status', 'reservedFor').length > 0 && 'reserved',
  ];
  return states.filter(Boolean).join(',');
}

export const resourceSlices: Columns = [
  name,
  specText('NODE', 'nodeName'),
  specText('DRIVER', 'driver'),
  specText('POOL', 'pool', 'name'),
  age,
];
