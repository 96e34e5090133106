// Secrets without their values: what stands in a text for each, so that nothing is on the screen or in a file that was
// not asked for. In comparisons it still shows which values differ, as kubectl's diff does.
import type { Step } from '../features/refactorings/steps.ts';
import { resourcesOf } from '../kubernetes/resource.ts';
import { removeAt, setAt } from '../yaml/edits.ts';
import type { Node, Path } from '../yaml/nodes.ts';
import { keyOf, nodeAt, resolved } from '../yaml/path.ts';

/** No Base64: a manifest with it is refused by the API server instead of overwriting a Secret. */
const mask = '***';

export function isSecret(root: Node | undefined): boolean {
  return resourcesOf(root).some(({ group, kind }) => group === '' && kind === 'Secret');
}

/** What puts masks in the place of a Secret's values; nothing for other objects. */
export function maskingSteps(root: Node | undefined): readonly Step[] {
  return valuePaths(root).map(({ path }) => masking(path, mask));
}

/** The same on one side of a comparison: a value that the other side has differently says so. */
export function comparingMasks(
  root: Node | undefined,
  other: Node | undefined,
  side: 'before' | 'after',
): readonly Step[] {
  const others = new Map(valuePaths(other).map(({ path, value }) => [path.join('/'), value]));
  return valuePaths(root).map(({ path, value }) => {
    const its = others.get(path.join('/'));
    return masking(path, its === undefined || its === value ? mask : `${mask} (${side})`);
  });
}

const masking =
  (path: Path, word: string): Step =>
  (document) =>
    setAt(document, path, word);

/** The values of Secrets, and the annotation in which kubectl keeps the whole object, by what stands there. */
function valuePaths(root: Node | undefined): readonly { readonly path: Path; readonly value: string }[] {
  return resourcesOf(root).flatMap(({ group, kind, node, path }) => {
    if (group !== '' || kind !== 'Secret') return [];
    return ['data', 'stringData'].flatMap((field) => {
      const values = resolved(nodeAt(node, [field]));
      if (values?.type !== 'mapping') return [];
      return values.pairs.map((pair) => {
        const value = resolved(pair.value);
        return { path: [...path, field, keyOf(pair)], value: value?.type === 'scalar' ? value.source : '' };
      });
    });
  });
}

/** kubectl keeps the whole object, a Secret's values too, in an annotation. */
export const withoutLastApplied: Step = (document) =>
  resourcesOf(document.root).flatMap(({ path }) =>
    removeAt(document, [...path, 'metadata', 'annotations', 'kubectl.kubernetes.io/last-applied-configuration']),
  );
