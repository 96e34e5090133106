// Events as the cluster's recorders write them: repetitions counted, similar ones combined, chatter dropped.
// Sources: client-go tools/record/events_cache.go (core events) and tools/events/event_recorder.go (events.k8s.io). v1.36.
// Gives what to write; the cluster writes it.
import type { EventAction } from './frame.ts';
import type { EventObject, KubeObject, ObjectReference } from './objects.ts';

/** Either a new Event, without what the server fills in, or a known one with a higher count. */
export type Recorded =
  | { readonly create: Omit<EventObject, 'metadata'> & { readonly metadata: { name: string; namespace: string } } }
  | { readonly update: EventObject };

export interface Moment {
  readonly nowMs: number;
  readonly time: string;
  /** With microseconds; only where the event is one of events.k8s.io. */
  readonly microTime: string;
  /** Nanoseconds since 1970 in hexadecimal: the end of the Event's name. */
  readonly hex: string;
}

export interface Recorder {
  /** Undefined when the event is dropped by the spam filter. `lookup` finds a written Event by its uid. */
  record(
    action: EventAction,
    source: string,
    at: Moment,
    lookup: (namespace: string, name: string) => EventObject | undefined,
  ): Recorded | undefined;
}

const similarLimit = 10;
const similarWindowMs = 600_000;
const burst = 25;
const refillMs = 300_000;
const refreshMs = 30 * 60_000;

/** What one source has told of one object. */
interface Told {
  tokens: number;
  tokensMs: number;
  /** By type and reason. */
  readonly similar: Map<string, Similar>;
  /** Written Events by all that tells them apart. */
  readonly written: Map<string, { readonly namespace: string; readonly name: string }>;
}

interface Similar {
  readonly messages: Set<string>;
  lastMs: number;
}

export function createRecorder(): Recorder {
  const sources = new Map<string, Told>();
  return {
    record(action, source, at, lookup) {
      const object = referenceTo(action.about, action.fieldPath);
      const component = action.component ?? source;
      const { kind, namespace = '', name, uid = '' } = object;
      const from = `${uid}|${component}|${action.host ?? ''}|${kind}|${namespace}|${name}`;
      const told = sources.get(from) ?? newlyTold(at.nowMs);
      sources.set(from, told);
      if (action.action === undefined && !takeToken(told, at.nowMs)) return undefined;
      const combined = combine(told.similar, `${action.eventType}|${action.reason}`, action.message, at.nowMs);
      const plain = action.action !== undefined || !combined;
      const text = plain ? action.message : `(combined from similar events): ${action.message}`;
      const distinct =
        action.action === undefined
          ? `${object.fieldPath ?? ''}|${combined ? '' : text}`
          : `${action.action}|${object.fieldPath ?? ''}|${object.resourceVersion ?? ''}`;
      const key = `${action.eventType}|${action.reason}|${distinct}`;
      const before = told.written.get(key);
      const known = before && lookup(before.namespace, before.name);
      if (known && action.action !== undefined) return series(known, at);
      if (known) return { update: again(known, text, at) };
      const created = fresh(action, object, component, text, at);
      told.written.set(key, created.metadata);
      return { create: created };
    },
  };
}

const newlyTold = (nowMs: number): Told => ({
  tokens: burst,
  tokensMs: nowMs,
  similar: new Map(),
  written: new Map(),
});

/** `EventSourceObjectSpamFilter`: 25 at once, then one in five minutes. */
function takeToken(told: Told, nowMs: number): boolean {
  told.tokens = Math.min(burst, told.tokens + (nowMs - told.tokensMs) / refillMs);
  told.tokensMs = nowMs;
  if (told.tokens < 1) return false;
  told.tokens -= 1;
  return true;
}

/** `EventAggregator`: true from the tenth different message within ten minutes on. */
function combine(all: Map<string, Similar>, key: string, message: string, nowMs: number): boolean {
  const found = all.get(key);
  const entry =
    found && nowMs - found.lastMs <= similarWindowMs ? found : { messages: new Set<string>(), lastMs: nowMs };
  entry.messages.add(message);
  entry.lastMs = nowMs;
  if (entry !== found) all.set(key, entry);
  return entry.messages.size >= similarLimit;
}

function again(known: EventObject, message: string, at: Moment): EventObject {
  return { ...known, message, count: (known.count ?? 1) + 1, lastTimestamp: at.time };
}

/** `recordToSink`: the second of a series is told, further ones are only counted, until `refreshTime` is over. */
function series(known: EventObject, at: Moment): Recorded | undefined {
  const last = known.series?.lastObservedTime;
  if (last !== undefined && Date.parse(at.microTime) - Date.parse(last) < refreshMs) return undefined;
  const count = (known.series?.count ?? 1) + 1;
  return { update: { ...known, series: { count, lastObservedTime: at.microTime } } };
}

function fresh(action: EventAction, object: ObjectReference, component: string, message: string, at: Moment) {
  const name = `${object.name}.${at.hex}`;
  const { reason, eventType: type } = action;
  const kind = 'Event' as const;
  const metadata = { name, namespace: object.namespace ?? 'default' };
  // Whole literals: adding keys to a copy is slow, and Events are what a run writes most.
  if (action.action !== undefined) {
    return {
      apiVersion: 'v1',
      kind,
      metadata,
      involvedObject: object,
      reason,
      message,
      type,
      reportingComponent: component,
      source: {},
      firstTimestamp: null,
      lastTimestamp: null,
      eventTime: at.microTime,
      action: action.action,
      reportingInstance: `${component}-0`,
    };
  }
  return {
    apiVersion: 'v1',
    kind,
    metadata,
    involvedObject: object,
    reason,
    message,
    type,
    reportingComponent: component,
    source: action.host === undefined ? { component } : { component, host: action.host },
    firstTimestamp: at.time,
    lastTimestamp: at.time,
    count: 1,
    eventTime: null,
    reportingInstance: action.host ?? '',
  };
}

function referenceTo(about: KubeObject | ObjectReference, fieldPath: string | undefined): ObjectReference {
  if (!('metadata' in about)) return fieldPath === undefined ? about : { ...about, fieldPath };
  const { namespace, name, uid, resourceVersion } = about.metadata;
  const { kind, apiVersion } = about;
  // Whole literals, as above.
  if (namespace === undefined) {
    const reference = { kind, name, uid, apiVersion, resourceVersion };
    return fieldPath === undefined ? reference : { ...reference, fieldPath };
  }
  return fieldPath === undefined
    ? { kind, namespace, name, uid, apiVersion, resourceVersion }
    : { kind, namespace, name, uid, apiVersion, resourceVersion, fieldPath };
}
