// Why a workload does not have what it asks for: what its controller says, or the pod that stands in the way.
import { type Text, text } from '../../text.ts';
import {
  conditionOf,
  type DaemonSet,
  type Deployment,
  type KubeObject,
  type Pod,
  type ReplicaSet,
  type StatefulSet,
} from '../objects.ts';
import { type Found, type Moment, step, type WhyStep } from './moment.ts';
import { whyPod } from './pod.ts';

export function whyDeployment(object: KubeObject, moment: Moment): Found | undefined {
  const deployment = object as Deployment;
  const { spec, status } = deployment;
  const stuck = conditionOf(status, 'Progressing')?.reason === 'ProgressDeadlineExceeded';
  const updated = status.updatedReplicas ?? 0;
  const complete = (status.availableReplicas ?? 0) === spec.replicas && updated === spec.replicas;
  if (complete && status.replicas === spec.replicas) return undefined;
  if (spec.paused) {
    const says = text('it is paused: changes of the template are not rolled out', '它已暂停：模板的更改不会被发布');
    return { symptom: 'Paused', steps: [step(moment, deployment, 'spec.paused', says)] };
  }
  const counts = text(
    `${updated} of ${spec.replicas} pods are of the new template, ${status.availableReplicas ?? 0} are available`,
    `${spec.replicas} 个 Pod 中有 ${updated} 个使用新模板，${status.availableReplicas ?? 0} 个可用`,
  );
  const late = text(
    `nothing progressed for ${spec.progressDeadlineSeconds ?? 600} s`,
    `${spec.progressDeadlineSeconds ?? 600} 秒内没有任何进展`,
  );
  const head = [
    step(moment, deployment, 'spec.replicas', counts),
    ...(stuck ? [step(moment, deployment, 'spec.progressDeadlineSeconds', late)] : []),
  ];
  const below =
    creationFailed(newestSetOf(deployment, moment), moment) ??
    orWaiting(deployment, moment, hindering(deployment, moment));
  return { symptom: stuck ? 'ProgressDeadlineExceeded' : 'Progressing', steps: [...head, ...below] };
}

/** All are ready, and must stay so for a while before they count. */
function orWaiting(owner: Deployment | DaemonSet, moment: Moment, steps: readonly WhyStep[]): readonly WhyStep[] {
  const seconds = owner.spec.minReadySeconds ?? 0;
  if (steps.length > 0 || seconds === 0) return steps;
  const says = text(
    `a pod counts as available only after it was ready for ${seconds} s`,
    `Pod 就绪满 ${seconds} 秒后才算可用`,
  );
  return [step(moment, owner, 'spec.minReadySeconds', says)];
}

/** The set of the template as it is now: the one with the highest revision. */
function newestSetOf(deployment: Deployment, moment: Moment): ReplicaSet | undefined {
  const revision = ({ metadata }: ReplicaSet): number =>
    Number(metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
  return moment
    .list('ReplicaSet', deployment.metadata.namespace)
    .filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === deployment.metadata.uid))
    .sort((a, b) => revision(b) - revision(a))[0];
}

export function whyReplicaSet(object: KubeObject, moment: Moment): Found | undefined {
  const set = object as ReplicaSet;
  if ((set.status?.availableReplicas ?? 0) >= set.spec.replicas) return undefined;
  const steps = creationFailed(set, moment) ?? hindering(set, moment);
  const counts = text(
    `${set.status?.availableReplicas ?? 0} of ${set.spec.replicas} pods are available`,
    `${set.spec.replicas} 个 Pod 中有 ${set.status?.availableReplicas ?? 0} 个可用`,
  );
  return { symptom: 'NotAvailable', steps: [step(moment, set, 'spec.replicas', counts), ...steps] };
}

/** The server refuses the pods: a quota, a limit range, a missing service account, a policy. */
export function creationFailed(owner: KubeObject | undefined, moment: Moment): readonly WhyStep[] | undefined {
  if (!owner) return undefined;
  const condition = conditionOf(owner.status as Deployment['status'], 'ReplicaFailure');
  const event = moment.eventsOf(owner).findLast(({ reason }) => reason === 'FailedCreate');
  if (condition?.status !== 'True' && !(event && moment.podsOf(owner).length === 0)) return undefined;
  const message = condition?.message ?? event?.message ?? '';
  const says = text(`the API server refuses its pods: ${message}`, `API server 拒绝其 Pod：${message}`);
  return [step(moment, owner, 'spec.template', says), ...refuserOf(owner, moment, message)];
}

const refusers: readonly { readonly pattern: RegExp; readonly kind: string; readonly field: string }[] = [
  { pattern: /exceeded quota: ([\w.-]+)/, kind: 'ResourceQuota', field: 'spec.hard' },
  { pattern: /failed quota: ([\w.-]+)/, kind: 'ResourceQuota', field: 'spec.hard' },
  { pattern: /error looking up service account [\w.-]+\/([\w.-]+)/, kind: 'ServiceAccount', field: '' },
];

function refuserOf(owner: KubeObject, moment: Moment, message: string): readonly WhyStep[] {
  for (const { pattern, kind, field } of refusers) {
    const name = pattern.exec(message)?.[1]?.replace(/:$/, '');
    if (name === undefined) continue;
    const found = moment.get(kind, owner.metadata.namespace, name);
    if (found) return [step(moment, found, field, text(`${kind} "${name}" says so`, `这是 ${kind} "${name}" 的规定`))];
    const absent = text(`${kind} "${name}" does not exist`, `${kind} "${name}" 不存在`);
    return [step(moment, owner, 'spec.template.spec.serviceAccountName', absent)];
  }
  return [];
}

/** The first pod, newest first, that has something to explain. */
export function hindering(owner: KubeObject, moment: Moment): readonly WhyStep[] {
  const pods = [...moment.podsOf(owner)].reverse();
  const alive = pods.filter(({ metadata }) => !metadata.deletionTimestamp);
  for (const pod of [...alive, ...pods]) {
    const found = whyPod(pod, moment);
    if (found) return [step(moment, pod, undefined, stands(pod, found)), ...found.steps];
  }
  return [];
}

function stands({ metadata }: Pod, { symptom }: Found): Text {
  return text(`pod "${metadata.name}" is in its way: ${symptom}`, `Pod "${metadata.name}" 妨碍了它：${symptom}`);
}

export function whyStatefulSet(object: KubeObject, moment: Moment): Found | undefined {
  const set = object as StatefulSet;
  const { spec, status } = set;
  const updated = status.currentRevision === status.updateRevision || status.updatedReplicas === spec.replicas;
  if (status.availableReplicas >= spec.replicas && updated) return undefined;
  const blocked = creationFailed(set, moment) ?? hindering(set, moment);
  if (blocked.length === 0 && !updated) return { symptom: 'NotUpdated', steps: [step(moment, set, ...held(set))] };
  const counts = text(
    `${status.availableReplicas} of ${spec.replicas} pods are available`,
    `${spec.replicas} 个 Pod 中有 ${status.availableReplicas} 个可用`,
  );
  const ordered = spec.podManagementPolicy !== 'Parallel' && (status.replicas ?? 0) < spec.replicas;
  const next = text(
    'the next pod is made only when all before it are ready',
    '只有前面的 Pod 全部就绪后才会创建下一个 Pod',
  );
  const steps = [
    step(moment, set, 'spec.replicas', counts),
    ...(ordered ? [step(moment, set, 'spec.podManagementPolicy', next)] : []),
    ...blocked,
  ];
  return { symptom: 'NotAvailable', steps };
}

function held({ spec }: StatefulSet): readonly [string, Text] {
  const partition = spec.updateStrategy.rollingUpdate?.partition ?? 0;
  if (spec.updateStrategy.type === 'OnDelete') return ['spec.updateStrategy.type', onDelete];
  const says = text(`pods below ordinal ${partition} keep the old template`, `序号小于 ${partition} 的 Pod 保留旧模板`);
  return ['spec.updateStrategy.rollingUpdate.partition', says];
}

const onDelete = text(
  'with OnDelete a pod gets the new template only when somebody deletes it',
  '使用 OnDelete 时，只有手动删除 Pod 后它才会采用新模板',
);

export function whyDaemonSet(object: KubeObject, moment: Moment): Found | undefined {
  const set = object as DaemonSet;
  const { spec, status } = set;
  if (status.desiredNumberScheduled === 0) {
    const field = spec.template.spec.nodeSelector ? 'spec.template.spec.nodeSelector' : 'spec.template.spec';
    const says = text('no node fits its pods, so it makes none', '没有节点适合其 Pod，因此不创建任何 Pod');
    return { symptom: 'NoNodes', steps: [step(moment, set, field, says)] };
  }
  const old = (status.updatedNumberScheduled ?? 0) < status.desiredNumberScheduled;
  if ((status.numberAvailable ?? 0) >= status.desiredNumberScheduled && !old) return undefined;
  const counts = text(
    `${status.numberAvailable ?? 0} of ${status.desiredNumberScheduled} nodes have an available pod`,
    `${status.desiredNumberScheduled} 个节点中有 ${status.numberAvailable ?? 0} 个拥有可用的 Pod`,
  );
  const steps = creationFailed(set, moment) ?? orWaiting(set, moment, hindering(set, moment));
  const waits = steps.length === 0 && spec.updateStrategy.type === 'OnDelete';
  if (waits) return { symptom: 'NotUpdated', steps: [step(moment, set, 'spec.updateStrategy.type', onDelete)] };
  return { symptom: 'NotAvailable', steps: [step(moment, set, undefined, counts), ...steps] };
}
