// Why a container of a pod does not run, does not become ready, or ends: from the kubelet's reason to the field of the
// container. Reasons are those of pkg/kubelet (v1.36); it knows neither scheduler nor controllers.
import { text } from '../../text.ts';
import { type Container, type ContainerStatus, conditionOf, type Pod } from '../objects.ts';
import { missingReference } from './missingReference.ts';
import { type Found, type Moment, step, type WhyStep } from './moment.ts';

interface Place {
  readonly pod: Pod;
  readonly moment: Moment;
  readonly container: Container;
  readonly status: ContainerStatus;
  /** `spec.containers[0]`. */
  readonly path: string;
}

/** The first container that stands in the way: init containers run one after the other, before all others. */
export function whyContainers(pod: Pod, moment: Moment): Found | undefined {
  const init = placesOf(pod, moment, 'initContainers');
  const all = [...init, ...placesOf(pod, moment, 'containers')];
  for (const place of all) {
    const found = whyWaiting(place) ?? whyEnded(place);
    if (found) return init.includes(place) ? behindInit(place, found) : found;
  }
  for (const place of all) {
    const found = whyNotReady(place);
    if (found) return found;
  }
  return undefined;
}

function placesOf(pod: Pod, moment: Moment, list: 'containers' | 'initContainers'): readonly Place[] {
  const statuses = (list === 'containers' ? pod.status.containerStatuses : pod.status.initContainerStatuses) ?? [];
  return (pod.spec[list] ?? []).flatMap((container, at) => {
    const status = statuses.find(({ name }) => name === container.name);
    return status ? [{ pod, moment, container, status, path: `spec.${list}[${at}]` }] : [];
  });
}

function behindInit({ pod, moment, container, path }: Place, found: Found): Found {
  const says = text(
    `the other containers start once init container "${container.name}" has done its work`,
    `其他容器要等 init 容器 "${container.name}" 完成后才会启动`,
  );
  return { ...found, steps: [step(moment, pod, path, says), ...found.steps] };
}

function whyWaiting(place: Place): Found | undefined {
  const { waiting } = place.status.state;
  switch (waiting?.reason) {
    case 'ImagePullBackOff':
    case 'ErrImagePull':
    case 'InvalidImageName':
    case 'ErrImageNeverPull':
      return { symptom: waiting.reason, steps: notPulled(place, waiting.message ?? '') };
    case 'PostStartHookError':
      return { symptom: waiting.reason, steps: [hookFailed(place, waiting.message ?? '')] };
    case 'CreateContainerError':
    case 'RunContainerError':
      return { symptom: waiting.reason, steps: [notRun(place, waiting.message ?? '')] };
    case 'CreateContainerConfigError':
      return { symptom: waiting.reason, steps: notConfigured(place, waiting.message ?? '') };
    case 'CrashLoopBackOff':
      return { symptom: waiting.reason, steps: [waits(place), ...ended(place, place.status.lastState.terminated)] };
    default:
      return undefined;
  }
}

function notPulled({ pod, moment, container, path, status }: Place, message: string): readonly WhyStep[] {
  const image = container.image ?? '';
  const never = status.state.waiting?.reason === 'ErrImageNeverPull';
  const says = text(`image "${image}" cannot be pulled: ${message}`, `无法拉取镜像 "${image}"：${message}`);
  const steps = [step(moment, pod, `${path}.image`, says)];
  if (!never) return steps;
  const policy = text('the pull policy forbids to fetch it', '拉取策略禁止获取该镜像');
  return [...steps, step(moment, pod, `${path}.imagePullPolicy`, policy)];
}

function notConfigured(place: Place, message: string): readonly WhyStep[] {
  const { pod, moment, container, path } = place;
  const says = text(
    `the kubelet cannot make the environment of container "${container.name}": ${message}`,
    `kubelet 无法为容器 "${container.name}" 准备环境变量：${message}`,
  );
  return [step(moment, pod, path, says), ...missingReference(pod, moment, container, path)];
}

function hookFailed({ pod, moment, container, path }: Place, message: string): WhyStep {
  const says = text(
    `the postStart hook of container "${container.name}" failed, so the kubelet killed it: ${message}`,
    `容器 "${container.name}" 的 postStart 钩子失败，kubelet 因此终止了它：${message}`,
  );
  return step(moment, pod, `${path}.lifecycle.postStart`, says);
}

function notRun({ pod, moment, container, path }: Place, message: string): WhyStep {
  const says = text(
    `container "${container.name}" cannot be started: ${message}`,
    `容器 "${container.name}" 无法启动：${message}`,
  );
  return step(moment, pod, container.command ? `${path}.command` : `${path}.image`, says);
}

function waits({ pod, moment, container, status, path }: Place): WhyStep {
  const times = status.restartCount;
  const says = text(
    `container "${container.name}" ended again and again (${times} restarts); the kubelet waits longer before each restart`,
    `容器 "${container.name}" 反复退出（已重启 ${times} 次）；kubelet 每次重启前都会等待更久`,
  );
  return step(moment, pod, path, says);
}

/** A container that ended and is not started again, or is about to be. */
function whyEnded(place: Place): Found | undefined {
  const { terminated } = place.status.state;
  const policy = place.pod.spec.restartPolicy ?? 'Always';
  if (!terminated) return undefined;
  if (terminated.exitCode === 0) return policy === 'Always' && !isInit(place) ? again(place, terminated) : undefined;
  const steps = ended(place, terminated);
  if (policy !== 'Never') return { symptom: terminated.reason ?? 'Error', steps };
  const says = text('and the pod does not restart its containers', '而该 Pod 不会重启其容器');
  return {
    symptom: terminated.reason ?? 'Error',
    steps: [...steps, step(place.moment, place.pod, 'spec.restartPolicy', says)],
  };
}

const isInit = ({ path }: Place): boolean => path.startsWith('spec.initContainers');

/** It succeeded, and is about to be started again. */
function again(place: Place, terminated: Terminated): Found {
  return { symptom: terminated.reason ?? 'Completed', steps: ended(place, terminated) };
}

type Terminated = NonNullable<ContainerStatus['state']['terminated']>;

function ended(place: Place, terminated: Terminated | undefined): readonly WhyStep[] {
  if (!terminated) return [];
  const { pod, moment, container, path } = place;
  if (terminated.reason === 'OOMKilled') return [outOfMemory(place)];
  const killed = killedByProbe(place);
  if (killed) return [killed];
  const { exitCode } = terminated;
  const field = container.command ? `${path}.command` : container.args ? `${path}.args` : `${path}.image`;
  const en = `container "${container.name}" ends by itself with exit code ${exitCode}`;
  const zh = `容器 "${container.name}" 自行以退出码 ${exitCode} 结束`;
  if (exitCode !== 0) return [step(moment, pod, field, text(en, zh))];
  const task = text(
    `${en}: what succeeds and ends is a task, and this pod restarts it for ever`,
    `${zh}：成功后结束的是任务，而该 Pod 会永远重启它`,
  );
  return [step(moment, pod, field, task), step(moment, pod, 'spec.restartPolicy', restartsAlways)];
}

const restartsAlways = text(
  'restartPolicy is Always: a Job runs a task to its end once',
  'restartPolicy 为 Always：Job 才会把任务运行到结束一次',
);

function outOfMemory({ pod, moment, container, path }: Place): WhyStep {
  const limit = container.resources?.limits?.['memory'];
  const field = limit === undefined ? `${path}.resources` : `${path}.resources.limits.memory`;
  const most = limit === undefined ? '' : ` (${limit})`;
  const says = text(
    `container "${container.name}" used more memory than it may${most} and was killed`,
    `容器 "${container.name}" 使用的内存超过上限${most}，因而被终止`,
  );
  return step(moment, pod, field, says);
}

/** The kubelet tells of a kill before the exit. */
function killedByProbe({ pod, moment, container, path }: Place): WhyStep | undefined {
  const event = moment
    .eventsOf(pod)
    .findLast(
      ({ reason, involvedObject }) => reason === 'Killing' && involvedObject.fieldPath?.includes(`{${container.name}}`),
    );
  const probe = /failed (liveness|startup) probe/.exec(event?.message ?? '')?.[1];
  if (!probe) return undefined;
  const said = lastUnhealthy(moment, pod, container.name);
  const says = text(
    `container "${container.name}" was killed because its ${probe} probe failed: ${said}`,
    `容器 "${container.name}" 因 ${probe} 探针失败而被终止：${said}`,
  );
  return step(moment, pod, `${path}.${probe}Probe`, says);
}

function lastUnhealthy(moment: Moment, pod: Pod, name: string): string {
  const event = moment
    .eventsOf(pod)
    .findLast((one) => one.reason === 'Unhealthy' && one.involvedObject.fieldPath?.includes(`{${name}}`));
  return event?.message ?? '';
}

function whyNotReady(place: Place): Found | undefined {
  const { pod, moment, container, status, path } = place;
  if (status.state.terminated) return whyDone(place);
  if (!status.state.running || status.ready) return undefined;
  const probe = container.startupProbe && !status.started ? 'startup' : 'readiness';
  if (probe === 'readiness' && !container.readinessProbe) return undefined;
  const told = lastUnhealthy(moment, pod, container.name);
  const said = told === '' ? '' : `: ${told}`;
  const says = text(
    `container "${container.name}" runs, but its ${probe} probe has not succeeded${said}`,
    `容器 "${container.name}" 正在运行，但其 ${probe} 探针尚未成功${said}`,
  );
  return {
    symptom: probe === 'startup' ? 'NotStarted' : 'NotReady',
    steps: [step(moment, pod, `${path}.${probe}Probe`, says)],
  };
}

/** One of several has done its work and stays ended: the pod is no longer ready, though others run. */
function whyDone(place: Place): Found | undefined {
  const { pod, moment, container } = place;
  const others = [...(pod.status.containerStatuses ?? []), ...(pod.status.initContainerStatuses ?? [])];
  if (isInit(place) || !others.some(({ state }) => state.running)) return undefined;
  const says = text(
    `container "${container.name}" has done its work and is not started again, so the pod is not ready`,
    `容器 "${container.name}" 已完成且不会再次启动，因此 Pod 未就绪`,
  );
  return { symptom: 'NotReady', steps: [step(moment, pod, 'spec.restartPolicy', says)] };
}

/** Containers are ready, the pod is not: conditions that something outside has to set. */
export function whyGated(pod: Pod, moment: Moment): Found | undefined {
  const gate = (pod.spec.readinessGates ?? []).findIndex(
    ({ conditionType }) => conditionOf(pod.status, conditionType)?.status !== 'True',
  );
  if (gate < 0) return undefined;
  const type = pod.spec.readinessGates?.[gate]?.conditionType ?? '';
  const says = text(
    `the pod waits for condition "${type}", which a controller outside has to set to True`,
    `Pod 等待条件 "${type}"，须由外部控制器将其设为 True`,
  );
  return {
    symptom: 'ReadinessGatesNotReady',
    steps: [step(moment, pod, `spec.readinessGates[${gate}].conditionType`, says)],
  };
}
