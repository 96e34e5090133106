// Versions by folder: each folder of a workspace is judged against its own, a settings file wins over the editor, what a file
// says can be found to be changed, and another choice judges everything again.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { KubernetesVersionsResult, SimulateResult, VersionChangesResult } from '../../server/src/protocol.ts';
import { type Diagnostics, startServer, type TestClient } from './client.ts';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'kpod-versions-'));
const folderOf = (name: string) => pathToFileURL(path.join(root, name)).href;
const [old, fresh, fixed] = ['old', 'fresh', 'fixed'].map(folderOf) as [string, string, string];

// v1beta3 is served up to 1.31.
const flow = `apiVersion: flowcontrol.apiserver.k8s.io/v1beta3
kind: PriorityLevelConfiguration
metadata:
  name: low
spec:
  type: Exempt
`;
const settingsFile = '# of this folder\nkubernetesVersion: "1.30"\n';

let client: TestClient;
before(async () => {
  for (const folder of ['old', 'fresh', 'fixed/deep']) fs.mkdirSync(path.join(root, folder), { recursive: true });
  fs.writeFileSync(path.join(root, 'fixed', '.kpod.yaml'), settingsFile);
  fs.writeFileSync(path.join(root, 'old', 'other.yaml'), flow);
  const folders = { [old]: { kubernetesVersion: '1.29' }, [fresh]: { kubernetesVersion: '1.35' }, [fixed]: {} };
  client = await startServer({ settings: { kubernetesVersion: '1.34' }, folders });
  await client.notification('kpod/indexReady');
});
after(async () => {
  await client.stop();
  fs.rmSync(root, { recursive: true });
});

const uriIn = (folder: string) => `${folder}/flow.yaml`;
const versionAt = (uri: string) => client.request<KubernetesVersionsResult>('kpod/kubernetesVersions', { uri });

async function codesOnOpening(uri: string): Promise<readonly (string | undefined)[]> {
  client.open(uri, flow);
  return codesOf(await client.diagnostics(uri));
}

/** Pushed as soon as the server has judged again, however often it pushed before. */
function codesBecome(uri: string, code: string): Promise<unknown> {
  return client.notification<Diagnostics>(
    'textDocument/publishDiagnostics',
    (pushed) => pushed.uri === uri && codesOf(pushed).join() === code,
  );
}

function codesOf({ diagnostics }: Diagnostics): readonly (string | undefined)[] {
  return diagnostics.map(({ code }) => code);
}

test('each folder is judged against its own version', async () => {
  assert.deepEqual(await codesOnOpening(uriIn(old)), ['deprecated-api']);
  assert.deepEqual(await codesOnOpening(uriIn(fresh)), ['removed-api']);
  assert.deepEqual(await codesOnOpening(uriIn(`${fixed}/deep`)), ['deprecated-api']);
});

test('the version in force is asked by file', async () => {
  assert.equal((await versionAt(uriIn(old))).current, '1.29');
  assert.equal((await versionAt(uriIn(fresh))).current, '1.35');
  assert.equal((await versionAt(`${root}/elsewhere.yaml`)).current, '1.34');
});

test('where a settings file says the version, its value is found', async () => {
  const { current, writtenAt } = await versionAt(uriIn(`${fixed}/deep`));
  assert.equal(current, '1.30');
  assert.deepEqual(writtenAt, {
    uri: `${fixed}/.kpod.yaml`,
    range: { start: { line: 1, character: 19 }, end: { line: 1, character: 25 } },
  });
  assert.equal((await versionAt(uriIn(old))).writtenAt, undefined);
});

test('a simulation is one of the version of its folder', async () => {
  const simulated = (uri: string) => client.request<SimulateResult>('kpod/simulate', { uri });
  assert.equal((await simulated(uriIn(old))).kubernetesVersion, '1.29');
  assert.equal((await simulated(uriIn(fresh))).kubernetesVersion, '1.35');
});

test('what changes is asked of one folder', async () => {
  const changes = (folder?: string) =>
    client.request<VersionChangesResult>('kpod/versionChanges', {
      from: '1.29',
      to: '1.35',
      ...(folder !== undefined && { folder }),
    });
  const { page, edit } = await changes(old);
  assert.deepEqual(
    page
      .match(/\]\(file:[^)#]*/g)
      ?.map((link) => link.slice(2))
      .sort(),
    [uriIn(old), `${old}/other.yaml`],
  );
  assert.deepEqual(Object.keys((edit as { changes: object }).changes).sort(), [uriIn(old), `${old}/other.yaml`]);
  assert.equal((await changes()).page.match(/\]\(file:/g)?.length, 4);
});

test('another choice for a folder judges its files again, and no others', async () => {
  const judged = codesBecome(uriIn(old), 'removed-api');
  client.configure({ kubernetesVersion: '1.36' }, old);
  await judged;
  assert.equal((await versionAt(uriIn(fresh))).current, '1.35');
});

test('another word in the settings file judges its folder again', async () => {
  const [file, settings] = [uriIn(`${fixed}/deep`), `${fixed}/.kpod.yaml`];
  const judged = codesBecome(file, 'removed-api');
  client.open(settings, settingsFile.replace('1.30', '1.33'));
  client.change(settings, [{ text: settingsFile.replace('1.30', '1.34') }]);
  await judged;
  assert.equal((await versionAt(file)).current, '1.34');
});
