// The verdict line: the simulator's own sentence of the run, and the tone in which to show it.
import type { Limitation, Refusal, Trace } from '../../../server/src/core/sim/trace.ts';
import { verdictOf as judged } from '../../../server/src/core/sim/verdict.ts';
import type { Text } from '../../../server/src/core/text.ts';

export interface Verdict {
  readonly tone: 'good' | 'bad' | 'mixed';
  readonly parts: readonly Text[];
  readonly refusals: readonly Refusal[];
  readonly limitations: readonly Limitation[];
}

export function verdictOf(trace: Trace): Verdict {
  const { refusals, limitations } = trace;
  const { parts, ready } = judged(trace);
  return { tone: refusals.length > 0 ? 'bad' : ready ? 'good' : 'mixed', parts, refusals, limitations };
}
