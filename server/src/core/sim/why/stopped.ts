// Why a pod was stopped as a whole, or who deletes it: deadlines, refusals and evictions of the kubelet, taints, owners. From
// the pod's own reason, and from the write that deleted it.
import { text, verbatim } from '../../text.ts';
import type { Pod } from '../objects.ts';
import { refKey } from '../replay.ts';
import type { Write } from '../trace.ts';
import { type Found, type Moment, refOf, step, type WhyStep } from './moment.ts';

/** Ended as a whole: evicted, refused by its kubelet, or past its deadline. */
export function whyStopped(pod: Pod, moment: Moment): Found | undefined {
  const { reason, message = '', phase } = pod.status;
  if (phase !== 'Failed' || reason === undefined) return undefined;
  const says = text(`the pod was stopped as a whole: ${message}`, `整个 Pod 已被停止：${message}`);
  return { symptom: reason, steps: [step(moment, pod, fieldOf(pod, reason, message), says)] };
}

/** Of what the kubelet asks before it takes a pod: lifecycle.AdmissionHandler and the predicates of pkg/kubelet/lifecycle. */
const fields: Readonly<Record<string, string>> = {
  DeadlineExceeded: 'spec.activeDeadlineSeconds',
  NodeAffinity: 'spec.nodeSelector',
  TaintToleration: 'spec.tolerations',
  NodePorts: 'spec.containers',
  Terminated: 'spec.terminationGracePeriodSeconds',
};

function fieldOf(pod: Pod, reason: string, message: string): string | undefined {
  if (reason === 'NodeAffinity' && !pod.spec.nodeSelector) return 'spec.affinity.nodeAffinity';
  const resource = /^OutOf(.+)$/.exec(reason)?.[1] ?? /low on resource: ([\w-]+)/.exec(message)?.[1];
  if (resource === undefined) return fields[reason];
  const name = /Container (\S+) was using/.exec(message)?.[1];
  const named = pod.spec.containers.findIndex((container) => container.name === name);
  const asking = pod.spec.containers.findIndex(({ resources }) => resources?.requests?.[resource] !== undefined);
  const at = Math.max(0, named >= 0 ? named : asking);
  return `spec.containers[${at}].resources${asking >= 0 || named >= 0 ? `.requests.${resource}` : ''}`;
}

/** Who deleted it, in whose interest. */
export function whoDeleted(pod: Pod, moment: Moment): readonly WhyStep[] {
  const key = refKey(refOf(pod));
  const write = moment.trace.writes.find((one) => {
    if (one.atMs > moment.atMs || one.verb !== 'update' || refKey(one.ref) !== key) return false;
    const { metadata } = (one.change ?? {}) as { readonly metadata?: { readonly deletionTimestamp?: string } };
    return metadata?.deletionTimestamp !== undefined;
  });
  if (!write) return [];
  const { object, field, because } = write.cause;
  const by = byCommand(write, moment) ?? `${write.actor} (${because})`;
  const target = pod.status.conditions?.find(({ type }) => type === 'DisruptionTarget');
  const says =
    target?.message === undefined ? text(`it was deleted by ${by}`, `它被 ${by} 删除`) : verbatim(target.message);
  const head = { says, object: object ?? refOf(pod), ...(field !== undefined && { field }) };
  return target?.reason === 'DeletionByTaintManager' ? [head, ...untolerated(pod, moment)] : [head];
}

/** The taint that drives it away. */
function untolerated(pod: Pod, moment: Moment): readonly WhyStep[] {
  const node = moment.get('Node', undefined, pod.spec.nodeName);
  const taints = (node?.spec.taints ?? []).filter(({ effect }) => effect === 'NoExecute');
  if (!node || taints.length === 0) return [];
  const words = taints.map(({ key, value }) => `${key}${value ? `=${value}` : ''}:NoExecute`).join(', ');
  const says = text(
    `it does not tolerate, or no longer, what its node "${node.metadata.name}" has: ${words}`,
    `它不（或不再）容忍其节点 "${node.metadata.name}" 的污点：${words}`,
  );
  return [step(moment, pod, 'spec.tolerations', says)];
}

/** The command line that somebody typed. */
function byCommand({ actor, atMs }: Write, { trace }: Moment): string | undefined {
  if (actor !== 'kubectl') return undefined;
  const typed = trace.commands.findLast(
    (one) => one.atMs <= atMs && atMs <= one.endMs && /^(kubectl )?(delete|drain)/.test(one.command),
  );
  return typed && `"kubectl ${typed.command.replace(/^kubectl /, '')}"`;
}
