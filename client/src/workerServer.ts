// The browser's language server where Node is, for windows whose folders are on no disk: in a worker thread that has only what
// web workers have. Gives the language client what it reads from and writes to.
import { Worker } from 'node:worker_threads';
import type { DataCallback, Disposable, Message, MessageTransports } from 'vscode-languageclient';

/** What Node's worker has by another name than a web worker; what a web worker does not have is taken away. */
const scope = `const { parentPort, workerData } = require('node:worker_threads');
const bundle = require('node:fs').readFileSync(workerData, 'utf8');
globalThis.self = { postMessage: (message) => parentPort.postMessage(message), addEventListener: () => {} };
parentPort.on('message', (data) => self.onmessage({ data }));
new Function('require', 'module', 'exports', 'process', 'Buffer', bundle)();`;

const nothing: Disposable = { dispose: () => undefined };

/** @param bundle path of `dist/browser/server.js` */
export function serverInWorker(bundle: string): MessageTransports & { readonly stop: () => Promise<unknown> } {
  const worker = new Worker(scope, { eval: true, workerData: bundle });
  const never = () => nothing;
  const onClose = (listener: (event: undefined) => unknown): Disposable => {
    const closed = () => listener(undefined);
    worker.once('exit', closed);
    return { dispose: () => worker.off('exit', closed) };
  };
  return {
    reader: {
      onError: (listener) => listens(worker, 'error', listener),
      onClose,
      onPartialMessage: never,
      listen: (take: DataCallback) => listens(worker, 'message', take),
      dispose: () => void worker.terminate(),
    },
    writer: {
      onError: never,
      onClose,
      write: async (message: Message) => worker.postMessage(message),
      end: () => void worker.terminate(),
      dispose: () => undefined,
    },
    stop: () => worker.terminate(),
  };
}

function listens<Value>(worker: Worker, event: string, listener: (value: Value) => unknown): Disposable {
  worker.on(event, listener);
  return { dispose: () => worker.off(event, listener) };
}
