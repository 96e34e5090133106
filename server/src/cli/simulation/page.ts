// A run as one HTML file: the panel itself, standing alone, to attach to a pull request. Nothing is loaded from anywhere:
// script, style and trace stand in the file, under a policy that forbids everything else.
import fs from 'node:fs';
import path from 'node:path';
import type { Trace } from '../../core/sim/trace.ts';
import type { Locale } from '../../core/text.ts';
import type { PanelStart, SimulateResult } from '../../protocol.ts';

const panelFolder = path.join(__dirname, '..', 'client');

/** What the editor gives the panel as theme, for a light and a dark page. */
const theme = `:root{color-scheme:light dark;--vscode-font-family:system-ui,sans-serif;--vscode-font-size:13px;--vscode-font-weight:normal;
--vscode-editor-font-family:ui-monospace,monospace;--vscode-editor-font-size:12px;
--vscode-foreground:light-dark(#1f2328,#d4d4d4);--vscode-editor-background:light-dark(#fff,#1e1e1e);--vscode-descriptionForeground:light-dark(#59636e,#9d9d9d);
--vscode-focusBorder:#0969da;--vscode-textLink-foreground:light-dark(#0969da,#4daafc);--vscode-panel-border:light-dark(#d1d9e0,#3c3c3c);
--vscode-editorWidget-border:light-dark(#d1d9e0,#3c3c3c);--vscode-widget-border:light-dark(#d1d9e0,#3c3c3c);--vscode-errorForeground:light-dark(#b3261e,#f88070);--vscode-editorWarning-foreground:light-dark(#8a5d00,#e2b340);
--vscode-list-hoverBackground:light-dark(#f0f3f6,#2a2d2e);--vscode-list-activeSelectionBackground:light-dark(#ddf4ff,#04395e);--vscode-list-activeSelectionForeground:inherit;
--vscode-input-background:light-dark(#fff,#313131);--vscode-input-foreground:inherit;--vscode-input-border:light-dark(#8c959f,#5a5a5a);
--vscode-dropdown-background:light-dark(#fff,#313131);--vscode-dropdown-foreground:inherit;--vscode-dropdown-border:light-dark(#8c959f,#5a5a5a);
--vscode-toolbar-activeBackground:light-dark(#dde3e9,#3a3d3e);--vscode-toolbar-hoverBackground:light-dark(#f0f3f6,#2a2d2e);--vscode-icon-foreground:light-dark(#3b3b3b,#c5c5c5);
--vscode-button-background:#0969da;--vscode-button-foreground:#fff;--vscode-panel-background:light-dark(#fff,#1e1e1e);--vscode-panelTitle-activeForeground:light-dark(#1f2328,#e7e7e7);--vscode-panelTitle-activeBorder:#0969da;--vscode-panelTitle-inactiveForeground:light-dark(#59636e,#9d9d9d);
--vscode-editorIndentGuide-background:light-dark(#e0e4e8,#404040);--vscode-editorGutter-modifiedBackground:#2090d3;--vscode-diffEditor-insertedLineBackground:light-dark(#dafbe1,#23351f);
--vscode-charts-green:light-dark(#1a7f37,#89d185);--vscode-charts-blue:light-dark(#0969da,#4daafc);--vscode-charts-yellow:light-dark(#9a6700,#cca700);
--vscode-charts-red:light-dark(#cf222e,#f48771);--vscode-charts-purple:light-dark(#8250df,#b180d7);--vscode-charts-orange:light-dark(#bc4c00,#d18616)}
body{background:var(--vscode-editor-background);color:var(--vscode-foreground);font:13px system-ui,sans-serif;margin:0;height:100vh}`;

/** The editor's side of the panel: it has one answer, and keeps nothing. */
const host = `const run=JSON.parse(document.getElementById('run').textContent);
window.acquireVsCodeApi=()=>({getState(){},setState(){},postMessage(m){if(m.type==='ready')setTimeout(()=>postMessage({type:'result',result:run}))}});`;

/** @throws when the panel was not built beside the command */
export function htmlReport(trace: Trace, kubernetesVersion: string, locale: Locale): string {
  const read = (name: string): string => fs.readFileSync(path.join(panelFolder, name), 'utf8');
  const start: PanelStart = { uri: trace.scenario, fileName: trace.scenario, locale };
  const result: SimulateResult = { trace, kubernetesVersion };
  return `<!doctype html>
<html lang="${locale === 'zh-cn' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline' data:; font-src data:">
<meta name="viewport" content="width=device-width">
<title>${escaped(trace.scenario)}</title>
<style>${theme}</style>
<link rel="stylesheet" id="vscode-codicon-stylesheet" href="data:text/css;base64,${Buffer.from(withFont(read('webview.css'))).toString('base64')}">
</head>
<body data-start="${escaped(JSON.stringify(start))}">
<main id="panel"></main>
<script id="run" type="application/json">${JSON.stringify(result).replaceAll('<', '\\u003c')}</script>
<script>${host}</script>
<script>${read('webview.js').replaceAll('</script', '<\\/script')}</script>
</body>
</html>
`;
}

/** Icons are a font: it goes into the style as data. */
function withFont(css: string): string {
  return css.replace(/url\("?\.?\/?([\w.-]+\.ttf)[^)]*\)/g, (_all, name: string) => {
    const data = fs.readFileSync(path.join(panelFolder, name)).toString('base64');
    return `url(data:font/ttf;base64,${data})`;
  });
}

function escaped(words: string): string {
  return words.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
