// `kubectl describe pod`. Source: kubectl/pkg/describe/describe.go describePod (v1.36).
import type { JsonObject } from '../../../apiserver/types.ts';
import type { PodSpec } from '../../objects.ts';
import { qosClass } from '../../resources.ts';
import { since } from '../ages.ts';
import { at, count, has, list, record, text } from '../read.ts';
import { containerLines, resourceLines } from './containers.ts';
import { spreadLines } from './podTemplate.ts';
import {
  controllerName,
  eventLines,
  labelLines,
  longTime,
  metadataLines,
  nameLines,
  tolerationLines,
} from './sections.ts';
import { volumeLines } from './volumes.ts';
import type { DescribeContext, Writer } from './writer.ts';

export function pod(w: Writer, object: JsonObject, context: DescribeContext): void {
  nameLines(w, object);
  placeLines(w, object);
  metadataLines(w, object);
  statusLines(w, object, context);
  addressLines(w, object);
  const spec = record(object, 'spec');
  if (has(spec, 'resources')) {
    w.line(0, 'Resources:');
    resourceLines(w, 1, at(spec, 'resources'));
  }
  for (const [label, field, statuses] of containerGroups) {
    const containers = list(spec, field);
    if (containers.length > 0 || field === 'containers')
      containerLines(w, label, containers, { space: '', statuses: list(object, 'status', statuses), pod: object });
  }
  gateLines(w, object);
  volumeLines(w, list(spec, 'volumes'), '', context);
  w.field(0, 'QoS Class', text(object, 'status', 'qosClass') || qosClass(spec as unknown as PodSpec));
  labelLines(w, 'Node-Selectors', record(spec, 'nodeSelector'));
  tolerationLines(w, 'Tolerations', list(spec, 'tolerations'));
  spreadLines(w, list(spec, 'topologySpreadConstraints'), '');
  eventLines(w, object, context);
}

const containerGroups = [
  ['Init Containers', 'initContainers', 'initContainerStatuses'],
  ['Containers', 'containers', 'containerStatuses'],
  ['Ephemeral Containers', 'ephemeralContainers', 'ephemeralContainerStatuses'],
] as const;

function placeLines(w: Writer, object: JsonObject): void {
  const spec = record(object, 'spec');
  if (has(spec, 'priority')) w.field(0, 'Priority', count(spec, 'priority'));
  for (const [name, field] of [
    ['Priority Class Name', 'priorityClassName'],
    ['Runtime Class Name', 'runtimeClassName'],
    ['Service Account', 'serviceAccountName'],
  ] as const) {
    if (text(spec, field) !== '') w.field(0, name, text(spec, field));
  }
  const node = text(spec, 'nodeName');
  w.field(0, 'Node', node === '' ? '<none>' : `${node}/${text(object, 'status', 'hostIP')}`);
  const start = text(object, 'status', 'startTime');
  if (start !== '') w.field(0, 'Start Time', longTime(start));
}

function statusLines(w: Writer, object: JsonObject, { nowMs }: DescribeContext): void {
  const phase = text(object, 'status', 'phase');
  const leaving = text(object, 'metadata', 'deletionTimestamp');
  if (leaving !== '' && phase !== 'Failed' && phase !== 'Succeeded') {
    w.field(0, 'Status', `Terminating (lasts ${since(nowMs, leaving)})`);
    w.field(0, 'Termination Grace Period', `${count(object, 'metadata', 'deletionGracePeriodSeconds')}s`);
  } else w.field(0, 'Status', phase);
  for (const [name, field] of [
    ['Reason', 'reason'],
    ['Message', 'message'],
  ] as const) {
    if (text(object, 'status', field) !== '') w.field(0, name, text(object, 'status', field));
  }
  const profile = record(object, 'spec', 'securityContext', 'seccompProfile');
  if (text(profile, 'type') !== '') w.field(0, 'SeccompProfile', text(profile, 'type'));
  if (text(profile, 'type') === 'Localhost') w.field(0, 'LocalhostProfile', text(profile, 'localhostProfile'));
}

function addressLines(w: Writer, object: JsonObject): void {
  w.field(0, 'IP', text(object, 'status', 'podIP'));
  const ips = list(object, 'status', 'podIPs');
  w.line(0, `IPs:${ips.length === 0 ? '\t<none>' : ''}`);
  for (const ip of ips) w.field(1, 'IP', text(ip, 'ip'));
  const owner = controllerName(object);
  if (owner !== '') w.field(0, 'Controlled By', owner);
  const nominated = text(object, 'status', 'nominatedNodeName');
  if (nominated !== '') w.field(0, 'NominatedNodeName', nominated);
}

function gateLines(w: Writer, object: JsonObject): void {
  const conditions = list(object, 'status', 'conditions');
  const gates = list(object, 'spec', 'readinessGates');
  if (gates.length > 0) w.line(0, 'Readiness Gates:\n  Type\tStatus');
  for (const gate of gates) {
    const type = text(gate, 'conditionType');
    const found = conditions.find((condition) => text(condition, 'type') === type);
    w.line(1, `${type} \t${found === undefined ? '<none>' : text(found, 'status')} `);
  }
  if (conditions.length > 0) w.line(0, 'Conditions:\n  Type\tStatus');
  for (const condition of conditions) w.line(1, `${text(condition, 'type')} \t${text(condition, 'status')} `);
}
