// Beside Red Hat's YAML extension nothing is told twice: our outline and our errors of YAML itself step back where that one
// has them already. Its settings stay as they are; `kpod.outline` keeps ours, too.
import {
  type Diagnostic,
  type Disposable,
  extensions,
  languages,
  type TextDocument,
  type Uri,
  workspace,
} from 'vscode';
import type { Middleware } from 'vscode-languageclient';
import { withoutDoubles } from './doubles.ts';

const yamlExtension = 'redhat.vscode-yaml';

type Steps = Pick<Middleware, 'handleDiagnostics' | 'provideDocumentSymbols'>;

/** What was last found in a document, and how it is shown. */
interface Pushed {
  readonly uri: Uri;
  readonly found: Diagnostic[];
  shown: number;
  readonly show: (uri: Uri, diagnostics: Diagnostic[]) => void;
}

/** Only one client lives at a time, with one memory of what it was pushed. */
const pushed = new Map<string, Pushed>();

export const stepBack: Steps = {
  handleDiagnostics(uri, found, show) {
    if (!extensions.getExtension(yamlExtension)) {
      show(uri, found);
      return;
    }
    const shown = withoutDoubles(found, languages.getDiagnostics(uri));
    pushed.set(uri.toString(), { uri, found, shown: shown.length, show });
    show(uri, [...shown]);
  },
  provideDocumentSymbols(document, token, next) {
    return outlinesAlready(document) ? [] : next(document, token);
  },
};

/** Looks again when the other extension has found something, or takes it back. */
export function watchDoubles(): Disposable {
  return languages.onDidChangeDiagnostics(({ uris }) => {
    for (const uri of uris) {
      const last = pushed.get(uri.toString());
      if (!last) continue;
      const shown = withoutDoubles(last.found, languages.getDiagnostics(uri));
      if (shown.length === last.shown) continue;
      last.shown = shown.length;
      last.show(last.uri, [...shown]);
    }
  });
}

function outlinesAlready({ languageId, uri }: TextDocument): boolean {
  const isKept = workspace.getConfiguration('kpod', uri).get('outline') === 'always';
  return languageId === 'yaml' && !isKept && extensions.getExtension(yamlExtension) !== undefined;
}
