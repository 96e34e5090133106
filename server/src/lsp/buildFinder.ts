// Findings of what kustomizations build: when typing pauses, those that open files end up in are built and judged a little
// at a time, and what is found is kept with the open files it stands in. A newer edit makes the work void. Never on the
// typing path.
import { type BuildFinding, buildFindings, isBuildJudged, shownOfBuilds } from '../core/features/buildFindings.ts';
import type { Finding } from '../core/finding.ts';
import type { Build } from '../core/kustomize/build/build.ts';
import { graphOf, topsOf } from '../core/kustomize/graph.ts';
import type { ManifestDocument } from '../core/workspace/document.ts';
import { isIgnored } from '../core/workspace/settingsFile.ts';
import { fileIn, type Workspace } from '../core/workspace/workspace.ts';
import { builtFrom } from './builds.ts';
import type { Session } from './session.ts';
import { inSlices } from './slices.ts';

const pauseMs = 800;
/** Nobody looks at more at once. */
const mostBuilds = 8;

export interface BuildFinder {
  /** A file was opened or changed: once all is quiet, what open files end up in is judged. */
  later(): void;
}

/** `changed` is called for each open file that has other findings than before. */
export function createBuildFinder(
  session: Session,
  changed: (uri: string) => void,
  failed: (error: unknown) => void,
): BuildFinder {
  let timer: NodeJS.Timeout | undefined;
  const judge = async (): Promise<void> => {
    const { workspace } = session;
    const found: BuildFinding[] = [];
    for (const uri of topsOfOpen(session).slice(0, mostBuilds)) {
      if (!isBuildJudged(workspace, uri)) continue;
      const build = await builtFrom(session, uri);
      if (!build || session.workspace.index !== workspace.index) return;
      const mine = await judged(session, workspace, uri, build);
      if (!mine) return;
      found.push(...mine);
    }
    for (const uri of keep(workspace, session.open.keys(), found)) changed(uri);
  };
  return {
    later() {
      clearTimeout(timer);
      if (graphOf(session.workspace).byFolder.size === 0) return;
      timer = setTimeout(() => void judge().catch(failed), pauseMs);
      timer.unref();
    },
  };
}

function topsOfOpen({ workspace, open }: Session): readonly string[] {
  const graph = graphOf(workspace);
  const tops = [...open.keys()].reverse().flatMap((uri) => topsOf(graph, uri).map((top) => top.uri));
  return [...new Set(tops)].filter((uri) => !isIgnored(workspace, uri));
}

const known = new WeakMap<Build, readonly BuildFinding[]>();

/** Undefined where something changed meanwhile. */
async function judged(
  session: Session,
  workspace: Workspace,
  uri: string,
  build: Build,
): Promise<readonly BuildFinding[] | undefined> {
  const before = known.get(build);
  if (before) return before;
  const isVoid = () => session.workspace.index !== workspace.index;
  const found = await inSlices(buildFindings(workspace, uri, build), isVoid);
  if (found) known.set(build, found);
  return found;
}

const kept = new WeakMap<ManifestDocument, readonly Finding[]>();
const none: readonly Finding[] = [];

function keep(workspace: Workspace, open: Iterable<string>, found: readonly BuildFinding[]): readonly string[] {
  const changed: string[] = [];
  for (const uri of open) {
    const file = fileIn(workspace, uri);
    let isOther = false;
    for (const [index, document] of file?.documents.entries() ?? []) {
      const here = found.filter((one) => one.uri === uri && one.index === index).map(({ finding }) => finding);
      isOther ||= here.length > 0 || (kept.get(document)?.length ?? 0) > 0;
      kept.set(document, here);
    }
    if (isOther) changed.push(uri);
  }
  return changed;
}

/** What is known of a document as it is now; nothing until what it ends up in was built. */
export function buildFindingsOf(workspace: Workspace, uri: string, document: ManifestDocument): readonly Finding[] {
  return shownOfBuilds(workspace, uri, document, kept.get(document) ?? none);
}
