// What is worth telling of a run as it went: what is wrong at its end, and what its course passed through. Each once, with
// the chain of causes down to the field of a manifest. From the trace alone.
import { type Text, text } from '../text.ts';
import { type Replay, refKey, replayOf } from './replay.ts';
import { findingsAtRest } from './reveal/atRest.ts';
import { findingsOfUpdate } from './reveal/duringUpdate.ts';
import type { TimeFinding } from './reveal/finding.ts';
import type { ObjectRef, Trace } from './trace.ts';
import { verdictOf } from './verdict.ts';
import { momentOf, type WhyStep } from './why/moment.ts';
import { allWhys, type Why } from './why.ts';

export interface RunFinding {
  /** In trouble: what one looks at to see it. */
  readonly about: ObjectRef;
  readonly says: Text;
  /** When it can be seen. */
  readonly atMs: number;
  /** From the symptom on; the last one is where it is to be mended. */
  readonly causes: readonly WhyStep[];
}

/** In the order in which one should look at them. `revealed`: what a trial update of the same manifests shows besides. */
export function runFindings(
  trace: Trace,
  replay: Replay = replayOf(trace),
  revealed: readonly TimeFinding[] = [],
): readonly RunFinding[] {
  const moment = momentOf(trace, trace.endMs, replay);
  const here = [...findingsAtRest(moment), ...findingsOfUpdate(trace, 0, moment)];
  const told = new Set(here.map(({ object }) => refKey(object)));
  const certain = [...here, ...revealed.filter(({ object }) => !told.has(refKey(object)))].map((one) =>
    known(trace, one),
  );
  const others = [...throughZero(trace), ...allWhys(trace, trace.endMs, replay).map((why) => ofWhy(trace, why))];
  const seen = new Set(certain.flatMap((one) => [placeOf(one), refKey(one.about)]));
  return [
    ...certain,
    ...others.filter((one) => {
      const [place, about] = [placeOf(one), refKey(one.about)];
      const isNew = !seen.has(place) && !seen.has(about);
      seen.add(place);
      return isNew;
    }),
  ];
}

function known({ endMs }: Trace, { object, field, message, causes }: TimeFinding): RunFinding {
  const here: WhyStep = { says: message, object, ...(field !== undefined && { field }) };
  return {
    about: causes[0]?.object ?? object,
    says: message,
    atMs: endMs,
    causes: causes.length > 0 ? causes : [here],
  };
}

function ofWhy({ endMs }: Trace, { ref, state, steps }: Why): RunFinding {
  const [first] = steps;
  const says = first ? text(`${state}: ${first.says.en}`, `${state}：${first.says.zh}`) : text(state, state);
  return { about: ref, says, atMs: endMs, causes: steps.length > 0 ? steps : [{ says, object: ref }] };
}

/** Of an update, a fault, a command: for a while nothing of the workload was available. */
function throughZero(trace: Trace): readonly RunFinding[] {
  return verdictOf(trace).workloads.flatMap(({ ref, fewest, last }) => {
    if (!fewest || fewest.available > 0 || last.desired === 0) return [];
    const says = text(
      `for a while none of its ${fewest.desired} pods was available`,
      `曾有一段时间，其 ${fewest.desired} 个 Pod 均不可用`,
    );
    return [{ about: ref, says, atMs: fewest.atMs, causes: [{ says, object: ref }] }];
  });
}

/** Many pods of one template, and what waits for them, have one place. */
function placeOf({ causes, about }: RunFinding): string {
  const last = causes.at(-1);
  return last ? `${refKey(last.object)} ${last.field ?? ''}` : refKey(about);
}
