// Texts that goyaml cannot read, and texts that it can although they look odd: recorded from the API server (Kubernetes
// v1.36), with its words or null.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { goYamlFault } from '../../../server/src/cli/goYaml/fault.ts';

interface Recorded {
  readonly text: string;
  readonly fault: string | null;
}

const recorded = fs
  .readFileSync('test/fixtures/goYaml/faults.jsonl', 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line): Recorded => JSON.parse(line));

for (const words of new Set(recorded.map(({ fault }) => fault?.replace(/^line \d+: /, '') ?? 'readable'))) {
  test(words, () => {
    for (const { text, fault } of recorded) {
      if ((fault?.replace(/^line \d+: /, '') ?? 'readable') === words)
        assert.equal(goYamlFault(text) ?? null, fault, text);
    }
  });
}
