// `kubectl describe` of volumes, claims and classes. Source: kubectl/pkg/describe/describe.go (v1.36).
import type { JsonObject, JsonValue } from '../../../apiserver/types.ts';
import { since } from '../ages.ts';
import { labelsText } from '../labelTexts.ts';
import { at, byBytes, has, list, record, text } from '../read.ts';
import { accessModes, classOf, quantity } from '../tables/storage.ts';
import { claimLines } from './claimLines.ts';
import { boolText, eventLines, goList, longTime, metadataLines } from './sections.ts';
import { sourceLines } from './volumes.ts';
import type { DescribeContext, Writer } from './writer.ts';

export function persistentVolume(w: Writer, object: JsonObject, context: DescribeContext): void {
  const spec = record(object, 'spec');
  w.field(0, 'Name', text(object, 'metadata', 'name'));
  metadataLines(w, object);
  w.field(0, 'Finalizers', goList(list(object, 'metadata', 'finalizers')));
  w.field(0, 'StorageClass', classOf(object));
  const leaving = text(object, 'metadata', 'deletionTimestamp');
  w.field(
    0,
    'Status',
    leaving === '' ? text(object, 'status', 'phase') : `Terminating (lasts ${since(context.nowMs, leaving)})`,
  );
  const claim = at(spec, 'claimRef');
  w.field(0, 'Claim', claim === undefined ? '' : `${text(claim, 'namespace')}/${text(claim, 'name')}`);
  w.field(0, 'Reclaim Policy', text(spec, 'persistentVolumeReclaimPolicy'));
  w.field(0, 'Access Modes', accessModes(list(spec, 'accessModes')));
  if (has(spec, 'volumeMode')) w.field(0, 'VolumeMode', text(spec, 'volumeMode'));
  w.field(0, 'Capacity', quantity(at(spec, 'capacity', 'storage')));
  affinityLines(w, at(spec, 'nodeAffinity', 'required'));
  w.field(0, 'Message', text(object, 'status', 'message'));
  w.line(0, 'Source:');
  if (!sourceLines(w, spec, context)) w.line(1, '<unknown>');
  eventLines(w, object, context);
}

function affinityLines(w: Writer, required: JsonValue | undefined): void {
  w.line(0, `Node Affinity:\t${required === undefined ? '<none>' : ''}`);
  if (required === undefined) return;
  const terms = list(required, 'nodeSelectorTerms');
  w.line(1, `Required Terms:\t${terms.length === 0 ? '<none>' : ''}`);
  for (const [index, term] of terms.entries()) {
    w.write(2, `Term ${index}:\t`);
    const wanted = list(term, 'matchExpressions');
    if (wanted.length === 0) w.line(0, '<none>');
    for (const [nth, one] of wanted.entries()) {
      if (nth > 0) w.write(2, '\t');
      const values = list(one, 'values');
      w.line(
        0,
        `${text(one, 'key')} ${text(one, 'operator').toLowerCase()}${values.length > 0 ? ` [${values.join(', ')}]` : ''}`,
      );
    }
  }
}

export function persistentVolumeClaim(w: Writer, object: JsonObject, context: DescribeContext): void {
  claimLines(w, object, context, { whole: true, level: 0 });
  const users = usersOf(object, context);
  w.write(0, 'Used By:\t');
  if (users.length === 0) w.line(0, '<none>');
  for (const [index, user] of users.entries()) w.line(0, `${index === 0 ? '' : '\t'}${user}`);
  const conditions = list(object, 'status', 'conditions');
  if (conditions.length > 0) {
    w.line(0, 'Conditions:');
    w.line(1, 'Type\tStatus\tLastProbeTime\tLastTransitionTime\tReason\tMessage');
    w.line(1, '----\t------\t-----------------\t------------------\t------\t-------');
  }
  for (const condition of conditions) {
    const [type, status, reason, message] = ['type', 'status', 'reason', 'message'].map((field) =>
      text(condition, field),
    );
    const [probed, changed] = ['lastProbeTime', 'lastTransitionTime'].map((field) => longTime(text(condition, field)));
    w.line(1, `${type} \t${status} \t${probed} \t${changed} \t${reason} \t${message}`);
  }
  eventLines(w, object, context);
}

function usersOf(claim: JsonObject, context: DescribeContext): readonly string[] {
  const { name, namespace } = record(claim, 'metadata');
  const uses = (pod: JsonObject) =>
    list(pod, 'spec', 'volumes').some(
      (volume) =>
        text(volume, 'persistentVolumeClaim', 'claimName') === name ||
        (has(volume, 'ephemeral') && `${text(pod, 'metadata', 'name')}-${text(volume, 'name')}` === name),
    );
  const pods = context.list('Pod').filter((pod) => text(pod, 'metadata', 'namespace') === namespace && uses(pod));
  return pods.map((pod) => text(pod, 'metadata', 'name')).sort(byBytes);
}

export function storageClass(w: Writer, object: JsonObject, context: DescribeContext): void {
  w.field(0, 'Name', text(object, 'metadata', 'name'));
  const marks = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'];
  const isDefault = marks.some((mark) => text(object, 'metadata', 'annotations', mark) === 'true');
  w.field(0, 'IsDefaultClass', isDefault ? 'Yes' : 'No');
  w.field(0, 'Annotations', labelsText(record(object, 'metadata', 'annotations')));
  w.field(0, 'Provisioner', text(object, 'provisioner'));
  w.field(0, 'Parameters', labelsText(record(object, 'parameters')));
  w.field(0, 'AllowVolumeExpansion', boolText(at(object, 'allowVolumeExpansion')));
  const options = list(object, 'mountOptions');
  w.line(0, `MountOptions:${options.length === 0 ? '\t<none>' : ''}`);
  for (const option of options) w.line(1, String(option));
  if (has(object, 'reclaimPolicy')) w.field(0, 'ReclaimPolicy', text(object, 'reclaimPolicy'));
  if (has(object, 'volumeBindingMode')) w.field(0, 'VolumeBindingMode', text(object, 'volumeBindingMode'));
  if (has(object, 'allowedTopologies')) topologyLines(w, list(object, 'allowedTopologies'));
  eventLines(w, object, context);
}

function topologyLines(w: Writer, topologies: readonly JsonValue[]): void {
  w.write(0, 'AllowedTopologies:\t');
  if (topologies.length === 0) {
    w.line(0, '<none>');
    return;
  }
  w.line(0, '');
  for (const [index, term] of topologies.entries()) {
    w.write(1, `Term ${index}:\t`);
    const wanted = list(term, 'matchLabelExpressions');
    if (wanted.length === 0) w.line(0, '<none>');
    for (const [nth, one] of wanted.entries()) {
      if (nth > 0) w.write(1, '\t');
      w.line(0, `${text(one, 'key')} in [${list(one, 'values').join(', ')}]`);
    }
  }
}

export function volumeAttributesClass(w: Writer, object: JsonObject, context: DescribeContext): void {
  w.field(0, 'Name', text(object, 'metadata', 'name'));
  w.field(0, 'Annotations', labelsText(record(object, 'metadata', 'annotations')));
  w.field(0, 'DriverName', text(object, 'driverName'));
  w.field(0, 'Parameters', labelsText(record(object, 'parameters')));
  eventLines(w, object, context);
}

export function csiNode(w: Writer, object: JsonObject, context: DescribeContext): void {
  w.field(0, 'Name', text(object, 'metadata', 'name'));
  metadataLines(w, object);
  w.field(0, 'CreationTimestamp', longTime(text(object, 'metadata', 'creationTimestamp')));
  w.line(0, 'Spec:');
  if (has(object, 'spec', 'drivers')) w.line(1, 'Drivers:');
  for (const driver of list(object, 'spec', 'drivers')) {
    w.line(2, `${text(driver, 'name')}:`);
    w.field(3, 'Node ID', text(driver, 'nodeID'));
    if (has(driver, 'allocatable', 'count')) {
      w.line(3, 'Allocatables:');
      w.field(4, 'Count', text(driver, 'allocatable', 'count'));
    }
    if (has(driver, 'topologyKeys')) w.field(3, 'Topology Keys', goList(list(driver, 'topologyKeys')));
  }
  eventLines(w, object, context);
}
