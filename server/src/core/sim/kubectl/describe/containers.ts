// Containers as `kubectl describe` shows them. Source: kubectl/pkg/describe/describe.go describeContainers (v1.36).
import type { JsonObject, JsonValue } from '../../../apiserver/types.ts';
import { resourceFieldValue } from '../../environment/resourceField.ts';
import { at, byBytes, count, has, list, record, sortedKeys, text } from '../read.ts';
import { quantity } from '../tables/storage.ts';
import { goList, longTime } from './sections.ts';
import type { Writer } from './writer.ts';

export interface ContainersOptions {
  /** Before the names: templates are indented. */
  readonly space: string;
  readonly statuses?: readonly JsonValue[];
  /** The pod whose fields the environment names. */
  readonly pod?: JsonObject;
}

export function containerLines(
  w: Writer,
  label: string,
  containers: readonly JsonValue[],
  options: ContainersOptions,
): void {
  w.line(0, `${options.space}${label}:${containers.length === 0 ? ' <none>' : ''}`);
  for (const container of containers) {
    const status = options.statuses?.find((one) => text(one, 'name') === text(container, 'name'));
    basicLines(w, container, status, options.space);
    wordLines(w, 'Command', list(container, 'command'));
    wordLines(w, 'Args', list(container, 'args'));
    if (status !== undefined) stateLines(w, status);
    resourceLines(w, 2, at(container, 'resources'));
    probeLines(w, container);
    if (list(container, 'envFrom').length > 0) environmentSources(w, list(container, 'envFrom'));
    environmentLines(w, container, options.pod);
    mountLines(w, container);
  }
}

function basicLines(w: Writer, container: JsonValue, status: JsonValue | undefined, space: string): void {
  w.line(1, `${space === '' ? '' : ' '}${text(container, 'name')}:`);
  if (status !== undefined) w.field(2, 'Container ID', text(status, 'containerID'));
  w.field(2, 'Image', text(container, 'image'));
  if (status !== undefined) w.field(2, 'Image ID', text(status, 'imageID'));
  portLine(w, 'Port', portsText(container, 'containerPort'));
  portLine(w, 'Host Port', portsText(container, 'hostPort'));
  const profile = text(container, 'securityContext', 'seccompProfile', 'type');
  if (profile !== '') w.field(2, 'SeccompProfile', profile);
  if (profile === 'Localhost')
    w.field(3, 'LocalhostProfile', text(container, 'securityContext', 'seccompProfile', 'localhostProfile'));
}

function portLine(w: Writer, name: string, ports: string): void {
  if (ports.includes(',')) w.field(2, `${name}s`, ports);
  else w.field(2, name, ports || '<none>');
}

function portsText(container: JsonValue, field: string): string {
  return list(container, 'ports')
    .map(
      (port) =>
        `${count(port, field)}/${text(port, 'protocol')}${text(port, 'name') === '' ? '' : ` (${text(port, 'name')})`}`,
    )
    .join(', ');
}

function wordLines(w: Writer, title: string, words: readonly JsonValue[]): void {
  if (words.length === 0) return;
  w.line(2, `${title}:`);
  for (const word of words) for (const part of String(word).split('\n')) w.line(3, part);
}

function stateLines(w: Writer, status: JsonValue): void {
  stateLine(w, 'State', at(status, 'state'));
  if (has(status, 'lastState', 'terminated')) stateLine(w, 'Last State', at(status, 'lastState'));
  w.field(2, 'Ready', at(status, 'ready') === true ? 'True' : 'False');
  w.field(2, 'Restart Count', count(status, 'restartCount'));
}

function stateLine(w: Writer, title: string, state: JsonValue | undefined): void {
  if (has(state, 'running')) {
    w.field(2, title, 'Running');
    w.field(3, 'Started', longTime(text(state, 'running', 'startedAt')));
  } else if (has(state, 'terminated')) terminatedLines(w, title, at(state, 'terminated'));
  else {
    w.field(2, title, 'Waiting');
    const reason = text(state, 'waiting', 'reason');
    if (reason !== '') w.field(3, 'Reason', reason);
  }
}

function terminatedLines(w: Writer, title: string, terminated: JsonValue | undefined): void {
  w.field(2, title, 'Terminated');
  for (const [name, field] of [
    ['Reason', 'reason'],
    ['Message', 'message'],
  ] as const) {
    const value = text(terminated, field);
    if (value !== '') w.field(3, name, value);
  }
  w.field(3, 'Exit Code', count(terminated, 'exitCode'));
  if (count(terminated, 'signal') > 0) w.field(3, 'Signal', count(terminated, 'signal'));
  w.field(3, 'Started', longTime(text(terminated, 'startedAt')));
  w.field(3, 'Finished', longTime(text(terminated, 'finishedAt')));
}

export function resourceLines(w: Writer, level: number, resources: JsonValue | undefined): void {
  for (const [title, field] of [
    ['Limits', 'limits'],
    ['Requests', 'requests'],
  ] as const) {
    const amounts = record(resources, field);
    const names = sortedKeys(amounts);
    if (names.length > 0) w.line(level, `${title}:`);
    for (const name of names) w.field(level + 1, name, quantity(amounts[name]));
  }
}

function probeLines(w: Writer, container: JsonValue): void {
  for (const [title, field] of [
    ['Liveness', 'livenessProbe'],
    ['Readiness', 'readinessProbe'],
    ['Startup', 'startupProbe'],
  ] as const) {
    const probe = at(container, field);
    if (probe !== undefined) w.field(2, title, probeText(probe));
  }
}

function probeText(probe: JsonValue): string {
  const times = `delay=${count(probe, 'initialDelaySeconds')}s timeout=${count(probe, 'timeoutSeconds')}s period=${count(probe, 'periodSeconds')}s #success=${count(probe, 'successThreshold')} #failure=${count(probe, 'failureThreshold')}`;
  if (has(probe, 'exec')) return `exec ${goList(list(probe, 'exec', 'command'))} ${times}`;
  if (has(probe, 'httpGet')) return `http-get ${urlText(at(probe, 'httpGet'))} ${times}`;
  if (has(probe, 'tcpSocket'))
    return `tcp-socket ${text(probe, 'tcpSocket', 'host')}:${text(probe, 'tcpSocket', 'port')} ${times}`;
  if (has(probe, 'grpc')) return `grpc <pod>:${text(probe, 'grpc', 'port')} ${text(probe, 'grpc', 'service')} ${times}`;
  return `unknown ${times}`;
}

/** As Go's net/url writes it. */
function urlText(get: JsonValue | undefined): string {
  const [host, port, path] = ['host', 'port', 'path'].map((field) => text(get, field));
  const escaped = encodeURI(path ?? '').replace(
    /[?#!*'()]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const authority = `${host?.includes(':') ? `[${host}]` : host}:${port}`;
  return `${text(get, 'scheme').toLowerCase()}://${authority}${escaped === '' || escaped.startsWith('/') ? escaped : `/${escaped}`}`;
}

const optional = (value: JsonValue | undefined): string => `Optional: ${at(value, 'optional') === true}`;

function environmentSources(w: Writer, sources: readonly JsonValue[]): void {
  w.line(2, 'Environment Variables from:');
  for (const source of sources) {
    const map = at(source, 'configMapRef');
    const ref = map ?? at(source, 'secretRef');
    const prefix = text(source, 'prefix');
    const kind = `${map ? 'ConfigMap' : 'Secret'}${prefix === '' ? '' : ` with prefix '${prefix}'`}`;
    w.line(3, `${text(ref, 'name')}\t${kind}\t${optional(ref)}`);
  }
}

function environmentLines(w: Writer, container: JsonValue, pod: JsonObject | undefined): void {
  const variables = list(container, 'env');
  w.line(2, `Environment:${variables.length === 0 ? '\t<none>' : ''}`);
  for (const variable of variables) {
    const name = text(variable, 'name');
    const from = at(variable, 'valueFrom');
    if (from === undefined) {
      for (const [index, part] of text(variable, 'value').split('\n').entries())
        w.line(3, `${index === 0 ? `${name}:` : ''}\t${part}`);
    } else w.line(3, `${name}:\t${valueFromText(from, container, pod)}`);
  }
}

function valueFromText(from: JsonValue, container: JsonValue, pod: JsonObject | undefined): string {
  const field = at(from, 'fieldRef');
  if (field !== undefined)
    return `${pod ? metadataField(pod, text(field, 'fieldPath')) : ''} (${text(field, 'apiVersion')}:${text(field, 'fieldPath')})`;
  const resource = at(from, 'resourceFieldRef');
  if (resource !== undefined) {
    const name = text(resource, 'resource');
    const value = resourceFieldValue(name, at(resource, 'divisor'), record(container, 'resources')) ?? '';
    return `${value === '0' && /^limits\.(cpu|memory)$/.test(name) ? 'node allocatable' : value} (${name})`;
  }
  const secret = at(from, 'secretKeyRef');
  if (secret !== undefined)
    return `<set to the key '${text(secret, 'key')}' in secret '${text(secret, 'name')}'>\t${optional(secret)}`;
  const map = at(from, 'configMapKeyRef');
  return `<set to the key '${text(map, 'key')}' of config map '${text(map, 'name')}'>\t${optional(map)}`;
}

/** Only metadata is told; what the kubelet knows is not. */
function metadataField(pod: JsonObject, path: string): string {
  const keyed = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path);
  if (keyed) return text(pod, 'metadata', keyed[1] ?? '', keyed[2] ?? '');
  const whole = /^metadata\.(labels|annotations)$/.exec(path);
  if (whole) {
    const map = record(pod, 'metadata', whole[1] ?? '');
    return sortedKeys(map)
      .map((key) => `${key}=${JSON.stringify(text(map, key))}`)
      .join('\n');
  }
  return /^metadata\.(name|namespace|uid)$/.test(path) ? text(pod, ...path.split('.')) : '';
}

function mountLines(w: Writer, container: JsonValue): void {
  const mounts = [...list(container, 'volumeMounts')].sort((a, b) =>
    byBytes(text(a, 'mountPath'), text(b, 'mountPath')),
  );
  w.line(2, `Mounts:${mounts.length === 0 ? '\t<none>' : ''}`);
  for (const mount of mounts) {
    const flags = [at(mount, 'readOnly') === true ? 'ro' : 'rw'];
    const subPath = text(mount, 'subPath');
    if (subPath !== '') flags.push(`path=${JSON.stringify(subPath)}`);
    w.line(3, `${text(mount, 'mountPath')} from ${text(mount, 'name')} (${flags.join(',')})`);
  }
  const devices = [...list(container, 'volumeDevices')].sort((a, b) =>
    byBytes(text(a, 'devicePath'), text(b, 'devicePath')),
  );
  if (devices.length > 0) w.line(2, `Devices:${mounts.length === 0 ? '\t<none>' : ''}`);
  for (const device of devices) w.line(3, `${text(device, 'devicePath')} from ${text(device, 'name')}`);
}
