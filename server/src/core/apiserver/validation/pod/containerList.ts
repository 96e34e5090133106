// Walking the three lists of containers, in the server's order. Mirrors pkg/apis/core/pods.VisitContainersWithPath (v1.36).
import { type Draft, objectsAt } from '../../draft.ts';
import { child, type FieldPath, index } from '../../fieldPath.ts';

export interface PlacedContainer {
  readonly container: Draft;
  readonly path: FieldPath;
}

const lists = ['initContainers', 'containers', 'ephemeralContainers'];

/** Every container of the spec with its path below `specPath`. */
export function eachContainer(spec: Draft, specPath: FieldPath = 'spec'): PlacedContainer[] {
  return lists.flatMap((list) =>
    objectsAt(spec, list).map((container, at) => ({ container, path: index(child(specPath, list), at) })),
  );
}

/** An init container that keeps running beside the others. */
export function isSidecar(initContainer: Draft): boolean {
  return initContainer['restartPolicy'] === 'Always';
}
