// Why an object is as it is at a moment of a run: the symptom and the chain of causes, as data, down to the field of a
// manifest. From the trace alone. Each kind has one who explains it; the others have a chain of writes only.
import type { Locale } from '../text.ts';
import { pick } from '../text.ts';
import { podSummary } from './kubectl/podStatus.ts';
import { asJson, type KubeObject } from './objects.ts';
import { type Replay, refKey } from './replay.ts';
import type { ObjectRef, Trace } from './trace.ts';
import { whyCronJob, whyJob } from './why/jobs.ts';
import { type Explain, type Found, type Moment, momentOf, refOf, type WhyStep } from './why/moment.ts';
import { whyIngress, whyService } from './why/network.ts';
import { whyNode } from './why/node.ts';
import { whyPod } from './why/pod.ts';
import { whyAutoscaler, whyBudget, whyKept, whyNamespace } from './why/policies.ts';
import { whyGone, whyRefused } from './why/refused.ts';
import { whyClaim, whyVolume } from './why/storage.ts';
import { whyDaemonSet, whyDeployment, whyReplicaSet, whyStatefulSet } from './why/workloads.ts';

export type { WhyStep } from './why/moment.ts';

export interface Why {
  readonly ref: ObjectRef;
  readonly atMs: number;
  /** In kubectl's word where it has one: `Pending`, `CrashLoopBackOff`, `Running`. */
  readonly state: string;
  /** Absent when nothing is wrong. */
  readonly symptom?: string;
  readonly steps: readonly WhyStep[];
}

/** Who explains which kind. */
const explainers: Readonly<Record<string, Explain>> = {
  Pod: whyPod,
  Deployment: whyDeployment,
  ReplicaSet: whyReplicaSet,
  ReplicationController: whyReplicaSet,
  StatefulSet: whyStatefulSet,
  DaemonSet: whyDaemonSet,
  Job: whyJob,
  CronJob: whyCronJob,
  Service: whyService,
  Ingress: whyIngress,
  PersistentVolumeClaim: whyClaim,
  PersistentVolume: whyVolume,
  HorizontalPodAutoscaler: whyAutoscaler,
  PodDisruptionBudget: whyBudget,
  Node: whyNode,
  Namespace: whyNamespace,
};

/** The state of one object explained; undefined when it never was and nobody tried to make it. */
export function whyOf(trace: Trace, ref: ObjectRef, atMs: number, replay?: Replay): Why | undefined {
  const moment = momentOf(trace, atMs, replay);
  const object = moment.get(ref.kind, ref.namespace, ref.name);
  if (object) return whyObject(object, moment);
  const found = whyRefused(trace, ref, atMs) ?? whyGone(trace, ref, atMs);
  return found && { ref, atMs, state: found.symptom, ...found };
}

/** Everything that has something to explain at a moment, in the order in which it was made; taints are meant. */
export function allWhys(trace: Trace, atMs: number, replay?: Replay): readonly Why[] {
  const moment = momentOf(trace, atMs, replay);
  return Object.keys(explainers).flatMap((kind) =>
    moment
      .list(kind)
      .map((object) => whyObject(object, moment))
      .filter(({ symptom }) => symptom !== undefined && symptom !== 'Tainted'),
  );
}

function whyObject(object: KubeObject, moment: Moment): Why {
  const found = explain(object, moment);
  const state = stateOf(object, moment) ?? found?.symptom ?? 'Active';
  return { ref: refOf(object), atMs: moment.atMs, state, ...(found ?? { steps: [] }) };
}

/** The symptom and causes of an object of the moment. */
export function explain(object: KubeObject, moment: Moment): Found | undefined {
  const own = Object.hasOwn(explainers, object.kind) ? explainers[object.kind] : undefined;
  return own?.(object, moment) ?? whyKept(object, moment);
}

function stateOf(object: KubeObject, moment: Moment): string | undefined {
  if (object.kind === 'Pod') {
    const { status, ready } = podSummary(asJson(object), Date.parse(moment.trace.startTime) + moment.atMs);
    return `${status} ${ready}`;
  }
  const { phase } = (object.status ?? {}) as { readonly phase?: string };
  return phase ?? (object.metadata.deletionTimestamp ? 'Terminating' : undefined);
}

/**
 * The chain as lines of text: what is so, and where it stands.
 * @param lineOf where a field is written, `web.yaml:12`, for those who have the files
 */
export function whyLines(
  { ref, state, steps }: Why,
  locale: Locale,
  lineOf?: (object: ObjectRef, field: string | undefined) => string | undefined,
): readonly string[] {
  const body = steps.map(({ says, object, field }) => {
    const place = `${object.kind}/${object.name}${field === undefined || field === '' ? '' : ` ${field}`}`;
    const line = lineOf?.(object, field);
    const words = pick(says, locale)
      .trim()
      .replace(/\s*\n\s*/g, ' ');
    return `  ← ${words}  [${place}${line === undefined ? '' : `, ${line}`}]`;
  });
  return [`${ref.kind}/${ref.name}: ${state}`, ...body];
}

/** What a person names as `pod/web-1`, `deploy/web`, `pod/web-*`; a name that is none may be the beginning of one. */
export interface Wanted {
  readonly kind: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly namespace: string;
}

/** The objects that are meant, those in trouble first; refused and deleted ones too. */
export function whysOf(trace: Trace, wanted: Wanted, atMs: number, replay?: Replay): readonly Why[] {
  const refs = refsIn(trace, wanted.kind).filter(
    ({ namespace }) => namespace === undefined || namespace === wanted.namespace,
  );
  const exact = refs.filter(({ name }) => name === wanted.name);
  const pattern = globOf(wanted.name);
  const named = exact.length > 0 ? exact : refs.filter(({ name }) => pattern.test(name));
  const whys = named.flatMap((ref) => whyOf(trace, ref, atMs, replay) ?? []);
  const rank = ({ symptom }: Why): number => (symptom === undefined ? 1 : symptom === 'Deleted' ? 2 : 0);
  return whys.sort((a, b) => rank(a) - rank(b));
}

function refsIn(trace: Trace, kind: string): readonly ObjectRef[] {
  const refs = [...trace.writes, ...trace.refusals].map(({ ref }) => ref).filter((ref) => ref.kind === kind);
  return [...new Map(refs.map((ref) => [refKey(ref), ref])).values()];
}

function globOf(name: string): RegExp {
  const [first = '', ...rest] = name.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${[first, ...rest].join('.*')}${rest.length > 0 ? '$' : ''}`);
}
