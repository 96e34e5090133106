// What kpod asks a cluster about a fixture's first file: shared by the test and by the tool that records the answers.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { type ClusterTarget, dryRunCall, type KubectlCall } from '../../../server/src/core/cluster/calls.ts';
import { type ObjectNumber, sentObjects } from '../../../server/src/core/cluster/sentObjects.ts';
import { loadBundle } from '../../../server/src/core/schema/bundle.ts';
import { schemaFor } from '../../../server/src/core/schema/versions.ts';
import { defaultSettings } from '../../../server/src/core/workspace/settings.ts';
import {
  emptyWorkspace,
  fileIn,
  type Workspace,
  withFile,
  withSchemas,
  withSettings,
} from '../../../server/src/core/workspace/workspace.ts';
import type { Fixture } from '../fixture.ts';

const bundle = loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8'));

/** What a fixture has besides `setup.yaml`, which is in the cluster only. */
export function workspaceOf({ files }: Pick<Fixture, 'files'>): Workspace {
  const empty = withSchemas(withSettings(emptyWorkspace, defaultSettings), (version) => schemaFor(bundle, version));
  return files
    .filter(({ path }) => path !== 'setup.yaml')
    .reduce((all, file) => withFile(all, file.path, file.text), empty);
}

export function askedOf(
  fixture: Fixture,
  target: ClusterTarget,
): readonly { readonly at: ObjectNumber; readonly dryRun: KubectlCall }[] {
  const workspace = workspaceOf(fixture);
  const main = fixture.files.find(({ path }) => path !== 'setup.yaml');
  const file = fileIn(workspace, main?.path ?? '');
  assert.ok(file);
  return sentObjects(workspace, file).objects.map(({ at, object }) => ({ at, dryRun: dryRunCall(target, object) }));
}
