// The table of requests: what each asks of the core, in a guard that logs a bug and answers nothing instead of dying.
// It converts at the border and decides nothing.
import type {
  CodeAction,
  CodeActionParams,
  CodeLens,
  Connection,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  InlayHint,
  InlayHintParams,
  SelectionRange,
  SelectionRangeParams,
  SymbolInformation,
} from 'vscode-languageserver';
import { fixesAt } from '../core/features/fixes.ts';
import { foldsOf } from '../core/features/folding.ts';
import { inlayHintsOf } from '../core/features/inlayHints.ts';
import { lensesOf } from '../core/features/lenses.ts';
import { linksOf } from '../core/features/links.ts';
import { objectLensesOf } from '../core/features/objectLenses.ts';
import { outlineOf } from '../core/features/outline.ts';
import { selectionsAt } from '../core/features/selection.ts';
import { pick } from '../core/text.ts';
import { type ManifestFile, placeOf, positionOf } from '../core/workspace/file.ts';
import { viewFor } from '../core/workspace/settingsFile.ts';
import { registerCompletion } from './completion.ts';
import { locationOf, quickFix, rangeIn, symbolsOf } from './convert.ts';
import { diagnosticFor } from './diagnostics.ts';
import { fixAllAction, fixAllOfKindAction, withFixAllEdit } from './fixAll.ts';
import { registerFormatting } from './formatting.ts';
import { guard, guardInFile } from './guard.ts';
import { registerHover } from './hover.ts';
import { keptFileActions } from './keptFiles.ts';
import { registerNavigation } from './navigation.ts';
import { registerOurRequests } from './ourRequests.ts';
import { refactoringActions } from './refactorings.ts';
import { registerRelations } from './relations.ts';
import { type Refuse, registerRename } from './rename.ts';
import { type NewTokens, registerSemanticTokens } from './semanticTokens.ts';
import type { Session } from './session.ts';
import type { Simulations } from './simulation.ts';
import { registerUnknownKinds, unknownKindActions } from './unknownKinds.ts';
import { registerVersionChanges } from './versionChanges.ts';

export function registerHandlers(
  connection: Connection,
  session: Session,
  simulations: Simulations,
  refuse: Refuse,
  newTokens: NewTokens,
): void {
  const guarded = guard(connection);
  const inFile = guardInFile(guarded, session);
  connection.onDocumentSymbol(
    inFile('documentSymbol', (file) => {
      const symbols = documentSymbols(file);
      return session.client.nestsSymbols ? symbols : flatSymbols(file.uri, symbols);
    }),
  );
  connection.onFoldingRanges(inFile('foldingRange', foldingRanges));
  connection.onSelectionRanges(inFile('selectionRange', selectionRanges));
  connection.onDocumentLinks(inFile('documentLink', documentLinks));
  connection.languages.inlayHint.on(
    inFile('inlayHint', (file, { range }: InlayHintParams) => inlayHints(session, file, range)),
  );
  connection.onCodeLens(inFile('codeLens', (file) => codeLenses(session, file)));
  registerCompletion(connection, session, inFile, guarded);
  registerVersionChanges(connection, session, guarded);
  registerOurRequests(connection, session, guarded, simulations);
  registerFormatting(connection, session, inFile, guarded);
  registerHover(connection, session, inFile);
  registerNavigation(connection, session, inFile, guarded);
  registerRelations(connection, session, inFile, guarded);
  registerRename(connection, session, inFile, refuse);
  registerUnknownKinds(connection, session, guarded);
  registerSemanticTokens(connection, session, inFile, newTokens);
  connection.onCodeAction(inFile('codeAction', (file, params: CodeActionParams) => codeActions(session, file, params)));
  const resolve = guarded('codeActionResolve', (action: CodeAction) => withFixAllEdit(session.workspace, action));
  connection.onCodeActionResolve((action, token) => resolve(action, token) ?? action);
}

function documentSymbols(file: ManifestFile): DocumentSymbol[] {
  return file.documents.flatMap((document, index) =>
    symbolsOf(document, outlineOf(document), file.firstLines[index] ?? 0),
  );
}

/** For editors that know no trees. */
function flatSymbols(uri: string, symbols: readonly DocumentSymbol[], containerName?: string): SymbolInformation[] {
  return symbols.flatMap(({ name, kind, range, children = [] }) => [
    { name, kind, location: { uri, range }, ...(containerName !== undefined && { containerName }) },
    ...flatSymbols(uri, children, name),
  ]);
}

function foldingRanges(file: ManifestFile): FoldingRange[] {
  return file.documents.flatMap((document, index) => {
    const first = file.firstLines[index] ?? 0;
    return foldsOf(document).map(({ startLine, endLine, comment }) => ({
      startLine: startLine + first,
      endLine: endLine + first,
      ...(comment ? { kind: 'comment' } : {}),
    }));
  });
}

function selectionRanges(file: ManifestFile, { positions }: SelectionRangeParams): SelectionRange[] {
  return positions.map((position) => {
    const { index, document, offset } = placeOf(file, position);
    const around = selectionsAt(document, offset).map((span) => rangeIn(file, index, span));
    const none: SelectionRange = { range: { start: position, end: position } };
    return (
      around.reduceRight<SelectionRange | undefined>(
        (parent, range) => (parent ? { range, parent } : { range }),
        undefined,
      ) ?? none
    );
  });
}

function documentLinks(file: ManifestFile): DocumentLink[] {
  return file.documents.flatMap((document, index) =>
    linksOf(document).map(({ span, target }) => ({
      range: rangeIn(file, index, span),
      target: 'url' in target ? target.url : new URL(target.path, file.uri).href,
    })),
  );
}

function codeLenses({ workspace }: Session, file: ManifestFile): CodeLens[] {
  const view = viewFor(workspace, file.uri);
  const { codeLens, locale } = view.settings;
  return file.documents.flatMap((document, index) => {
    const simulate = codeLens ? lensesOf(document) : [];
    return [
      ...simulate.map(({ span, title, command }) => ({
        range: rangeIn(file, index, span),
        command: { title: pick(title, locale), command: `kpod.${command}`, arguments: [file.uri] },
      })),
      ...objectLensesOf(view, file.uri, document).map(({ span, title, sites }) => {
        const range = rangeIn(file, index, span);
        const locations = sites.flatMap((site) => locationOf(workspace, site) ?? []);
        const words = pick(title, locale);
        return {
          range,
          command: { title: words, command: 'kpod.showPlaces', arguments: [file.uri, range.start, locations] },
        };
      }),
    ];
  });
}

/** Of the documents that the range touches: an editor asks for what it shows. */
function inlayHints({ workspace }: Session, file: ManifestFile, { start, end }: InlayHintParams['range']): InlayHint[] {
  const first = placeOf(file, start).index;
  const last = placeOf(file, end).index;
  const view = viewFor(workspace, file.uri);
  return file.documents.slice(first, last + 1).flatMap((document, at) =>
    inlayHintsOf(view, document).map(({ offset, label }) => ({
      position: positionOf(file, first + at, offset),
      label: pick(label, workspace.settings.locale),
    })),
  );
}

function codeActions(session: Session, file: ManifestFile, params: CodeActionParams): CodeAction[] {
  const { workspace, client } = session;
  const wanted = (kind: string) => params.context.only?.some((only) => `${kind}.`.startsWith(`${only}.`)) ?? true;
  const from = placeOf(file, params.range.start);
  const to = placeOf(file, params.range.end);
  const end = to.index === from.index ? to.offset : from.document.text.length;
  const fixes = wanted('quickfix')
    ? fixesAt(workspace, file, from.index, { start: from.offset, end })
        .filter(({ fix }) => !fix.createFile || client.createsFiles)
        .map(({ finding, fix }) =>
          quickFix(workspace, file, from.index, fix, [diagnosticFor(workspace, file, from.index, finding)]),
        )
    : [];
  const asked = params.context.only !== undefined && wanted('source.fixAll.kpod');
  const all = asked || fixes.length > 0 ? fixAllAction(workspace, file) : undefined;
  const codes = new Set(fixes.flatMap(({ diagnostics = [] }) => diagnostics.map(({ code }) => String(code))));
  const ofKinds = [...codes].flatMap((code) => fixAllOfKindAction(workspace, file, code) ?? []);
  const many = [...ofKinds, ...(all ? [all] : [])];
  const opening = wanted('refactor.extract') ? keptFileActions(session, file, params) : [];
  const refactorings = [...refactoringActions(session, file, params, wanted), ...opening];
  return [
    ...fixes,
    ...(wanted('quickfix') ? unknownKindActions(session, file, params) : []),
    ...refactorings,
    ...(client.resolvesActions ? many : many.map((action) => withFixAllEdit(workspace, action))),
  ];
}
