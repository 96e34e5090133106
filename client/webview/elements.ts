// The components we use of the VS Code look library, and their properties as JSX sees them.
import '@vscode-elements/elements/dist/vscode-split-layout/index.js';
import '@vscode-elements/elements/dist/vscode-tab-header/index.js';
import '@vscode-elements/elements/dist/vscode-tab-panel/index.js';
import '@vscode-elements/elements/dist/vscode-tabs/index.js';
import '@vscode-elements/elements/dist/vscode-toolbar-button/index.js';
import type { HTMLAttributes } from 'preact';

/** All tabs stay in sight where they do not fit in one row. */
const wrapped = new CSSStyleSheet();
wrapped.replaceSync('.header, .tablist { flex-wrap: wrap; }');

export function wrapTabs(tabs: HTMLElement | null): void {
  const sheets = tabs?.shadowRoot?.adoptedStyleSheets;
  if (sheets && !sheets.includes(wrapped)) sheets.push(wrapped);
}

type Html = HTMLAttributes<HTMLElement>;

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'vscode-split-layout': Html & {
        split?: 'vertical' | 'horizontal';
        'handle-position'?: string;
        'min-start'?: string;
        'min-end'?: string;
        'onvsc-split-layout-change'?: (event: CustomEvent<{ positionInPercentage: number }>) => void;
      };
      'vscode-tabs': Html & {
        panel?: boolean;
        'selected-index'?: number;
        'onvsc-tabs-select'?: (event: CustomEvent<{ selectedIndex: number }>) => void;
      };
      'vscode-tab-header': Html;
      'vscode-tab-panel': Html & { panel?: boolean };
      'vscode-toolbar-button': Html & { icon?: string; label?: string; toggleable?: boolean; checked?: boolean };
    }
  }
}
