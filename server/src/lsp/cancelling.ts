// A token that says when work is not wanted any more. The one of vscode-languageserver would bring that whole library into
// the bundle that is loaded behind the answer to `initialize`, where it is a second time.
import type { CancellationToken } from 'vscode-languageserver';

export interface Cancelling {
  readonly token: CancellationToken;
  cancel(): void;
}

export function createCancelling(): Cancelling {
  const listeners = new Set<() => void>();
  let isCancelled = false;
  return {
    token: {
      get isCancellationRequested() {
        return isCancelled;
      },
      onCancellationRequested(listener) {
        const tell = () => listener(undefined);
        if (isCancelled) queueMicrotask(tell);
        else listeners.add(tell);
        return { dispose: () => listeners.delete(tell) };
      },
    },
    cancel() {
      isCancelled = true;
      for (const tell of [...listeners]) tell();
      listeners.clear();
    },
  };
}
