// Names, ordinals and templates of a StatefulSet's pods and claims. Source:
// pkg/controller/statefulset/stateful_set_utils.go (v1.36). Pure.
import type {
  ControllerRevision,
  NewObject,
  PersistentVolumeClaim,
  Pod,
  PodTemplateSpec,
  StatefulSet,
  Volume,
} from '../../objects.ts';
import { templateOf } from '../history.ts';
import { podFromTemplate } from '../podControl.ts';

export const revisionLabel = 'controller-revision-hash';
export const podNameLabel = 'statefulset.kubernetes.io/pod-name';
const indexLabel = 'apps.kubernetes.io/pod-index';

export const startOrdinal = (set: StatefulSet): number => set.spec.ordinals?.start ?? 0;

/** -1 when the pod's name is not of the set's form. */
export function ordinalOf(set: StatefulSet, pod: Pod): number {
  const [, parent, digits] = /^(.*)-(\d+)$/.exec(pod.metadata.name) ?? [];
  return parent === set.metadata.name ? Number(digits) : -1;
}

export function inRange(set: StatefulSet, ordinal: number): boolean {
  return ordinal >= startOrdinal(set) && ordinal < startOrdinal(set) + set.spec.replicas;
}

export const revisionOf = (pod: Pod): string => pod.metadata.labels?.[revisionLabel] ?? '';

/** `newVersionedStatefulSetPod`: which revision a missing pod is made at. */
export function versionFor(
  set: StatefulSet,
  ordinal: number,
  current: ControllerRevision,
  update: ControllerRevision,
): ControllerRevision {
  const { rollingUpdate } = set.spec.updateStrategy;
  const start = startOrdinal(set);
  const still = rollingUpdate ? start + (rollingUpdate.partition ?? 0) : start + (set.status.currentReplicas ?? 0);
  const old = set.spec.updateStrategy.type === 'RollingUpdate' && ordinal < still;
  return old ? current : update;
}

/** `newStatefulSetPod` with identity and storage. */
export function podFor(set: StatefulSet, ordinal: number, revision: ControllerRevision): NewObject {
  const name = `${set.metadata.name}-${ordinal}`;
  const template = withStorage(set, templateOf(revision), ordinal);
  const spec = { ...template.spec, hostname: name, ...(set.spec.serviceName && { subdomain: set.spec.serviceName }) };
  const labels = {
    ...template.metadata?.labels,
    [revisionLabel]: revision.metadata.name,
    [podNameLabel]: name,
    [indexLabel]: String(ordinal),
  };
  return podFromTemplate(set, { ...template, spec }, { name, generateName: `${set.metadata.name}-`, labels });
}

/** `updateStorage`: the pod's volumes of the claim templates, in place of template volumes of the same name. */
function withStorage(set: StatefulSet, template: PodTemplateSpec, ordinal: number): PodTemplateSpec {
  const claims = set.spec.volumeClaimTemplates ?? [];
  if (claims.length === 0) return template;
  const names = new Set(claims.map((claim) => claim.metadata.name));
  const volumes: Volume[] = claims.map((claim) => ({
    name: claim.metadata.name,
    persistentVolumeClaim: { claimName: claimName(set, claim.metadata.name, ordinal) },
  }));
  const others = (template.spec.volumes ?? []).filter((volume) => !names.has(volume.name));
  return { ...template, spec: { ...template.spec, volumes: [...volumes, ...others] } };
}

export function claimName(set: StatefulSet, template: string, ordinal: number): string {
  return `${template}-${set.metadata.name}-${ordinal}`;
}

/** The claims of one ordinal, in the order of the templates. */
export function claimsFor(set: StatefulSet, ordinal: number): readonly NewObject[] {
  return (set.spec.volumeClaimTemplates ?? []).map((template: PersistentVolumeClaim) => {
    const { name, labels, annotations } = template.metadata;
    return {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name: claimName(set, name, ordinal),
        namespace: set.metadata.namespace ?? 'default',
        labels: { ...labels, ...set.spec.selector.matchLabels },
        ...(annotations && { annotations }),
      },
      spec: template.spec,
    } as NewObject;
  });
}

/** `identityMatches` and `storageMatches`. */
export function isAsItShould(set: StatefulSet, pod: Pod): boolean {
  if (pod.metadata.labels?.[podNameLabel] !== pod.metadata.name) return false;
  const ordinal = ordinalOf(set, pod);
  return (set.spec.volumeClaimTemplates ?? []).every(({ metadata }) => {
    const volume = pod.spec.volumes?.find(({ name }) => name === metadata.name);
    return volume?.persistentVolumeClaim?.claimName === claimName(set, metadata.name, ordinal);
  });
}
