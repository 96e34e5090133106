// The command that writes the example chart into a folder that somebody chooses, and opens one of its templates. What is
// there already stays as it is.
import { FileSystemError, Uri, window, workspace } from 'vscode';
import { text } from '../../../server/src/core/text.ts';
import { say } from '../locale.ts';
import { exampleChart } from './exampleChart.data.ts';

export async function createExampleChart(): Promise<void> {
  const [folder] = workspace.workspaceFolders ?? [];
  const chosen = await window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: say(text('Write the chart "web" here', '在此写入 chart "web"')),
    ...(folder && { defaultUri: folder.uri }),
  });
  const [parent] = chosen ?? [];
  if (!parent) return;
  const root = Uri.joinPath(parent, 'web');
  if (await isThere(root)) {
    void window.showWarningMessage(
      say(
        text(
          'there is a "web" in this folder already; choose another folder',
          '此文件夹中已有 "web"；请选择其他文件夹',
        ),
      ),
    );
    return;
  }
  for (const [path, words] of Object.entries(exampleChart)) {
    await workspace.fs.writeFile(Uri.joinPath(root, path), new TextEncoder().encode(words));
  }
  await window.showTextDocument(Uri.joinPath(root, 'templates/deployment.yaml'));
}

async function isThere(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch (error) {
    return !(error instanceof FileSystemError);
  }
}
