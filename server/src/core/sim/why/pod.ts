// Why a pod is as it is: not yet placed, its volumes or containers not started, not ready, ended, or not going away.
// It asks those who know each part; the node and the claim explain themselves.
import { text } from '../../text.ts';
import { conditionOf, type KubeObject, type Pod } from '../objects.ts';
import { whyContainers, whyGated } from './containers.ts';
import { missingVolumes } from './missingReference.ts';
import { type Found, type Moment, step, type WhyStep } from './moment.ts';
import { whyNode } from './node.ts';
import { whyStarting } from './starting.ts';
import { whoDeleted, whyStopped } from './stopped.ts';
import { whyClaim } from './storage.ts';
import { whyUnscheduled } from './unscheduled.ts';

export function whyPod(object: KubeObject, moment: Moment): Found | undefined {
  const pod = object as Pod;
  if (pod.metadata.deletionTimestamp) return whyTerminating(pod, moment);
  if (pod.status.phase === 'Succeeded') return undefined;
  return (
    whyUnscheduled(pod, moment, (name) => claimSteps(pod, moment, name)) ??
    whyStopped(pod, moment) ??
    whyOnNode(pod, moment) ??
    whyNotMounted(pod, moment) ??
    whyContainers(pod, moment) ??
    whyStarting(pod, moment) ??
    (isReady(pod) ? undefined : whyGated(pod, moment))
  );
}

const isReady = (pod: Pod): boolean => conditionOf(pod.status, 'Ready')?.status === 'True';

function claimSteps(pod: Pod, moment: Moment, name: string): readonly WhyStep[] {
  const claim = moment.get('PersistentVolumeClaim', pod.metadata.namespace, name);
  return claim ? (whyClaim(claim, moment)?.steps ?? []) : [];
}

function whyTerminating(pod: Pod, moment: Moment): Found {
  const { finalizers = [], deletionGracePeriodSeconds = 30 } = pod.metadata;
  const grace = text(
    `it is being deleted and has ${deletionGracePeriodSeconds} s for its hooks and for ending by itself`,
    `它正在被删除，有 ${deletionGracePeriodSeconds} 秒用于执行钩子并自行结束`,
  );
  const steps = [...whoDeleted(pod, moment), step(moment, pod, 'spec.terminationGracePeriodSeconds', grace)];
  if (finalizers.length === 0) return { symptom: 'Terminating', steps };
  const held = text(
    `its finalizers keep it until their controllers are done: ${finalizers.join(', ')}`,
    `其 finalizer 会保留它，直到相应控制器完成：${finalizers.join('、')}`,
  );
  return { symptom: 'Terminating', steps: [...steps, step(moment, pod, 'metadata.finalizers', held)] };
}

function whyOnNode(pod: Pod, moment: Moment): Found | undefined {
  const name = pod.spec.nodeName;
  if (name === undefined) return undefined;
  const node = moment.get('Node', undefined, name);
  if (!node) {
    const says = text(`its node "${name}" does not exist`, `其所在节点 "${name}" 不存在`);
    return { symptom: 'NoNode', steps: [step(moment, pod, 'spec.nodeName', says)] };
  }
  const found = conditionOf(node.status, 'Ready')?.status === 'True' ? undefined : whyNode(node, moment);
  if (!found) return undefined;
  const says = text(`it is on node "${name}", which is not ready`, `它所在的节点 "${name}" 未就绪`);
  return { symptom: 'NodeNotReady', steps: [step(moment, pod, undefined, says), ...found.steps] };
}

/** Containers are not made before every volume is there. */
function whyNotMounted(pod: Pod, moment: Moment): Found | undefined {
  const waits = [...(pod.status.containerStatuses ?? []), ...(pod.status.initContainerStatuses ?? [])];
  const creating = waits.some(({ state }) =>
    ['ContainerCreating', 'PodInitializing'].includes(state.waiting?.reason ?? ''),
  );
  const event = moment
    .eventsOf(pod)
    .findLast(({ reason }) => reason === 'FailedMount' || reason === 'FailedAttachVolume');
  if (!creating || !event) return undefined;
  const says = text(`its volumes cannot be mounted: ${event.message}`, `其卷无法挂载：${event.message}`);
  const head = step(moment, pod, 'spec.volumes', says);
  return { symptom: event.reason, steps: [head, ...volumeSteps(pod, moment, event.message)] };
}

/** What the volume refers to is missing, its claim waits, or else the volume that the kubelet names. */
function volumeSteps(pod: Pod, moment: Moment, message: string): readonly WhyStep[] {
  const missing = missingVolumes(pod, moment);
  if (missing.length > 0) return missing;
  const name = /volume "([^"]+)"|unmounted volumes=\[(\S+?)[\s\]]/.exec(message);
  const at = pod.spec.volumes?.findIndex((volume) => volume.name === (name?.[1] ?? name?.[2])) ?? -1;
  const volume = pod.spec.volumes?.[at];
  if (!volume) return [];
  const claim = volume.persistentVolumeClaim?.claimName;
  const named = text(`volume "${volume.name}" is the one`, `是卷 "${volume.name}"`);
  const field = `spec.volumes[${at}]${claim === undefined ? '' : '.persistentVolumeClaim.claimName'}`;
  return [step(moment, pod, field, named), ...(claim === undefined ? [] : claimSteps(pod, moment, claim))];
}
