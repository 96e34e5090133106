// Where no schema says what is at a place: authors of custom resources and charts take over the fields of pods, by name and
// whole. What such a name most likely holds; whoever uses it must expect that it holds something else.
import { type FieldPlace, fieldFrom } from '../../schema/lookup.ts';
import type { Schema } from '../../schema/schema.ts';
import type { Path } from '../../yaml/nodes.ts';
import type { Cursor } from './cursor.ts';

/** Fields whose names mean one thing only, by the type that has them. */
const takenOver: Readonly<Record<string, string>> = {
  Container:
    'env envFrom imagePullPolicy lifecycle livenessProbe readinessProbe resources securityContext startupProbe volumeDevices volumeMounts',
  PodSpec:
    'affinity containers dnsConfig dnsPolicy hostAliases imagePullSecrets initContainers nodeSelector restartPolicy tolerations topologySpreadConstraints volumes',
  EnvVar: 'valueFrom',
  EnvVarSource: 'configMapKeyRef fieldRef resourceFieldRef secretKeyRef',
  EnvFromSource: 'configMapRef secretRef',
  Probe: 'exec grpc httpGet tcpSocket',
  Volume: 'configMap downwardAPI emptyDir hostPath persistentVolumeClaim projected secret',
  EphemeralVolumeSource: 'volumeClaimTemplate',
  PersistentVolumeClaimSpec: 'accessModes',
  Affinity: 'nodeAffinity podAffinity podAntiAffinity',
};

const owners: ReadonlyMap<string, string> = new Map(
  Object.entries(takenOver).flatMap(([type, names]) => names.split(' ').map((name) => [name, coreType(type)] as const)),
);

function coreType(name: string): string {
  return `io.k8s.api.core.v1.${name}`;
}

/** By the nearest name on the path that pods have too; what has an image beside others in a list is a container. */
export function placeLikeInPods(
  schema: Schema,
  path: Path,
  { siblings, container, role }: Cursor,
): FieldPlace | undefined {
  const isItem = typeof path.at(-1) === 'number' && container?.type === 'mapping';
  if (isItem && role !== 'value' && siblings.includes('image')) return fieldFrom(schema, coreType('Container'), []);
  for (let at = path.length - 1; at >= 0; at--) {
    const owner = owners.get(String(path[at]));
    const place = owner && fieldFrom(schema, owner, path.slice(at));
    if (place) return place;
  }
  return undefined;
}
