// The suite that runs inside a desktop's extension host in a window whose only folder is on no disk. The suite is the extension
// that has the files. It prints TAP; `run` is what VS Code calls.
import * as vscode from 'vscode';
import { until } from './until.ts';

const folder = vscode.Uri.parse('kpodmemory:/shop');
const files: Readonly<Record<string, string>> = {
  '/shop/base/settings.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n',
  '/shop/pod.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  conteiners: []\n  containers:\n  - name: a\n    image: a:1\n    envFrom: [{configMapRef: {name: settings}}]\n',
};

const nothing = new vscode.Disposable(() => undefined);
const refuse = (): never => {
  throw vscode.FileSystemError.NoPermissions();
};

const memory: vscode.FileSystemProvider = {
  onDidChangeFile: () => nothing,
  watch: () => nothing,
  stat(uri) {
    const text = files[uri.path];
    const isFolder = Object.keys(files).some((name) => name.startsWith(`${uri.path}/`));
    if (text === undefined && !isFolder) throw vscode.FileSystemError.FileNotFound(uri);
    const type = isFolder ? vscode.FileType.Directory : vscode.FileType.File;
    return { type, ctime: 0, mtime: 0, size: text?.length ?? 0 };
  },
  readDirectory({ path }) {
    const below = Object.keys(files).filter((name) => name.startsWith(`${path}/`));
    const names = below.map((name) => name.slice(path.length + 1));
    const entries = names.map((name): [string, vscode.FileType] =>
      name.includes('/') ? [name.slice(0, name.indexOf('/')), vscode.FileType.Directory] : [name, vscode.FileType.File],
    );
    return entries;
  },
  readFile: (uri) => new TextEncoder().encode(files[uri.path] ?? ''),
  createDirectory: refuse,
  writeFile: refuse,
  delete: refuse,
  rename: refuse,
};

export function activate(): void {
  vscode.workspace.registerFileSystemProvider(folder.scheme, memory, { isReadonly: true });
}

export async function run(): Promise<void> {
  const problem = await isRead().then(() => undefined, String);
  console.log(
    `${problem ? 'not ok' : 'ok'} 1 - virtual: a folder on no disk is read${problem ? `\n  ${problem}` : ''}`,
  );
  if (problem) throw new Error(problem);
}

async function isRead(): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, 'pod.yaml'));
  await until('a finding', () =>
    vscode.languages.getDiagnostics(document.uri).some(({ message }) => message.includes('conteiners')),
  );
  const at = document.positionAt(document.getText().indexOf('settings') + 2);
  await until('the definition in a file that nobody opened', async () => {
    const command = 'vscode.executeDefinitionProvider';
    const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      command,
      document.uri,
      at,
    );
    return found.some((each) => ('targetUri' in each ? each.targetUri : each.uri).path === '/shop/base/settings.yaml');
  });
}
