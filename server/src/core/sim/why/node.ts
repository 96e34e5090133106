// Why a node takes no pods or is not ready: cordoned, drained, tainted, silent. A node stands in no manifest; what
// happened to it is a step of the scenario.
import { text } from '../../text.ts';
import { conditionOf, type KubeObject, type Node } from '../objects.ts';
import { type Found, type Moment, refOf, step, type WhyStep } from './moment.ts';

export function whyNode(object: KubeObject, moment: Moment): Found | undefined {
  const node = object as Node;
  const ready = conditionOf(node.status, 'Ready');
  if (ready && ready.status !== 'True') {
    const says = text(`the node controller says: ${ready.message}`, `节点控制器说：${ready.message}`);
    return { symptom: 'NotReady', steps: [step(moment, node, undefined, says), silent(node)] };
  }
  if (node.spec.unschedulable) return { symptom: 'SchedulingDisabled', steps: cordoned(node, moment) };
  return undefined;
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
