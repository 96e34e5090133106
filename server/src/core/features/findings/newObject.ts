// The manifest of an object that somebody refers to and nobody wrote: valid as it stands, to be filled in.
import type { Reference } from '../../workspace/facts.ts';

const bodies: Readonly<Record<string, (reference: Reference) => readonly string[]>> = {
  ConfigMap: ({ members }) => ['apiVersion: v1', 'kind: ConfigMap', ...data('data', members)],
  Secret: ({ members }) => ['apiVersion: v1', 'kind: Secret', ...data('stringData', members)],
  ServiceAccount: () => ['apiVersion: v1', 'kind: ServiceAccount'],
  PersistentVolumeClaim: () => [
    'apiVersion: v1',
    'kind: PersistentVolumeClaim',
    'spec:',
    '  accessModes:',
    '    - ReadWriteOnce',
    '  resources:',
    '    requests:',
    '      storage: 1Gi',
  ],
  Service: ({ name }) => [
    'apiVersion: v1',
    'kind: Service',
    'spec:',
    '  selector:',
    `    app: ${name}`,
    '  ports:',
    '    - port: 80',
  ],
  'rbac.authorization.k8s.io/Role': () => ['apiVersion: rbac.authorization.k8s.io/v1', 'kind: Role', 'rules: []'],
  'rbac.authorization.k8s.io/ClusterRole': () => [
    'apiVersion: rbac.authorization.k8s.io/v1',
    'kind: ClusterRole',
    'rules: []',
  ],
};

function data(field: string, members: Reference['members']): readonly string[] {
  return members.length === 0 ? [] : [`${field}:`, ...members.map(({ name }) => `  ${name}: ""`)];
}

/** Undefined for types whose objects cannot be guessed. The text ends with a line break. */
export function newObject(reference: Reference): string | undefined {
  const [type = ''] = reference.types;
  const body = Object.hasOwn(bodies, type) ? bodies[type]?.(reference) : undefined;
  if (!body) return undefined;
  const [apiVersion, kind, ...rest] = body;
  const namespace = reference.namespace === undefined ? [] : [`  namespace: ${reference.namespace}`];
  return [apiVersion, kind, 'metadata:', `  name: ${reference.name}`, ...namespace, ...rest, ''].join('\n');
}
