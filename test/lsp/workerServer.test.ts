// The server of windows whose folders are on no disk, as the desktop's client starts it: it answers, and ends with its client.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { serverInWorker } from '../../client/src/workerServer.ts';

test('the server in a worker thread answers through what the client reads', { timeout: 20_000 }, async () => {
  const { reader, writer, stop } = serverInWorker(path.resolve('dist', 'browser', 'server.js'));
  const closed = new Promise((resolve) => writer.onClose(resolve));
  const answered = new Promise<object>((resolve) => reader.listen(resolve));
  const initializationOptions = { locale: 'en', home: 'file:///kpod', files: {} };
  const params = { processId: null, rootUri: null, capabilities: {}, initializationOptions };
  await writer.write({ jsonrpc: '2.0', id: 1, method: 'initialize', params } as never);
  assert.match(JSON.stringify(await answered), /"hoverProvider":true/);
  await stop();
  await closed;
});
