// Pushes findings as diagnostics. Answers to requests that wait already go first; several edits that wait are one push.
// What a finding looks like in LSP is kept with the finding, and only moved when lines above it change.
import type { Connection, Diagnostic } from 'vscode-languageserver';
import { isJudgedRendered } from '../core/features/chartFindings.ts';
import { oncePerKind } from '../core/features/findings/foreignGroups.ts';
import { findingsIn } from '../core/features/findingsIn.ts';
import type { Finding } from '../core/finding.ts';
import { documentAt, type ManifestFile } from '../core/workspace/file.ts';
import { fileIn, rejoined, type Workspace } from '../core/workspace/workspace.ts';
import { buildFindingsOf } from './buildFinder.ts';
import { localDiagnostic, relatedInformation, shifted } from './convert.ts';
import { chartFindingsOf } from './helm/chartFinder.ts';
import type { Session } from './session.ts';
import { timeHintsOf } from './timeFindings.ts';

export interface Publisher {
  /** Nothing is pushed before the settings are known: they decide what is found. */
  start(): void;
  /** Soon: after the messages that have arrived already. */
  soon(uri: string): void;
  /** All open files, because settings or other files changed. */
  all(): void;
  /** Something was typed: when it pauses, what spans files is judged again, a little at a time. */
  pause(): void;
  /** The file is closed: nothing is shown for it. */
  clear(uri: string): void;
}

const pauseMs = 400;
const sliceMs = 8;

export function createPublisher(connection: Connection, session: Session): Publisher {
  const due = new Set<string>();
  let started = false;
  let scheduled = false;
  let pausing: NodeJS.Timeout | undefined;
  const push = (): void => {
    scheduled = false;
    const uris = [...due];
    due.clear();
    for (const uri of uris) publish(connection, session, uri);
  };
  const schedule = (): void => {
    if (!started || scheduled || due.size === 0) return;
    scheduled = true;
    // Two turns: a request that arrived with the edit is read in the first and answered before the push.
    setImmediate(() => setImmediate(push));
  };
  const soon = (uri: string): void => {
    due.add(uri);
    schedule();
  };
  const all = (): void => {
    session.workspace = rejoined(session.workspace);
    void judgeInSlices(session).then((changed) => changed.forEach(soon));
  };
  return {
    start: () => {
      started = true;
      schedule();
    },
    soon,
    all,
    pause: () => {
      clearTimeout(pausing);
      pausing = setTimeout(all, pauseMs);
      pausing.unref();
    },
    clear: (uri) => {
      due.delete(uri);
      void connection.sendDiagnostics({ uri, diagnostics: [] });
    },
  };
}

/** The open files whose findings are others than were pushed; a newer edit ends the work, which then begins anew. */
async function judgeInSlices(session: Session): Promise<readonly string[]> {
  const { workspace } = session;
  const changed: string[] = [];
  let sliceStart = performance.now();
  for (const uri of [...session.open.keys()]) {
    const file = fileIn(workspace, uri);
    if (!file) continue;
    const before = pushed.get(file);
    let isSame = before?.length === file.documents.length;
    for (let index = 0; index < file.documents.length; index++) {
      isSame = findingsIn(workspace, file, index) === before?.[index] && isSame;
      if (performance.now() - sliceStart < sliceMs) continue;
      await new Promise((resolve) => setImmediate(resolve));
      if (session.workspace.joins !== workspace.joins) return changed;
      sliceStart = performance.now();
    }
    if (!isSame) changed.push(uri);
  }
  return changed;
}

/** What of a file was pushed, by document; an edited file is another value. */
const pushed = new WeakMap<ManifestFile, readonly (readonly Finding[])[]>();

function publish(connection: Connection, session: Session, uri: string): void {
  const version = session.open.get(uri);
  const file = fileIn(session.workspace, uri);
  if (version === undefined || !file) return;
  void connection.sendDiagnostics({ uri, version, diagnostics: guarded(connection, session.workspace, file) });
}

/** A bug in a rule costs the findings of one push, never the server. */
function guarded(connection: Connection, workspace: Workspace, file: ManifestFile): Diagnostic[] {
  try {
    return diagnosticsOf(workspace, file);
  } catch (error) {
    connection.console.error(`diagnostics of ${file.uri}: ${error instanceof Error ? error.stack : String(error)}`);
    return [];
  }
}

/** At most this many of a file, and fewer of those that only advise: editors slow down, and nobody reads further. */
const mostFaults = 1000;
const mostAdvice = 100;

export function diagnosticsOf(workspace: Workspace, file: ManifestFile): Diagnostic[] {
  const left = { faults: mostFaults, advice: mostAdvice };
  const diagnostics: Diagnostic[] = [];
  const isElsewhere = isJudgedRendered(workspace, file);
  const found = file.documents.map((_, index) => (isElsewhere ? [] : findingsIn(workspace, file, index)));
  pushed.set(file, found);
  for (const [index, findings] of oncePerKind(found).entries()) {
    const revealed = timeHintsOf(workspace, file.uri, documentAt(file, index), findings);
    const rendered = chartFindingsOf(workspace, file.uri, documentAt(file, index));
    const built = buildFindingsOf(workspace, file.uri, documentAt(file, index));
    for (const finding of [...findings, ...revealed, ...rendered, ...built]) {
      const share = finding.severity === 'error' || finding.severity === 'warning' ? 'faults' : 'advice';
      if (left[share]-- > 0) diagnostics.push(diagnosticFor(workspace, file, index, finding));
    }
  }
  return diagnostics;
}

const local = new WeakMap<Finding, { readonly locale: string; readonly diagnostic: Diagnostic }>();

/** What a finding of the file's document number `index` is to an editor. */
export function diagnosticFor(workspace: Workspace, file: ManifestFile, index: number, finding: Finding): Diagnostic {
  const { locale } = workspace.settings;
  let known = local.get(finding);
  if (known?.locale !== locale) {
    known = { locale, diagnostic: localDiagnostic(documentAt(file, index), finding, locale) };
    local.set(finding, known);
  }
  const range = shifted(known.diagnostic.range, file.firstLines[index] ?? 0);
  const related = finding.related && relatedInformation(workspace, file, index, finding);
  return related ? { ...known.diagnostic, range, relatedInformation: related } : { ...known.diagnostic, range };
}
