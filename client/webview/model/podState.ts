// What a pod looks like at one moment, in kubectl's words: STATUS, READY, and the tone in which to show them.
import type { ContainerStatus, Pod } from '../../../server/src/core/sim/objects.ts';

/** Tone never stands alone: each has a glyph, and the word is always beside it. */
export type Tone = 'waiting' | 'starting' | 'running' | 'ready' | 'done' | 'failed' | 'ending';

export interface PodState {
  /** kubectl's STATUS column. */
  readonly word: string;
  /** kubectl's READY column. */
  readonly ready: string;
  readonly tone: Tone;
  readonly node?: string;
  readonly restarts: number;
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

export function podState(pod: Pod): PodState {
  const containers = pod.status.containerStatuses ?? [];
  const readyCount = containers.filter((status) => status.ready).length;
  const total = pod.spec.containers.length;
  const word = statusWord(pod);
  const node = pod.spec.nodeName;
  return {
    word,
    ready: `${readyCount}/${total}`,
    tone: toneOf(word, readyCount === total),
    restarts: containers.reduce((sum, status) => sum + status.restartCount, 0),
    ...(node !== undefined && { node }),
  };
}

/** k8s.io/kubernetes/pkg/printers/internalversion printPod (v1.36), the STATUS column. */
function statusWord(pod: Pod): string {
  if (pod.metadata.deletionTimestamp) return 'Terminating';
  const fallback = pod.status.reason ?? pod.status.phase ?? 'Pending';
  return initWord(pod) ?? pod.status.containerStatuses?.map(stateWord).findLast(Boolean) ?? fallback;
}

function initWord(pod: Pod): string | undefined {
  const statuses = pod.status.initContainerStatuses ?? [];
  for (const [i, status] of statuses.entries()) {
    const { terminated, waiting } = status.state;
    if (terminated?.exitCode === 0 || status.started) continue;
    const word = terminated?.reason ?? waiting?.reason;
    return word && word !== 'PodInitializing' ? `Init:${word}` : `Init:${i}/${statuses.length}`;
  }
  return undefined;
}

function stateWord({ state }: ContainerStatus): string | undefined {
  if (state.waiting?.reason) return state.waiting.reason;
  if (!state.terminated) return undefined;
  return state.terminated.reason ?? `ExitCode:${state.terminated.exitCode}`;
}

function toneOf(word: string, ready: boolean): Tone {
  if (word === 'Running') return ready ? 'ready' : 'running';
  if (word === 'Completed' || word === 'Succeeded') return 'done';
  if (word === 'Terminating') return 'ending';
  if (word === 'Pending' || word === 'SchedulingGated') return 'waiting';
  const starting = word === 'ContainerCreating' || word === 'PodInitializing' || /^Init:\d/.test(word);
  return starting ? 'starting' : 'failed';
}
