// A page of Markdown that the server wrote, in a panel of its own: drawn by VS Code's renderer, no script, no network. Links
// to lines of files open these, which VS Code's own preview cannot do for what is no file itself.
import { commands, Selection, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';

/** Opens a line of a file: the file's URI, and the line's number from 1. */
export const showLineCommand = 'kpod.showLine';

const fileLink = /\]\((file:[^)\s]+|[\w+-]+:\/\/[^)\s]+)#L(\d+)\)/g;
/** Stands for a link until the renderer is done, which takes no commands. */
const mark = 'https://line.invalid/';

export async function showMarkdownPage(viewType: string, title: string, markdown: string): Promise<WebviewPanel> {
  const panel = window.createWebviewPanel(viewType, title, ViewColumn.Active, {
    enableFindWidget: true,
    enableCommandUris: [showLineCommand],
    localResourceRoots: [],
  });
  const marked = markdown.replace(fileLink, (_, uri, line) => `](${mark}${encodeURIComponent(`${uri} ${line}`)})`);
  const html = await commands.executeCommand<string>('markdown.api.render', marked);
  panel.webview.html = pageOf(
    title,
    html.replaceAll(new RegExp(`href="${mark}([^"]+)"`, 'g'), (_, at) => hrefOf(at)),
  );
  return panel;
}

function hrefOf(at: string): string {
  const [uri = '', line] = decodeURIComponent(at).split(' ');
  const where = encodeURIComponent(JSON.stringify([uri, Number(line)]));
  return `href="command:${showLineCommand}?${where}"`;
}

export async function showLine(uri: unknown, line: unknown): Promise<void> {
  const editor = await window.showTextDocument(Uri.parse(String(uri)), { viewColumn: ViewColumn.One });
  const { range } = editor.document.lineAt(Math.min(Number(line), editor.document.lineCount) - 1);
  editor.revealRange(range);
  editor.selection = new Selection(range.start, range.start);
}

const style = `body { max-width: 60em; margin: 0 auto; padding: 0 1.5em 3em; line-height: 1.6; }
h1, h2 { font-weight: 600; border-bottom: 1px solid var(--vscode-panel-border); padding-bottom: 0.3em; }
code { font-family: var(--vscode-editor-font-family); }`;

function pageOf(title: string, body: string): string {
  const nonce = crypto.randomUUID();
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}';">
<title>${title.replace(/[<&]/g, ' ')}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>${body}</body>
</html>`;
}
