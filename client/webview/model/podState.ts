// What a pod looks like at one moment, in kubectl's words: STATUS, READY, and the tone in which to show them.
import { podSummary } from '../../../server/src/core/sim/kubectl/podStatus.ts';
import { asJson, type Pod } from '../../../server/src/core/sim/objects.ts';

/** Tone never stands alone: each has a glyph, and the word is always beside it. */
export type Tone = 'waiting' | 'starting' | 'running' | 'ready' | 'done' | 'failed' | 'ending';

export interface PodState {
  /** kubectl's STATUS column. */
  readonly word: string;
  /** kubectl's READY column. */
  readonly ready: string;
  readonly tone: Tone;
  readonly node?: string;
}

export const glyphs: Readonly<Record<Tone, string>> = {
  waiting: '○',
  starting: '◔',
  running: '◑',
  ready: '●',
  done: '✓',
  failed: '✗',
  ending: '◌',
};

/** kubectl's own reading of the pod, and whether all of its containers are ready. */
export function podState(pod: Pod): PodState {
  const { status: word, ready } = podSummary(asJson(pod), 0);
  const [count, total] = ready.split('/');
  const node = pod.spec.nodeName;
  return { word, ready, tone: toneOf(word, count === total), ...(node !== undefined && { node }) };
}

const toneByWord: Readonly<Record<string, Tone>> = {
  Pending: 'waiting',
  SchedulingGated: 'waiting',
  ContainerCreating: 'starting',
  PodInitializing: 'starting',
  Completed: 'done',
  Succeeded: 'done',
  Terminating: 'ending',
};

/** Every word that kubectl does not use for the usual way of a pod tells of trouble. */
function toneOf(word: string, ready: boolean): Tone {
  if (word === 'Running') return ready ? 'ready' : 'running';
  return toneByWord[word] ?? (/^Init:\d/.test(word) ? 'starting' : 'failed');
}
