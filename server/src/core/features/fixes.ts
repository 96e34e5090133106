// From findings to what an editor may do about them: the fixes at a place, and one that takes every obvious fix of a file.
import type { Finding, Fix, Span, TextEdit } from '../finding.ts';
import type { ManifestFile } from '../workspace/file.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { findingsIn } from './findingsIn.ts';

export interface OfferedFix {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** The fixes of the findings that touch a span of the file's document number `index`. */
export function fixesAt(workspace: Workspace, file: ManifestFile, index: number, span: Span): readonly OfferedFix[] {
  return findingsIn(workspace, file, index)
    .filter((finding) => finding.span.start <= span.end && span.start <= finding.span.end)
    .flatMap((finding) => (finding.fixes ?? []).map((fix) => ({ finding, fix })));
}

/** The preferred fixes of one document, without those that would write into each other; `code` keeps to one rule. */
export function allFixesOf(
  workspace: Workspace,
  file: ManifestFile,
  index: number,
  code?: string,
): readonly TextEdit[] {
  const taken: TextEdit[] = [];
  for (const finding of findingsIn(workspace, file, index)) {
    if (code !== undefined && finding.code !== code) continue;
    const fix = finding.fixes?.find(({ preferred, createFile }) => preferred && !createFile);
    if (!fix || fix.edits.some((edit) => edit.uri !== undefined || taken.some((other) => overlap(edit, other))))
      continue;
    taken.push(...fix.edits);
  }
  return taken;
}

function overlap({ span: a }: TextEdit, { span: b }: TextEdit): boolean {
  return (a.start < b.end && b.start < a.end) || a.start === b.start;
}

/** The text with edits made; they must not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const inOrder = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = '';
  let at = 0;
  for (const { span, newText } of inOrder) {
    result += text.slice(at, span.start) + newText;
    at = span.end;
  }
  return result + text.slice(at);
}
