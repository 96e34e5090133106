// `kubectl drain`: cordons a node and evicts its pods, again and again while budgets forbid it.
// Sources: kubectl/pkg/cmd/drain/drain.go, pkg/drain/{drain,filters}.go (v1.36).
import { durationMs, goDuration } from '../../durations.ts';
import type { ClusterView, Command } from '../../frame.ts';
import { controllerOf, type Pod } from '../../objects.ts';
import { type Doing, type Found, findTargets, print, refOf, shown } from '../command.ts';
import { type Arguments, flag, isSet } from '../flags.ts';
import { setUnschedulable } from './nodes.ts';

/** Between two attempts that a budget refused. */
const retryMs = 5000;

interface Choice {
  readonly pods: readonly Pod[];
  readonly warnings: readonly string[];
  readonly errors: readonly string[];
}

export function* drain(view: ClusterView, args: Arguments): Command {
  const targets = findTargets(view, ['node', ...args.words], args);
  for (const problem of targets.problems) yield print(`${problem}\n`);
  if (targets.problems.length > 0) return 1;
  for (const found of targets.found) yield* setUnschedulable(found, true);
  const pending: string[] = [];
  const errors: string[] = [];
  for (const found of targets.found) {
    const failed = yield* drainNode(view, found, args);
    if (failed.length === 0) {
      yield print(`${shown(found)} drained\n`);
      continue;
    }
    pending.push(found.object.metadata.name);
    errors.push(...failed);
    yield print(
      `error: unable to drain node "${found.object.metadata.name}" due to error: ${together(failed)}, continuing command...\n`,
    );
  }
  if (pending.length === 0) return 0;
  yield print(`There are pending nodes to be drained:\n${pending.map((name) => ` ${name}\n`).join('')}`);
  yield print(errors.map((error) => `${error}\n`).join(''));
  return 1;
}

const together = (errors: readonly string[]): string =>
  errors.length === 1 ? (errors[0] ?? '') : `[${errors.join(', ')}]`;
const named = (pods: readonly Pod[]): string =>
  pods.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).join(', ');

/** Errors; none when all pods are gone. */
function* drainNode(view: ClusterView, { object }: Found, args: Arguments): Doing<readonly string[]> {
  const choice = choosePods(view, object.metadata.name, args);
  if (choice.errors.length > 0) return choice.errors;
  if (choice.warnings.length > 0) yield print(`Warning: ${choice.warnings.join('; ')}\n`);
  const failed = yield* evictAll(view, choice.pods, args);
  if (failed.length === 0) return [];
  const left = choice.pods.filter((pod) => view.byUid(pod.metadata.uid) !== undefined);
  const lines = left.map(({ metadata }) => `pod/${metadata.name}\n`).join('');
  yield print(
    `There are pending pods in node "${object.metadata.name}" when an error occurred: ${together(failed)}\n${lines}`,
  );
  return failed;
}

/** The filters of `pkg/drain/filters.go`. */
function choosePods(view: ClusterView, node: string, args: Arguments): Choice {
  const here = view.list('Pod').filter(({ spec }) => spec.nodeName === node);
  const groups: Record<'daemon' | 'bare' | 'local', Pod[]> = { daemon: [], bare: [], local: [] };
  const pods: Pod[] = [];
  for (const pod of here) {
    const finished = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
    const owner = controllerOf(pod);
    if (pod.metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined) continue;
    if (owner?.kind === 'DaemonSet' && !finished) {
      groups.daemon.push(pod);
      continue;
    }
    if (!owner && !finished) groups.bare.push(pod);
    if (!finished && (pod.spec.volumes ?? []).some(({ emptyDir }) => emptyDir !== undefined)) groups.local.push(pod);
    pods.push(pod);
  }
  const [ignore, force, data] = ['ignore-daemonsets', 'force', 'delete-emptydir-data'].map((name) => isSet(args, name));
  const said = (pods_: readonly Pod[], words: string) => (pods_.length > 0 ? [`${words}: ${named(pods_)}`] : []);
  return {
    pods,
    errors: [
      ...(ignore
        ? []
        : said(groups.daemon, 'cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore)')),
      ...(data
        ? []
        : said(groups.local, 'cannot delete Pods with local storage (use --delete-emptydir-data to override)')),
      ...(force ? [] : said(groups.bare, 'cannot delete Pods that declare no controller (use --force to override)')),
    ],
    warnings: [
      ...(ignore ? said(groups.daemon, 'ignoring DaemonSet-managed Pods') : []),
      ...(force ? said(groups.bare, 'deleting Pods that declare no controller') : []),
    ],
  };
}

interface Eviction {
  readonly pod: Pod;
  nextMs: number;
  state: 'trying' | 'leaving' | 'gone' | 'failed';
}

function* evictAll(view: ClusterView, pods: readonly Pod[], args: Arguments): Doing<readonly string[]> {
  const timeoutMs = durationMs(flag(args, 'timeout')) ?? 0;
  const endMs = timeoutMs > 0 ? view.nowMs + timeoutMs : Number.POSITIVE_INFINITY;
  const grace = Number(flag(args, 'grace-period') ?? -1);
  const evictions = pods.map((pod): Eviction => ({ pod, nextMs: view.nowMs, state: 'trying' }));
  const errors: string[] = [];
  for (;;) {
    for (const { pod } of evictions.filter((eviction) => isDue(view, eviction)))
      yield print(`evicting pod ${pod.metadata.namespace}/${pod.metadata.name}\n`);
    for (const eviction of evictions) {
      const error = yield* advance(view, eviction, endMs, timeoutMs, grace);
      if (error !== undefined) errors.push(error);
    }
    const open = evictions.filter(({ state }) => state === 'trying' || state === 'leaving');
    if (open.length === 0) return errors;
    const times = [
      ...open.filter(({ state }) => state === 'trying').map(({ nextMs }) => nextMs),
      endMs > view.nowMs ? endMs : Number.POSITIVE_INFINITY,
    ];
    const nextMs = Math.min(...times);
    yield Number.isFinite(nextMs) ? { type: 'await', timeoutMs: Math.max(1, nextMs - view.nowMs) } : { type: 'await' };
  }
}

const isDue = (view: ClusterView, { state, nextMs }: Eviction): boolean => state === 'trying' && view.nowMs >= nextMs;

function* advance(
  view: ClusterView,
  eviction: Eviction,
  endMs: number,
  timeoutMs: number,
  grace: number,
): Doing<string | undefined> {
  const { pod } = eviction;
  const { name, namespace = 'default', uid } = pod.metadata;
  if (eviction.state === 'leaving' && view.byUid(uid) === undefined) {
    eviction.state = 'gone';
    yield print(`pod/${name} evicted\n`);
  }
  if (eviction.state === 'leaving' && view.nowMs >= endMs) {
    eviction.state = 'failed';
    return `error when waiting for pod "${name}" in namespace "${namespace}" to terminate: global timeout reached: ${goDuration(timeoutMs)}`;
  }
  if (!isDue(view, eviction)) return undefined;
  const about = `error when evicting pods/"${name}" -n "${namespace}"`;
  if (view.nowMs >= endMs) {
    eviction.state = 'failed';
    return `${about}: global timeout reached: ${goDuration(timeoutMs)}`;
  }
  const outcome = yield {
    type: 'evict',
    ref: refOf(pod),
    ...(grace >= 0 && { graceSeconds: grace }),
    cause: { because: 'step', object: refOf(pod) },
  };
  if (outcome.ok || outcome.reason === 'NotFound') eviction.state = 'leaving';
  else if (outcome.reason === 'TooManyRequests') {
    yield print(`${about} (will retry after 5s): ${outcome.message}\n`);
    eviction.nextMs = view.nowMs + retryMs;
  } else {
    eviction.state = 'failed';
    return `${about}: ${outcome.message}`;
  }
  return undefined;
}
