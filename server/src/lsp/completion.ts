// Completion: the core's items as LSP has them. Their descriptions are looked up when one is shown.
import type { CompletionParams, Connection, CompletionItem as LspItem } from 'vscode-languageserver';
import {
  type CompletionItem,
  type CompletionKind,
  complete,
  type Described,
} from '../core/features/completion/completion.ts';
import { namesInWorkspace } from '../core/features/completion/namesInWorkspace.ts';
import { descriptionsWithCustomKinds, schemaWithCustomKinds } from '../core/features/customSchema.ts';
import { scheduleText } from '../core/features/hover/cronMeaning.ts';
import { customSnippets } from '../core/features/samples/sampleSnippet.ts';
import type { Descriptions } from '../core/schema/descriptions.ts';
import { type Locale, pick } from '../core/text.ts';
import { type ManifestFile, placeOf } from '../core/workspace/file.ts';
import { fileFormatOf } from '../core/workspace/fileFormat.ts';
import { viewFor } from '../core/workspace/settingsFile.ts';
import { rangeIn } from './convert.ts';
import type { Guard, GuardInFile } from './guard.ts';
import { chartCompletions } from './helm/answers.ts';
import { descriptions, snippets } from './schemas.ts';
import type { Session } from './session.ts';

export function registerCompletion(
  connection: Connection,
  session: Session,
  inFile: GuardInFile,
  guarded: Guard,
): void {
  connection.onCompletion(inFile('completion', (file, params) => completions(session, file, params)));
  const resolve = guarded('completionResolve', (item: LspItem): LspItem => {
    const words = isDescribed(item.data) ? describe(session, item.data) : undefined;
    return words === undefined ? item : { ...item, documentation: { kind: 'markdown', value: words } };
  });
  connection.onCompletionResolve((item, token) => resolve(item, token) ?? item);
}

function completions(session: Session, file: ManifestFile, { position }: CompletionParams): LspItem[] {
  const { workspace, client } = session;
  const inChart = chartCompletions(session, file, position);
  if (inChart) return inChart;
  const { schema } = viewFor(workspace, file.uri);
  if (!schema) return [];
  const { index, document, offset } = placeOf(file, position);
  const format = fileFormatOf(file.uri, document);
  const items = complete({
    text: document.text,
    offset,
    schema: schemaWithCustomKinds(workspace, schema),
    names: namesInWorkspace(workspace, file.uri),
    snippets: [...customSnippets(workspace, schema, file.uri, document), ...snippets()],
    snippetSyntax: client.expandsSnippets,
    ...(format ? { format } : {}),
  });
  const { locale } = workspace.settings;
  return items.map((item) => {
    const range = rangeIn(file, index, item.edit.span);
    return itemOf(item, range, locale, client.asksAgain);
  });
}

// LSP's CompletionItemKind.
const kinds: Readonly<Record<CompletionKind, NonNullable<LspItem['kind']>>> = {
  field: 5,
  value: 12,
  constant: 20,
  reference: 18,
  unit: 11,
  snippet: 15,
  item: 9,
};
const snippetFormat = 2;
const asIs = 1;
const deprecatedTag = 1;

function itemOf(
  item: CompletionItem,
  range: ReturnType<typeof rangeIn>,
  locale: Locale,
  canAskAgain: boolean,
): LspItem {
  return {
    label: item.label,
    kind: kinds[item.kind],
    sortText: item.sortText,
    filterText: item.filterText,
    textEdit: { range, newText: item.edit.newText },
    insertTextMode: asIs,
    ...(item.isSnippet ? { insertTextFormat: snippetFormat } : {}),
    ...(item.detail ? { detail: pick(item.detail, locale) } : {}),
    ...(item.documentation ? { documentation: { kind: 'markdown', value: pick(item.documentation, locale) } } : {}),
    ...(item.describes ? { data: item.describes } : {}),
    ...(item.deprecated ? { tags: [deprecatedTag] } : {}),
    ...(item.asksAgain && canAskAgain ? { command: { title: '', command: 'editor.action.triggerSuggest' } } : {}),
  };
}

function textsOf({ workspace }: Session): Descriptions {
  return descriptionsWithCustomKinds(workspace, descriptions());
}

function describe(session: Session, described: Described): string | undefined {
  if (described.is === 'schedule') {
    const words = scheduleText(described.source, described.zone, Date.now());
    return words && pick(words, session.workspace.settings.locale);
  }
  const texts = textsOf(session);
  if (described.is === 'definition') return texts.definition(described.definition);
  const { definition, field, value } = described;
  const ofField = texts.field(definition, field);
  return value === undefined ? ofField : (texts.value(definition, field, value) ?? ofField);
}

/** What we sent with the item comes back as it was, unless an editor is at fault. */
function isDescribed(data: unknown): data is Described {
  return typeof data === 'object' && data !== null && 'is' in data && ('definition' in data || 'source' in data);
}
