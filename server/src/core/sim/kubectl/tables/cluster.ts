// Tables of nodes, namespaces, events, configuration, quotas and autoscalers.
// Source: pkg/printers/internalversion/printers.go (v1.36).
import type { JsonObject, JsonValue } from '../../../apiserver/types.ts';
import { since } from '../ages.ts';
import { at, byBytes, count, has, list, record, sortedKeys, text } from '../read.ts';
import type { Columns, PrintContext } from '../table.ts';
import { age, name, orNone, shortened } from './columns.ts';
import { quantity } from './storage.ts';

export const nodes: Columns = [
  name,
  { name: 'STATUS', cell: nodeStatus },
  { name: 'ROLES', cell: (node) => orNone(nodeRoles(node).join(',')) },
  age,
  { name: 'VERSION', cell: (node) => text(node, 'status', 'nodeInfo', 'kubeletVersion') },
  { name: 'INTERNAL-IP', wide: true, cell: (node) => address(node, 'InternalIP') },
  { name: 'EXTERNAL-IP', wide: true, cell: (node) => address(node, 'ExternalIP') },
  { name: 'OS-IMAGE', wide: true, cell: (node) => info(node, 'osImage') },
  { name: 'KERNEL-VERSION', wide: true, cell: kernel },
  { name: 'CONTAINER-RUNTIME', wide: true, cell: (node) => info(node, 'containerRuntimeVersion') },
];

function nodeStatus(node: JsonObject): string {
  const ready = list(node, 'status', 'conditions').find((condition) => text(condition, 'type') === 'Ready');
  const status = ready === undefined ? 'Unknown' : text(ready, 'status') === 'True' ? 'Ready' : 'NotReady';
  return at(node, 'spec', 'unschedulable') === true ? `${status},SchedulingDisabled` : status;
}

export function nodeRoles(node: JsonObject): readonly string[] {
  const labels = record(node, 'metadata', 'labels');
  const prefix = 'node-role.kubernetes.io/';
  const roles = sortedKeys(labels).flatMap((key) => {
    if (key.startsWith(prefix)) return key.length > prefix.length ? [key.slice(prefix.length)] : [];
    return key === 'kubernetes.io/role' && text(labels, key) !== '' ? [text(labels, key)] : [];
  });
  return [...new Set(roles)].sort(byBytes);
}

function address(node: JsonObject, type: string): string {
  return orNone(
    text(
      list(node, 'status', 'addresses').find((entry) => text(entry, 'type') === type),
      'address',
    ),
  );
}

const info = (node: JsonObject, field: string): string => text(node, 'status', 'nodeInfo', field) || '<unknown>';

function kernel(node: JsonObject): string {
  const architecture = text(node, 'status', 'nodeInfo', 'architecture');
  return `${info(node, 'kernelVersion')}${architecture === '' ? '' : ` (${architecture})`}`;
}

export const namespaces: Columns = [name, { name: 'STATUS', cell: (object) => text(object, 'status', 'phase') }, age];

export const configMaps: Columns = [
  name,
  {
    name: 'DATA',
    cell: (object) => sortedKeys(record(object, 'data')).length + sortedKeys(record(object, 'binaryData')).length,
  },
  age,
];

export const secrets: Columns = [
  name,
  { name: 'TYPE', cell: (object) => text(object, 'type') },
  { name: 'DATA', cell: (object) => sortedKeys(record(object, 'data')).length },
  age,
];

export const events: Columns = [
  { name: 'LAST SEEN', cell: lastSeen },
  { name: 'TYPE', cell: (event) => text(event, 'type') },
  { name: 'REASON', cell: (event) => text(event, 'reason') },
  { name: 'OBJECT', cell: involved },
  { name: 'SUBOBJECT', wide: true, cell: (event) => text(event, 'involvedObject', 'fieldPath') },
  { name: 'SOURCE', wide: true, cell: (event) => source(event) },
  { name: 'MESSAGE', cell: (event) => text(event, 'message').trim() },
  { name: 'FIRST SEEN', wide: true, cell: firstSeen },
  { name: 'COUNT', wide: true, cell: (event) => count(event, 'series', 'count') || count(event, 'count') || 1 },
  { name: 'NAME', wide: true, cell: (event) => text(event, 'metadata', 'name') },
];

function firstSeen(event: JsonObject, { nowMs }: PrintContext): string {
  return since(nowMs, text(event, 'firstTimestamp') || text(event, 'eventTime'));
}

function lastSeen(event: JsonObject, context: PrintContext): string {
  const series = text(event, 'series', 'lastObservedTime');
  if (has(event, 'series')) return since(context.nowMs, series);
  const last = text(event, 'lastTimestamp');
  return last === '' ? firstSeen(event, context) : since(context.nowMs, last);
}

function involved(event: JsonObject): string {
  const kind = text(event, 'involvedObject', 'kind').toLowerCase();
  const of = text(event, 'involvedObject', 'name');
  return of === '' ? kind : `${kind}/${of}`;
}

function source(event: JsonObject): string {
  const component = text(event, 'source', 'component') || text(event, 'reportingComponent');
  const instance = text(event, 'source', 'host') || text(event, 'reportingInstance');
  return instance === '' ? component : `${component}, ${instance}`;
}

export const resourceQuotas: Columns = [
  name,
  { name: 'REQUEST', cell: (object) => quotaCell(object, false) },
  { name: 'LIMIT', cell: (object) => quotaCell(object, true) },
  age,
];

function quotaCell(object: JsonObject, limits: boolean): string {
  const hard = record(object, 'status', 'hard');
  const used = record(object, 'status', 'used');
  return sortedKeys(hard)
    .filter((resource) => resource.startsWith('limits.') === limits)
    .map((resource) => `${resource}: ${quantity(used[resource])}/${quantity(hard[resource])}`)
    .join(', ');
}

export const horizontalPodAutoscalers: Columns = [
  name,
  {
    name: 'REFERENCE',
    cell: (object) =>
      `${text(object, 'spec', 'scaleTargetRef', 'kind')}/${text(object, 'spec', 'scaleTargetRef', 'name')}`,
  },
  { name: 'TARGETS', cell: targets },
  {
    name: 'MINPODS',
    cell: (object) => (has(object, 'spec', 'minReplicas') ? count(object, 'spec', 'minReplicas') : '<unset>'),
  },
  { name: 'MAXPODS', cell: (object) => count(object, 'spec', 'maxReplicas') },
  { name: 'REPLICAS', cell: (object) => count(object, 'status', 'currentReplicas') },
  age,
];

function targets(object: JsonObject): string {
  const specs = list(object, 'spec', 'metrics');
  if (specs.length === 0) return '<none>';
  const statuses = list(object, 'status', 'currentMetrics');
  return shortened(
    specs.map((spec, index) => target(spec, statuses[index])),
    2,
    specs.length,
    ', ',
  );
}

const sourceFields: Readonly<Record<string, string>> = {
  External: 'external',
  Pods: 'pods',
  Object: 'object',
  Resource: 'resource',
  ContainerResource: 'containerResource',
};

function target(spec: JsonValue, status: JsonValue | undefined): string {
  const type = text(spec, 'type');
  const field = sourceFields[type];
  if (field === undefined) return '<unknown type>';
  const wanted = at(spec, field, 'target');
  const current = at(status, field, 'current');
  const known = (key: string) => (has(current, key) ? quantity(at(current, key)) : '<unknown>');
  const average = has(wanted, 'averageValue');
  if (type === 'Pods') return `${known('averageValue')}/${quantity(at(wanted, 'averageValue'))}`;
  if (type === 'External' || type === 'Object')
    return average
      ? `${known('averageValue')}/${quantity(at(wanted, 'averageValue'))} (avg)`
      : `${known('value')}/${quantity(at(wanted, 'value'))}`;
  const resource = text(spec, field, 'name');
  if (average) return `${resource}: ${known('averageValue')}/${quantity(at(wanted, 'averageValue'))}`;
  const percent = (value: JsonValue | undefined, none: string) =>
    has(value, 'averageUtilization') ? `${text(value, 'averageUtilization')}%` : none;
  return `${resource}: ${percent(current, '<unknown>')}/${percent(wanted, '<auto>')}`;
}

export const priorityClasses: Columns = [
  name,
  { name: 'VALUE', cell: (object) => count(object, 'value') },
  { name: 'GLOBAL-DEFAULT', cell: (object) => text(object, 'globalDefault') || 'false' },
  age,
  { name: 'PREEMPTIONPOLICY', cell: (object) => text(object, 'preemptionPolicy') },
];

export const runtimeClasses: Columns = [name, { name: 'HANDLER', cell: (object) => text(object, 'handler') }, age];

export const leases: Columns = [
  name,
  { name: 'HOLDER', cell: (object) => text(object, 'spec', 'holderIdentity') },
  age,
];
