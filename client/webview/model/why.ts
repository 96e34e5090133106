// The chain of causes of an object's state, from what one sees back to the field of the manifest that asked for it:
// each write names the write that woke its actor and the object and field responsible. Nothing is guessed here.
import { asJson, conditionOf, type KubeObject } from '../../../server/src/core/sim/objects.ts';
import { refKey } from '../../../server/src/core/sim/replay.ts';
import type { ObjectRef, Write } from '../../../server/src/core/sim/trace.ts';
import { versionAt } from './history.ts';
import { manifestOf } from './lifelines.ts';
import { podState } from './podState.ts';
import type { Run } from './run.ts';
import { isKind } from './shapes.ts';

export interface Link {
  readonly atMs: number;
  readonly actor: string;
  readonly verb: Write['verb'];
  readonly ref: ObjectRef;
  readonly because: string;
  /** The place in the manifest. */
  readonly object?: ObjectRef;
  readonly field?: string;
}

export interface Why {
  /** The state in kubectl's word, and Kubernetes' own explanation where the object carries one. */
  readonly state: string;
  readonly message?: string;
  readonly chain: readonly Link[];
}

/** Long chains exist only in loops; a person reads the nearest causes. */
const longestChain = 12;

export function whyOf(run: Run, key: string, atMs: number): Why | undefined {
  const version = versionAt(run.history.get(key), atMs);
  if (!version) return undefined;
  const { object, write } = version;
  const message = object && explanation(object);
  return {
    state: object ? stateOf(object) : 'deleted',
    ...(message !== undefined && { message }),
    chain: chainOf(run, write),
  };
}

function chainOf(run: Run, last: Write): readonly Link[] {
  const chain: Link[] = [];
  const seen = new Set<number>();
  let write: Write | undefined = last;
  while (write && chain.length < longestChain && !seen.has(write.seq)) {
    seen.add(write.seq);
    const link = linkOf(run, write);
    const previous = chain.at(-1);
    if (!previous || !sameLink(previous, link)) chain.push(link);
    write = causeOf(run, write);
  }
  return chain;
}

/**
 * The write that woke the actor. An actor that works for many is often woken by another of the same kind (the scheduler
 * by a sibling): then the cause of what it did here is that this object was made.
 */
function causeOf(run: Run, write: Write): Write | undefined {
  const woke = write.cause.write === undefined ? undefined : run.trace.writes[write.cause.write];
  const isSibling = woke?.ref.kind === write.ref.kind && woke.ref.name !== write.ref.name;
  return isSibling && write.verb !== 'create' ? run.history.get(refKey(write.ref))?.[0]?.write : woke;
}

function linkOf(run: Run, { atMs, actor, verb, ref, cause }: Write): Link {
  return { atMs, actor, verb, ref, because: cause.because, ...manifestPlace(run, cause) };
}

/** The field as a person wrote it: of an object that a controller made, only its owner stands in a manifest. */
function manifestPlace(run: Run, { object, field }: Write['cause']): Pick<Link, 'object' | 'field'> {
  if (!object) return {};
  const manifest = manifestOf(run.history, run.history.get(refKey(object)) ?? []) ?? object;
  const written = refKey(manifest) === refKey(object);
  return { object: manifest, ...(written && field !== undefined && { field }) };
}

function sameLink(a: Link, b: Link): boolean {
  return a.actor === b.actor && a.because === b.because && a.verb === b.verb && refKey(a.ref) === refKey(b.ref);
}

function stateOf(object: KubeObject): string {
  if (isKind(object, 'Pod')) {
    const { word, ready } = podState(object);
    return `${word} ${ready}`;
  }
  const phase = (asJson(object)['status'] as { readonly phase?: string } | undefined)?.phase;
  return phase ?? object.kind;
}

/** What the object itself says about its trouble: the scheduler's words, a waiting container's, a false condition's. */
function explanation(object: KubeObject): string | undefined {
  if (!isKind(object, 'Pod')) return undefined;
  const scheduled = conditionOf(object.status, 'PodScheduled');
  if (scheduled?.status === 'False') return scheduled.message;
  const states = [...(object.status.initContainerStatuses ?? []), ...(object.status.containerStatuses ?? [])];
  const waiting = states.map(({ state }) => state.waiting?.message ?? state.terminated?.message).find(Boolean);
  return waiting ?? conditionOf(object.status, 'Ready')?.message ?? object.status.message;
}
