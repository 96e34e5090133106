// Objects as kubectl v1.36.3 printed them: YAML with every kind of string, and custom columns.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import type { JsonObject } from '../../../server/src/core/apiserver/types.ts';
import { goYaml } from '../../../server/src/core/kubernetes/goYaml.ts';
import { goValue } from '../../../server/src/core/sim/kubectl/goJson.ts';

const folder = 'test/fixtures/goYaml';

test('strings are quoted, folded and blocked as kubectl does it', () => {
  const object = JSON.parse(fs.readFileSync(`${folder}/strings.json`, 'utf8')) as JsonObject;
  assert.equal(goYaml(object), fs.readFileSync(`${folder}/strings.yaml`, 'utf8'));
});

test('maps and lists print as Go prints them', () => {
  assert.equal(goValue({ tier: 'front', app: 'web' }), 'map[app:web tier:front]');
  assert.equal(goValue([{ a: 1 }, 'b', null]), '[map[a:1] b <nil>]');
});
