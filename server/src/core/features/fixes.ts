// From findings to what an editor may do about them: the fixes at a place, and one that takes every obvious fix of a file.
import type { Finding, Fix, Span, TextEdit } from '../finding.ts';
import { documentAt, type ManifestFile, textOf } from '../workspace/file.ts';
import { fileIn, type Workspace, withFile } from '../workspace/workspace.ts';
import { findingsIn } from './findingsIn.ts';
import { fixesElsewhere } from './fixesElsewhere.ts';
import { ignoringFix } from './ignoring.ts';

export interface OfferedFix {
  readonly finding: Finding;
  readonly fix: Fix;
}

/**
 * The fixes of the findings that touch a span of the file's document number `index`, and last, for each that may be left
 * as it is, the comment that silences it there.
 */
export function fixesAt(workspace: Workspace, file: ManifestFile, index: number, span: Span): readonly OfferedFix[] {
  const touched = findingsIn(workspace, file, index).filter(
    (finding) => finding.span.start <= span.end && span.start <= finding.span.end,
  );
  const document = documentAt(file, index);
  const fixes = touched.flatMap((finding) =>
    [
      ...(finding.fixes ?? []),
      ...fixesElsewhere(workspace, file, { index, document, offset: span.start }, finding),
    ].map((fix) => ({ finding, fix })),
  );
  const silent = touched.flatMap((finding) => {
    const fix = ignoringFix(document, finding);
    return fix ? [{ finding, fix }] : [];
  });
  const byCode = new Map(silent.map((offered) => [offered.finding.code, offered]));
  return [...fixes, ...byCode.values()];
}

/**
 * The fixes of one document that may be made without asking, leaving out those that would write into each other. With
 * `code` those of one kind of finding, for which it is enough that there is no choice between fixes.
 */
export function allFixesOf(
  workspace: Workspace,
  file: ManifestFile,
  index: number,
  code?: string,
): readonly TextEdit[] {
  const taken: TextEdit[] = [];
  for (const finding of findingsIn(workspace, file, index)) {
    if (code !== undefined && finding.code !== code) continue;
    const fix = obviousFix(finding, code !== undefined);
    if (!fix || fix.edits.some((edit) => edit.uri !== undefined || taken.some((other) => overlap(edit, other))))
      continue;
    taken.push(...fix.edits);
  }
  return taken;
}

/** The findings of one kind in a document for which `allFixesOf` has something. */
export function fixableFindings(
  workspace: Workspace,
  file: ManifestFile,
  index: number,
  code: string,
): readonly Finding[] {
  return findingsIn(workspace, file, index).filter((finding) => finding.code === code && obviousFix(finding, true));
}

function obviousFix({ fixes = [] }: Finding, isAsked: boolean): Fix | undefined {
  const [only] = fixes;
  const fix = fixes.find(({ preferred }) => preferred) ?? (isAsked && fixes.length === 1 ? only : undefined);
  return fix?.createFile ? undefined : fix;
}

/** Fixes can make room for others, as two lines at one place do; some few rounds reach all that can be reached. */
const mostRounds = 20;

/** The file's text with all such fixes made, those included that another stood in the way of. */
export function fixedText(workspace: Workspace, file: ManifestFile, code?: string): string {
  let at = { workspace, file };
  for (let round = 0; round < mostRounds; round++) {
    const documents = at.file.documents.map(({ text }, index) =>
      applyEdits(text, allFixesOf(at.workspace, at.file, index, code)),
    );
    const text = documents.join('');
    if (text === textOf(at.file)) return text;
    const next = withFile(at.workspace, file.uri, text);
    at = { workspace: next, file: fileIn(next, file.uri) ?? at.file };
  }
  return textOf(at.file);
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
