// READY, STATUS and RESTARTS of a pod. Source: pkg/printers/internalversion/printers.go printPod (v1.36).
import type { JsonObject, JsonValue } from '../../apiserver/types.ts';
import { since } from './ages.ts';
import { at, count, has, list, text } from './read.ts';

export interface PodSummary {
  readonly ready: string;
  readonly status: string;
  readonly restarts: string;
}

interface Tally {
  reason: string;
  ready: number;
  restarts: number;
  sidecarRestarts: number;
  lastRestart: string;
  lastSidecarRestart: string;
}

export function podSummary(pod: JsonObject, nowMs: number): PodSummary {
  const sidecars = new Set(
    list(pod, 'spec', 'initContainers')
      .filter((container) => text(container, 'restartPolicy') === 'Always')
      .map((container) => text(container, 'name')),
  );
  const tally: Tally = {
    reason: startReason(pod),
    ready: 0,
    restarts: 0,
    sidecarRestarts: 0,
    lastRestart: '',
    lastSidecarRestart: '',
  };
  const initializing = countInit(pod, sidecars, tally);
  if (!initializing || isTrue(pod, 'Initialized')) countContainers(pod, tally);
  const total = list(pod, 'spec', 'containers').length + sidecars.size;
  const { restarts, lastRestart } = tally;
  return {
    ready: `${tally.ready}/${total}`,
    status: leavingReason(pod) ?? tally.reason,
    restarts:
      restarts !== 0 && lastRestart !== '' ? `${restarts} (${since(nowMs, lastRestart)} ago)` : String(restarts),
  };
}

function startReason(pod: JsonObject): string {
  const gated = list(pod, 'status', 'conditions').some(
    (condition) => text(condition, 'type') === 'PodScheduled' && text(condition, 'reason') === 'SchedulingGated',
  );
  return gated ? 'SchedulingGated' : text(pod, 'status', 'reason') || text(pod, 'status', 'phase');
}

function leavingReason(pod: JsonObject): string | undefined {
  if (!has(pod, 'metadata', 'deletionTimestamp')) return undefined;
  if (text(pod, 'status', 'reason') === 'NodeLost') return 'Unknown';
  return ['Succeeded', 'Failed'].includes(text(pod, 'status', 'phase')) ? undefined : 'Terminating';
}

function isTrue(pod: JsonObject, type: string): boolean {
  return list(pod, 'status', 'conditions').some(
    (condition) => text(condition, 'type') === type && text(condition, 'status') === 'True',
  );
}

const later = (a: string, b: string): string => (Date.parse(b) > (Date.parse(a) || 0) ? b : a);

/** True while an init container is the news. */
function countInit(pod: JsonObject, sidecars: ReadonlySet<string>, tally: Tally): boolean {
  const total = list(pod, 'spec', 'initContainers').length;
  for (const [index, status] of list(pod, 'status', 'initContainerStatuses').entries()) {
    const ended = text(status, 'lastState', 'terminated', 'finishedAt');
    const sidecar = sidecars.has(text(status, 'name'));
    tally.restarts += count(status, 'restartCount');
    tally.lastRestart = later(tally.lastRestart, ended);
    if (sidecar) {
      tally.sidecarRestarts += count(status, 'restartCount');
      tally.lastSidecarRestart = later(tally.lastSidecarRestart, ended);
    }
    const news = initNews(status, sidecar, index, total);
    if (news === undefined) {
      if (sidecar && at(status, 'started') === true && at(status, 'ready') === true) tally.ready++;
      continue;
    }
    tally.reason = news;
    return true;
  }
  return false;
}

/** Undefined when the next init container is to be looked at. */
function initNews(status: JsonValue, sidecar: boolean, index: number, total: number): string | undefined {
  const terminated = at(status, 'state', 'terminated');
  if (terminated && count(terminated, 'exitCode') === 0) return undefined;
  if (sidecar && at(status, 'started') === true) return undefined;
  if (terminated) return `Init:${endReason(terminated)}`;
  const waiting = text(status, 'state', 'waiting', 'reason');
  return waiting !== '' && waiting !== 'PodInitializing' ? `Init:${waiting}` : `Init:${index}/${total}`;
}

function endReason(terminated: JsonValue): string {
  const reason = text(terminated, 'reason');
  if (reason !== '') return reason;
  const signal = count(terminated, 'signal');
  return signal !== 0 ? `Signal:${signal}` : `ExitCode:${count(terminated, 'exitCode')}`;
}

function countContainers(pod: JsonObject, tally: Tally): void {
  tally.restarts = tally.sidecarRestarts;
  tally.lastRestart = tally.lastSidecarRestart;
  let running = false;
  let errorReason = '';
  for (const status of [...list(pod, 'status', 'containerStatuses')].reverse()) {
    tally.restarts += count(status, 'restartCount');
    tally.lastRestart = later(tally.lastRestart, text(status, 'lastState', 'terminated', 'finishedAt'));
    const waiting = text(status, 'state', 'waiting', 'reason');
    const terminated = at(status, 'state', 'terminated');
    if (waiting !== '') tally.reason = waiting;
    else if (terminated) {
      tally.reason = endReason(terminated);
      if (count(terminated, 'exitCode') !== 0) errorReason = tally.reason;
    } else if (at(status, 'ready') === true && has(status, 'state', 'running')) {
      running = true;
      tally.ready++;
    }
  }
  if (tally.reason !== 'Completed') return;
  if (running && isTrue(pod, 'Ready')) tally.reason = 'Running';
  else if (errorReason !== '') tally.reason = errorReason;
  else if (running) tally.reason = 'NotReady';
}
