// Objects as the server's messages print them: Go's internal structs, every field under its Go name, unset ones as null or
// zero. Gives ordered plain values; `goJson` makes the text.
import { compareQuantities, quantityOf } from '../../../kubernetes/quantity.ts';
import { type Draft, isDraft, type Json, sameJson } from '../../draft.ts';
import { sortedByName } from '../goStructs.ts';
import { internalTypes, jsonNamed } from './internalTypes.data.ts';

interface GoField {
  /** Name in the message. */
  readonly shown: string;
  /** Name in manifests. */
  readonly name: string;
  readonly type: string;
  readonly embedded: boolean;
  /** Printed although empty. */
  readonly always: boolean;
}

/** Manifest names that do not follow from the Go name. */
const renamed: Readonly<Record<string, string>> = {
  'core.VolumeSource.CephFS': 'cephfs',
  'core.VolumeSource.StorageOS': 'storageos',
  'core.RBDVolumeSource.CephMonitors': 'monitors',
  'core.RBDVolumeSource.RBDImage': 'image',
  'core.RBDVolumeSource.RBDPool': 'pool',
  'core.RBDVolumeSource.RadosUser': 'user',
  'core.ISCSIVolumeSource.DiscoveryCHAPAuth': 'chapAuthDiscovery',
  'core.ISCSIVolumeSource.SessionCHAPAuth': 'chapAuthSession',
  'core.GlusterfsVolumeSource.EndpointsName': 'endpoints',
  'core.AzureDiskVolumeSource.DataDiskURI': 'diskURI',
  'core.FCVolumeSource.WWIDs': 'wwids',
  'core.PersistentVolumeSource.CephFS': 'cephfs',
  'core.PersistentVolumeSource.StorageOS': 'storageos',
  'core.RBDPersistentVolumeSource.CephMonitors': 'monitors',
  'core.RBDPersistentVolumeSource.RBDImage': 'image',
  'core.RBDPersistentVolumeSource.RBDPool': 'pool',
  'core.RBDPersistentVolumeSource.RadosUser': 'user',
  'core.ISCSIPersistentVolumeSource.DiscoveryCHAPAuth': 'chapAuthDiscovery',
  'core.ISCSIPersistentVolumeSource.SessionCHAPAuth': 'chapAuthSession',
  'core.GlusterfsPersistentVolumeSource.EndpointsName': 'endpoints',
};

const fieldsByType = new Map<string, readonly GoField[]>();

function fieldsOf(type: string): readonly GoField[] {
  const known = fieldsByType.get(type);
  if (known) return known;
  const fields = (internalTypes[type] ?? '').split(' ').map((text) => fieldOf(type, text));
  fieldsByType.set(type, fields);
  return fields;
}

function fieldOf(type: string, text: string): GoField {
  if (text.startsWith('+')) return { shown: '', name: '', type: text.slice(1), embedded: true, always: false };
  const colon = text.indexOf(':');
  const always = text[colon - 1] === '!';
  const shown = text.slice(0, always ? colon - 1 : colon);
  const name = jsonNamed.has(type) ? shown : (renamed[`${type}.${shown}`] ?? manifestName(shown));
  return { shown, name, type: text.slice(colon + 1), embedded: false, always };
}

/** `DNSPolicy` → `dnsPolicy`, `TTY` → `tty`, `HostPID` → `hostPID`. */
function manifestName(goName: string): string {
  const capitals = /^[A-Z]+/.exec(goName)?.[0] ?? '';
  const run = capitals.length === goName.length || capitals.length === 1 ? capitals.length : capitals.length - 1;
  return goName.slice(0, run).toLowerCase() + goName.slice(run);
}

/**
 * `equality.Semantic.DeepEqual` of two values of an internal type: a pointer to an empty struct is not the same as none, an
 * empty list or map is, and quantities are compared by their amount.
 */
export function sameInternal(type: string, one: Json | undefined, other: Json | undefined): boolean {
  if (type.startsWith('*')) {
    const [given, before] = [one ?? null, other ?? null];
    if (given === null || before === null) return given === before;
    return sameInternal(type.slice(1), given, before);
  }
  if (type.startsWith('[]')) {
    const [items, others] = [Array.isArray(one) ? one : [], Array.isArray(other) ? other : []];
    return items.length === others.length && items.every((item, at) => sameInternal(type.slice(2), item, others[at]));
  }
  if (type === 'quantity' || type === 'map:quantity') return sameAmounts(one, other);
  if (isDraft(one) && isDraft(other) && type in internalTypes) return sameFields(type, one, other);
  return sameJson(internalValue(type, one), internalValue(type, other));
}

function sameFields(type: string, one: Draft, other: Draft): boolean {
  const [given, before] = type === 'core.PodSpec' ? [hostFieldsMoved(one), hostFieldsMoved(other)] : [one, other];
  return fieldsOf(type).every((field) => {
    if (!field.embedded) return sameInternal(field.type, given[field.name], before[field.name]);
    if (field.type === 'v1.ObjectMeta') return sameInternal(field.type, given['metadata'], before['metadata']);
    return sameFields(field.type, given, before);
  });
}

/** A quantity, or a map of them. */
function sameAmounts(one: Json | undefined, other: Json | undefined): boolean {
  if (isDraft(one) || isDraft(other)) {
    const [given, before] = [isDraft(one) ? one : {}, isDraft(other) ? other : {}];
    const names = Object.keys(given);
    return (
      names.length === Object.keys(before).length &&
      names.every((name) => name in before && sameAmounts(given[name], before[name]))
    );
  }
  const [amount, earlier] = [quantityOf(one ?? '0'), quantityOf(other ?? '0')];
  return amount && earlier ? compareQuantities(amount, earlier) === 0 : sameJson(one, other);
}

/** @param type such as `core.SecurityContext` */
export function internalObject(type: string, object: Draft): Draft {
  const given = type === 'core.PodSpec' ? hostFieldsMoved(object) : object;
  const printed: Draft = {};
  for (const field of fieldsOf(type)) {
    if (field.embedded) Object.assign(printed, embeddedIn(field.type, given));
    else if (!jsonNamed.has(type) || field.always || !isEmpty(given[field.name])) {
      printed[field.shown] = internalValue(field.type, given[field.name]);
    }
  }
  return printed;
}

/** Metadata stands in a field of its own in manifests, and among the other fields in Go. */
function embeddedIn(type: string, object: Draft): Draft {
  const meta = object['metadata'];
  if (type === 'v1.ObjectMeta') return internalObject(type, isDraft(meta) ? meta : {});
  return internalObject(type, object);
}

function internalValue(type: string, value: Json | undefined): Json {
  if (type.startsWith('*')) return value === undefined || value === null ? null : internalValue(type.slice(1), value);
  if (type.startsWith('[]')) {
    return Array.isArray(value) ? value.map((item) => internalValue(type.slice(2), item)) : null;
  }
  if (type.startsWith('map:')) return isDraft(value) ? sortedByName(value) : null;
  switch (type) {
    case 'string':
      return value ?? '';
    case 'int':
    case 'intOrString':
      return value ?? 0;
    case 'bool':
      return value ?? false;
    case 'quantity':
      return value ?? '0';
    case 'time':
      return value ?? null;
    default:
      return internalObject(type, isDraft(value) ? value : {});
  }
}

function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '' || value === 0 || value === false) return true;
  return Array.isArray(value) ? value.length === 0 : isDraft(value) && Object.keys(value).length === 0;
}

const hostFields = ['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'hostUsers'];

/** Inside the server, what a pod shares with its host belongs to the security context. */
function hostFieldsMoved(spec: Draft): Draft {
  const context = spec['securityContext'];
  const moved: Draft = isDraft(context) ? { ...context } : {};
  let any = isDraft(context);
  for (const name of hostFields) {
    if (spec[name] === undefined) continue;
    moved[name] = spec[name];
    any = true;
  }
  return any ? { ...spec, securityContext: moved } : spec;
}
