// Completion indexes of an Indexed Job: sets written as "0,2-4", pending ones, the pods of each. Source:
// pkg/controller/job/indexed_job_utils.go (v1.36). Pure.
import type { Job, Pod } from '../../objects.ts';

export const indexKey = 'batch.kubernetes.io/job-completion-index';
const failureKey = 'batch.kubernetes.io/job-index-failure-count';
const ignoredKey = 'batch.kubernetes.io/job-index-ignored-failure-count';

export const isIndexed = (job: Job): boolean => job.spec.completionMode === 'Indexed';
export const hasLimitPerIndex = (job: Job): boolean => isIndexed(job) && job.spec.backoffLimitPerIndex !== undefined;

/** -1 when the pod has none. */
export function indexOf(pod: Pod): number {
  const text = pod.metadata.annotations?.[indexKey];
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : -1;
}

/** "0,2-4" as numbers below `completions`, in order. */
export function parseIndexes(text: string | undefined, completions: number): readonly number[] {
  const all = (text ?? '').split(',').flatMap((part) => {
    const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    if (first === undefined) return [];
    const end = Math.min(Number(last), completions - 1);
    return Array.from({ length: Math.max(0, end - Number(first) + 1) }, (_, i) => Number(first) + i);
  });
  return [...new Set(all)].sort((a, b) => a - b);
}

/** Numbers in order as "0,2-4"; two neighbours stay "0,1". */
export function formatIndexes(indexes: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < indexes.length; ) {
    let j = i;
    while (indexes[j + 1] === (indexes[j] ?? 0) + 1) j++;
    if (j === i) parts.push(`${indexes[i]}`);
    else parts.push(`${indexes[i]}${j === i + 1 ? ',' : '-'}${indexes[j]}`);
    i = j + 1;
  }
  return parts.join();
}

/** The lowest indexes that nothing has or had. */
export function firstPending(taken: ReadonlySet<number>, count: number, completions: number): readonly number[] {
  const out: number[] = [];
  for (let index = 0; index < completions && out.length < count; index++) if (!taken.has(index)) out.push(index);
  return out;
}

/** Failures of an index so far, as its latest pod carries them. */
export function failuresOf(pod: Pod): { readonly counted: number; readonly ignored: number } {
  const read = (key: string) => Number(pod.metadata.annotations?.[key] ?? 0) || 0;
  return { counted: read(failureKey), ignored: read(ignoredKey) };
}

/** The annotations of a pod that replaces another of its index. */
export function failureAnnotations(before: Pod | undefined, counts: (pod: Pod) => boolean): Record<string, string> {
  const { counted, ignored } = before ? failuresOf(before) : { counted: 0, ignored: 0 };
  const more = before ? (counts(before) ? [1, 0] : [0, 1]) : [0, 0];
  const [newCounted, newIgnored] = [counted + (more[0] ?? 0), ignored + (more[1] ?? 0)];
  return { [failureKey]: String(newCounted), ...(newIgnored > 0 && { [ignoredKey]: String(newIgnored) }) };
}

/** `podGenerateNameWithIndex`: at most 58 characters. */
export function namePrefix(job: string, index: number): string {
  const end = `-${index}-`;
  return `${job.slice(0, 58 - end.length)}${end}`;
}
