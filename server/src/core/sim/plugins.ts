// Admission plugins that complete an object from what the cluster holds: service account, priority, tolerations, limit
// ranges, default storage class; and what strategies add at creation. Sources: plugin/pkg/admission/*, pkg/registry/*/strategy.go (v1.36).
import type { JsonObject, JsonValue } from '../apiserver/types.ts';
import type { Admitted } from './admission.ts';
import { forbidden, type Refused } from './answers.ts';
import type { ClusterView } from './frame.ts';
import { sameMeaning } from './json.ts';
import {
  asJson,
  type Container,
  type DaemonSet,
  type Job,
  type KubeObject,
  type PersistentVolumeClaim,
  type Pod,
  type PodSpec,
  type Toleration,
} from './objects.ts';
import { nameSuffix } from './random.ts';
import { qosClass } from './resources.ts';

export function admitPod(view: ClusterView, object: KubeObject): Admitted | Refused {
  const pod = object as Pod;
  const account = withServiceAccount(view, pod);
  if (typeof account === 'string') return forbidden('v1', 'Pod', requestName(pod), account);
  const priority = withPriority(view, account.spec);
  if (typeof priority === 'string') return forbidden('v1', 'Pod', requestName(pod), priority);
  const spec = withTolerations(priority);
  const gated = (spec.schedulingGates?.length ?? 0) > 0;
  const conditions = gated
    ? {
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            lastProbeTime: null,
            lastTransitionTime: view.now(),
            reason: 'SchedulingGated',
            message: 'Scheduling is blocked due to non-empty scheduling gates',
          },
        ],
      }
    : {};
  return {
    ok: true,
    object: { ...pod, spec, status: { phase: 'Pending', ...conditions, qosClass: qosClass(spec) } } as Pod,
  };
}

/** Mutating plugins run before the name is generated. */
const requestName = (pod: Pod): string => pod.metadata.generateName ?? pod.metadata.name;

/** Admission plugin ServiceAccount: the account must exist; its token is mounted into every container. */
function withServiceAccount(view: ClusterView, pod: Pod): Pod | string {
  const namespace = pod.metadata.namespace ?? 'default';
  const name = pod.spec.serviceAccountName || 'default';
  const account = view.get('ServiceAccount', namespace, name);
  if (!account) return `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`;
  const secrets = (pod.spec as { imagePullSecrets?: readonly unknown[] }).imagePullSecrets;
  const spec = {
    ...pod.spec,
    serviceAccountName: name,
    serviceAccount: name,
    ...(!secrets?.length && account.imagePullSecrets && { imagePullSecrets: account.imagePullSecrets }),
  };
  const wish = (pod.spec as { automountServiceAccountToken?: boolean }).automountServiceAccountToken;
  if (!(wish ?? account.automountServiceAccountToken ?? true)) return { ...pod, spec };
  return { ...pod, spec: withToken(spec, `kube-api-access-${nameSuffix(() => view.random('names'))}`) };
}

const tokenPath = '/var/run/secrets/kubernetes.io/serviceaccount';

function withToken(spec: PodSpec, volume: string): PodSpec {
  const mounted = (container: Container) => container.volumeMounts?.some((mount) => mount.mountPath === tokenPath);
  const mount = (container: Container): Container =>
    mounted(container)
      ? container
      : {
          ...container,
          volumeMounts: [...(container.volumeMounts ?? []), { name: volume, readOnly: true, mountPath: tokenPath }],
        };
  if ([...spec.containers, ...(spec.initContainers ?? [])].every(mounted)) return spec;
  return {
    ...spec,
    volumes: [...(spec.volumes ?? []), { name: volume, projected: tokenVolume }],
    ...(spec.initContainers && { initContainers: spec.initContainers.map(mount) }),
    containers: spec.containers.map(mount),
  };
}

const tokenVolume: JsonObject = {
  sources: [
    { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    {
      downwardAPI: {
        items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
      },
    },
  ],
  defaultMode: 420,
};

/** Admission plugin Priority. */
function withPriority(view: ClusterView, spec: PodSpec): PodSpec | string {
  const name = spec.priorityClassName ?? '';
  const fallback = view
    .list('PriorityClass')
    .filter((candidate) => candidate.globalDefault)
    .sort((a, b) => a.value - b.value)[0];
  const chosen = name === '' ? fallback : view.get('PriorityClass', undefined, name);
  if (name !== '' && !chosen) return `no PriorityClass with name ${name} was found`;
  return {
    ...spec,
    ...(chosen && { priorityClassName: chosen.metadata.name }),
    priority: chosen?.value ?? 0,
    preemptionPolicy: chosen?.preemptionPolicy ?? 'PreemptLowerPriority',
  };
}

/** Admission plugin DefaultTolerationSeconds: five minutes of grace for nodes that are not ready or unreachable. */
function withTolerations(spec: PodSpec): PodSpec {
  const has = (key: string) =>
    spec.tolerations?.some(
      (toleration) =>
        (toleration.key === key || !toleration.key) && (toleration.effect === 'NoExecute' || !toleration.effect),
    );
  const added: Toleration[] = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']
    .filter((key) => !has(key))
    .map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }));
  return added.length > 0 ? { ...spec, tolerations: [...(spec.tolerations ?? []), ...added] } : spec;
}

/**
 * `jobStrategy.PrepareForCreate`: labels and selector by the job's uid, unless the selector is the user's. A Job without
 * labels of its own shares those of its template.
 */
export function prepareJob(object: KubeObject, given: KubeObject): KubeObject {
  const job = object as Job;
  const manual = (job.spec as { manualSelector?: boolean }).manualSelector;
  if (manual) return job;
  const { uid, name } = job.metadata;
  const { template } = job.spec;
  const labels = {
    ...template.metadata?.labels,
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'job-name': name,
  };
  const spec = {
    ...job.spec,
    selector: { ...job.spec.selector, matchLabels: { 'batch.kubernetes.io/controller-uid': uid } },
    template: { ...template, metadata: { ...template.metadata, labels } },
  };
  const shared = Object.keys(given.metadata.labels ?? {}).length === 0;
  return { ...job, ...(shared && { metadata: { ...job.metadata, labels } }), spec } as Job;
}

/** Admission plugin DefaultStorageClass: an absent class becomes the newest default one. */
export function admitClaim(view: ClusterView, object: KubeObject): KubeObject {
  const claim = object as PersistentVolumeClaim;
  const annotated = claim.metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] !== undefined;
  if (claim.spec.storageClassName !== undefined || annotated) return claim;
  const chosen = defaultStorageClass(view);
  return chosen === undefined ? claim : { ...claim, spec: { ...claim.spec, storageClassName: chosen } };
}

/** The newest StorageClass marked as default; between equally old ones the first by name. */
export function defaultStorageClass(view: ClusterView): string | undefined {
  const marks = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'];
  return view
    .list('StorageClass')
    .filter((candidate) => marks.some((mark) => candidate.metadata.annotations?.[mark] === 'true'))
    .sort((a, b) => b.metadata.creationTimestamp.localeCompare(a.metadata.creationTimestamp))[0]?.metadata.name;
}

export function prepareNamespace(object: KubeObject): KubeObject {
  const labels: Record<string, JsonValue> = {
    ...object.metadata.labels,
    'kubernetes.io/metadata.name': object.metadata.name,
  };
  const spec = { ...(object.spec as object | undefined), finalizers: ['kubernetes'] };
  return { ...object, metadata: { ...object.metadata, labels }, spec } as KubeObject;
}

const generationAnnotation = 'deprecated.daemonset.template.generation';

/** `daemonSetStrategy`: counts the templates a DaemonSet has had, in an annotation that people cannot change. */
export function withTemplateGeneration(object: KubeObject, before: KubeObject | undefined): KubeObject {
  const [now, then] = [object as DaemonSet, before as DaemonSet | undefined];
  const known = Number(then?.metadata.annotations?.[generationAnnotation] ?? 0);
  const changed = !then || !sameMeaning(asJson(now.spec.template), asJson(then.spec.template));
  const annotations = { ...now.metadata.annotations, [generationAnnotation]: String(changed ? known + 1 : known) };
  return { ...now, metadata: { ...now.metadata, annotations } } as KubeObject;
}
