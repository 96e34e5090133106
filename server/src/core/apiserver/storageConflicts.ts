// The refusals of an update that names another object's uid or another state of it, in the words of the server's storage.
// Mirrors k8s.io/apiserver pkg/storage Preconditions.Check and the resource prefixes of pkg/registry (v1.36).
import { goQuote } from '../kubernetes/goText.ts';
import type { KindInfo } from '../schema/schema.ts';
import { type Draft, objectAt, stringAt } from './draft.ts';
import type { FieldError } from './types.ts';

/** Where a kind is stored, if not under its plural. */
const prefixes: Readonly<Record<string, string>> = {
  apiservices: 'apiregistration.k8s.io/apiservices',
  customresourcedefinitions: 'apiextensions.k8s.io/customresourcedefinitions',
  endpoints: 'services/endpoints',
  ingresses: 'ingress',
  nodes: 'minions',
  replicationcontrollers: 'controllers',
  services: 'registry/services/specs',
};

const MODIFIED = 'the object has been modified; please apply your changes to the latest version and try again';

/** The conflict of two resource versions; none where the new object names none, or the old one is not known. */
export function versionConflict(kind: KindInfo, object: Draft, old: Draft): FieldError | undefined {
  const meta = objectAt(object, 'metadata');
  const version = stringAt(meta, 'resourceVersion');
  const held = stringAt(objectAt(old, 'metadata'), 'resourceVersion');
  if (version === '' || version === held) return undefined;
  if (!/^\d+$/.test(version)) {
    return { reason: '', field: '', message: `strconv.ParseUint: parsing ${goQuote(version)}: invalid syntax` };
  }
  if (held === '') return undefined;
  const resource = kind.group === '' ? kind.plural : `${kind.plural}.${kind.group}`;
  const message = `Operation cannot be fulfilled on ${resource} ${goQuote(stringAt(meta, 'name'))}: ${MODIFIED}`;
  return { reason: 'Conflict', field: '', message };
}

/** The conflict of two uids; none where the new object names no uid, or the right one. */
export function uidConflict(kind: KindInfo, object: Draft, old: Draft): FieldError | undefined {
  const meta = objectAt(object, 'metadata');
  const uid = stringAt(meta, 'uid');
  const held = stringAt(objectAt(old, 'metadata'), 'uid');
  if (uid === '' || uid === held) return undefined;
  const name = stringAt(meta, 'name');
  const resource = kind.group === '' ? kind.plural : `${kind.plural}.${kind.group}`;
  const place = kind.namespaced ? `${stringAt(meta, 'namespace')}/${name}` : name;
  const key = `/${prefixes[kind.plural] ?? kind.plural}/${place}`;
  const failure = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${held}`;
  const error = `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: ${failure}`;
  const message = `Operation cannot be fulfilled on ${resource} "${name}": ${error}`;
  return { reason: 'Conflict', field: '', message };
}
