// Which ConfigMap, Secret or claim that a pod refers to is missing, and the field that refers to it: environment and
// volumes. It looks at the objects of one moment; the kubelet's own words are told elsewhere.
import { type Text, text } from '../../text.ts';
import type { Container, Pod, Volume } from '../objects.ts';
import { type Moment, step, type WhyStep } from './moment.ts';

type Kind = 'ConfigMap' | 'Secret';

interface Reference {
  readonly kind: Kind;
  readonly name: string;
  readonly keys: readonly string[];
  readonly field: string;
}

/** What of a container's environment cannot be found: at most one step, at the first such reference. */
export function missingReference(pod: Pod, moment: Moment, container: Container, path: string): readonly WhyStep[] {
  return firstMissing(pod, moment, [...wholeOf(container, path), ...keysOf(container, path)]);
}

/** What of the pod's volumes cannot be found. */
export function missingVolumes(pod: Pod, moment: Moment): readonly WhyStep[] {
  return firstMissing(pod, moment, (pod.spec.volumes ?? []).flatMap(referenceOfVolume));
}

function wholeOf({ envFrom = [] }: Container, path: string): readonly Reference[] {
  return envFrom.flatMap(({ configMapRef, secretRef }, at) => {
    const from = configMapRef ?? secretRef;
    if (!from || from.optional) return [];
    const kind: Kind = configMapRef ? 'ConfigMap' : 'Secret';
    const field = `${path}.envFrom[${at}].${configMapRef ? 'configMapRef' : 'secretRef'}.name`;
    return [{ kind, name: from.name ?? '', keys: [], field }];
  });
}

function keysOf({ env = [] }: Container, path: string): readonly Reference[] {
  return env.flatMap(({ valueFrom }, at) => {
    const from = valueFrom?.configMapKeyRef ?? valueFrom?.secretKeyRef;
    if (!from || from.optional) return [];
    const kind: Kind = valueFrom?.configMapKeyRef ? 'ConfigMap' : 'Secret';
    const field = `${path}.env[${at}].valueFrom.${kind === 'ConfigMap' ? 'configMapKeyRef' : 'secretKeyRef'}`;
    return [{ kind, name: from.name ?? '', keys: [from.key], field }];
  });
}

function referenceOfVolume({ configMap, secret }: Volume, at: number): readonly Reference[] {
  const from = configMap ?? secret;
  if (!from || from.optional) return [];
  const keys = (from.items ?? []).map(({ key }) => key);
  const field = `spec.volumes[${at}].${configMap ? 'configMap' : 'secret'}`;
  if (configMap) return [{ kind: 'ConfigMap', name: configMap.name ?? '', keys, field: `${field}.name` }];
  return [{ kind: 'Secret', name: secret?.secretName ?? '', keys, field: `${field}.secretName` }];
}

function firstMissing(pod: Pod, moment: Moment, references: readonly Reference[]): readonly WhyStep[] {
  for (const reference of references) {
    const says = missing(pod, moment, reference);
    if (says) return [step(moment, pod, reference.field, says)];
  }
  return [];
}

function missing(pod: Pod, moment: Moment, { kind, name, keys }: Reference): Text | undefined {
  const { namespace } = pod.metadata;
  const object = moment.get(kind, namespace, name);
  if (!object)
    return text(
      `it refers to ${kind} "${name}", which does not exist in namespace "${namespace}"`,
      `它引用了命名空间 "${namespace}" 中不存在的 ${kind} "${name}"`,
    );
  const data: object = { ...object.data, ...('binaryData' in object ? object.binaryData : {}) };
  const absent = keys.find((key) => !Object.hasOwn(data, key));
  if (absent === undefined) return undefined;
  return text(`${kind} "${name}" has no key "${absent}"`, `${kind} "${name}" 没有键 "${absent}"`);
}
