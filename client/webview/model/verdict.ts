// The verdict line: would the server take it, when was it ready, how few were ever available, what was not played.
import type { Limitation, Refusal, Trace } from '../../../server/src/core/sim/trace.ts';
import { type Text, text } from '../../../server/src/core/text.ts';
import { clock } from '../words.ts';
import type { Workload } from './workloads.ts';

export interface Verdict {
  readonly tone: 'good' | 'bad' | 'mixed';
  readonly parts: readonly Text[];
  readonly refusals: readonly Refusal[];
  readonly limitations: readonly Limitation[];
}

export function verdictOf(trace: Trace, workloads: readonly Workload[]): Verdict {
  const { refusals, limitations } = trace;
  const applied = new Set(
    trace.writes.filter((w) => w.actor.startsWith('kubectl')).map((w) => `${w.ref.kind}/${w.ref.name}`),
  ).size;
  const complete = workloads.every((workload) => workload.completeMs !== undefined);
  const parts = [acceptance(applied, refusals.length)];
  if (workloads.length > 0) parts.push(readiness(workloads, complete), ...availability(workloads));
  const tone = refusals.length > 0 ? 'bad' : complete ? 'good' : 'mixed';
  return { tone, parts, refusals, limitations };
}

function acceptance(applied: number, refused: number): Text {
  if (refused > 0 && applied === 0) return text(`refused · ${objects(refused)}`, `被拒绝 · ${refused} 个对象`);
  if (refused > 0) {
    return text(`${objects(applied)} accepted, ${refused} refused`, `接受 ${applied} 个对象，拒绝 ${refused} 个`);
  }
  return text(`accepted · ${objects(applied)}`, `已接受 · ${applied} 个对象`);
}

function objects(count: number): string {
  return `${count} ${count === 1 ? 'object' : 'objects'}`;
}

function readiness(workloads: readonly Workload[], complete: boolean): Text {
  if (complete) {
    const ms = Math.max(...workloads.map((workload) => workload.completeMs ?? 0));
    return text(`ready after ${clock(ms)}`, `${clock(ms)} 后就绪`);
  }
  const waiting = workloads.filter((workload) => workload.completeMs === undefined);
  const first = waiting[0];
  const last = first?.samples.at(-1);
  if (!first || !last) return text('not ready', '未就绪');
  const counts = `${last.available}/${last.desired}`;
  return text(
    `${first.kind}/${first.name} not ready: ${counts} available`,
    `${first.kind}/${first.name} 未就绪：${counts} 可用`,
  );
}

/** The fewest available pods after a workload was complete for the first time: what an update costs. */
function availability(workloads: readonly Workload[]): readonly Text[] {
  return workloads.flatMap(({ samples, name }) => {
    const first = samples.findIndex((s) => s.desired > 0 && s.available >= s.desired);
    const after = first < 0 ? [] : samples.slice(first);
    const fewest = [...after].sort((a, b) => a.available - b.available)[0];
    if (!fewest || fewest.available >= fewest.desired) return [];
    const counts = `${fewest.available}/${fewest.desired}`;
    return [text(`${name}: never fewer than ${counts} available`, `${name}：最少时 ${counts} 可用`)];
  });
}
