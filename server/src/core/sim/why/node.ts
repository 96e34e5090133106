// Why a node takes no pods or is not ready: cordoned, drained, tainted, silent. A node stands in no manifest; what
// happened to it is a step of the scenario.
import { text } from '../../text.ts';
import { type Condition, conditionOf, type KubeObject, type Node, type Taint } from '../objects.ts';
import { type Found, type Moment, refOf, step, type WhyStep } from './moment.ts';
import { whyStopped } from './stopped.ts';

export function whyNode(object: KubeObject, moment: Moment): Found | undefined {
  const node = object as Node;
  const ready = conditionOf(node.status, 'Ready');
  if (ready && ready.status !== 'True') {
    const says = text(`the node controller says: ${ready.message}`, `节点控制器说：${ready.message}`);
    return { symptom: 'NotReady', steps: [step(moment, node, undefined, says), silent(node)] };
  }
  const pressure = node.status.conditions.find(({ type, status }) => /Pressure$/.test(type) && status === 'True');
  if (pressure) return { symptom: pressure.type, steps: pressed(node, pressure, moment) };
  if (node.spec.unschedulable) return { symptom: 'SchedulingDisabled', steps: cordoned(node, moment) };
  const taints = (node.spec.taints ?? []).filter(({ key }) => !key.startsWith('node.kubernetes.io/'));
  return taints.length > 0 ? { symptom: 'Tainted', steps: [tainted(node, taints, moment)] } : undefined;
}

/** The pod that takes most beyond what it asked for is the one to look at. */
function pressed(node: Node, { message = '' }: Condition, moment: Moment): readonly WhyStep[] {
  const says = text(
    `its kubelet says: ${message}; it takes no new pods of low priority and evicts pods`,
    `其 kubelet 说：${message}；它不接收新的低优先级 Pod，并会驱逐 Pod`,
  );
  const evicted = moment
    .list('Pod')
    .findLast((pod) => pod.spec.nodeName === node.metadata.name && pod.status.reason === 'Evicted');
  const head = step(moment, node, undefined, says);
  return evicted ? [head, ...(whyStopped(evicted, moment)?.steps ?? [])] : [head];
}

function tainted(node: Node, taints: readonly Taint[], moment: Moment): WhyStep {
  const words = taints.map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`).join(', ');
  const says = text(`it takes only pods that tolerate ${words}`, `它只接收容忍 ${words} 的 Pod`);
  return step(moment, node, 'spec.taints', says);
}

function silent(node: Node): WhyStep {
  return {
    says: text(
      `the kubelet of "${node.metadata.name}" no longer reports: it stopped, or its network did`,
      `"${node.metadata.name}" 的 kubelet 不再上报：它已停止，或其网络中断`,
    ),
    object: refOf(node),
  };
}

function cordoned(node: Node, moment: Moment): readonly WhyStep[] {
  const { name } = node.metadata;
  const command = moment.trace.commands.findLast(
    ({ command: line, atMs }) => atMs <= moment.atMs && /^(cordon|drain)\b/.test(line) && line.includes(name),
  );
  const by = command ? ` by "kubectl ${command.command}"` : '';
  const byZh = command ? `（由 "kubectl ${command.command}"）` : '';
  const says = text(`it was cordoned${by}, so it takes no new pods`, `它已被隔离${byZh}，因此不接收新的 Pod`);
  const steps = [step(moment, node, 'spec.unschedulable', says)];
  return command?.command.startsWith('drain') ? [...steps, ...blocking(node, moment)] : steps;
}

/** The budgets that still hold pods on a drained node. */
function blocking(node: Node, moment: Moment): readonly WhyStep[] {
  const held = moment.list('PodDisruptionBudget').find(({ status, metadata }) => {
    const here = moment.list('Pod', metadata.namespace).some((pod) => pod.spec.nodeName === node.metadata.name);
    return here && status.disruptionsAllowed === 0 && status.expectedPods > 0;
  });
  if (!held) return [];
  const field = held.spec.maxUnavailable === undefined ? 'spec.minAvailable' : 'spec.maxUnavailable';
  const says = text(
    `budget "${held.metadata.name}" allows no disruption now (${held.status.currentHealthy} healthy, ${held.status.desiredHealthy} wanted), so the drain waits`,
    `预算 "${held.metadata.name}" 当前不允许中断（健康 ${held.status.currentHealthy}，要求 ${held.status.desiredHealthy}），因此排空在等待`,
  );
  return [step(moment, held, field, says)];
}
