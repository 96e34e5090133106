// What a pod that is on its way waits for: the scheduler, its node's kubelet, an image, an init container. Nothing is wrong
// yet; where something is, others explain it.
import { text } from '../../text.ts';
import type { Container, ContainerStatus, Pod } from '../objects.ts';
import { type Found, type Moment, step } from './moment.ts';

/** Undefined once all containers were started. */
export function whyStarting(pod: Pod, moment: Moment): Found | undefined {
  const { phase, conditions = [], containerStatuses = [] } = pod.status;
  if (phase !== 'Pending') return undefined;
  if (pod.spec.nodeName === undefined) {
    if (conditions.length > 0) return undefined;
    const says = text('the scheduler has not looked at it yet', '调度器尚未处理它');
    return { symptom: 'Pending', steps: [step(moment, pod, 'spec.schedulerName', says)] };
  }
  const init = whyInitializing(pod, moment);
  if (init) return init;
  if (containerStatuses.length === 0) {
    const node = pod.spec.nodeName;
    const says = text(
      `it has node "${node}", whose kubelet has not begun with it yet`,
      `它已分配到节点 "${node}"，其 kubelet 尚未开始处理`,
    );
    return { symptom: 'Pending', steps: [step(moment, pod, 'spec.nodeName', says)] };
  }
  const at = containerStatuses.findIndex(({ state }) => state.waiting?.reason === 'ContainerCreating');
  return at < 0 ? undefined : whyCreating(pod, moment, at);
}

/** The init container that runs, or is about to: the others come after it. */
function whyInitializing(pod: Pod, moment: Moment): Found | undefined {
  const all = pod.spec.initContainers ?? [];
  const statuses = pod.status.initContainerStatuses ?? [];
  const at = all.findIndex(
    (one) =>
      !isDone(
        one,
        statuses.find(({ name }) => name === one.name),
      ),
  );
  const container = all[at];
  if (!container || statuses.length === 0) return undefined;
  const path = `spec.initContainers[${at}]`;
  const running = statuses.find(({ name }) => name === container.name)?.state.running !== undefined;
  if (!running)
    return { symptom: 'PodInitializing', steps: [step(moment, pod, path, pulling(pod, moment, container))] };
  const says = text(
    `init container "${container.name}" runs; the other containers start once it has done its work`,
    `init 容器 "${container.name}" 正在运行；其完成后其他容器才会启动`,
  );
  return { symptom: 'PodInitializing', steps: [step(moment, pod, path, says)] };
}

/** A sidecar counts as done once it has started. */
function isDone({ restartPolicy }: Container, status: ContainerStatus | undefined): boolean {
  if (restartPolicy === 'Always') return status?.started === true && status.state.running !== undefined;
  return status?.state.terminated?.exitCode === 0;
}

function whyCreating(pod: Pod, moment: Moment, at: number): Found | undefined {
  const name = pod.status.containerStatuses?.[at]?.name;
  const index = pod.spec.containers.findIndex((container) => container.name === name);
  const container = pod.spec.containers[index];
  if (!container) return undefined;
  const says = pulling(pod, moment, container);
  return { symptom: 'ContainerCreating', steps: [step(moment, pod, `spec.containers[${index}].image`, says)] };
}

function pulling(pod: Pod, moment: Moment, { name, image = '' }: Container) {
  const events = moment.eventsOf(pod).filter(({ message }) => message.includes(`"${image}"`));
  if (events.at(-1)?.reason === 'Pulling')
    return text(
      `container "${name}" waits for its image "${image}", which is being pulled`,
      `容器 "${name}" 在等待镜像 "${image}"，正在拉取`,
    );
  return text(`the kubelet is making container "${name}"`, `kubelet 正在创建容器 "${name}"`);
}
