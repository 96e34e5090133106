// Between the core's values and LSP's: offsets and lines, findings and diagnostics, symbols, edits. The only place that
// knows both. It decides nothing.
import type {
  CodeAction,
  Diagnostic,
  DocumentSymbol,
  Location,
  TextEdit as LspTextEdit,
  Range,
  SymbolKind,
  WorkspaceEdit,
} from 'vscode-languageserver';
import type { OutlineKind, OutlineNode } from '../core/features/outline.ts';
import type { Finding, Fix, Severity, Span, TextEdit } from '../core/finding.ts';
import { type Locale, pick } from '../core/text.ts';
import { linesOf, type ManifestDocument } from '../core/workspace/document.ts';
import { type ManifestFile, placeOfOffset, positionOf } from '../core/workspace/file.ts';
import { lastAtMost } from '../core/workspace/lines.ts';
import type { Site } from '../core/workspace/site.ts';
import { fileIn, type Workspace } from '../core/workspace/workspace.ts';
import { explanationOf } from './rulesPage.ts';

/** The range of a span of the file's document number `index`. */
export function rangeIn(file: ManifestFile, index: number, span: Span): Range {
  return { start: positionOf(file, index, span.start), end: positionOf(file, index, span.end) };
}

/** The range of a span that is relative to the file. */
export function rangeInFile(file: ManifestFile, span: Span): Range {
  const at = (offset: number) => {
    const place = placeOfOffset(file, offset);
    return positionOf(file, place.index, place.offset);
  };
  return { start: at(span.start), end: at(span.end) };
}

export function locationOf(workspace: Workspace, site: Site): Location | undefined {
  const file = fileIn(workspace, site.uri);
  return file && { uri: site.uri, range: rangeIn(file, site.index, site.span) };
}

/** Edits of several files; those of a file that is gone meanwhile are left out. */
export function editOfSites(
  workspace: Workspace,
  edits: readonly (Site & { readonly newText: string })[],
): WorkspaceEdit {
  const changes: NonNullable<WorkspaceEdit['changes']> = {};
  for (const edit of edits) {
    const location = locationOf(workspace, edit);
    if (!location) continue;
    changes[edit.uri] = [...(changes[edit.uri] ?? []), { range: location.range, newText: edit.newText }];
  }
  return { changes };
}

/** A range whose lines count from the document's start. */
function localRange(document: ManifestDocument, span: Span): Range {
  const starts = linesOf(document);
  const at = (offset: number) => {
    const line = lastAtMost(starts, offset);
    return { line, character: offset - (starts[line] ?? 0) };
  };
  return { start: at(span.start), end: at(span.end) };
}

export function shifted({ start, end }: Range, lines: number): Range {
  return {
    start: { line: start.line + lines, character: start.character },
    end: { line: end.line + lines, character: end.character },
  };
}

// LSP: Error 1, Warning 2, Information 3, Hint 4; tags Unnecessary 1, Deprecated 2.
export const severities: Readonly<Record<Severity, 1 | 2 | 3 | 4>> = { error: 1, warning: 2, info: 3, hint: 4 };
const tags = { unnecessary: 1, deprecated: 2 } as const;

/** A diagnostic with lines from the document's start; related places of other files and lines are added by `diagnostics`. */
export function localDiagnostic(document: ManifestDocument, finding: Finding, locale: Locale): Diagnostic {
  const href = explanationOf(finding.code, locale);
  return {
    range: localRange(document, finding.span),
    severity: severities[finding.severity],
    code: finding.code,
    ...(href === undefined ? {} : { codeDescription: { href } }),
    source: 'kpod',
    message: pick(finding.message, locale),
    ...(finding.tags ? { tags: finding.tags.map((tag) => tags[tag]) } : {}),
  };
}

/** The related places of a finding, which name their file and so change with its lines. */
export function relatedInformation(
  workspace: Workspace,
  file: ManifestFile,
  index: number,
  finding: Finding,
): Diagnostic['relatedInformation'] {
  return finding.related?.flatMap((place) => {
    const other = place.uri === undefined ? file : fileIn(workspace, place.uri);
    if (!other) return [];
    const range = place.uri === undefined ? rangeIn(file, index, place.span) : rangeInFile(other, place.span);
    return [{ location: { uri: other.uri, range }, message: pick(place.message, workspace.settings.locale) }];
  });
}

/** Edits of a document, and of other files where they say so. */
export function workspaceEditOf(
  workspace: Workspace,
  file: ManifestFile,
  index: number,
  edits: readonly TextEdit[],
): WorkspaceEdit {
  const changes: Record<string, LspTextEdit[]> = {};
  for (const edit of edits) {
    const other = edit.uri === undefined ? file : fileIn(workspace, edit.uri);
    if (!other) continue;
    const range = edit.uri === undefined ? rangeIn(file, index, edit.span) : rangeInFile(other, edit.span);
    changes[other.uri] = [...(changes[other.uri] ?? []), { range, newText: edit.newText }];
  }
  return { changes };
}

/** With the file that it makes, if any. */
export function editOfFix(workspace: Workspace, file: ManifestFile, index: number, fix: Fix): WorkspaceEdit {
  const edit = workspaceEditOf(workspace, file, index, fix.edits);
  return fix.createFile ? withNewFile(edit, fix.createFile) : edit;
}

export function quickFix(
  workspace: Workspace,
  file: ManifestFile,
  index: number,
  fix: Fix,
  diagnostics: Diagnostic[],
): CodeAction {
  return {
    title: pick(fix.title, workspace.settings.locale),
    kind: 'quickfix',
    diagnostics,
    edit: editOfFix(workspace, file, index, fix),
    ...(fix.preferred ? { isPreferred: true } : {}),
  };
}

function withNewFile({ changes = {} }: WorkspaceEdit, { uri, content }: NonNullable<Fix['createFile']>): WorkspaceEdit {
  const start = { line: 0, character: 0 };
  const written = Object.entries(changes).map(([changed, edits]) => ({
    textDocument: { uri: changed, version: null },
    edits,
  }));
  const created = { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: content }] };
  return { documentChanges: [{ kind: 'create', uri, options: { ignoreIfExists: true } }, created, ...written] };
}

// LSP's SymbolKind.
const symbolKinds: Readonly<Record<OutlineKind, SymbolKind>> = {
  object: 5,
  mapping: 19,
  sequence: 18,
  string: 15,
  number: 16,
  boolean: 17,
  null: 21,
};

export function symbolsOf(
  document: ManifestDocument,
  nodes: readonly OutlineNode[],
  firstLine: number,
): DocumentSymbol[] {
  return nodes.map((node) => {
    const range = shifted(localRange(document, node.span), firstLine);
    return {
      name: node.name === '' ? '""' : node.name,
      detail: node.detail,
      kind: symbolKinds[node.kind],
      range,
      selectionRange: shifted(localRange(document, node.nameSpan), firstLine),
      children: symbolsOf(document, node.children, firstLine),
    };
  });
}
