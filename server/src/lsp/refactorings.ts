// Code actions that nobody's complaint asked for: what the core offers at a place, in the menus that editors have.
import type { CodeAction, CodeActionParams } from 'vscode-languageserver';
import { refactoringsAt } from '../core/features/refactorings/catalogue.ts';
import { pick } from '../core/text.ts';
import { type ManifestFile, placeOf } from '../core/workspace/file.ts';
import { viewFor } from '../core/workspace/settingsFile.ts';
import { workspaceEditOf } from './convert.ts';
import type { Session } from './session.ts';

const automatic = 2; // LSP: CodeActionTriggerKind.Automatic

/** @param wanted whether the editor asks for actions of a kind */
export function refactoringActions(
  { workspace }: Session,
  file: ManifestFile,
  { range, context }: CodeActionParams,
  wanted: (kind: string) => boolean,
): CodeAction[] {
  // An editor that only looks whether to show a light bulb gets none for these: they would light it everywhere.
  if (context.triggerKind === automatic && context.only === undefined) return [];
  if (!['extract', 'rewrite', 'move', 'generate'].some((menu) => wanted(`refactor.${menu}`))) return [];
  const place = placeOf(file, range.start);
  return refactoringsAt(viewFor(workspace, file.uri), file, place)
    .filter(({ refactoring }) => wanted(`refactor.${refactoring.menu}`))
    .map(({ refactoring, fix }) => ({
      title: pick(fix.title, workspace.settings.locale),
      kind: `refactor.${refactoring.menu}`,
      edit: workspaceEditOf(workspace, file, place.index, fix.edits),
    }));
}
