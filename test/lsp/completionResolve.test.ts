// What is said about an item when it is shown: descriptions, and for a schedule its reading with the next times.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startServer } from './client.ts';

interface Item {
  readonly label: string;
  readonly data?: unknown;
  readonly documentation?: { readonly value: string };
}

test('a schedule is read aloud, with its next five times in its time zone', async (context) => {
  const server = await startServer();
  context.after(() => server.stop());
  const uri = 'file:///w/job.yaml';
  server.open(
    uri,
    'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec:\n  timeZone: Asia/Tokyo\n  schedule: ',
  );
  await server.diagnostics(uri);
  const position = { line: 5, character: 12 };
  const answer = await server.request<{ readonly items: readonly Item[] } | readonly Item[]>(
    'textDocument/completion',
    {
      textDocument: { uri },
      position,
    },
  );
  const items = 'items' in answer ? answer.items : answer;
  const item = items.find(({ label }) => label === '0 9 * * 1-5');
  assert.ok(item);
  assert.equal(item.documentation, undefined, 'nothing is worked out before it is shown');
  const shown = await server.request<Item>('completionItem/resolve', item);
  const words = shown.documentation?.value ?? '';
  assert.match(words, /= at 09:00, Monday to Friday/);
  assert.match(words, /Next times \(Asia\/Tokyo\):(\n- (Mon|Tue|Wed|Thu|Fri) \d{4}-\d\d-\d\d 09:00){5}$/);
});
