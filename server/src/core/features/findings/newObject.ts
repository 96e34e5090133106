// The object that somebody refers to and nobody wrote: valid as it stands, to be filled in. The fix of a missing
// reference and the refactoring for a reference about which nothing is said write the same.
import type { Fix } from '../../finding.ts';
import { text } from '../../text.ts';
import type { Reference } from '../../workspace/facts.ts';
import type { ManifestFile } from '../../workspace/file.ts';
import type { PlainObject } from '../../yaml/plain.ts';
import { documentsBehind } from '../refactorings/newDocument.ts';
import { kindName } from './missingTarget.ts';

interface NewObject {
  readonly apiVersion: string;
  readonly bodyOf: (reference: Reference) => PlainObject;
}

const empty = (): PlainObject => ({});
const withRules = (): PlainObject => ({ rules: [] });

const rbac = 'rbac.authorization.k8s.io';

const newObjects: Readonly<Record<string, NewObject>> = {
  ConfigMap: { apiVersion: 'v1', bodyOf: ({ members }) => emptyMembers('data', members) },
  Secret: { apiVersion: 'v1', bodyOf: ({ members }) => emptyMembers('stringData', members) },
  ServiceAccount: { apiVersion: 'v1', bodyOf: empty },
  PersistentVolumeClaim: {
    apiVersion: 'v1',
    bodyOf: () => ({
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    }),
  },
  Service: {
    apiVersion: 'v1',
    bodyOf: ({ name }) => ({ spec: { selector: { app: name }, ports: [{ port: 80 }] } }),
  },
  [`${rbac}/Role`]: { apiVersion: `${rbac}/v1`, bodyOf: withRules },
  [`${rbac}/ClusterRole`]: { apiVersion: `${rbac}/v1`, bodyOf: withRules },
};

function emptyMembers(field: string, members: Reference['members']): PlainObject {
  return members.length === 0 ? {} : { [field]: Object.fromEntries(members.map(({ name }) => [name, ''])) };
}

/** Writes the object at the end of the file; undefined for types whose objects cannot be guessed. */
export function createdObject(file: ManifestFile, reference: Reference): Fix | undefined {
  const { name, namespace, types } = reference;
  const [type = ''] = types;
  const made = Object.hasOwn(newObjects, type) ? newObjects[type] : undefined;
  if (!made) return undefined;
  const kind = kindName(type);
  const metadata = { name, ...(namespace === undefined ? {} : { namespace }) };
  const object = { apiVersion: made.apiVersion, kind, metadata, ...made.bodyOf(reference) };
  return {
    title: text(`Create ${kind} "${name}"`, `创建 ${kind} "${name}"`),
    edits: [documentsBehind(file, file.documents.length - 1, [object])],
  };
}
