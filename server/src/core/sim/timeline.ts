// A trace as lines for reading: what people typed, Events, and the STATUS of pods as kubectl would show it, in order of
// time. Words are Kubernetes' own; printing them is the caller's.
import type { JsonObject } from '../apiserver/types.ts';
import { podSummary } from './kubectl/podStatus.ts';
import type { EventObject } from './objects.ts';
import { mergePatch, refKey } from './replay.ts';
import type { Trace, Write } from './trace.ts';

export interface TimelineLine {
  readonly atMs: number;
  /** `Pod/web-0`, `kubectl`; empty for the output of a command. */
  readonly subject: string;
  readonly words: string;
  readonly warning?: boolean;
}

export function timelineOf(trace: Trace): readonly TimelineLine[] {
  return [...commandLines(trace), ...writeLines(trace)].sort((a, b) => a.atMs - b.atMs);
}

function commandLines(trace: Trace): readonly TimelineLine[] {
  return trace.commands.flatMap(({ endMs, command, output }) => {
    const shown = output.trimEnd().split('\n');
    return [
      { atMs: endMs, subject: 'kubectl', words: command },
      ...shown.filter(Boolean).map((words) => ({ atMs: endMs, subject: '', words })),
    ];
  });
}

function writeLines(trace: Trace): readonly TimelineLine[] {
  const objects = new Map<string, JsonObject>();
  const states = new Map<string, string>();
  const startMs = Date.parse(trace.startTime);
  return trace.writes.flatMap((write) => {
    const key = refKey(write.ref);
    const before = objects.get(key) ?? {};
    const object = write.verb === 'update' ? mergePatch(before, write.change ?? {}) : (write.change ?? before);
    objects.set(key, object);
    if (write.ref.kind === 'Event')
      return write.verb === 'delete' ? [] : eventLines(write, object as unknown as EventObject);
    return write.ref.kind === 'Pod' ? podLines(write, object, states, startMs) : [];
  });
}

function eventLines(write: Write, event: EventObject): readonly TimelineLine[] {
  const { kind = '', name = '' } = event.involvedObject;
  const count = Math.max(event.count ?? 1, event.series?.count ?? 1);
  const words = `${event.reason}: ${event.message}${count > 1 ? ` (x${count})` : ''}`;
  return [{ atMs: write.atMs, subject: `${kind}/${name}`, words, ...(event.type === 'Warning' && { warning: true }) }];
}

/** A line whenever what kubectl would show changes. */
function podLines(
  write: Write,
  pod: JsonObject,
  states: Map<string, string>,
  startMs: number,
): readonly TimelineLine[] {
  const subject = `Pod/${write.ref.name}`;
  if (write.verb === 'delete') {
    states.delete(subject);
    return [{ atMs: write.atMs, subject, words: '→ gone' }];
  }
  const { status, ready } = podSummary(pod, startMs + write.atMs);
  const words = `→ ${status} ${ready}`;
  if (states.get(subject) === words) return [];
  states.set(subject, words);
  return [{ atMs: write.atMs, subject, words }];
}
