// One moment of a run as those who explain look at it: the objects that exist, what belongs to whom, and where in a
// manifest a field of an object was written. From the trace alone; it knows no symptom.
import { podTemplatePath } from '../../kubernetes/podTemplatePath.ts';
import type { Text } from '../../text.ts';
import { asObject, controllerOf, type EventObject, type KindOf, type KubeObject } from '../objects.ts';
import { type Replay, replayOf } from '../replay.ts';
import type { ObjectRef, Trace } from '../trace.ts';

export interface Moment {
  readonly trace: Trace;
  readonly atMs: number;
  /** In the order in which they were made. */
  list<K extends string>(kind: K, namespace?: string): readonly KindOf<K>[];
  get<K extends string>(kind: K, namespace: string | undefined, name: string | undefined): KindOf<K> | undefined;
  byUid(uid: string | undefined): KubeObject | undefined;
  /** Oldest first. */
  eventsOf(object: KubeObject): readonly EventObject[];
  podsOf(owner: KubeObject): readonly KindOf<'Pod'>[];
}

/** One link of a chain: what is so, and the object and field (`spec.replicas`) that make it so. */
export interface WhyStep {
  readonly says: Text;
  readonly object: ObjectRef;
  readonly field?: string;
}

/** A symptom in a short word, and its causes from the symptom on; each is the cause of the one before. */
export interface Found {
  readonly symptom: string;
  readonly steps: readonly WhyStep[];
}

/** The state of an object explained, or undefined where there is nothing to explain. */
export type Explain = (object: KubeObject, moment: Moment) => Found | undefined;

export function momentOf(trace: Trace, atMs: number, replay: Replay = replayOf(trace)): Moment {
  const objects = [...replay.at(replay.positionAt(atMs)).values()].flatMap((object) => asObject(object) ?? []);
  const byKind = groupedBy(objects, ({ kind }) => kind);
  const byUid = new Map(objects.map((object) => [object.metadata.uid, object]));
  const events = (byKind.get('Event') ?? []) as readonly KubeObject[] as readonly EventObject[];
  const byInvolved = groupedBy(events, ({ involvedObject }) => involvedObject.uid ?? '');
  const list: Moment['list'] = <K extends string>(kind: K, namespace?: string) => {
    const all = (byKind.get(kind) ?? []) as readonly KubeObject[] as readonly KindOf<K>[];
    return namespace === undefined ? all : all.filter(({ metadata }) => metadata.namespace === namespace);
  };
  const owned = groupedBy(objects, (object) => controllerOf(object)?.uid ?? '');
  const podsBelow = (owner: KubeObject): readonly KubeObject[] =>
    (owned.get(owner.metadata.uid) ?? []).flatMap((one) => (one.kind === 'Pod' ? [one] : podsBelow(one)));
  return {
    trace,
    atMs,
    list,
    get: (kind, namespace, name) => list(kind, namespace).find(({ metadata }) => metadata.name === name),
    byUid: (uid) => (uid === undefined ? undefined : byUid.get(uid)),
    eventsOf: ({ metadata }) => byInvolved.get(metadata.uid) ?? [],
    podsOf: (owner) => podsBelow(owner) as readonly KubeObject[] as readonly KindOf<'Pod'>[],
  };
}

function groupedBy<T>(values: readonly T[], keyOf: (value: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}

export function refOf({ apiVersion, kind, metadata }: KubeObject): ObjectRef {
  const { namespace, name } = metadata;
  return { apiVersion, kind, name, ...(namespace !== undefined && { namespace }) };
}

/** A step at the object and field that a person wrote: a Pod's are its Deployment's, in the template. */
export function step(moment: Moment, object: KubeObject, field: string | undefined, says: Text): WhyStep {
  const origin = originOf(moment, object, field);
  return { says, object: refOf(origin.object), ...(origin.field !== undefined && { field: origin.field }) };
}

function originOf(
  moment: Moment,
  object: KubeObject,
  field: string | undefined,
): { readonly object: KubeObject; readonly field: string | undefined } {
  const owner = moment.byUid(controllerOf(object)?.uid);
  if (!owner || !isMade(object.kind)) return { object, field };
  return originOf(moment, owner, field === undefined ? undefined : fieldAbove(owner.kind, object.kind, field));
}

/** Kinds that only have the fields their owner's template gives. */
const isMade = (kind: string): boolean => kind === 'Pod' || kind === 'ReplicaSet' || kind === 'Job';

function fieldAbove(owner: string, kind: string, field: string): string {
  if (kind === 'Pod') return [...(podTemplatePath(owner) ?? []), field].join('.');
  return owner === 'CronJob' ? `spec.jobTemplate.${field}` : field;
}
