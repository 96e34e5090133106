// What the editor's settings offer is what there is: the profiles, and the codes whose level can be chosen. UPDATE=1 writes
// package.json anew.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { otherCodes } from '../../server/src/core/features/findings/codes.data.ts';
import { catalogue } from '../../server/src/core/rules/catalogue.ts';
import { profiles } from '../../server/src/core/rules/settings.ts';
import { updating } from './fixture.ts';

interface Setting {
  enum?: readonly string[];
  propertyNames?: { readonly enum: readonly string[] };
}

interface Manifest {
  readonly contributes: {
    readonly configuration: readonly { readonly properties: Readonly<Record<string, Setting>> }[];
  };
}

const manifest: Manifest = JSON.parse(fs.readFileSync('package.json', 'utf8'));

function setting(name: string): Setting {
  const found = manifest.contributes.configuration.find(({ properties }) => properties[name])?.properties[name];
  assert.ok(found, `no setting ${name}`);
  return found;
}

const codes = [...catalogue.map(({ id }) => id), ...otherCodes].sort();

if (updating) {
  setting('kpod.profile').enum = profiles;
  setting('kpod.rules').propertyNames = { enum: codes };
  fs.writeFileSync('package.json', `${JSON.stringify(manifest, undefined, 2)}\n`);
}

test('the setting of the profile offers every profile', () => {
  assert.deepEqual(setting('kpod.profile').enum, profiles);
});

test('the setting of levels offers every code (UPDATE=1 npm run unit settingsOffered)', () => {
  assert.deepEqual(setting('kpod.rules').propertyNames?.enum, codes);
});
