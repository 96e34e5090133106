// Promises about a run, as tests: `available(Deployment/web) >= 2`. A promise counts from the first moment at which it
// holds, and has to hold from then on; `within 30s` bounds that moment, `at 30s` and `at end` ask one moment only.
import { isJsonObject, type JsonObject, type JsonValue } from '../apiserver/types.ts';
import { type Text, text } from '../text.ts';
import { durationMs, goDuration } from './durations.ts';
import { resourceNamed } from './kubectl/resources.ts';
import { mergePatch, refKey } from './replay.ts';
import type { Trace, Write } from './trace.ts';

type Comparison = '>=' | '<=' | '==' | '!=' | '>' | '<';
type When =
  | { readonly is: 'always'; readonly withinMs?: number }
  | { readonly is: 'at'; readonly atMs: number | 'end' };

export interface Promised {
  readonly words: string;
  readonly count: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly comparison: Comparison;
  readonly wanted: number;
  readonly when: When;
}

export interface Kept {
  readonly words: string;
  readonly kept: boolean;
  /** What broke it, when it is broken. */
  readonly because?: Text;
}

const pattern =
  /^\s*([a-z]+)\(\s*([\w.]+)\/(?:([\w-]+)\/)?([\w.-]+)\s*\)\s*(>=|<=|==|!=|>|<)\s*(\d+)\s*(?:(within|at)\s+(\w+))?\s*$/i;

/** What can be counted of an object, in the words of its status. */
const counts: Readonly<Record<string, (object: JsonObject) => number>> = {
  available: (object) => statusNumber(object, 'availableReplicas', 'numberAvailable'),
  ready: (object) => statusNumber(object, 'readyReplicas', 'numberReady'),
  updated: (object) => statusNumber(object, 'updatedReplicas', 'updatedNumberScheduled'),
  replicas: (object) => statusNumber(object, 'replicas', 'currentNumberScheduled'),
  unavailable: (object) => statusNumber(object, 'unavailableReplicas', 'numberUnavailable'),
  succeeded: (object) => statusNumber(object, 'succeeded'),
  failed: (object) => statusNumber(object, 'failed'),
  active: (object) => statusNumber(object, 'active'),
  restarts: (object) => restartsOf(object),
};

/** @returns the promise, or what is wrong with its words */
export function readPromise(words: string): Promised | { readonly problem: string } {
  const [, count = '', type = '', namespace = 'default', name = '', comparison, wanted, suffix, time = ''] =
    pattern.exec(words) ?? [];
  if (comparison === undefined)
    return { problem: `"${words}" is no promise; write one such as "available(Deployment/web) >= 2"` };
  if (!Object.hasOwn(counts, count))
    return { problem: `"${count}" cannot be counted; count one of ${Object.keys(counts).join(', ')}` };
  const resource = resourceNamed(type);
  if (!resource) return { problem: `there is no kind "${type}"` };
  const when = whenOf(suffix?.toLowerCase(), time);
  if (!when) return { problem: `"${time}" is no time; write one such as 30s, or "at end"` };
  const { kind } = resource;
  return { words, count, kind, name, namespace, comparison: comparison as Comparison, wanted: Number(wanted), when };
}

function whenOf(suffix: string | undefined, time: string): When | undefined {
  if (suffix === undefined) return { is: 'always' };
  if (suffix === 'at' && time.toLowerCase() === 'end') return { is: 'at', atMs: 'end' };
  const ms = durationMs(time);
  if (ms === undefined) return undefined;
  return suffix === 'at' ? { is: 'at', atMs: ms } : { is: 'always', withinMs: ms };
}

/** Whether the run kept it. */
export function judgePromise(trace: Trace, promised: Promised): Kept {
  const { words, wanted, comparison, when } = promised;
  const values = valuesOf(trace, promised);
  const broken = (because: Text): Kept => ({ words, kept: false, because });
  if (values.length === 0) return broken(absent(trace, promised));
  const holds = (value: number): boolean => compare(value, comparison, wanted);
  if (when.is === 'at') {
    const atMs = when.atMs === 'end' ? trace.endMs : when.atMs;
    const value = values.findLast((one) => one.atMs <= atMs)?.value ?? 0;
    return holds(value) ? { words, kept: true } : broken(was(value, atMs));
  }
  const first = values.findIndex(({ value }) => holds(value));
  const start = values[first];
  if (!start)
    return broken(
      text(`it never was: ${values.at(-1)?.value} at the end`, `从未满足：结束时为 ${values.at(-1)?.value}`),
    );
  if (when.withinMs !== undefined && start.atMs > when.withinMs) return broken(late(start.atMs));
  const fault = values.slice(first).find(({ value }) => !holds(value));
  return fault ? broken(was(fault.value, fault.atMs)) : { words, kept: true };
}

/** Nothing of that name; others of the kind are named, for a name is easily mistyped. */
function absent({ writes }: Trace, { kind, namespace }: Promised): Text {
  const others = writes.filter(({ ref }) => ref.kind === kind && (ref.namespace ?? namespace) === namespace);
  const names = [...new Set(others.map(({ ref }) => `${ref.kind}/${ref.name}`))].slice(0, 5).join(', ');
  if (names === '') return text('there was no such object', '没有这样的对象');
  return text(`there was no such object; there was ${names}`, `没有这样的对象；现有 ${names}`);
}

function was(value: number, atMs: number): Text {
  const time = goDuration(Math.round(atMs));
  return text(`${value} after ${time}`, `${time} 时为 ${value}`);
}

function late(atMs: number): Text {
  const time = goDuration(Math.round(atMs));
  return text(`only after ${time}`, `直到 ${time} 才满足`);
}

function compare(value: number, comparison: Comparison, wanted: number): boolean {
  switch (comparison) {
    case '>=':
      return value >= wanted;
    case '<=':
      return value <= wanted;
    case '==':
      return value === wanted;
    case '!=':
      return value !== wanted;
    case '>':
      return value > wanted;
    case '<':
      return value < wanted;
  }
}

interface Value {
  readonly atMs: number;
  readonly value: number;
}

/** Each value that the count took, oldest first. Restarts of a workload are those of its pods, by their names. */
function valuesOf(trace: Trace, { count, kind, name, namespace }: Promised): readonly Value[] {
  const ofPods = count === 'restarts' && kind !== 'Pod';
  const isIt = ({ ref }: Write): boolean => {
    if ((ref.namespace ?? namespace) !== namespace) return false;
    return ofPods ? ref.kind === 'Pod' && ref.name.startsWith(`${name}-`) : ref.kind === kind && ref.name === name;
  };
  const objects = new Map<string, JsonObject>();
  const known = new Map<string, number>();
  const values: Value[] = [];
  for (const write of trace.writes.filter(isIt)) {
    const key = refKey(write.ref);
    const object =
      write.verb === 'update' ? mergePatch(objects.get(key) ?? {}, write.change ?? {}) : (write.change ?? {});
    objects.set(key, object);
    if (write.verb !== 'delete' || !ofPods) known.set(key, counts[count]?.(object) ?? 0);
    values.push({ atMs: write.atMs, value: [...known.values()].reduce((sum, one) => sum + one, 0) });
  }
  return values;
}

function statusNumber(object: JsonObject, ...names: readonly string[]): number {
  const status = object['status'];
  if (!isJsonObject(status)) return 0;
  const found = names.map((name) => status[name]).find((value) => typeof value === 'number');
  return typeof found === 'number' ? found : 0;
}

function restartsOf(object: JsonObject): number {
  const status = object['status'];
  const list: JsonValue | undefined = isJsonObject(status) ? status['containerStatuses'] : undefined;
  if (!Array.isArray(list)) return 0;
  return list.reduce<number>((sum, one) => sum + (isJsonObject(one) ? Number(one['restartCount'] ?? 0) : 0), 0);
}
