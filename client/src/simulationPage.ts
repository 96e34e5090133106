// The panel's page: an empty shell under a strict content policy. Scripts by nonce, styles and fonts from the
// extension only, no network at all. What stands in it the page draws itself.
import { Uri, type Webview, type WebviewOptions, type WebviewPanelOptions } from 'vscode';
import type { PanelStart } from '../../server/src/protocol.ts';
import { locale } from './locale.ts';

/** The page is rebuilt when shown again, from its own kept state: a hidden panel costs nothing. */
export function pageOptions(extension: Uri): WebviewOptions & WebviewPanelOptions {
  return { enableScripts: true, localResourceRoots: [Uri.joinPath(extension, 'dist/client')], enableFindWidget: true };
}

export function pageHtml(extension: Uri, webview: Webview, manifest: Uri): string {
  const file = (name: string): string => webview.asWebviewUri(Uri.joinPath(extension, 'dist/client', name)).toString();
  const nonce = crypto.randomUUID();
  const own = webview.cspSource;
  const start: PanelStart = {
    uri: manifest.toString(),
    fileName: manifest.path.split('/').pop() ?? '',
    locale: locale(),
  };
  return `<!doctype html>
<html lang="${start.locale === 'zh-cn' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'; style-src ${own}; font-src ${own};">
<meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="${file('webview.css')}" id="vscode-codicon-stylesheet">
<title>${escapeHtml(start.fileName)}</title>
</head>
<body data-start="${escapeHtml(JSON.stringify(start))}">
<main id="panel"></main>
<script nonce="${nonce}" src="${file('webview.js')}"></script>
</body>
</html>`;
}

function escapeHtml(words: string): string {
  return words.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
