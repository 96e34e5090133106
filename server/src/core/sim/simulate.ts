// Runs a scenario: `simulate(scenario, options)` gives the trace. Pure and deterministic: same scenario, same seed, same
// trace, byte for byte. Time jumps from one thing that is to happen to the next; runs are bounded, and say so.
import { controllers } from './actors.ts';
import type { ApiServer } from './answers.ts';
import { applyCommand } from './apply.ts';
import { type Cluster, type Committing, createCluster } from './cluster.ts';
import { type CommandRunner, commandRunner } from './commands.ts';
import { durationMs } from './durations.ts';
import { type EventQueue, eventQueue } from './eventQueue.ts';
import type { Action, Controller, DelayedKey, Outcome, Settings, Watch } from './frame.ts';
import { nodeNames, nodeObject, seedCluster } from './initial.ts';
import { kubectlCommand } from './kubectlStep.ts';
import { limitationsOf } from './limitations.ts';
import type { Scenario, Step } from './scenario.ts';
import type { CommandResult, Limitation, Refusal, Trace } from './trace.ts';
import { type WorkQueue, workQueue } from './workQueue.ts';

export interface SimulateOptions {
  readonly server: ApiServer;
  /** Default 1. */
  readonly seed?: number;
  /** Milliseconds since 1970 of the scenario's start; default 2026-01-01. */
  readonly startMs?: number;
  /** Bound; default 400,000 writes, about 1.5 GB. */
  readonly maxWrites?: number;
  /** Called after every commit, e.g. to check invariants in tests. */
  readonly afterCommit?: (cluster: Cluster) => void;
}

type Entry =
  | { readonly type: 'step'; readonly step: Step }
  | {
      readonly type: 'work';
      readonly of: number;
      readonly key: string;
      readonly delayed: boolean;
      readonly background: boolean;
    }
  | { readonly type: 'resume'; readonly run: Run }
  | { readonly type: 'command'; readonly id: number };

/** A controller at work on a key. */
interface Run {
  readonly of: number;
  readonly key: string;
  readonly steps: Iterator<Action, void, Outcome>;
  readonly by: Committing;
  outcome: Outcome;
  failed: boolean;
}

const defaultStartMs = 1_767_225_600_000;
const nothing: Outcome = { ok: true };
/** A call that the server refuses is answered sooner. */
const refusedMs = 3;
/** From one call to the next of those made at once. */
const alongsideMs = 2;

export function simulate(scenario: Scenario, options: SimulateOptions): Trace {
  const startMs = (options.startMs ?? defaultStartMs) + 1000 * (scenario.startSecond ?? 0);
  const maxWrites = options.maxWrites ?? 400_000;
  const silent = new Map<string, number>();
  const queue = eventQueue<Entry>();
  const all = controllers();
  const refusals: Refusal[] = [];
  const limits: Limitation[] = [];
  let foreground = 0;
  const push = (atMs: number, what: Entry) => {
    if (!(what.type === 'work' && what.background)) foreground++;
    queue.push(atMs, what);
  };
  const watchers = watchersByKind(all);
  const cluster: Cluster = createCluster({
    seed: options.seed ?? 1,
    startMs,
    settings: settingsOf(scenario, silent),
    server: options.server,
    onChange(change, write) {
      for (const { of, watch } of watchers(change.object.kind))
        for (const key of watch(change, cluster.view)) wake(queues[of], key, write.seq);
      runner?.wake();
    },
  });
  const queues = all.map((controller, of): WorkQueue => {
    const latency = controller.latencyMs ?? cluster.view.settings.watchMs;
    const timer = (key: string, atMs: number, delayed: boolean, background: boolean) =>
      push(atMs, { type: 'work', of, key, delayed, background });
    return workQueue(latency, () => cluster.view.nowMs, timer);
  });
  const workers = createWorkers(all, queues, cluster, push, options.afterCommit);
  let runner: CommandRunner | undefined;
  seedCluster(cluster, cluster.view.now(-3_600_000), scenario.defaultStorage ?? false, scenario.namespaces);
  limits.push(...(scenario.namespaces ?? []).map(takenToExist));
  const addNode = nodeAdder(cluster, all);
  for (const spec of scenario.nodes) addNode(spec, true);
  runner = commandRunner(cluster, (atMs, id) => push(atMs, { type: 'command', id }), refusals, options.afterCommit);
  all.forEach((controller, of) => {
    for (const key of controller.initialKeys ?? []) queues[of]?.addAfter(key, 0, true);
  });
  for (const step of scenario.steps) push(step.atMs, { type: 'step', step });

  const settled = runUntil(
    scenario,
    queue,
    cluster,
    () => foreground,
    maxWrites,
    (entry) => {
      if (!(entry.type === 'work' && entry.background)) foreground--;
      if (entry.type === 'work') workers.work(entry.of, entry.key, cluster.view.nowMs, entry.delayed);
      else if (entry.type === 'resume') workers.resume(entry.run);
      else if (entry.type === 'command') runner?.resume(entry.id);
      else playStep(entry.step, silent, cluster.view.nowMs, addNode, runner, () => wakeKubelets(all, queues, cluster));
    },
  );
  if (cluster.writes.length >= maxWrites) limits.push(writeBound(maxWrites));
  return traceOf(
    scenario,
    options.seed ?? 1,
    startMs,
    cluster,
    runner.finish(),
    refusals,
    [...limits, ...limitationsOf(cluster.view)],
    settled,
  );
}

/** Who hears of a kind, in the order of the controllers. */
function watchersByKind(all: readonly Controller[]) {
  const known = new Map<string, readonly { readonly of: number; readonly watch: Watch }[]>();
  return (kind: string) => {
    const found =
      known.get(kind) ??
      all.flatMap(({ watches }, of) => {
        const watch = watches[kind] ?? watches['*'];
        return watch ? [{ of, watch }] : [];
      });
    known.set(kind, found);
    return found;
  };
}

/** Works the queue off up to the scenario's end. True when nothing more would have happened. */
function runUntil(
  scenario: Scenario,
  queue: EventQueue<Entry>,
  cluster: Cluster,
  foreground: () => number,
  maxWrites: number,
  handle: (entry: Entry) => void,
): boolean {
  while (cluster.writes.length < maxWrites) {
    const next = queue.peekMs();
    if (next === undefined || (scenario.untilSettled && foreground() === 0)) return true;
    if (next > scenario.untilMs) {
      const idle = foreground() === 0;
      cluster.advanceTo(scenario.untilMs);
      return idle;
    }
    const entry = queue.pop();
    if (!entry) return true;
    cluster.advanceTo(entry.atMs);
    handle(entry.what);
  }
  return false;
}

function wake(queue: WorkQueue | undefined, key: string | DelayedKey, wokenBy: number): void {
  if (typeof key === 'string') queue?.add(key, wokenBy);
  else queue?.addAfter(key.key, key.afterMs, false, wokenBy);
}

interface Workers {
  work(of: number, key: string, atMs: number, delayed: boolean): void;
  resume(run: Run): void;
}

function createWorkers(
  all: readonly Controller[],
  queues: readonly WorkQueue[],
  cluster: Cluster,
  push: (atMs: number, what: Entry) => void,
  afterCommit: SimulateOptions['afterCommit'],
): Workers {
  const busy = new Set<number>();
  const waiting = new Map<number, string[]>();
  const start = (of: number, key: string): void => {
    const controller = all[of];
    const queue = queues[of];
    if (!controller || !queue) return;
    if (controller.serial) busy.add(of);
    const { wokenBy } = queue.begin(key);
    const steps = controller.reconcile(cluster.view, key)[Symbol.iterator]() as Iterator<Action, void, Outcome>;
    const actor = controller.actorOf?.(cluster.view, key) ?? controller.name;
    const by = wokenBy === undefined ? { actor } : { actor, wokenBy };
    advance({ of, key, steps, by, outcome: nothing, failed: false });
  };
  const advance = (run: Run): void => {
    const controller = all[run.of];
    const queue = queues[run.of];
    if (!controller || !queue) return;
    for (;;) {
      const step = run.steps.next(run.outcome);
      if (step.done) {
        finish(run, queue);
        return;
      }
      const action = step.value;
      if (action.type === 'requeue') {
        run.failed ||= action.rateLimited ?? false;
        if (action.rateLimited) queue.addRateLimited(run.key);
        else queue.addAfter(run.key, action.afterMs, action.background ?? false);
        continue;
      }
      run.outcome = cluster.commit(action, run.by);
      afterCommit?.(cluster);
      if (action.type === 'event') continue;
      const alongside = (action.type === 'create' || action.type === 'delete') && action.alongside;
      const answeredMs = alongside ? alongsideMs : (controller.apiMs ?? cluster.view.settings.apiMs);
      const callMs = run.outcome.ok ? answeredMs : refusedMs;
      push(cluster.view.nowMs + callMs, { type: 'resume', run });
      return;
    }
  };
  const finish = (run: Run, queue: WorkQueue): void => {
    queue.end(run.key, run.failed);
    if (!busy.delete(run.of)) return;
    const next = waiting.get(run.of)?.shift();
    if (next !== undefined) start(run.of, next);
  };
  return {
    work(of, key, atMs, delayed) {
      if (!queues[of]?.due(key, atMs, delayed)) return;
      if (!busy.has(of)) return start(of, key);
      const line = waiting.get(of) ?? [];
      if (!line.includes(key)) line.push(key);
      waiting.set(of, line);
    },
    resume: advance,
  };
}

function settingsOf(scenario: Scenario, silentNodes: ReadonlyMap<string, number>): Settings {
  const flag = (name: string) => new RegExp(`--${name}=(\\S+)`).exec(scenario.controllerFlags ?? '')?.[1];
  return {
    watchMs: 5,
    apiMs: 12,
    nodeMonitorGraceMs: durationMs(flag('node-monitor-grace-period')) ?? 50_000,
    nodeMonitorPeriodMs: durationMs(flag('node-monitor-period')) ?? 5000,
    heartbeatMs: scenario.heartbeatMs ?? 10_000,
    kubelet: scenario.kubelet,
    silentNodes,
    ...(scenario.load && { load: scenario.load }),
    staticPods: staticPodsOf(scenario),
    started: new Map(),
    mounted: new Map(),
  };
}

function staticPodsOf({ nodes, steps }: Scenario): Settings['staticPods'] {
  const specs = [...nodes, ...steps.flatMap((step) => ('node' in step ? [step.node] : []))];
  return new Map(specs.flatMap((spec) => nodeNames(spec).map((name) => [name, spec.staticPods ?? []] as const)));
}

function nodeAdder(cluster: Cluster, all: readonly Controller[]) {
  let index = 0;
  return (spec: Scenario['nodes'][number], before: boolean): void => {
    for (const name of nodeNames(spec)) {
      index++;
      const time = cluster.view.now(before ? -60_000 : undefined);
      const actor = all.some((controller) => controller.name === 'kubelet') ? `kubelet/${name}` : 'cluster';
      cluster.seed(nodeObject(spec, name, index, time, before), { because: before ? 'initial' : 'step' }, { actor });
    }
  };
}

function playStep(
  step: Step,
  silent: Map<string, number>,
  nowMs: number,
  addNode: (spec: Scenario['nodes'][number], before: boolean) => void,
  runner: CommandRunner | undefined,
  wakeKubelets: () => void,
): void {
  if ('apply' in step) runner?.start('apply -f -', applyCommand(step.apply));
  else if ('kubectl' in step) runner?.start(step.kubectl, kubectlCommand(step.kubectl));
  else if ('node' in step) addNode(step.node, false);
  else if ('stop' in step) silent.set(step.stop, nowMs);
  else {
    silent.delete(step.resume);
    wakeKubelets();
  }
}

/** A kubelet that speaks again looks at all its pods. */
function wakeKubelets(all: readonly Controller[], queues: readonly WorkQueue[], cluster: Cluster): void {
  all.forEach((controller, index) => {
    if (controller.name !== 'kubelet') return;
    for (const pod of cluster.view.list('Pod'))
      queues[index]?.add(`${pod.metadata.namespace}/${pod.metadata.name}/${pod.metadata.uid}`);
    for (const node of cluster.view.list('Node')) queues[index]?.add(`node:${node.metadata.name}`);
  });
}

function takenToExist(name: string): Limitation {
  return {
    en: `namespace "${name}" is in no manifest: it is taken to exist`,
    zh: `命名空间 "${name}" 不在任何清单中：视为已存在`,
  };
}

function writeBound(maxWrites: number): Limitation {
  return {
    en: `stopped after ${maxWrites} writes: what would follow is not shown`,
    zh: `写入 ${maxWrites} 次后停止：其后的变化未显示`,
  };
}

function traceOf(
  scenario: Scenario,
  seed: number,
  startMs: number,
  cluster: Cluster,
  commands: readonly CommandResult[],
  refusals: readonly Refusal[],
  limitations: readonly Limitation[],
  settled: boolean,
): Trace {
  return {
    format: 1,
    scenario: scenario.name,
    seed,
    startTime: new Date(startMs).toISOString(),
    endMs: cluster.view.nowMs,
    settled,
    writes: cluster.writes,
    commands,
    refusals,
    limitations,
  };
}
