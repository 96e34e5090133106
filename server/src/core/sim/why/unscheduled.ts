// Why the scheduler finds no node for a pod: its own sentence taken apart, each reason led to the field that asks for
// what no node has. The words are those of the default plugins (pkg/scheduler/framework/plugins, v1.36).
import { type Text, text } from '../../text.ts';
import { type Condition, type Container, conditionOf, type Node, type Pod } from '../objects.ts';
import { amount } from '../resources.ts';
import type { Found, Moment, WhyStep } from './moment.ts';
import { step } from './moment.ts';

export function whyUnscheduled(
  pod: Pod,
  moment: Moment,
  ofClaim: (name: string) => readonly WhyStep[],
): Found | undefined {
  if (pod.spec.nodeName !== undefined || (pod.status.phase ?? 'Pending') !== 'Pending') return undefined;
  const condition = conditionOf(pod.status, 'PodScheduled');
  if (condition?.status !== 'False') return unseen(pod, moment);
  if (condition.reason === 'SchedulingGated') return gated(pod, moment);
  const steps = [
    step(moment, pod, undefined, text(`the scheduler says: ${condition.message}`, `调度器说：${condition.message}`)),
    ...reasonSteps(condition, pod, moment, ofClaim),
  ];
  return { symptom: 'Unschedulable', steps };
}

function unseen(pod: Pod, moment: Moment): Found | undefined {
  const { schedulerName = 'default-scheduler' } = pod.spec;
  if (schedulerName === 'default-scheduler') return undefined;
  const says = text(
    `no scheduler named "${schedulerName}" runs in this cluster, so nobody looks for a node`,
    `此集群中没有名为 "${schedulerName}" 的调度器，因此没有人为它寻找节点`,
  );
  return { symptom: 'UnknownScheduler', steps: [step(moment, pod, 'spec.schedulerName', says)] };
}

function gated(pod: Pod, moment: Moment): Found {
  const gates = (pod.spec.schedulingGates ?? []).map(({ name }) => `"${name}"`).join(', ');
  const says = text(
    `the scheduler waits until its gates are removed: ${gates}`,
    `调度器会等待其调度门控被移除：${gates}`,
  );
  return { symptom: 'SchedulingGated', steps: [step(moment, pod, 'spec.schedulingGates', says)] };
}

interface Place {
  readonly pod: Pod;
  readonly moment: Moment;
  readonly match: readonly string[];
  readonly ofClaim: (name: string) => readonly WhyStep[];
}

/** What each sentence of a plugin comes from; the first that fits is taken. */
const reasons: readonly { readonly pattern: RegExp; readonly steps: (place: Place) => readonly WhyStep[] }[] = [
  { pattern: /Insufficient ([\w./-]+)/, steps: insufficient },
  { pattern: /Too many pods/, steps: (place) => nodesSay(place, 'status.allocatable.pods', tooMany) },
  { pattern: /untolerated taint/, steps: untolerated },
  { pattern: /didn't match Pod's node affinity\/selector/, steps: selected },
  { pattern: /were unschedulable/, steps: cordoned },
  { pattern: /anti-affinity rules/, steps: (place) => field(place, 'spec.affinity.podAntiAffinity', apart) },
  { pattern: /didn't match pod affinity rules/, steps: (place) => field(place, 'spec.affinity.podAffinity', together) },
  { pattern: /topology spread constraints/, steps: (place) => field(place, 'spec.topologySpreadConstraints', spread) },
  { pattern: /free ports/, steps: hostPorts },
  { pattern: /requested node name/, steps: (place) => field(place, 'spec.nodeName', otherNode) },
  { pattern: /persistentvolumeclaim "([^"]+)" not found/, steps: claims },
  {
    pattern:
      /unbound immediate PersistentVolumeClaims|volume node affinity conflict|persistent volumes to bind|free storage|ReadWriteOncePod|max volume count/,
    steps: claims,
  },
];

function reasonSteps(
  { message = '' }: Condition,
  pod: Pod,
  moment: Moment,
  ofClaim: (name: string) => readonly WhyStep[],
): readonly WhyStep[] {
  const sentence = message.replace(/ (no new claims to deallocate, )?preemption: .*/s, '');
  return reasons.flatMap(({ pattern, steps }) => {
    const match = pattern.exec(sentence);
    return match ? steps({ pod, moment, match, ofClaim }) : [];
  });
}

function field({ pod, moment }: Place, path: string, says: Text): readonly WhyStep[] {
  return [step(moment, pod, path, says)];
}

const apart = text(
  'the pod may not share a node with pods that its anti-affinity names, and every node has one',
  'Pod 不能与其反亲和性所指的 Pod 共用节点，而每个节点上都已有这样的 Pod',
);
const together = text(
  'the pod asks for a node beside pods that no node runs',
  'Pod 要求与某些 Pod 同处一个节点，而没有节点运行它们',
);
const spread = text(
  'one more pod on any of the nodes would spread the pods less evenly than allowed',
  '在任何节点上再放一个 Pod，都会使分布的偏差超过允许值',
);
const tooMany = text('the node runs as many pods as it may', '该节点运行的 Pod 已达上限');
const otherNode = text('the pod asks for a node by name that does not exist', 'Pod 按名称要求了一个不存在的节点');

function nodesSay({ moment }: Place, path: string, says: Text): readonly WhyStep[] {
  const node = moment.list('Node')[0];
  return node ? [step(moment, node, path, says)] : [];
}

/** The container that asks for most, and the most that a node has. */
function insufficient({ pod, moment, match }: Place): readonly WhyStep[] {
  const resource = (match[1] ?? '').replace(/\.$/, '');
  const path = largestRequest(pod, resource);
  const asked = requestOf(pod, path, resource);
  const most = mostAllocatable(moment, resource);
  if (!path) return [];
  const en = `it requests ${asked} of ${resource}; the largest node has ${most} in all, less what other pods request`;
  const zh = `它请求 ${resource} ${asked}；最大的节点共有 ${most}，还要减去其他 Pod 的请求`;
  return [step(moment, pod, path, text(en, zh))];
}

function largestRequest(pod: Pod, resource: string): string | undefined {
  const all = [
    ...(pod.spec.containers ?? []).map((container, at) => ({ container, path: `spec.containers[${at}]` })),
    ...(pod.spec.initContainers ?? []).map((container, at) => ({ container, path: `spec.initContainers[${at}]` })),
  ].filter(({ container }) => wanted(container, resource) !== undefined);
  const size = (container: Container): number => amountIn(wanted(container, resource));
  const [first] = all.sort((a, b) => size(b.container) - size(a.container));
  if (!first) return undefined;
  const where = first.container.resources?.requests?.[resource] === undefined ? 'limits' : 'requests';
  return `${first.path}.resources.${where}.${resource}`;
}

const wanted = (container: Container, resource: string): string | undefined =>
  container.resources?.requests?.[resource] ?? container.resources?.limits?.[resource];

function requestOf(pod: Pod, path: string | undefined, resource: string): string {
  const [, list, at] = /^spec\.(\w+)\[(\d+)\]/.exec(path ?? '') ?? [];
  const containers = list === 'initContainers' ? pod.spec.initContainers : pod.spec.containers;
  const container = containers?.[Number(at)];
  return (container && wanted(container, resource)) ?? '?';
}

function mostAllocatable(moment: Moment, resource: string): string {
  const size = (node: Node): number => amountIn(node.status.allocatable[resource]);
  const [most] = [...moment.list('Node')].sort((a, b) => size(b) - size(a));
  return most?.status.allocatable[resource] ?? '0';
}

function untolerated({ pod, moment }: Place): readonly WhyStep[] {
  const tainted = moment
    .list('Node')
    .find(({ spec }) => (spec.taints ?? []).some((taint) => taint.effect !== 'PreferNoSchedule'));
  const taint = tainted?.spec.taints?.find(({ effect }) => effect !== 'PreferNoSchedule');
  if (!tainted || !taint) return [];
  const words = `${taint.key}${taint.value ? `=${taint.value}` : ''}:${taint.effect}`;
  return [
    step(
      moment,
      pod,
      'spec.tolerations',
      text(`the pod does not tolerate the taint "${words}"`, `Pod 不容忍污点 "${words}"`),
    ),
    step(
      moment,
      tainted,
      'spec.taints',
      text(`node "${tainted.metadata.name}" has this taint`, `节点 "${tainted.metadata.name}" 带有此污点`),
    ),
  ];
}

function selected({ pod, moment }: Place): readonly WhyStep[] {
  const { nodeSelector, affinity } = pod.spec;
  const path = nodeSelector
    ? 'spec.nodeSelector'
    : affinity?.['nodeAffinity']
      ? 'spec.affinity.nodeAffinity'
      : 'spec.nodeName';
  const labels = Object.entries(nodeSelector ?? {}).map(([key, value]) => `${key}=${value}`);
  const named = labels.length > 0 ? ` "${labels.join(',')}"` : '';
  return [
    step(
      moment,
      pod,
      path,
      text(`no node has the labels that the pod asks for${named}`, `没有节点带有 Pod 所要求的标签${named}`),
    ),
  ];
}

function cordoned({ moment }: Place): readonly WhyStep[] {
  const node = moment.list('Node').find(({ spec }) => spec.unschedulable);
  if (!node) return [];
  const { name } = node.metadata;
  return [
    step(
      moment,
      node,
      'spec.unschedulable',
      text(`node "${name}" is cordoned: it takes no new pods`, `节点 "${name}" 已被隔离：不接收新的 Pod`),
    ),
  ];
}

function hostPorts({ pod, moment }: Place): readonly WhyStep[] {
  for (const [at, { ports = [] }] of pod.spec.containers.entries()) {
    const port = ports.findIndex(({ hostPort }) => hostPort !== undefined);
    if (port < 0) continue;
    const says = text(
      `each node has port ${ports[port]?.hostPort} once, and on every node it is taken`,
      `每个节点的端口 ${ports[port]?.hostPort} 只有一个，且在每个节点上都已被占用`,
    );
    return [step(moment, pod, `spec.containers[${at}].ports[${port}].hostPort`, says)];
  }
  return [];
}

function claims({ pod, moment, match, ofClaim }: Place): readonly WhyStep[] {
  for (const [at, { persistentVolumeClaim }] of (pod.spec.volumes ?? []).entries()) {
    const name = persistentVolumeClaim?.claimName;
    if (name === undefined || (match[1] !== undefined && match[1] !== name)) continue;
    const claim = moment.get('PersistentVolumeClaim', pod.metadata.namespace, name);
    const path = `spec.volumes[${at}].persistentVolumeClaim.claimName`;
    if (!claim) return [step(moment, pod, path, text(`there is no claim "${name}"`, `没有声明 "${name}"`))];
    const below = ofClaim(name);
    if (below.length === 0 && claim.status?.phase === 'Bound') continue;
    return [step(moment, pod, path, text(`the pod mounts claim "${name}"`, `Pod 挂载声明 "${name}"`)), ...below];
  }
  return [];
}

/** Base units, for comparing only. */
function amountIn(quantity: string | undefined): number {
  return quantity === undefined ? 0 : amount(quantity);
}
