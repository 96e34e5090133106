// A kustomization built, as `kustomize build` builds it (v5.8, api/internal/target/kusttarget.go): what it comes to, then
// hashes, references and variables, and the order. What is not known here (addresses, programs) is a fault that is named;
// nothing is guessed. Where kustomize refuses, it is in its words.
import type { Workspace } from '../../workspace/workspace.ts';
import type { PlainObject } from '../../yaml/plain.ts';
import { graphOf, type Kustomization } from '../graph.ts';
import { type Builder, gather, nothingYet, saysOf } from './gather.ts';
import { addHashes } from './generate.ts';
import { type BuildPlace, type BuiltObject, metadataWords, NotBuilt } from './object.ts';
import { inOrder } from './order.ts';
import { tidyAnnotations } from './patches.ts';
import { fixReferences } from './references.ts';
import { builtInShapes } from './shapes.ts';
import { originOf, placed } from './sources.ts';
import { resolveVariables } from './vars.ts';

export interface Build {
  readonly objects: readonly BuiltObject[];
  /** Why there is no result. */
  readonly fault?: string;
  /** Of the fault: kustomize refuses it, in these words; else it is only not known here. */
  readonly isRefused?: boolean;
  /** Where the fault is. */
  readonly place?: BuildPlace;
  /** What to read for it and try again: the URI of a file that the workspace does not hold. */
  readonly missing?: string;
}

/** @param texts of files that generators read and that are not in the workspace, by URI */
export function buildKustomization(
  workspace: Workspace,
  uri: string,
  texts: ReadonlyMap<string, string> = new Map(),
): Build | undefined {
  const graph = graphOf(workspace);
  const top = [...graph.byFolder.values()].find((one) => one.uri === uri);
  if (!top) return undefined;
  const builder: Builder = {
    workspace,
    graph,
    texts,
    open: [],
    shapes: builtInShapes(workspace.schema),
    hasOwnShapes: false,
  };
  try {
    return { objects: finished(builder, top) };
  } catch (error) {
    if (!(error instanceof NotBuilt)) throw error;
    const { message, isRefused, place, missing } = error;
    return {
      objects: [],
      fault: message,
      isRefused,
      ...(place && { place }),
      ...(missing !== undefined && { missing }),
    };
  }
}

function finished(builder: Builder, top: Kustomization): readonly BuiltObject[] {
  const origin = originOf(builder, top);
  const { all, tables, variables } = gather(builder, top, nothingYet());
  return placed(origin, [], () => {
    addHashes(all);
    fixReferences(all, tables.nameReference);
    resolveVariables(all, variables, tables.varReference);
    const kept = all.filter(({ object }) => !isLocal(object));
    for (const { object } of kept) tidyAnnotations(object);
    return placed(origin, ['sortOptions'], () => inOrder(kept, saysOf(top)['sortOptions']));
  });
}

/** Only for other tools: it is taken out of the result. */
function isLocal(object: PlainObject): boolean {
  const local = metadataWords(object, 'annotations')['config.kubernetes.io/local-config'];
  return local !== undefined && local !== 'false';
}
