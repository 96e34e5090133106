// `kubectl describe` of configuration, namespaces, accounts and autoscalers. Source: kubectl/pkg/describe/describe.go (v1.36).
import type { JsonObject, JsonValue } from '../../../apiserver/types.ts';
import { decodeBase64 } from '../../../kubernetes/base64.ts';
import { labelsText } from '../labelTexts.ts';
import { at, byBytes, count, has, list, record, sortedKeys, text } from '../read.ts';
import { quantity } from '../tables/storage.ts';
import { eventLines, headLines, longTime, metadataLines, timedConditionLines } from './sections.ts';
import type { DescribeContext, Writer } from './writer.ts';

const byteCount = (encoded: string): number => {
  const decoded = decodeBase64(encoded);
  return 'bytes' in decoded ? decoded.bytes.length : 0;
};

export function configMap(w: Writer, object: JsonObject, context: DescribeContext): void {
  headLines(w, object);
  w.line(0, '\nData\n====');
  const data = record(object, 'data');
  for (const key of sortedKeys(data)) w.line(0, `${key}:\n----\n${text(data, key)}\n`);
  w.line(0, '\nBinaryData\n====');
  const binary = record(object, 'binaryData');
  for (const key of sortedKeys(binary)) w.line(0, `${key}: ${byteCount(text(binary, key))} bytes`);
  w.line(0, '');
  eventLines(w, object, context);
}

export function secret(w: Writer, object: JsonObject): void {
  headLines(w, object);
  w.line(0, `\nType:\t${text(object, 'type')}`);
  w.line(0, '\nData\n====');
  const data = record(object, 'data');
  for (const key of sortedKeys(data)) {
    const token = key === 'token' && text(object, 'type') === 'kubernetes.io/service-account-token';
    w.line(0, `${key}:\t${token ? decodedText(text(data, key)) : `${byteCount(text(data, key))} bytes`}`);
  }
}

function decodedText(encoded: string): string {
  const decoded = decodeBase64(encoded);
  return 'bytes' in decoded ? String.fromCharCode(...decoded.bytes) : '';
}

export function namespace(w: Writer, object: JsonObject, context: DescribeContext): void {
  w.field(0, 'Name', text(object, 'metadata', 'name'));
  metadataLines(w, object);
  w.field(0, 'Status', text(object, 'status', 'phase'));
  timedConditionLines(w, list(object, 'status', 'conditions'));
  const within = (kind: string) =>
    context.list(kind).filter((one) => text(one, 'metadata', 'namespace') === text(object, 'metadata', 'name'));
  w.line(0, '');
  quotaLines(w, within('ResourceQuota'));
  w.line(0, '');
  limitLines(w, within('LimitRange'));
}

function quotaLines(w: Writer, quotas: readonly JsonObject[]): void {
  if (quotas.length === 0) {
    w.line(0, 'No resource quota.');
    return;
  }
  w.line(0, 'Resource Quotas');
  for (const quota of [...quotas].sort((a, b) => byBytes(text(a, 'metadata', 'name'), text(b, 'metadata', 'name')))) {
    w.field(1, 'Name', text(quota, 'metadata', 'name'));
    const scopes = list(quota, 'spec', 'scopes').map(String).sort(byBytes);
    if (scopes.length > 0) w.field(1, 'Scopes', scopes.join(', '));
    for (const scope of scopes) if (scopeTexts[scope] !== undefined) w.line(1, `* ${scopeTexts[scope]}`);
    w.line(1, 'Resource\tUsed\tHard');
    w.line(1, '--------\t---\t---');
    hardLines(w, quota, 1);
  }
}

function hardLines(w: Writer, quota: JsonObject, level: number): void {
  const hard = record(quota, 'status', 'hard');
  const used = record(quota, 'status', 'used');
  for (const resource of sortedKeys(hard))
    w.line(level, `${resource}\t${quantity(used[resource])}\t${quantity(hard[resource])}`);
}

const scopeTexts: Readonly<Record<string, string>> = {
  Terminating:
    'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  NotTerminating:
    'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  BestEffort:
    'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  NotBestEffort:
    'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
};

function limitLines(w: Writer, ranges: readonly JsonObject[]): void {
  if (ranges.length === 0) {
    w.line(0, 'No LimitRange resource.');
    return;
  }
  w.line(0, 'Resource Limits\n Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio');
  w.line(0, ' ----\t--------\t---\t---\t---------------\t-------------\t-----------------------');
  for (const range of ranges) for (const limit of list(range, 'spec', 'limits')) limitItem(w, limit, ' ');
}

const limitFields = ['min', 'max', 'defaultRequest', 'default', 'maxLimitRequestRatio'] as const;

function limitItem(w: Writer, limit: JsonValue, space: string): void {
  const names = new Set(limitFields.flatMap((field) => Object.keys(record(limit, field))));
  for (const name of [...names].sort(byBytes)) {
    const cells = limitFields.map((field) => (has(limit, field, name) ? quantity(at(limit, field, name)) : '-'));
    w.line(0, `${space}${text(limit, 'type')}\t${name}\t${cells.join('\t')}`);
  }
}

export function limitRange(w: Writer, object: JsonObject): void {
  w.field(0, 'Name', text(object, 'metadata', 'name'));
  w.field(0, 'Namespace', text(object, 'metadata', 'namespace'));
  w.line(0, 'Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio');
  w.line(0, '----\t--------\t---\t---\t---------------\t-------------\t-----------------------');
  for (const limit of list(object, 'spec', 'limits')) limitItem(w, limit, '');
}

export function resourceQuota(w: Writer, object: JsonObject): void {
  w.field(0, 'Name', text(object, 'metadata', 'name'));
  w.field(0, 'Namespace', text(object, 'metadata', 'namespace'));
  const scopes = list(object, 'spec', 'scopes').map(String).sort(byBytes);
  if (scopes.length > 0) w.field(0, 'Scopes', scopes.join(', '));
  for (const scope of scopes) if (scopeTexts[scope] !== undefined) w.line(0, ` * ${scopeTexts[scope]}`);
  w.line(0, 'Resource\tUsed\tHard');
  w.line(0, '--------\t----\t----');
  hardLines(w, object, 0);
}

export function priorityClass(w: Writer, object: JsonObject, context: DescribeContext): void {
  w.field(0, 'Name', text(object, 'metadata', 'name'));
  w.field(0, 'Value', count(object, 'value'));
  w.field(0, 'GlobalDefault', String(at(object, 'globalDefault') === true));
  w.field(0, 'PreemptionPolicy', text(object, 'preemptionPolicy'));
  w.field(0, 'Description', text(object, 'description'));
  w.field(0, 'Annotations', labelsText(record(object, 'metadata', 'annotations')));
  eventLines(w, object, context);
}

export function serviceAccount(w: Writer, object: JsonObject, context: DescribeContext): void {
  headLines(w, object);
  const names = list(object, 'imagePullSecrets').map((reference) => text(reference, 'name'));
  if (names.length === 0) w.line(0, 'Image pull secrets:\t<none>');
  for (const [index, name] of names.entries())
    w.line(0, `${index === 0 ? 'Image pull secrets:' : ' '.repeat(19)}\t${name}`);
  eventLines(w, object, context);
}

export function horizontalPodAutoscaler(w: Writer, object: JsonObject, context: DescribeContext): void {
  headLines(w, object);
  const spec = record(object, 'spec');
  w.field(0, 'CreationTimestamp', longTime(text(object, 'metadata', 'creationTimestamp')));
  const kind = text(spec, 'scaleTargetRef', 'kind');
  w.field(0, 'Reference', `${kind}/${text(spec, 'scaleTargetRef', 'name')}`);
  w.line(0, 'Metrics:\t( current / target )');
  for (const [index, metric] of list(spec, 'metrics').entries())
    w.line(1, metricText(metric, list(object, 'status', 'currentMetrics')[index]));
  w.field(0, 'Min replicas', has(spec, 'minReplicas') ? count(spec, 'minReplicas') : '<unset>');
  w.field(0, 'Max replicas', count(spec, 'maxReplicas'));
  if (has(spec, 'behavior')) {
    w.line(0, 'Behavior:');
    behaviorLines(w, 'Scale Up', at(spec, 'behavior', 'scaleUp'));
    behaviorLines(w, 'Scale Down', at(spec, 'behavior', 'scaleDown'));
  }
  w.field(
    0,
    `${kind} pods`,
    `${count(object, 'status', 'currentReplicas')} current / ${count(object, 'status', 'desiredReplicas')} desired`,
  );
  const conditions = list(object, 'status', 'conditions');
  if (conditions.length > 0) {
    w.line(0, 'Conditions:');
    w.line(1, 'Type\tStatus\tReason\tMessage');
    w.line(1, '----\t------\t------\t-------');
  }
  for (const condition of conditions)
    w.line(1, ['type', 'status', 'reason', 'message'].map((field) => text(condition, field)).join('\t'));
  eventLines(w, object, context);
}

const sources: Readonly<Record<string, string>> = {
  External: 'external',
  Pods: 'pods',
  Object: 'object',
  Resource: 'resource',
  ContainerResource: 'containerResource',
};

function metricText(metric: JsonValue, status: JsonValue | undefined): string {
  const type = text(metric, 'type');
  const field = sources[type];
  if (field === undefined) return `<unknown metric type ${JSON.stringify(type)}>`;
  const source = at(metric, field);
  const current = at(status, field, 'current');
  const pair = (key: string) =>
    `${has(current, key) ? quantity(at(current, key)) : '<unknown>'} / ${quantity(at(source, 'target', key))}`;
  const name = JSON.stringify(text(source, 'metric', 'name'));
  switch (type) {
    case 'External':
      return has(source, 'target', 'averageValue')
        ? `${name} (target average value):\t${pair('averageValue')}`
        : `${name} (target value):\t${pair('value')}`;
    case 'Pods':
      return `${name} on pods:\t${pair('averageValue')}`;
    case 'Object': {
      const about = `${name} on ${text(source, 'describedObject', 'kind')}/${text(source, 'describedObject', 'name')}`;
      return text(source, 'target', 'type') === 'AverageValue'
        ? `${about} (target average value):\t${pair('averageValue')}`
        : `${about} (target value):\t${pair('value')}`;
    }
    default:
      return resourceMetricText(source, current, type === 'Resource');
  }
}

function resourceMetricText(source: JsonValue | undefined, current: JsonValue | undefined, whole: boolean): string {
  const about = `resource ${text(source, 'name')}${whole ? '' : ` of container "${text(source, 'container')}"`} on pods`;
  if (has(source, 'target', 'averageValue')) {
    const value = has(current, 'averageValue') ? quantity(at(current, 'averageValue')) : '<unknown>';
    return `${about}:\t${value} / ${quantity(at(source, 'target', 'averageValue'))}`;
  }
  const used = has(current, 'averageUtilization')
    ? `${text(current, 'averageUtilization')}% (${quantity(at(current, 'averageValue'))})`
    : '<unknown>';
  const wanted = has(source, 'target', 'averageUtilization')
    ? `${text(source, 'target', 'averageUtilization')}%`
    : '<auto>';
  return `${about}  (as a percentage of request):\t${used} / ${wanted}`;
}

function behaviorLines(w: Writer, direction: string, rules: JsonValue | undefined): void {
  if (rules === undefined) return;
  w.line(1, `${direction}:`);
  if (has(rules, 'stabilizationWindowSeconds'))
    w.line(2, `Stabilization Window: ${count(rules, 'stabilizationWindowSeconds')} seconds`);
  const policies = list(rules, 'policies');
  if (policies.length === 0) return;
  w.line(2, `Select Policy: ${text(rules, 'selectPolicy') || 'Max'}`);
  w.line(2, 'Policies:');
  for (const policy of policies)
    w.line(
      3,
      `- Type: ${text(policy, 'type')}\tValue: ${text(policy, 'value')}\tPeriod: ${text(policy, 'periodSeconds')} seconds`,
    );
}
