// The actions that take many fixes at once: all of a file, or all of one kind. They are offered quickly, and their edit is
// made when one is chosen, by editors that ask for it then.
import type { CodeAction } from 'vscode-languageserver';
import { allFixesOf, fixableFindings, fixedText } from '../core/features/fixes.ts';
import { differenceOf } from '../core/features/refactorings/steps.ts';
import { pick, text } from '../core/text.ts';
import { type ManifestFile, textOf } from '../core/workspace/file.ts';
import { fileIn, type Workspace } from '../core/workspace/workspace.ts';
import { rangeInFile } from './convert.ts';

/** What a client that resolves actions hands back: make all fixes of a file, or those of one kind of finding. */
export interface FixAllRequest {
  readonly uri: string;
  readonly code?: string;
}

/** One action for all fixes of a file that may be made without asking; undefined where there are none. */
export function fixAllAction(workspace: Workspace, file: ManifestFile): CodeAction | undefined {
  if (!file.documents.some((_, index) => allFixesOf(workspace, file, index).length > 0)) return undefined;
  const title = text('Fix everything that has an obvious fix', '修复所有可直接修复的问题');
  const data: FixAllRequest = { uri: file.uri };
  return { title: pick(title, workspace.settings.locale), kind: 'source.fixAll.kpod', data };
}

/** One action for all findings of a kind in a file, where a fix is offered for more than one. */
export function fixAllOfKindAction(workspace: Workspace, file: ManifestFile, code: string): CodeAction | undefined {
  const count = file.documents.reduce((sum, _, index) => sum + fixableFindings(workspace, file, index, code).length, 0);
  if (count < 2) return undefined;
  const title = text(`Fix all ${count} of "${code}" in this file`, `修复此文件中全部 ${count} 处 "${code}"`);
  const data: FixAllRequest = { uri: file.uri, code };
  return { title: pick(title, workspace.settings.locale), kind: 'quickfix', data };
}

/** The edit of such an action, which takes longer than to offer it: each round of fixes is judged anew. */
export function withFixAllEdit(workspace: Workspace, action: CodeAction): CodeAction {
  const { uri, code }: Partial<FixAllRequest> = action.data ?? {};
  const file = uri === undefined ? undefined : fileIn(workspace, uri);
  if (!file) return action;
  const edits = differenceOf(textOf(file), fixedText(workspace, file, code)).map(({ span, newText }) => ({
    range: rangeInFile(file, span),
    newText,
  }));
  return { ...action, edit: { changes: { [file.uri]: edits } } };
}
