// Pushes findings as diagnostics. Answers to requests that wait already go first; several edits that wait are one push.
// What a finding looks like in LSP is kept with the finding, and only moved when lines above it change.
import type { Connection, Diagnostic } from 'vscode-languageserver';
import { findingsIn } from '../core/features/findingsIn.ts';
import type { Finding } from '../core/finding.ts';
import { documentAt, type ManifestFile } from '../core/workspace/file.ts';
import { fileIn, type Workspace } from '../core/workspace/workspace.ts';
import { localDiagnostic, relatedInformation, shifted } from './convert.ts';
import type { Session } from './session.ts';

export interface Publisher {
  /** Nothing is pushed before the settings are known: they decide what is found. */
  start(): void;
  /** Soon: after the messages that have arrived already. */
  soon(uri: string): void;
  /** All open files, because settings or other files changed. */
  all(): void;
  /** The file is closed: nothing is shown for it. */
  clear(uri: string): void;
}

export function createPublisher(connection: Connection, session: Session): Publisher {
  const due = new Set<string>();
  let started = false;
  let scheduled = false;
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
  return {
    start: () => {
      started = true;
      schedule();
    },
    soon,
    all: () => [...session.open.keys()].forEach(soon),
    clear: (uri) => {
      due.delete(uri);
      void connection.sendDiagnostics({ uri, diagnostics: [] });
    },
  };
}

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

/** At most this many of a file: editors slow down, and nobody reads further. */
const mostDiagnostics = 2000;

export function diagnosticsOf(workspace: Workspace, file: ManifestFile): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (let index = 0; index < file.documents.length; index++) {
    for (const finding of findingsIn(workspace, file, index)) {
      diagnostics.push(diagnosticFor(workspace, file, index, finding));
    }
    if (diagnostics.length > mostDiagnostics) return diagnostics.slice(0, mostDiagnostics);
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
