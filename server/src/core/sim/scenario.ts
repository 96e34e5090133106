// A scenario: the nodes, how their containers behave, and what people do when. Reads the plain form of a scenario file
// (see the project's documentation of scenario files); manifests arrive parsed, because the simulator knows no YAML.
import { isJsonObject, type JsonObject, type JsonValue } from '../apiserver/types.ts';
import { podTemplatePath } from '../kubernetes/podTemplatePath.ts';
import { durationMs } from './durations.ts';
import type { Load } from './load.ts';
import type { Labels, Taint } from './objects.ts';
import { amount } from './resources.ts';
import { endingContainers } from './reveal/endingContainers.ts';

export interface NodeSpec {
  readonly name: string;
  readonly count?: number;
  readonly labels?: Labels;
  readonly annotations?: Labels;
  readonly taints?: readonly Taint[];
  readonly capacity?: Labels;
  readonly unschedulable?: boolean;
  /** Manifests that lie on the node: its kubelet runs them without being asked. */
  readonly staticPods?: readonly JsonObject[];
}

export interface Exit {
  readonly code: number;
  readonly afterMs: number;
  readonly reason?: string;
}

/** How matching containers behave; for each property the first matching rule that states it counts. */
export interface KubeletRule {
  readonly match: {
    readonly pod?: string;
    readonly container?: string;
    readonly image?: string;
    readonly node?: string;
    readonly volume?: string;
    readonly restart?: string;
    readonly afterMs?: number;
  };
  /** Milliseconds, `fails` or `present`. */
  readonly pull?: number | 'fails' | 'present';
  readonly startMs?: number;
  readonly started?: number | 'never';
  readonly ready?: number | 'never';
  readonly unready?: { readonly fromMs: number; readonly toMs: number };
  readonly liveMs?: number;
  readonly exit?: Exit;
  readonly stop?: { readonly code: number; readonly afterMs: number };
  /** Volumes cannot be mounted. */
  readonly mount?: 'fails';
  /** The postStart hook takes so long, or fails. */
  readonly postStart?: number | 'fails';
}

export type Step =
  | { readonly atMs: number; readonly apply: readonly JsonObject[] }
  | { readonly atMs: number; readonly kubectl: string }
  | { readonly atMs: number; readonly node: NodeSpec }
  | { readonly atMs: number; readonly stop: string }
  | { readonly atMs: number; readonly resume: string };

export interface Scenario {
  readonly name: string;
  readonly about?: string;
  readonly nodes: readonly NodeSpec[];
  readonly kubelet: readonly KubeletRule[];
  readonly steps: readonly Step[];
  /** Milliseconds since the start when observation ends. */
  readonly untilMs: number;
  /** End earlier, when nothing more would happen. */
  readonly untilSettled?: boolean;
  readonly placement?: 'determined';
  /** The second of the minute the clock shows at the start. */
  readonly startSecond?: number;
  readonly controllerFlags?: string;
  readonly heartbeatMs?: number;
  /** Namespaces that exist before the first step, besides those of every cluster. */
  readonly namespaces?: readonly string[];
  /** What pods use: with it the cluster has a metrics server. */
  readonly load?: readonly Load[];
  /** A default StorageClass with a provisioner, as local clusters have. */
  readonly defaultStorage?: boolean;
}

export const defaultNodes: readonly NodeSpec[] = [{ name: 'node-1', count: 3 }];

/** Reads the plain form. `manifests` parses the text of an `apply` step. Unknown shapes give an explanation. */
export function readScenario(
  source: JsonObject,
  manifests: (text: string) => readonly JsonObject[],
): Scenario | { readonly problem: string } {
  const steps = list(source['steps']).map((step) => readStep(step, manifests));
  const wrong = steps.indexOf(undefined);
  const late = list(source['steps']).findIndex((step) => !isTime(record(step)['at']));
  if (late >= 0) return { problem: `step ${late + 1} is at no time that can be read; write one such as 10s` };
  if (!isTime(source['until'])) return { problem: 'until is no time that can be read; write one such as 60s' };
  if (wrong >= 0) return { problem: `step ${wrong + 1} has none of apply, kubectl, node, kubelet` };
  const plane = record(source['controlPlane']);
  const second = source['startSecond'];
  return {
    name: String(source['name'] ?? 'scenario'),
    ...(typeof source['about'] === 'string' && { about: source['about'] }),
    nodes:
      source['nodes'] === undefined ? defaultNodes : list(source['nodes']).map((node) => readNode(node, manifests)),
    kubelet: list(source['kubelet']).map(readRule),
    steps: steps.filter((step) => step !== undefined).sort((a, b) => a.atMs - b.atMs),
    untilMs: durationMs(source['until']) ?? 60_000,
    ...(source['load'] !== undefined && { load: list(source['load']).map(readLoad) }),
    ...(source['placement'] === 'determined' && { placement: 'determined' as const }),
    ...(typeof second === 'number' && { startSecond: second }),
    ...(typeof plane['controllerFlags'] === 'string' && { controllerFlags: plane['controllerFlags'] }),
    ...(plane['heartbeat'] !== undefined && { heartbeatMs: durationMs(plane['heartbeat']) ?? 10_000 }),
  };
}

const isTime = (value: JsonValue | undefined): boolean =>
  value === undefined || value === null || value === 0 || durationMs(value) !== undefined;

function readStep(value: JsonValue, manifests: (text: string) => readonly JsonObject[]): Step | undefined {
  const step = record(value);
  const atMs = durationMs(step['at']) ?? 0;
  if (typeof step['apply'] === 'string') return { atMs, apply: manifests(step['apply']) };
  if (typeof step['kubectl'] === 'string') return { atMs, kubectl: step['kubectl'] };
  if (step['node'] !== undefined) return { atMs, node: readNode(step['node'], manifests) };
  const kubelet = record(step['kubelet']);
  if (typeof kubelet['stop'] === 'string') return { atMs, stop: kubelet['stop'] };
  if (typeof kubelet['resume'] === 'string') return { atMs, resume: kubelet['resume'] };
  return undefined;
}

function readNode(value: JsonValue, manifests: (text: string) => readonly JsonObject[]): NodeSpec {
  const node = record(value);
  const taints = list(node['taints']).map((taint) => record(taint) as unknown as Taint);
  return {
    name: String(node['name'] ?? 'node-1'),
    ...(typeof node['count'] === 'number' && { count: node['count'] }),
    ...(node['labels'] !== undefined && { labels: strings(node['labels']) }),
    ...(node['annotations'] !== undefined && { annotations: strings(node['annotations']) }),
    ...(taints.length > 0 && { taints }),
    ...(node['capacity'] !== undefined && { capacity: strings(node['capacity']) }),
    ...(node['unschedulable'] === true && { unschedulable: true }),
    ...(typeof node['staticPods'] === 'string' && { staticPods: manifests(node['staticPods']) }),
  };
}

function readLoad(value: JsonValue): Load {
  const line = record(value);
  const [cpu, memory, storage] = [line['cpu'], line['memory'], line['storage']].map((given) =>
    given === undefined ? undefined : amount(String(given)),
  );
  return {
    pod: String(record(line['match'])['pod'] ?? '*'),
    ...(cpu !== undefined && { cpu }),
    ...(memory !== undefined && { memory }),
    ...(storage !== undefined && { storage }),
    ...(typeof line['metric'] === 'string' && {
      metric: { name: line['metric'], value: amount(String(line['value'] ?? '0')) },
    }),
    fromMs: durationMs(line['from']) ?? 0,
    toMs: durationMs(line['to']) ?? Number.POSITIVE_INFINITY,
    shared: line['shared'] === true,
  };
}

function readRule(value: JsonValue): KubeletRule {
  const rule = record(value);
  const match = record(rule['match']);
  const text = (key: string) => (match[key] === undefined ? {} : { [key]: String(match[key]) });
  const after = durationMs(match['after']);
  const unready = typeof rule['unready'] === 'string' ? span(rule['unready']) : undefined;
  const [start, live] = [durationMs(rule['start']), durationMs(rule['live'])];
  const [exit, stop] = [exitOf(rule['exit'], 0), exitOf(rule['stop'], 0)];
  const [pull, started, ready] = [pullOf(rule['pull']), momentOf(rule['started']), momentOf(rule['ready'])];
  const postStart = rule['postStart'] === 'fails' ? 'fails' : durationMs(rule['postStart']);
  return {
    match: {
      ...text('pod'),
      ...text('container'),
      ...text('image'),
      ...text('node'),
      ...text('volume'),
      ...text('restart'),
      ...(after !== undefined && { afterMs: after }),
    },
    ...(pull !== undefined && { pull }),
    ...(start !== undefined && { startMs: start }),
    ...(started !== undefined && { started }),
    ...(ready !== undefined && { ready }),
    ...(unready && { unready }),
    ...(live !== undefined && { liveMs: live }),
    ...(exit && { exit }),
    ...(stop && { stop }),
    ...(rule['mount'] === 'fails' && { mount: 'fails' as const }),
    ...(postStart !== undefined && { postStart }),
  };
}

function pullOf(value: JsonValue | undefined): KubeletRule['pull'] {
  return value === 'fails' || value === 'present' ? value : durationMs(value);
}

function momentOf(value: JsonValue | undefined): number | 'never' | undefined {
  return value === 'never' ? value : durationMs(value);
}

function exitOf(value: JsonValue | undefined, afterMs: number): Exit | undefined {
  if (!isJsonObject(value)) return undefined;
  const reason = value['reason'];
  return {
    code: Number(value['code'] ?? 0),
    afterMs: durationMs(value['after']) ?? afterMs,
    ...(typeof reason === 'string' && { reason }),
  };
}

/** `6s..9s`; without an end: for ever. */
function span(text: string): { fromMs: number; toMs: number } | undefined {
  const [from, to] = text.split('..');
  return to === undefined
    ? undefined
    : { fromMs: durationMs(from) ?? 0, toMs: durationMs(to) ?? Number.POSITIVE_INFINITY };
}

const list = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : []);
const record = (value: JsonValue | undefined): JsonObject => (isJsonObject(value) ? value : {});
const strings = (value: JsonValue | undefined): Labels =>
  Object.fromEntries(Object.entries(record(value)).map(([key, inner]) => [key, String(inner)]));

/** Whether plain YAML is a scenario rather than a manifest. */
export function isScenario(source: JsonObject): boolean {
  return Array.isArray(source['steps']) && source['apiVersion'] === undefined && source['kind'] === undefined;
}

/** How long a task takes that is only known by its manifest. */
const taskMs = 5_000;

/** Pods that are not restarted for ever are tasks: their containers are taken to succeed after a while. */
function endsByItself(object: JsonObject): readonly KubeletRule[] {
  const path = podTemplatePath(String(object['kind']));
  const name = record(object['metadata'])['name'];
  if (!path || typeof name !== 'string') return [];
  const template = path.reduce<JsonObject>((inner, segment) => record(inner[String(segment)]), object);
  const policy = record(template['spec'])['restartPolicy'];
  if (policy !== 'Never' && policy !== 'OnFailure') return [];
  return [{ match: { pod: path.length === 0 ? name : `${name}-*` }, exit: { code: 0, afterMs: taskMs } }];
}

/** What `Simulate` plays of manifests alone: applied at once to three nodes, until nothing more happens. */
export function manifestScenario(name: string, objects: readonly JsonObject[], untilMs = 300_000): Scenario {
  return {
    name,
    nodes: defaultNodes,
    kubelet: [...endingContainers(objects), ...objects.flatMap(endsByItself)],
    steps: [{ atMs: 0, apply: objects }],
    untilMs,
    untilSettled: true,
    defaultStorage: true,
    namespaces: namespacesBeside(objects),
  };
}

/** Namespaces that manifests use and do not make: somebody made them before. */
export function namespacesBeside(objects: readonly JsonObject[]): readonly string[] {
  const nameOf = (object: JsonObject, key: string) => record(object['metadata'])[key];
  const made = new Set(objects.filter(({ kind }) => kind === 'Namespace').map((object) => nameOf(object, 'name')));
  const used = new Set(objects.map((object) => nameOf(object, 'namespace')));
  const always = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];
  return [...used].filter(
    (name): name is string =>
      typeof name === 'string' && /^[a-z0-9-]+$/.test(name) && !made.has(name) && !always.includes(name),
  );
}
