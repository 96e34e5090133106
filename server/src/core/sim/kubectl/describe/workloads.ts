// `kubectl describe` of what makes pods. Source: kubectl/pkg/describe/describe.go (v1.36).
import type { JsonObject, JsonValue } from '../../../apiserver/types.ts';
import { sameMeaning } from '../../json.ts';
import { humanDuration } from '../ages.ts';
import { labelSelectorText, labelsText, plainSelectorText } from '../labelTexts.ts';
import { at, byBytes, count, has, list, record, text } from '../read.ts';
import { classOf, quantity } from '../tables/storage.ts';
import { templateLines } from './podTemplate.ts';
import {
  boolText,
  conditionLines,
  controllerName,
  eventLines,
  goList,
  headLines,
  labelLines,
  longTime,
  metadataLines,
  nameLines,
  podCounts,
} from './sections.ts';
import type { DescribeContext, Writer } from './writer.ts';

export function deployment(w: Writer, object: JsonObject, context: DescribeContext): void {
  nameLines(w, object);
  w.field(0, 'CreationTimestamp', longTime(text(object, 'metadata', 'creationTimestamp')));
  metadataLines(w, object);
  w.field(0, 'Selector', plainSelectorText(at(object, 'spec', 'selector')));
  const is = (field: string) => count(object, 'status', field);
  w.field(
    0,
    'Replicas',
    `${count(object, 'spec', 'replicas')} desired | ${is('updatedReplicas')} updated | ${is('replicas')} total | ${is('availableReplicas')} available | ${is('unavailableReplicas')} unavailable`,
  );
  w.field(0, 'StrategyType', text(object, 'spec', 'strategy', 'type'));
  w.field(0, 'MinReadySeconds', count(object, 'spec', 'minReadySeconds'));
  const rolling = at(object, 'spec', 'strategy', 'rollingUpdate');
  if (rolling !== undefined)
    w.field(
      0,
      'RollingUpdateStrategy',
      `${text(rolling, 'maxUnavailable')} max unavailable, ${text(rolling, 'maxSurge')} max surge`,
    );
  templateLines(w, record(object, 'spec', 'template'), context);
  conditionLines(w, list(object, 'status', 'conditions'));
  replicaSetLines(w, object, context);
  eventLines(w, object, context);
}

function replicaSetLines(w: Writer, deploymentObject: JsonObject, context: DescribeContext): void {
  const uid = text(deploymentObject, 'metadata', 'uid');
  const mine = context
    .list('ReplicaSet')
    .filter((set) => list(set, 'metadata', 'ownerReferences').some((owner) => text(owner, 'uid') === uid));
  const created = (set: JsonObject) => text(set, 'metadata', 'creationTimestamp');
  const current = [...mine]
    .sort(
      (a, b) => byBytes(created(a), created(b)) || byBytes(text(a, 'metadata', 'name'), text(b, 'metadata', 'name')),
    )
    .find((set) => sameTemplate(set, deploymentObject));
  const old = mine.filter((set) => set !== current);
  if (mine.length === 0) return;
  w.field(0, 'OldReplicaSets', replicaSetsText(old));
  w.field(0, 'NewReplicaSet', replicaSetsText(current ? [current] : []));
}

function sameTemplate(set: JsonObject, deploymentObject: JsonObject): boolean {
  const template = (object: JsonObject) => {
    const { 'pod-template-hash': _hash, ...labels } = record(object, 'spec', 'template', 'metadata', 'labels');
    const found = record(object, 'spec', 'template');
    return { ...found, metadata: { ...record(found, 'metadata'), labels } };
  };
  return sameMeaning(template(set), template(deploymentObject));
}

function replicaSetsText(sets: readonly JsonObject[]): string {
  const parts = sets.map(
    (set) =>
      `${text(set, 'metadata', 'name')} (${count(set, 'status', 'replicas')}/${count(set, 'spec', 'replicas')} replicas created)`,
  );
  return parts.join(', ') || '<none>';
}

export function replicaSet(w: Writer, object: JsonObject, context: DescribeContext): void {
  nameLines(w, object);
  w.field(0, 'Selector', labelSelectorText(at(object, 'spec', 'selector')));
  metadataLines(w, object);
  const owner = controllerName(object);
  if (owner !== '') w.field(0, 'Controlled By', owner);
  replicaLines(w, object, context);
}

export function replicationController(w: Writer, object: JsonObject, context: DescribeContext): void {
  nameLines(w, object);
  w.field(0, 'Selector', labelsText(record(object, 'spec', 'selector')));
  metadataLines(w, object);
  replicaLines(w, object, context);
}

function replicaLines(w: Writer, object: JsonObject, context: DescribeContext): void {
  w.field(
    0,
    'Replicas',
    `${count(object, 'status', 'replicas')} current / ${count(object, 'spec', 'replicas')} desired`,
  );
  w.field(0, 'Pods Status', podCounts(object, context));
  templateLines(w, record(object, 'spec', 'template'), context);
  conditionLines(w, list(object, 'status', 'conditions'));
  eventLines(w, object, context);
}

export function daemonSet(w: Writer, object: JsonObject, context: DescribeContext): void {
  nameLines(w, object);
  w.field(0, 'Selector', plainSelectorText(at(object, 'spec', 'selector')));
  w.field(0, 'Node-Selector', labelsText(record(object, 'spec', 'template', 'spec', 'nodeSelector')));
  metadataLines(w, object);
  const is = (field: string) => count(object, 'status', field);
  w.line(0, `Desired Number of Nodes Scheduled: ${is('desiredNumberScheduled')}`);
  w.line(0, `Current Number of Nodes Scheduled: ${is('currentNumberScheduled')}`);
  w.line(0, `Number of Nodes Scheduled with Up-to-date Pods: ${is('updatedNumberScheduled')}`);
  w.line(0, `Number of Nodes Scheduled with Available Pods: ${is('numberAvailable')}`);
  w.line(0, `Number of Nodes Misscheduled: ${is('numberMisscheduled')}`);
  w.field(0, 'Pods Status', podCounts(object, context));
  templateLines(w, record(object, 'spec', 'template'), context);
  eventLines(w, object, context);
}

export function statefulSet(w: Writer, object: JsonObject, context: DescribeContext): void {
  nameLines(w, object);
  w.field(0, 'CreationTimestamp', longTime(text(object, 'metadata', 'creationTimestamp')));
  w.field(0, 'Selector', plainSelectorText(at(object, 'spec', 'selector')));
  metadataLines(w, object);
  w.field(0, 'Replicas', `${count(object, 'spec', 'replicas')} desired | ${count(object, 'status', 'replicas')} total`);
  w.field(0, 'Update Strategy', text(object, 'spec', 'updateStrategy', 'type'));
  const rolling = at(object, 'spec', 'updateStrategy', 'rollingUpdate');
  if (has(rolling, 'partition')) {
    w.field(1, 'Partition', count(rolling, 'partition'));
    if (has(rolling, 'maxUnavailable')) w.field(1, 'MaxUnavailable', text(rolling, 'maxUnavailable'));
  }
  w.field(0, 'Pods Status', podCounts(object, context));
  templateLines(w, record(object, 'spec', 'template'), context);
  claimTemplateLines(w, list(object, 'spec', 'volumeClaimTemplates'));
  eventLines(w, object, context);
}

function claimTemplateLines(w: Writer, templates: readonly JsonValue[]): void {
  if (templates.length === 0) {
    w.line(0, 'Volume Claims:\t<none>');
    return;
  }
  w.line(0, 'Volume Claims:');
  for (const template of templates) {
    w.field(1, 'Name', text(template, 'metadata', 'name'));
    w.field(1, 'StorageClass', classOf(template as JsonObject));
    labelLines(w, 'Labels', record(template, 'metadata', 'labels'), '  ');
    labelLines(w, 'Annotations', record(template, 'metadata', 'annotations'), '  ');
    const storage = at(template, 'spec', 'resources', 'requests', 'storage');
    w.field(1, 'Capacity', storage === undefined ? '<default>' : quantity(storage));
    w.field(1, 'Access Modes', goList(list(template, 'spec', 'accessModes')));
  }
}

export function job(w: Writer, object: JsonObject, context: DescribeContext): void {
  nameLines(w, object);
  w.field(0, 'Selector', plainSelectorText(at(object, 'spec', 'selector')));
  metadataLines(w, object);
  const owner = controllerName(object);
  if (owner !== '') w.field(0, 'Controlled By', owner);
  const spec = record(object, 'spec');
  if (has(spec, 'parallelism')) w.field(0, 'Parallelism', count(spec, 'parallelism'));
  w.field(0, 'Completions', has(spec, 'completions') ? count(spec, 'completions') : '<unset>');
  for (const [name, field] of [
    ['Completion Mode', 'completionMode'],
    ['Suspend', 'suspend'],
    ['Backoff Limit', 'backoffLimit'],
    ['TTL Seconds After Finished', 'ttlSecondsAfterFinished'],
  ] as const) {
    if (has(spec, field)) w.field(0, name, text(spec, field));
  }
  jobTimes(w, object);
  if (has(spec, 'activeDeadlineSeconds'))
    w.field(0, 'Active Deadline Seconds', `${count(spec, 'activeDeadlineSeconds')}s`);
  const is = (field: string) => count(object, 'status', field);
  const ready = has(object, 'status', 'ready') ? ` (${is('ready')} Ready)` : '';
  w.field(0, 'Pods Statuses', `${is('active')} Active${ready} / ${is('succeeded')} Succeeded / ${is('failed')} Failed`);
  if (text(spec, 'completionMode') === 'Indexed')
    w.field(0, 'Completed Indexes', indexesText(text(object, 'status', 'completedIndexes')));
  templateLines(w, record(spec, 'template'), context);
  eventLines(w, object, context);
}

function jobTimes(w: Writer, object: JsonObject): void {
  const [start, end] = ['startTime', 'completionTime'].map((field) => text(object, 'status', field)) as [
    string,
    string,
  ];
  if (start !== '') w.field(0, 'Start Time', longTime(start));
  if (end !== '') w.field(0, 'Completed At', longTime(end));
  if (start !== '' && end !== '') w.field(0, 'Duration', humanDuration(Date.parse(end) - Date.parse(start)));
}

/** Cut at the first comma behind fifty characters. */
function indexesText(indexes: string): string {
  if (indexes === '') return '<none>';
  const comma = indexes.indexOf(',', 50);
  return comma < 0 ? indexes : `${indexes.slice(0, comma + 1)}...`;
}

export function cronJob(w: Writer, object: JsonObject, context: DescribeContext): void {
  headLines(w, object);
  const spec = record(object, 'spec');
  w.field(0, 'Schedule', text(spec, 'schedule'));
  w.field(0, 'Concurrency Policy', text(spec, 'concurrencyPolicy'));
  w.field(0, 'Suspend', boolText(at(spec, 'suspend')));
  w.field(0, 'Time Zone', text(spec, 'timeZone') || '<unset>');
  w.field(0, 'Successful Job History Limit', text(spec, 'successfulJobsHistoryLimit') || '<unset>');
  w.field(0, 'Failed Job History Limit', text(spec, 'failedJobsHistoryLimit') || '<unset>');
  w.field(
    0,
    'Starting Deadline Seconds',
    has(spec, 'startingDeadlineSeconds') ? `${count(spec, 'startingDeadlineSeconds')}s` : '<unset>',
  );
  const template = record(spec, 'jobTemplate', 'spec');
  w.field(0, 'Selector', has(template, 'selector') ? plainSelectorText(at(template, 'selector')) : '<unset>');
  w.field(0, 'Parallelism', text(template, 'parallelism') || '<unset>');
  w.field(0, 'Completions', text(template, 'completions') || '<unset>');
  if (has(template, 'activeDeadlineSeconds'))
    w.field(0, 'Active Deadline Seconds', `${count(template, 'activeDeadlineSeconds')}s`);
  templateLines(w, record(template, 'template'), context);
  const last = text(object, 'status', 'lastScheduleTime');
  w.field(0, 'Last Schedule Time', last === '' ? '<unset>' : longTime(last));
  const active = list(object, 'status', 'active').map((reference) => text(reference, 'name'));
  w.field(0, 'Active Jobs', active.join(', ') || '<none>');
  eventLines(w, object, context);
}

export function podDisruptionBudget(w: Writer, object: JsonObject, context: DescribeContext): void {
  nameLines(w, object);
  const spec = record(object, 'spec');
  if (has(spec, 'minAvailable')) w.field(0, 'Min available', text(spec, 'minAvailable'));
  else if (has(spec, 'maxUnavailable')) w.field(0, 'Max unavailable', text(spec, 'maxUnavailable'));
  w.field(0, 'Selector', has(spec, 'selector') ? labelSelectorText(at(spec, 'selector')) : '<unset>');
  w.line(0, 'Status:');
  for (const [name, field] of [
    ['Allowed disruptions', 'disruptionsAllowed'],
    ['Current', 'currentHealthy'],
    ['Desired', 'desiredHealthy'],
    ['Total', 'expectedPods'],
  ] as const) {
    w.field(2, name, count(object, 'status', field));
  }
  eventLines(w, object, context);
}
