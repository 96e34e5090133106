// Volume sources as `kubectl describe` shows them, of pods and of persistent volumes: a table of types and their fields.
// Source: kubectl/pkg/describe/describe.go describeVolumes (v1.36). Types that no cluster of today can mount are left out.
import type { JsonObject, JsonValue } from '../../../apiserver/types.ts';
import { at, has, list, record, sortedKeys, text } from '../read.ts';
import { quantity } from '../tables/storage.ts';
import { claimLines } from './claimLines.ts';
import type { DescribeContext, Writer } from './writer.ts';

type Field = readonly [label: string, value: (source: JsonValue) => string];

interface SourceType {
  readonly type: string;
  readonly fields: readonly Field[];
}

const value = (label: string, field: string, none = ''): Field => [label, (source) => text(source, field) || none];
const flag = (label: string, field: string): Field => [label, (source) => String(at(source, field) === true)];

const types: Readonly<Record<string, SourceType>> = {
  hostPath: {
    type: 'HostPath (bare host directory volume)',
    fields: [
      value('Path', 'path'),
      ['HostPathType', (source) => (has(source, 'type') ? text(source, 'type') : '<none>')],
    ],
  },
  emptyDir: {
    type: "EmptyDir (a temporary directory that shares a pod's lifetime)",
    fields: [
      value('Medium', 'medium'),
      ['SizeLimit', (source) => (sizeLimit(source) === '0' ? '<unset>' : sizeLimit(source))],
    ],
  },
  secret: {
    type: 'Secret (a volume populated by a Secret)',
    fields: [value('SecretName', 'secretName'), flag('Optional', 'optional')],
  },
  configMap: {
    type: 'ConfigMap (a volume populated by a ConfigMap)',
    fields: [value('Name', 'name'), flag('Optional', 'optional')],
  },
  nfs: {
    type: 'NFS (an NFS mount that lasts the lifetime of a pod)',
    fields: [value('Server', 'server'), value('Path', 'path'), flag('ReadOnly', 'readOnly')],
  },
  persistentVolumeClaim: {
    type: 'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
    fields: [value('ClaimName', 'claimName'), flag('ReadOnly', 'readOnly')],
  },
  image: {
    type: 'Image (a container image or OCI artifact)',
    fields: [value('Reference', 'reference'), value('PullPolicy', 'pullPolicy')],
  },
  local: {
    type: 'LocalVolume (a persistent volume backed by local storage on a node)',
    fields: [value('Path', 'path')],
  },
};

const sizeLimit = (source: JsonValue): string => quantity(at(source, 'sizeLimit'));

export function volumeLines(w: Writer, volumes: readonly JsonValue[], space: string, context: DescribeContext): void {
  if (volumes.length === 0) {
    w.line(0, `${space}Volumes:\t<none>`);
    return;
  }
  w.line(0, `${space}Volumes:`);
  for (const volume of volumes) {
    w.line(1, `${space === '' ? '' : ' '}${text(volume, 'name')}:`);
    if (!sourceLines(w, volume, context)) w.line(1, '<unknown>');
  }
}

/** False when the type is not known. */
export function sourceLines(w: Writer, volume: JsonValue, context: DescribeContext): boolean {
  for (const [key, { type, fields }] of Object.entries(types)) {
    const source = at(volume, key);
    if (source === undefined) continue;
    w.field(2, 'Type', type);
    for (const [label, read] of fields) w.field(2, label, read(source));
    return true;
  }
  if (has(volume, 'projected')) projectedLines(w, list(volume, 'projected', 'sources'));
  else if (has(volume, 'downwardAPI')) downwardLines(w, list(volume, 'downwardAPI', 'items'));
  else if (has(volume, 'csi')) csiLines(w, record(volume, 'csi'));
  else if (has(volume, 'ephemeral')) ephemeralLines(w, record(volume, 'ephemeral', 'volumeClaimTemplate'), context);
  else return false;
  return true;
}

function projectedLines(w: Writer, sources: readonly JsonValue[]): void {
  w.field(2, 'Type', 'Projected (a volume that contains injected data from multiple sources)');
  for (const source of sources) {
    const named = (label: string, ref: JsonValue | undefined) => {
      w.field(2, label, text(ref, 'name'));
      w.field(2, 'Optional', String(at(ref, 'optional') === true));
    };
    if (has(source, 'secret')) named('SecretName', at(source, 'secret'));
    else if (has(source, 'downwardAPI')) w.field(2, 'DownwardAPI', 'true');
    else if (has(source, 'configMap')) named('ConfigMapName', at(source, 'configMap'));
    else if (has(source, 'serviceAccountToken'))
      w.field(2, 'TokenExpirationSeconds', text(source, 'serviceAccountToken', 'expirationSeconds'));
  }
}

function downwardLines(w: Writer, items: readonly JsonValue[]): void {
  w.field(2, 'Type', 'DownwardAPI (a volume populated by information about the pod)');
  w.line(2, 'Items:');
  for (const item of items) {
    const field = text(item, 'fieldRef', 'fieldPath') || text(item, 'resourceFieldRef', 'resource');
    w.line(3, `${field} -> ${text(item, 'path')}`);
  }
}

function csiLines(w: Writer, csi: JsonObject): void {
  w.field(2, 'Type', 'CSI (a Container Storage Interface (CSI) volume source)');
  w.field(2, 'Driver', text(csi, 'driver'));
  w.field(2, 'FSType', text(csi, 'fsType'));
  if (has(csi, 'volumeHandle')) w.field(2, 'VolumeHandle', text(csi, 'volumeHandle'));
  w.field(2, 'ReadOnly', String(at(csi, 'readOnly') === true));
  const attributes = record(csi, 'volumeAttributes');
  const keys = sortedKeys(attributes);
  w.write(2, 'VolumeAttributes:\t');
  if (keys.length === 0) w.line(0, '<none>');
  for (const [index, key] of keys.entries()) {
    if (index > 0) w.write(2, '    \t');
    w.line(2, `${key}=${text(attributes, key)}`);
  }
}

function ephemeralLines(w: Writer, template: JsonObject, context: DescribeContext): void {
  w.field(
    2,
    'Type',
    'EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)',
  );
  claimLines(w, template, context, { whole: false, level: 2 });
}
