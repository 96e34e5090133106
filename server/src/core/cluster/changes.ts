// What applying a file would change in the user's cluster: the objects as they are there and as a dry run says they
// would be, each as a text without what the cluster counts and notes. Made of `kubectl get` and of a dry run, as
// `kubectl diff` does it, but without a diff program: which one a user has set, and whether there is one, is no matter.
import { afterSteps, type Step } from '../features/refactorings/steps.ts';
import { withTopKeysSorted } from '../features/topKeys.ts';
import { resourcesOf } from '../kubernetes/resource.ts';
import { removeAt } from '../yaml/edits.ts';
import { parseDocument } from '../yaml/parse.ts';
import { comparingMasks, withoutLastApplied } from './secretMasks.ts';

export interface ObjectPair {
  /** `Deployment/web`. */
  readonly title: string;
  /** What kubectl printed; empty where there is no such object. */
  readonly live: string;
  readonly merged: string;
}

export interface Comparison {
  /** All objects that would change, as one text for each side. */
  readonly before: string;
  readonly after: string;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** Both sides of all objects that differ. */
export function comparisonOf(pairs: readonly ObjectPair[]): Comparison {
  const sides = pairs.map((pair) => ({ ...pair, ...comparable(pair) }));
  const differing = sides.filter(({ before, after }) => before !== after);
  const created = differing.filter(({ live }) => live.trim() === '').length;
  const joined = (side: 'before' | 'after') =>
    differing.map((entry) => `---\n# ${entry.title}\n${entry[side]}`).join('');
  return {
    before: joined('before'),
    after: joined('after'),
    created,
    changed: differing.length - created,
    unchanged: sides.length - differing.length,
  };
}

function comparable({ live, merged }: ObjectPair): { readonly before: string; readonly after: string } {
  const [liveRoot, mergedRoot] = [parseDocument(live).root, parseDocument(merged).root];
  return {
    before: comparableText(live, comparingMasks(liveRoot, mergedRoot, 'before')),
    after: comparableText(merged, comparingMasks(mergedRoot, liveRoot, 'after')),
  };
}

function comparableText(text: string, masking: readonly Step[]): string {
  return withTopKeysSorted(afterSteps(text, [...masking, ...strippingCounts]));
}

/** What every write changes, and what nobody applies. */
const counts = ['uid', 'resourceVersion', 'generation', 'creationTimestamp', 'managedFields', 'selfLink'];

const strippingCounts: readonly Step[] = [
  withoutLastApplied,
  ...[['status'], ...counts.map((name) => ['metadata', name])].map(
    (path): Step =>
      (document) =>
        resourcesOf(document.root).flatMap((resource) => removeAt(document, [...resource.path, ...path])),
  ),
];
