// Pods made from templates and taken away again, with the Events that controllers tell. Source:
// pkg/controller/controller_utils.go RealPodControl (v1.36).
import { refOf } from '../cluster.ts';
import type { Action, Because, Outcome } from '../frame.ts';
import type { KubeObject, NewObject, ObjectMeta, Pod, PodTemplateSpec } from '../objects.ts';
import { controllerRef } from './claim.ts';

export type Doing<T = void> = Generator<Action, T, Outcome>;

/** The pod of a template: `generateName` is the owner's name and a dash. */
export function podFromTemplate(
  owner: KubeObject,
  template: PodTemplateSpec,
  metadata: Partial<ObjectMeta> = {},
): NewObject {
  const { labels, annotations, finalizers } = template.metadata ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: `${owner.metadata.name}-`,
      ...(owner.metadata.namespace !== undefined && { namespace: owner.metadata.namespace }),
      ...(labels && { labels }),
      ...(annotations && { annotations }),
      ...(finalizers && { finalizers }),
      ownerReferences: [controllerRef(owner)],
      ...metadata,
    },
    spec: template.spec,
  } as NewObject;
}

/** Creates a pod and tells it; a namespace that is going is no error and not told. */
export function* createPod(owner: KubeObject, pod: NewObject, cause: Because): Doing<Outcome> {
  const answer = yield { type: 'create', object: pod, cause };
  if (answer.ok) {
    const name = answer.object?.metadata.name ?? '';
    yield {
      type: 'event',
      about: owner,
      eventType: 'Normal',
      reason: 'SuccessfulCreate',
      message: `Created pod: ${name}`,
    };
    return answer;
  }
  if (answer.causes?.some(({ reason }) => reason === 'NamespaceTerminating')) return { ok: true };
  yield {
    type: 'event',
    about: owner,
    eventType: 'Warning',
    reason: 'FailedCreate',
    message: `Error creating: ${answer.message}`,
  };
  return answer;
}

/** Deletes a pod and tells it; one that is gone already is not told. `alongside`: others are deleted at the same time. */
export function* deletePod(owner: KubeObject, pod: Pod, cause: Because, alongside = false): Doing<Outcome> {
  const answer = yield { type: 'delete', ref: refOf(pod), cause, alongside };
  if (answer.ok) {
    const message = `Deleted pod: ${pod.metadata.name}`;
    yield { type: 'event', about: owner, eventType: 'Normal', reason: 'SuccessfulDelete', message };
  } else if (answer.reason !== 'NotFound') {
    yield {
      type: 'event',
      about: owner,
      eventType: 'Warning',
      reason: 'FailedDelete',
      message: `Error deleting: ${answer.message}`,
    };
  }
  return answer;
}

/** `slowStartBatch`: 1, 2, 4, 8… at a time, stopping after a batch with an error; the first error. */
export function* slowStart(count: number, one: (index: number) => Doing<Outcome>): Doing<Outcome> {
  let done = 0;
  for (let batch = 1; done < count; batch *= 2) {
    const size = Math.min(batch, count - done);
    const failed = yield* together(batchOrder(done, size).map((index) => () => one(index)));
    if (failed) return failed;
    done += size;
  }
  return { ok: true };
}

/** Calls that are under way at once: who is refused hears it sooner, and tells it before those who are served. */
function* together(calls: readonly (() => Doing<Outcome>)[]): Doing<Outcome | undefined> {
  let failed: Outcome | undefined;
  let held: Doing<Outcome> | undefined;
  for (const [index, start] of calls.entries()) {
    const call = start();
    const asked = yield* untilCreate(call, index < calls.length - 1);
    const rest = 'outcome' in asked ? afterwards(call, asked.outcome) : undefined;
    if ('outcome' in asked && asked.outcome.ok) {
      if (held) yield* held;
      held = rest;
      continue;
    }
    const answer = rest ? yield* rest : 'answer' in asked ? asked.answer : undefined;
    if (answer && !answer.ok) failed ??= answer;
  }
  if (held) yield* held;
  return failed;
}

/** Up to the answer to what the call creates, or to its end. */
function* untilCreate(
  call: Doing<Outcome>,
  alongside: boolean,
): Doing<{ readonly outcome: Outcome } | { readonly answer: Outcome }> {
  let step = call.next();
  while (!step.done) {
    const action = step.value;
    if (action.type === 'create') return { outcome: yield { ...action, alongside } };
    const outcome = yield action;
    step = call.next(outcome);
  }
  return { answer: step.value };
}

function* afterwards(call: Doing<Outcome>, outcome: Outcome): Doing<Outcome> {
  let step = call.next(outcome);
  while (!step.done) step = call.next(yield step.value);
  return step.value;
}

/** The order in which the calls of one batch arrive: Go runs the goroutine started last first. */
export function batchOrder(from: number, size: number): readonly number[] {
  const all = Array.from({ length: size }, (_, i) => from + i);
  const last = all.pop();
  return last === undefined ? [] : [last, ...all];
}
