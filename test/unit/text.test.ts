import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pick, text, verbatim } from '../../server/src/core/text.ts';

test('a text is picked by locale, and the server’s words are the same in both', () => {
  assert.equal(pick(text('pod', '容器组'), 'zh-cn'), '容器组');
  assert.equal(pick(verbatim('unknown field'), 'zh-cn'), 'unknown field');
});
