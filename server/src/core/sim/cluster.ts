// The simulated API server's storage: the only place that changes objects. Commits actions as the server would
// (generations, graceful deletion, finalizers, conflicts), appends each change to the trace with its cause, and tells the
// watchers. Knows no controller. Sources: apiserver/pkg/registry/generic/registry/store.go, pkg/registry/*/strategy.go (v1.36).
import { isJsonObject, type JsonObject } from '../apiserver/types.ts';
import type { ApiServer } from './answers.ts';
import type { Action, Because, Change, ClusterView, Outcome, Settings } from './frame.ts';
import { diffJson } from './json.ts';
import { kindFacts } from './kinds.ts';
import { asJson, type KubeObject } from './objects.ts';
import { type RandomStreams, randomStreams, uuid } from './random.ts';
import { createRecorder } from './recorder.ts';
import { createStore } from './store.ts';
import type { Cause, ObjectRef, Write } from './trace.ts';
import { type Api, commitChange } from './verbs.ts';

export interface ClusterOptions {
  readonly seed: number;
  /** Milliseconds since 1970 at the scenario's start. */
  readonly startMs: number;
  readonly settings: Settings;
  readonly server: ApiServer;
  readonly onChange: (change: Change, write: Write) => void;
}

export interface Committing {
  /** `deployment-controller`, `kubectl`, … */
  readonly actor: string;
  /** The write that woke the actor. */
  readonly wokenBy?: number;
  /** What people write is judged as the API server judges it; controllers' objects only where they are made from manifests. */
  readonly byUser?: boolean;
}

export interface Cluster {
  readonly view: ClusterView;
  readonly writes: readonly Write[];
  advanceTo(nowMs: number): void;
  commit(action: Exclude<Action, { type: 'requeue' }>, by: Committing): Outcome;
  /** Puts an object there without judgement: what a cluster has before the scenario begins, and nodes. */
  seed(object: { apiVersion: string; kind: string; metadata: object }, because: Because, by: Committing): KubeObject;
}

export function createCluster(options: ClusterOptions): Cluster {
  const clock = { nowMs: 0 };
  const store = createStore();
  const random = randomStreams(options.seed);
  const writes: Write[] = [];
  const recorder = createRecorder();
  let versions = 1000;
  let events = 0;
  const view = viewOf(store, clock, random, options, writes);

  const write = (
    verb: Change['verb'],
    object: KubeObject,
    before: KubeObject | undefined,
    change: JsonObject | undefined,
    cause: Cause,
    by: string,
  ) => {
    const [seq, atMs, ref] = [writes.length, clock.nowMs, refOf(object)];
    const entry: Write = change
      ? { seq, atMs, actor: by, verb, ref, change, cause }
      : { seq, atMs, actor: by, verb, ref, cause };
    writes.push(entry);
    if (verb === 'delete') store.remove(object);
    else store.put(object);
    options.onChange(before ? { verb, object, before } : { verb, object }, entry);
  };

  const api: Api = {
    view,
    server: options.server,
    causeOf: (because, by) => (by.wokenBy === undefined ? because : { write: by.wokenBy, ...because }),
    insert(object, cause, by) {
      const made = complete(object, view, random, ++versions);
      write('create', made, undefined, asJson(made), cause, by.actor);
      return { ok: true, object: made };
    },
    replace(before, after, cause, by) {
      const object = withVersion(after, String(versions + 1));
      const change = diffJson(asJson(before), asJson(object));
      if (!change || isOnlyVersion(change)) return { ok: true, object: before };
      if (isGone(after)) return api.remove(after, cause, by);
      versions++;
      write('update', object, before, change, cause, by.actor);
      return { ok: true, object };
    },
    mark(before, after, cause, by) {
      const object = withVersion(after, String(++versions));
      write('update', object, before, diffJson(asJson(before), asJson(object)), cause, by.actor);
      return object;
    },
    remove(object, cause, by) {
      versions++;
      write('delete', object, object, undefined, cause, by.actor);
      return { ok: true, object };
    },
  };

  const writtenEvent = (namespace: string, name: string) => view.get('Event', namespace, name);
  const closed = (name: string): boolean => {
    const namespace = view.get('Namespace', undefined, name);
    return !namespace || namespace.metadata.deletionTimestamp !== undefined;
  };
  const commit: Cluster['commit'] = (action, by) => {
    if (action.type === 'event') {
      const microTime = action.action === undefined ? '' : view.nowMicro();
      const at = { nowMs: clock.nowMs, time: view.now(), microTime, hex: hexTime(view.epochMs, ++events) };
      const told = recorder.record(action, sourceOf(by.actor), at, writtenEvent);
      if (!told) return { ok: true };
      const cause = api.causeOf({ because: 'event' }, by);
      if ('create' in told)
        return closed(told.create.metadata.namespace) ? { ok: true } : api.insert(told.create, cause, by);
      return api.replace(
        view.get('Event', told.update.metadata.namespace, told.update.metadata.name) ?? told.update,
        told.update,
        cause,
        by,
      );
    }
    return commitChange(api, action, by);
  };
  const seed: Cluster['seed'] = (object, because, by) => {
    const made = api.insert(object, api.causeOf(because, by), by);
    if (!made.ok || !made.object) throw new Error(`cannot seed ${object.kind}`);
    return made.object;
  };
  return {
    view,
    writes,
    advanceTo: (nowMs) => {
      clock.nowMs = Math.max(clock.nowMs, nowMs);
    },
    commit,
    seed,
  };
}

/** A patch that changes nothing but the version that comes with every write. */
function isOnlyVersion({ metadata, ...others }: JsonObject): boolean {
  if (!isJsonObject(metadata) || Object.keys(others).length > 0) return false;
  const [key, ...more] = Object.keys(metadata);
  return key === 'resourceVersion' && more.length === 0;
}

/** Being deleted with nothing left to wait for. */
function isGone(object: KubeObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } = object.metadata;
  if (deletionTimestamp === undefined || (finalizers?.length ?? 0) > 0) return false;
  if (object.kind === 'Namespace')
    return ((object.spec as { finalizers?: readonly string[] } | undefined)?.finalizers?.length ?? 0) === 0;
  return (deletionGracePeriodSeconds ?? 0) === 0;
}

function complete(
  object: { apiVersion: string; kind: string; metadata: object },
  view: ClusterView,
  random: RandomStreams,
  version: number,
): KubeObject {
  const metadata = {
    creationTimestamp: view.now(),
    ...object.metadata,
    uid: (object.metadata as { uid?: string }).uid ?? uuid(() => random('uid')),
    resourceVersion: String(version),
  };
  if (kindFacts(object.kind).generation) Object.assign(metadata, { generation: 1 });
  return { ...object, metadata } as KubeObject;
}

function withVersion(object: KubeObject, resourceVersion: string): KubeObject {
  return { ...object, metadata: { ...object.metadata, resourceVersion } };
}

export function refOf(object: {
  apiVersion: string;
  kind: string;
  metadata: { namespace?: string; name: string };
}): ObjectRef {
  const { apiVersion, kind } = object;
  const { namespace, name } = object.metadata;
  return namespace === undefined ? { apiVersion, kind, name } : { apiVersion, kind, namespace, name };
}

/** `kubelet` of `kubelet/node-1`. */
function sourceOf(actor: string): string {
  const slash = actor.indexOf('/');
  return slash < 0 ? actor : actor.slice(0, slash);
}

function hexTime(epochMs: number, count: number): string {
  return (BigInt(epochMs) * 1_000_000n + BigInt(count)).toString(16);
}

function viewOf(
  store: ReturnType<typeof createStore>,
  clock: { nowMs: number },
  random: RandomStreams,
  options: ClusterOptions,
  writes: readonly Write[],
): ClusterView {
  const iso = (epochMs: number) => new Date(epochMs).toISOString();
  /** The last few seconds as text: times of now, and of what began a while ago. */
  const seconds = new Map<number, string>();
  const wholeSeconds = (ms: number): string => {
    const of = Math.floor((options.startMs + ms) / 1000);
    const known = seconds.get(of);
    if (known !== undefined) return known;
    if (seconds.size >= 256) seconds.clear();
    const text = `${iso(1000 * of).slice(0, 19)}Z`;
    seconds.set(of, text);
    return text;
  };
  return {
    get nowMs() {
      return clock.nowMs;
    },
    get epochMs() {
      return options.startMs + clock.nowMs;
    },
    get lastWrite() {
      return writes.length - 1;
    },
    now: (ofMs = clock.nowMs) => wholeSeconds(ofMs),
    nowMicro: () => {
      const ms = String((options.startMs + clock.nowMs) % 1000).padStart(3, '0');
      return `${wholeSeconds(clock.nowMs).slice(0, -1)}.${ms}000Z`;
    },
    get: store.get,
    list: store.list,
    byUid: store.byUid,
    controlledBy: store.controlledBy,
    claimable: store.claimable,
    dependentsOf: store.dependentsOf,
    kinds: store.kinds,
    eventsOf: (object) => store.eventsOf(object.metadata.uid),
    random,
    settings: options.settings,
  };
}
