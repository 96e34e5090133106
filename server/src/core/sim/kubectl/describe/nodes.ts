// `kubectl describe node`. Source: kubectl/pkg/describe/describe.go describeNode (v1.36).
import type { JsonObject, JsonValue } from '../../../apiserver/types.ts';
import {
  addQuantities,
  type Quantity,
  quantityMilliValue,
  quantityOf,
  quantityText,
  quantityValue,
  ZERO_QUANTITY,
} from '../../../kubernetes/quantity.ts';
import { podAmounts } from '../../environment/podAmounts.ts';
import { since } from '../ages.ts';
import { at, byBytes, list, record, sortedKeys, text } from '../read.ts';
import { nodeRoles } from '../tables/cluster.ts';
import { quantity } from '../tables/storage.ts';
import { eventLines, longTime, metadataLines } from './sections.ts';
import type { DescribeContext, Writer } from './writer.ts';

export function node(w: Writer, object: JsonObject, context: DescribeContext): void {
  w.field(0, 'Name', text(object, 'metadata', 'name'));
  w.field(0, 'Roles', nodeRoles(object).join(',') || '<none>');
  metadataLines(w, object);
  w.field(0, 'CreationTimestamp', longTime(text(object, 'metadata', 'creationTimestamp')));
  taintLines(w, list(object, 'spec', 'taints'));
  w.field(0, 'Unschedulable', String(at(object, 'spec', 'unschedulable') === true));
  leaseLines(w, object, context);
  conditionLines(w, list(object, 'status', 'conditions'));
  w.line(0, 'Addresses:');
  for (const address of list(object, 'status', 'addresses'))
    w.field(1, text(address, 'type'), text(address, 'address'));
  amountLines(w, 'Capacity', record(object, 'status', 'capacity'));
  amountLines(w, 'Allocatable', record(object, 'status', 'allocatable'));
  systemLines(w, object);
  podLines(w, object, context);
  eventLines(w, object, context);
}

function taintLines(w: Writer, taints: readonly JsonValue[]): void {
  const key = (taint: JsonValue) => `${text(taint, 'effect')},${text(taint, 'key')}`;
  const written = (taint: JsonValue) => {
    const [name, value, effect] = ['key', 'value', 'effect'].map((field) => text(taint, field));
    return `${name}${value === '' ? '' : `=${value}`}${effect === '' ? '' : `:${effect}`}`;
  };
  w.write(0, 'Taints:\t');
  if (taints.length === 0) w.line(0, '<none>');
  for (const [index, taint] of [...taints].sort((a, b) => byBytes(key(a), key(b))).entries())
    w.line(0, `${index === 0 ? '' : '\t'}${written(taint)}`);
}

function leaseLines(w: Writer, object: JsonObject, context: DescribeContext): void {
  const name = text(object, 'metadata', 'name');
  const lease = context
    .list('Lease')
    .find((one) => text(one, 'metadata', 'name') === name && text(one, 'metadata', 'namespace') === 'kube-node-lease');
  if (!lease) {
    w.field(0, 'Lease', `Failed to get lease: leases.coordination.k8s.io "${name}" not found`);
    return;
  }
  w.line(0, 'Lease:');
  w.field(1, 'HolderIdentity', text(lease, 'spec', 'holderIdentity') || '<unset>');
  for (const [label, field] of [
    ['AcquireTime', 'acquireTime'],
    ['RenewTime', 'renewTime'],
  ] as const) {
    const time = text(lease, 'spec', field);
    w.field(1, label, time === '' ? '<unset>' : longTime(time));
  }
}

function conditionLines(w: Writer, conditions: readonly JsonValue[]): void {
  if (conditions.length === 0) return;
  w.line(0, 'Conditions:\n  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage');
  w.line(1, '----\t------\t-----------------\t------------------\t------\t-------');
  for (const condition of conditions) {
    const [type, status, reason, message] = ['type', 'status', 'reason', 'message'].map((field) =>
      text(condition, field),
    );
    const [beat, changed] = ['lastHeartbeatTime', 'lastTransitionTime'].map((field) =>
      longTime(text(condition, field)),
    );
    w.line(1, `${type} \t${status} \t${beat} \t${changed} \t${reason} \t${message}`);
  }
}

function amountLines(w: Writer, title: string, amounts: JsonObject): void {
  const names = sortedKeys(amounts);
  if (names.length > 0) w.line(0, `${title}:`);
  for (const name of names) w.field(1, name, quantity(amounts[name]));
}

const systemFields = [
  ['Machine ID', 'machineID'],
  ['System UUID', 'systemUUID'],
  ['Boot ID', 'bootID'],
  ['Kernel Version', 'kernelVersion'],
  ['OS Image', 'osImage'],
  ['Operating System', 'operatingSystem'],
  ['Architecture', 'architecture'],
  ['Container Runtime Version', 'containerRuntimeVersion'],
  ['Kubelet Version', 'kubeletVersion'],
] as const;

function systemLines(w: Writer, object: JsonObject): void {
  w.line(0, 'System Info:');
  for (const [name, field] of systemFields) w.field(1, name, text(object, 'status', 'nodeInfo', field));
  const spec = record(object, 'spec');
  if (text(spec, 'podCIDR') !== '') w.field(0, 'PodCIDR', text(spec, 'podCIDR'));
  if (list(spec, 'podCIDRs').length > 0) w.field(0, 'PodCIDRs', list(spec, 'podCIDRs').join(','));
  if (text(spec, 'providerID') !== '') w.field(0, 'ProviderID', text(spec, 'providerID'));
}

function podLines(w: Writer, object: JsonObject, context: DescribeContext): void {
  const name = text(object, 'metadata', 'name');
  const here = context
    .list('Pod')
    .filter(
      (pod) =>
        text(pod, 'spec', 'nodeName') === name && !['Succeeded', 'Failed'].includes(text(pod, 'status', 'phase')),
    );
  const total =
    sortedKeys(record(object, 'status', 'allocatable')).length > 0
      ? record(object, 'status', 'allocatable')
      : record(object, 'status', 'capacity');
  w.line(0, `Non-terminated Pods:\t(${here.length} in total)`);
  w.line(1, 'Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge');
  w.line(1, '---------\t----\t\t------------\t----------\t---------------\t-------------\t---');
  const sums = { requests: new Map<string, Quantity>(), limits: new Map<string, Quantity>() };
  for (const pod of here) {
    const amounts = podAmounts(pod);
    for (const part of ['requests', 'limits'] as const)
      for (const [resource, value] of amounts[part])
        sums[part].set(resource, addQuantities(sums[part].get(resource) ?? ZERO_QUANTITY, value));
    const cells = ['cpu', 'memory'].flatMap((resource) => [
      share(amounts.requests, resource, total),
      share(amounts.limits, resource, total),
    ]);
    w.line(
      1,
      `${text(pod, 'metadata', 'namespace')}\t${text(pod, 'metadata', 'name')}\t\t${cells.join('\t')}\t${since(context.nowMs, text(pod, 'metadata', 'creationTimestamp'))}`,
    );
  }
  w.line(0, 'Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)');
  w.line(1, 'Resource\tRequests\tLimits');
  w.line(1, '--------\t--------\t------');
  const hugePages = sortedKeys(total).filter((resource) => resource.startsWith('hugepages-'));
  for (const resource of ['cpu', 'memory', 'ephemeral-storage', ...hugePages])
    w.line(1, `${resource}\t${share(sums.requests, resource, total)}\t${share(sums.limits, resource, total)}`);
  const plain = new Set(['cpu', 'memory', 'ephemeral-storage', 'pods', ...hugePages]);
  for (const resource of sortedKeys(total).filter((one) => !plain.has(one)))
    w.line(
      1,
      `${resource}\t${quantityText(sums.requests.get(resource) ?? ZERO_QUANTITY)}\t${quantityText(sums.limits.get(resource) ?? ZERO_QUANTITY)}`,
    );
}

/** `500m (12%)` of what the node has. */
function share(amounts: ReadonlyMap<string, Quantity>, resource: string, total: JsonObject): string {
  const value = amounts.get(resource) ?? ZERO_QUANTITY;
  const whole = quantityOf(total[resource] ?? '0') ?? ZERO_QUANTITY;
  const number = (one: Quantity) => Number(resource === 'cpu' ? quantityMilliValue(one) : quantityValue(one));
  const percent = number(whole) === 0 ? 0 : Math.trunc((number(value) / number(whole)) * 100);
  return `${quantityText(value)} (${percent}%)`;
}
