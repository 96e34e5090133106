// What the editor's settings offer is what there is: the profiles, and the codes whose level can be chosen. UPDATE=1 writes
// package.json anew.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { otherCodes } from '../../server/src/core/features/findings/codes.data.ts';
import { catalogue } from '../../server/src/core/rules/catalogue.ts';
import { profiles } from '../../server/src/core/rules/settings.ts';
import { updating } from './fixture.ts';

interface Manifest {
  readonly contributes: {
    readonly configuration: {
      readonly properties: {
        readonly 'kpod.profile': { enum: readonly string[] };
        readonly 'kpod.rules': { propertyNames?: { readonly enum: readonly string[] } };
      };
    };
  };
}

const manifest: Manifest = JSON.parse(fs.readFileSync('package.json', 'utf8'));
const { properties } = manifest.contributes.configuration;
const codes = [...catalogue.map(({ id }) => id), ...otherCodes].sort();

if (updating) {
  properties['kpod.profile'].enum = profiles;
  properties['kpod.rules'].propertyNames = { enum: codes };
  fs.writeFileSync('package.json', `${JSON.stringify(manifest, undefined, 2)}\n`);
}

test('the setting of the profile offers every profile', () => {
  assert.deepEqual(properties['kpod.profile'].enum, profiles);
});

test('the setting of levels offers every code (UPDATE=1 npm run unit settingsOffered)', () => {
  assert.deepEqual(properties['kpod.rules'].propertyNames?.enum, codes);
});
