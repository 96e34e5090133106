// Hints of what only time reveals: when typing pauses, the manifests of an open file are played in the worker, and what
// is certain goes to the place in the file that causes it. Never on the typing path; a newer edit makes an answer void.
import { placeOfObject, plainObjectsOf } from '../core/features/objectPlaces.ts';
import type { Finding, RelatedPlace } from '../core/finding.ts';
import { graphOf, isPatchFile } from '../core/kustomize/graph.ts';
import { commentSuppressions, silencedByComment } from '../core/rules/suppression.ts';
import type { TimeFinding } from '../core/sim/reveal/finding.ts';
import { linesOf, type ManifestDocument } from '../core/workspace/document.ts';
import { documentAt, type ManifestFile } from '../core/workspace/file.ts';
import { lastAtMost } from '../core/workspace/lines.ts';
import { isIgnored, isSuppressed } from '../core/workspace/settingsFile.ts';
import type { Site } from '../core/workspace/site.ts';
import { fileIn, type Workspace } from '../core/workspace/workspace.ts';
import type { Session } from './session.ts';
import type { Simulations } from './simulation.ts';

const pauseMs = 1500;
/** Larger files take longer than a hint is worth. */
const longestText = 200_000;
const mostObjects = 100;

export interface TimeFinder {
  /** The file is open and was changed, or its settings were: it is played once all is quiet. */
  later(uri: string): void;
}

/** `changed` is called when a file has other hints than before. */
export function createTimeFinder(
  session: Session,
  simulations: Simulations,
  changed: (uri: string) => void,
): TimeFinder {
  const timers = new Map<string, NodeJS.Timeout>();
  const played = new Map<string, ManifestFile>();
  const play = async (uri: string): Promise<void> => {
    timers.delete(uri);
    const { workspace } = session;
    const file = fileIn(workspace, uri);
    if (!file || played.get(uri) === file || !isPlayed(workspace, file) || !session.open.has(uri)) return;
    played.set(uri, file);
    const objects = plainObjectsOf(file);
    if (objects.length === 0 || objects.length > mostObjects) return;
    const isStale = () => fileIn(session.workspace, uri) !== file;
    const { kubernetesVersion } = workspace.settings;
    const found = await simulations.findings({ objects, kubernetesVersion }, isStale);
    if (!found || isStale()) return;
    if (keep(session.workspace, file, found)) changed(uri);
  };
  return {
    later(uri) {
      clearTimeout(timers.get(uri));
      const timer = setTimeout(() => void play(uri), pauseMs);
      timer.unref();
      timers.set(uri, timer);
    },
  };
}

function isPlayed(workspace: Workspace, file: ManifestFile): boolean {
  if (!workspace.settings.timeHints || isIgnored(workspace, file.uri)) return false;
  const length = file.documents.reduce((sum, { text }) => sum + text.length, 0);
  return length <= longestText && !isPatchFile(graphOf(workspace), file.uri);
}

const kept = new WeakMap<ManifestDocument, readonly Finding[]>();
const none: readonly Finding[] = [];

/** What time revealed of a document as it is now; nothing until it was played. */
export function timeHintsOf(
  workspace: Workspace,
  uri: string,
  document: ManifestDocument,
  others: readonly Finding[],
): readonly Finding[] {
  const found = kept.get(document);
  if (!found || found.length === 0 || !workspace.settings.timeHints) return none;
  const suppressions = commentSuppressions(document.text);
  return found.filter(({ code, span }) => {
    if (isSuppressed(workspace, uri, code) || workspace.settings.ruleLevels[code] === 'off') return false;
    if (others.some((other) => other.code === sameAsRule[code])) return false;
    return !suppressions || !silencedByComment(suppressions, code, lastAtMost(linesOf(document), span.start));
  });
}

/** Rules that say the same without playing. */
const sameAsRule: Readonly<Record<string, string>> = {
  'budget-blocks-drains': 'pdb-blocks-drains',
  'zero-available-update': 'recreate-strategy',
};

/** True when a document has other hints than before. */
function keep(workspace: Workspace, file: ManifestFile, found: readonly TimeFinding[]): boolean {
  const placed = found.flatMap((one) => {
    const site = placeOfObject(workspace, file, one.object, one.field);
    return site?.uri === file.uri ? [{ site, finding: findingAt(workspace, file, one, site) }] : [];
  });
  let isNew = false;
  for (const [index, document] of file.documents.entries()) {
    const here = placed.filter(({ site }) => site.index === index).map(({ finding }) => finding);
    isNew ||= here.length > 0 || (kept.get(document)?.length ?? 0) > 0;
    kept.set(document, here);
  }
  return isNew;
}

function findingAt(workspace: Workspace, file: ManifestFile, found: TimeFinding, { span }: Site): Finding {
  const { code, field, message } = found;
  const related = found.causes.flatMap((cause): readonly RelatedPlace[] => {
    const site = placeOfObject(workspace, file, cause.object, cause.field);
    return site ? [{ ...placeIn(workspace, site), message: cause.says }] : [];
  });
  return {
    code,
    severity: 'hint',
    span,
    message,
    ...(field !== undefined && { field }),
    ...(related.length > 1 && { related }),
  };
}

/** By file: causes may stand in another document. */
function placeIn(workspace: Workspace, { uri, index, span }: Site): Pick<RelatedPlace, 'span' | 'uri'> {
  const file = fileIn(workspace, uri);
  const base = file?.starts[index] ?? 0;
  if (!file || !documentAt(file, index)) return { span };
  return { uri, span: { start: span.start + base, end: span.end + base } };
}
