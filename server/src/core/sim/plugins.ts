// What the API server's strategies add to an object that has been judged and admitted, from the moment and the uid it gets.
// Sources: pkg/registry/*/strategy.go (v1.36). Admission plugins are in core/apiserver.
import type { JsonValue } from '../apiserver/types.ts';
import type { ClusterView } from './frame.ts';
import { sameMeaning } from './json.ts';
import { asJson, type Condition, type DaemonSet, type Job, type KubeObject, type Pod } from './objects.ts';
import { qosClass } from './resources.ts';

/** `podStrategy.PrepareForCreate`: the first status; gated pods say so. */
export function preparePod(view: ClusterView, object: KubeObject): KubeObject {
  const pod = object as Pod;
  const gated: Condition = {
    type: 'PodScheduled',
    status: 'False',
    lastProbeTime: null,
    lastTransitionTime: view.now(),
    reason: 'SchedulingGated',
    message: 'Scheduling is blocked due to non-empty scheduling gates',
  };
  const conditions = pod.spec.schedulingGates?.length ? { conditions: [gated] } : {};
  return { ...pod, status: { phase: 'Pending', ...conditions, qosClass: qosClass(pod.spec) } } as Pod;
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
