// Tables of pods and of what makes them. Source: pkg/printers/internalversion/printers.go (v1.36).
import type { JsonObject } from '../../../apiserver/types.ts';
import { humanDuration, since } from '../ages.ts';
import { labelSelectorText, labelsText, plainSelectorText } from '../labelTexts.ts';
import { podSummary } from '../podStatus.ts';
import { at, count, has, list, record, text } from '../read.ts';
import type { Column, Columns, PrintContext } from '../table.ts';
import { age, containerColumns, name, orNone } from './columns.ts';

export const pods: Columns = [
  name,
  { name: 'READY', cell: (pod, { nowMs }) => podSummary(pod, nowMs).ready },
  { name: 'STATUS', cell: (pod, { nowMs }) => podSummary(pod, nowMs).status },
  { name: 'RESTARTS', cell: (pod, { nowMs }) => podSummary(pod, nowMs).restarts },
  age,
  { name: 'IP', wide: true, cell: (pod) => orNone(text(pod, 'status', 'podIPs', 0, 'ip')) },
  { name: 'NODE', wide: true, cell: (pod) => orNone(text(pod, 'spec', 'nodeName')) },
  { name: 'NOMINATED NODE', wide: true, cell: (pod) => orNone(text(pod, 'status', 'nominatedNodeName')) },
  { name: 'READINESS GATES', wide: true, cell: readinessGates },
];

function readinessGates(pod: JsonObject): string {
  const gates = list(pod, 'spec', 'readinessGates').map((gate) => text(gate, 'conditionType'));
  if (gates.length === 0) return '<none>';
  const conditions = list(pod, 'status', 'conditions');
  const met = gates.filter(
    (gate) =>
      text(
        conditions.find((condition) => text(condition, 'type') === gate),
        'status',
      ) === 'True',
  );
  return `${met.length}/${gates.length}`;
}

const template = containerColumns('spec', 'template');
const selector: Column = {
  name: 'SELECTOR',
  wide: true,
  cell: (object) => labelSelectorText(at(object, 'spec', 'selector')),
};
const ratio = (object: JsonObject): string =>
  `${count(object, 'status', 'readyReplicas')}/${count(object, 'spec', 'replicas')}`;
const status = (header: string, field: string): Column => ({
  name: header,
  cell: (object) => count(object, 'status', field),
});

export const deployments: Columns = [
  name,
  { name: 'READY', cell: ratio },
  status('UP-TO-DATE', 'updatedReplicas'),
  status('AVAILABLE', 'availableReplicas'),
  age,
  ...template,
  { name: 'SELECTOR', wide: true, cell: (object) => plainSelectorText(at(object, 'spec', 'selector')) },
];

const replicas: Columns = [
  name,
  { name: 'DESIRED', cell: (object) => count(object, 'spec', 'replicas') },
  status('CURRENT', 'replicas'),
  status('READY', 'readyReplicas'),
  age,
  ...template,
];

export const replicaSets: Columns = [...replicas, selector];

export const replicationControllers: Columns = [
  ...replicas,
  { name: 'SELECTOR', wide: true, cell: (object) => labelsText(record(object, 'spec', 'selector')) },
];

export const statefulSets: Columns = [name, { name: 'READY', cell: ratio }, age, ...template];

export const daemonSets: Columns = [
  name,
  status('DESIRED', 'desiredNumberScheduled'),
  status('CURRENT', 'currentNumberScheduled'),
  status('READY', 'numberReady'),
  status('UP-TO-DATE', 'updatedNumberScheduled'),
  status('AVAILABLE', 'numberAvailable'),
  { name: 'NODE SELECTOR', cell: (object) => labelsText(record(object, 'spec', 'template', 'spec', 'nodeSelector')) },
  age,
  ...template,
  selector,
];

export const jobs: Columns = [
  name,
  { name: 'STATUS', cell: jobStatus },
  { name: 'COMPLETIONS', cell: completions },
  { name: 'DURATION', cell: jobDuration },
  age,
  ...template,
  selector,
];

function completions(job: JsonObject): string {
  const succeeded = count(job, 'status', 'succeeded');
  if (has(job, 'spec', 'completions')) return `${succeeded}/${count(job, 'spec', 'completions')}`;
  const parallelism = count(job, 'spec', 'parallelism');
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function jobDuration(job: JsonObject, { nowMs }: PrintContext): string {
  const start = text(job, 'status', 'startTime');
  if (start === '') return '';
  const end = text(job, 'status', 'completionTime');
  return humanDuration((end === '' ? nowMs : Date.parse(end)) - Date.parse(start));
}

function jobStatus(job: JsonObject): string {
  const is = (type: string) =>
    list(job, 'status', 'conditions').some(
      (condition) => text(condition, 'type') === type && text(condition, 'status') === 'True',
    );
  if (is('Complete')) return 'Complete';
  if (is('Failed')) return 'Failed';
  if (has(job, 'metadata', 'deletionTimestamp')) return 'Terminating';
  return ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(is) ?? 'Running';
}

export const cronJobs: Columns = [
  name,
  { name: 'SCHEDULE', cell: (object) => text(object, 'spec', 'schedule') },
  { name: 'TIMEZONE', cell: (object) => orNone(text(object, 'spec', 'timeZone')) },
  { name: 'SUSPEND', cell: (object) => suspended(object) },
  { name: 'ACTIVE', cell: (object) => list(object, 'status', 'active').length },
  {
    name: 'LAST SCHEDULE',
    cell: (object, { nowMs }) => {
      const last = text(object, 'status', 'lastScheduleTime');
      return last === '' ? '<none>' : since(nowMs, last);
    },
  },
  age,
  ...containerColumns('spec', 'jobTemplate', 'spec', 'template'),
  {
    name: 'SELECTOR',
    wide: true,
    cell: (object) => labelSelectorText(at(object, 'spec', 'jobTemplate', 'spec', 'selector')),
  },
];

function suspended(object: JsonObject): string {
  const value = at(object, 'spec', 'suspend');
  return value === undefined ? '<unset>' : value === true ? 'True' : 'False';
}

export const controllerRevisions: Columns = [
  name,
  { name: 'CONTROLLER', cell: controllerName },
  { name: 'REVISION', cell: (object) => count(object, 'revision') },
  age,
];

function controllerName(object: JsonObject): string {
  const owner = list(object, 'metadata', 'ownerReferences').find((reference) => at(reference, 'controller') === true);
  if (owner === undefined) return '<none>';
  const [group = '', version] = text(owner, 'apiVersion').split('/');
  return `${text(owner, 'kind').toLowerCase()}${version === undefined ? '' : `.${group}`}/${text(owner, 'name')}`;
}

export const podDisruptionBudgets: Columns = [
  name,
  { name: 'MIN AVAILABLE', cell: (object) => text(object, 'spec', 'minAvailable') || 'N/A' },
  { name: 'MAX UNAVAILABLE', cell: (object) => text(object, 'spec', 'maxUnavailable') || 'N/A' },
  status('ALLOWED DISRUPTIONS', 'disruptionsAllowed'),
  age,
];

export const podTemplates: Columns = [
  name,
  { name: 'CONTAINERS', cell: (object) => joined(object, 'name') },
  { name: 'IMAGES', cell: (object) => joined(object, 'image') },
  { name: 'POD LABELS', cell: (object) => labelsText(record(object, 'template', 'metadata', 'labels')) },
];

const joined = (object: JsonObject, field: string): string =>
  list(object, 'template', 'spec', 'containers')
    .map((container) => text(container, field))
    .join(',');
