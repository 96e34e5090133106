// Code actions that nobody's complaint asked for: what the core offers at a place, in the menus that editors have.
import type { CodeAction, CodeActionParams } from 'vscode-languageserver';
import { refactoringsAt } from '../core/features/refactorings/catalogue.ts';
import { pick } from '../core/text.ts';
import { type ManifestFile, placeOf } from '../core/workspace/file.ts';
import { viewFor } from '../core/workspace/settingsFile.ts';
import { editOfFix } from './convert.ts';
import type { Session } from './session.ts';

const automatic = 2; // LSP: CodeActionTriggerKind.Automatic

/** @param wanted whether the editor asks for actions of a kind */
export function refactoringActions(
  { workspace, client }: Session,
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
    .filter(({ fix }) => !fix.createFile || client.createsFiles)
    .map(({ refactoring, fix }) => ({
      title: pick(fix.title, workspace.settings.locale),
      kind: `refactor.${refactoring.menu}`,
      edit: editOfFix(workspace, file, place.index, fix),
      ...(fix.createFile && client.opensKeptFiles && { command: opening(fix.createFile.uri) }),
    }));
}

/** Our extension shows the file that was made; other editors do as they are used to. */
function opening(uri: string): { title: string; command: string; arguments: string[] } {
  return { title: '', command: 'kpod.openFile', arguments: [uri] };
}
