// The command that fetches objects which the workspace refers to and does not have, or that somebody names, and keeps
// them as manifests. Values of Secrets only when somebody says so.
import { type QuickPickItem, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { text, verbatim } from '../../../server/src/core/text.ts';
import {
  type ClusterDefinitionsParams,
  type ClusterImported,
  type ClusterImportedParams,
  type ClusterNamedParams,
  type ClusterTarget,
  type ClusterWanted,
  type ClusterWantedObject,
  type ClusterWantedParams,
  clusterDefinitionsRequest,
  clusterImportedRequest,
  clusterNamedRequest,
  clusterWantedRequest,
  type KubectlRun,
} from '../../../server/src/protocol.ts';
import { say } from '../locale.ts';
import { type ClusterEnvironment, targetToAsk } from './target.ts';

export async function importObjects(environment: ClusterEnvironment, uri: Uri | undefined): Promise<void> {
  const target = await targetToAsk(environment);
  if (!target) return;
  const params: ClusterWantedParams = { target, ...(uri && { uri: uri.toString() }) };
  const wanted = await environment.client.sendRequest<ClusterWanted>(clusterWantedRequest, params);
  const chosen = await chooseObjects(environment, target, wanted);
  if (!chosen || chosen.length === 0) return;
  const title = say(text(`fetching from "${target.context}"`, `正在从 "${target.context}" 获取`));
  const runs = await environment.runs.all(
    chosen.map(({ call }) => call),
    target,
    title,
  );
  const imported = runs && (await readImported(environment, target, runs));
  if (!imported) return;
  if (imported.text === '') {
    const names = chosen.map((object) => object.title).join(', ');
    void window.showWarningMessage(
      say(
        text(
          `the cluster of "${target.context}" has none of these: ${names}`,
          `"${target.context}" 的集群中没有这些对象：${names}`,
        ),
      ),
    );
    return;
  }
  await keep(imported, uri);
}

type Choice = QuickPickItem & {
  readonly object?: ClusterWantedObject;
  readonly isDefinitions?: true;
  readonly isNamed?: true;
};

/** What is missing is chosen already: most come for that. */
async function chooseObjects(
  environment: ClusterEnvironment,
  target: ClusterTarget,
  wanted: ClusterWanted,
): Promise<readonly ClusterWantedObject[] | undefined> {
  const kinds = wanted.kinds.map(({ kind }) => kind).join(', ');
  const items: Choice[] = wanted.objects.map((object) => ({
    label: object.title,
    description: say(text('referred to, not in this workspace', '被引用，不在此工作区')),
    picked: true,
    object,
  }));
  if (kinds !== '')
    items.push({
      label: say(text('Definitions of custom resources', '自定义资源的定义')),
      description: kinds,
      isDefinitions: true,
    });
  items.push({ label: say(text('Another object by name…', '按名称指定其他对象…')), isNamed: true });
  const title = say(text(`Import from "${target.context}"`, `从 "${target.context}" 导入`));
  const only = items.length === 1;
  const chosen = only
    ? items
    : await window.showQuickPick(items, { canPickMany: true, matchOnDescription: true, title });
  if (!chosen) return undefined;
  const objects = chosen.flatMap(({ object }) => object ?? []);
  const definitions = chosen.some(({ isDefinitions }) => isDefinitions)
    ? await definitionsOf(environment, target, wanted)
    : [];
  const named = chosen.some(({ isNamed }) => isNamed) ? await askName(environment, target, title) : [];
  return definitions && named && [...objects, ...definitions, ...named];
}

async function definitionsOf(
  { client, runs }: ClusterEnvironment,
  target: ClusterTarget,
  { definitions, kinds }: ClusterWanted,
): Promise<readonly ClusterWantedObject[] | undefined> {
  const run = await runs.one(definitions, target, say(text('looking for definitions', '正在查找定义')));
  if (!run) return undefined;
  const params: ClusterDefinitionsParams = { target, run, kinds };
  return client.sendRequest<readonly ClusterWantedObject[]>(clusterDefinitionsRequest, params);
}

async function askName(
  { client }: ClusterEnvironment,
  target: ClusterTarget,
  title: string,
): Promise<readonly ClusterWantedObject[] | undefined> {
  const read = (words: string) => {
    const params: ClusterNamedParams = { words, target };
    return client.sendRequest<ClusterWantedObject | null>(clusterNamedRequest, params);
  };
  const words = await window.showInputBox({
    title,
    prompt: say(text('kind and name, as for kubectl get', '类型和名称，与 kubectl get 相同')),
    placeHolder: say(verbatim('deployment/web -n shop')),
    validateInput: async (value) =>
      (await read(value))
        ? undefined
        : say(text('write it as kind/name, with -n namespace where needed', '请写成 类型/名称，必要时加 -n 命名空间')),
  });
  const object = words === undefined ? null : await read(words);
  return object ? [object] : undefined;
}

/** Undefined when nothing could be fetched, or the user thinks better of it. */
async function readImported(
  { client }: ClusterEnvironment,
  target: ClusterTarget,
  runs: readonly KubectlRun[],
): Promise<ClusterImported | undefined> {
  const read = (showsSecrets: boolean) => {
    const params: ClusterImportedParams = { target, runs, showsSecrets };
    return client.sendRequest<ClusterImported>(clusterImportedRequest, params);
  };
  const masked = await read(false);
  if (masked.problem !== undefined) void window.showErrorMessage(masked.problem);
  if (masked.problem !== undefined && masked.text === '') return undefined;
  if (!masked.holdsSecret) return masked;
  const hide = say(text('Mask Values', '隐藏值'));
  const show = say(text('Import Values Too', '同时导入值'));
  const question = say(text('There is a Secret among them. Import its values?', '其中有 Secret。是否导入它的值？'));
  const detail = say(
    text(
      'Values would stand in the manifest, readable to everybody who can read the file. Masked, each is "***", which the API server refuses: it cannot overwrite the Secret.',
      '值会写入清单，凡能读取该文件的人都能看到。隐藏时每个值为 "***"，API 服务器会拒绝它，因此不会覆盖该 Secret。',
    ),
  );
  const answer = await window.showWarningMessage(question, { modal: true, detail }, hide, show);
  if (answer === undefined) return undefined;
  return answer === show ? read(true) : masked;
}

async function keep({ text: content, titles, fileName }: ClusterImported, uri: Uri | undefined): Promise<void> {
  const file = uri && (await workspace.openTextDocument(uri));
  const items: (QuickPickItem & { readonly how: 'append' | 'new' | 'unsaved' })[] = [
    { label: say(text('New file…', '新文件…')), description: fileName, how: 'new' },
    ...(file
      ? [
          {
            label: say(text('Append to the open file', '追加到当前文件')),
            description: nameOf(file.uri),
            how: 'append' as const,
          },
        ]
      : []),
    { label: say(text('Show only, unsaved', '仅显示，不保存')), how: 'unsaved' },
  ];
  const title = say(text(`Fetched ${titles.join(', ')}`, `已获取 ${titles.join(', ')}`));
  const chosen = await window.showQuickPick(items, { title });
  if (!chosen) return;
  if (chosen.how === 'append' && file) return append(file.uri, content);
  const standing = content.replace(/^---\n/, '');
  if (chosen.how === 'new') return saveNew(fileName, standing, uri);
  const document = await workspace.openTextDocument({ language: 'yaml', content: standing });
  await window.showTextDocument(document);
}

function nameOf({ path }: Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

async function append(uri: Uri, content: string): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const end = document.lineAt(document.lineCount - 1).range.end;
  const edit = new WorkspaceEdit();
  edit.insert(uri, end, end.character > 0 ? `\n${content}` : content);
  await workspace.applyEdit(edit);
  await window.showTextDocument(document);
}

async function saveNew(fileName: string, content: string, beside: Uri | undefined): Promise<void> {
  const folder = beside?.scheme === 'file' ? Uri.joinPath(beside, '..') : workspace.workspaceFolders?.[0]?.uri;
  const target = await window.showSaveDialog({
    ...(folder && { defaultUri: Uri.joinPath(folder, fileName) }),
    filters: { YAML: ['yaml', 'yml'] },
  });
  if (!target) return;
  await workspace.fs.writeFile(target, new TextEncoder().encode(content));
  await window.showTextDocument(target);
}
