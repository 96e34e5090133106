// The profiles of the Pod Security Standards say what admission says: a pod has findings exactly where the plugin refuses
// it, at every version; and taking all fixes of a pod that only lacks settings makes it pass `restricted`.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type PodSecurityLevel,
  violationOf,
  violations,
} from '../../server/src/core/apiserver/admission/podSecurityChecks.ts';
import { draftOf } from '../../server/src/core/apiserver/draft.ts';
import type { JsonObject } from '../../server/src/core/apiserver/types.ts';
import { findingsIn } from '../../server/src/core/features/findingsIn.ts';
import { applyEdits } from '../../server/src/core/features/fixes.ts';
import type { Finding } from '../../server/src/core/finding.ts';
import { loadBundle } from '../../server/src/core/schema/bundle.ts';
import { schemaFor } from '../../server/src/core/schema/versions.ts';
import { defaultSettings } from '../../server/src/core/workspace/settings.ts';
import {
  emptyWorkspace,
  fileIn,
  withFile,
  withSchema,
  withSettings,
} from '../../server/src/core/workspace/workspace.ts';

const bundle = loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8'));

function findings(level: PodSecurityLevel, version: string, text: string): readonly Finding[] {
  const settings = { ...defaultSettings, kubernetesVersion: version, profiles: [`pss-${level}`] };
  const empty = withSchema(withSettings(emptyWorkspace, settings), schemaFor(bundle, version));
  const workspace = withFile(empty, 'pod.yaml', text);
  const file = fileIn(workspace, 'pod.yaml');
  assert.ok(file);
  return findingsIn(workspace, file, 0).filter(({ code }) => code.startsWith('pss-'));
}

const context = fc.record(
  {
    privileged: fc.boolean(),
    procMount: fc.constantFrom('Default', 'Unmasked'),
    runAsNonRoot: fc.boolean(),
    runAsUser: fc.constantFrom(0, 1000),
    allowPrivilegeEscalation: fc.boolean(),
    capabilities: fc.record(
      { add: fc.subarray(['CHOWN', 'NET_ADMIN', 'NET_BIND_SERVICE']), drop: fc.subarray(['ALL', 'NET_RAW']) },
      { requiredKeys: [] },
    ),
    seccompProfile: fc.record({ type: fc.constantFrom('RuntimeDefault', 'Unconfined') }),
    appArmorProfile: fc.record({ type: fc.constantFrom('RuntimeDefault', 'Unconfined') }),
    seLinuxOptions: fc.record({
      type: fc.constantFrom('container_t', 'spc_t', 'container_engine_t'),
      user: fc.constantFrom('', 'u'),
    }),
    windowsOptions: fc.record({ hostProcess: fc.boolean() }),
  },
  { requiredKeys: [] },
);
const container = fc.record(
  {
    image: fc.constant('nginx:1.29'),
    securityContext: context,
    ports: fc.array(fc.record({ containerPort: fc.constant(80), hostPort: fc.constantFrom(0, 80, 81) }), {
      maxLength: 2,
    }),
    livenessProbe: fc.record({
      tcpSocket: fc.record({ port: fc.constant(80), host: fc.constantFrom('', 'a.example') }),
    }),
  },
  { requiredKeys: ['image'] },
);
const volume = fc.constantFrom({ emptyDir: {} }, { hostPath: { path: '/' } }, { nfs: { server: 'a', path: '/' } });
const podContext = fc.record(
  {
    runAsNonRoot: fc.boolean(),
    runAsUser: fc.constantFrom(0, 1000),
    seccompProfile: fc.record({ type: fc.constantFrom('RuntimeDefault', 'Unconfined') }),
    sysctls: fc.array(
      fc.record({
        name: fc.constantFrom('net.ipv4.tcp_rmem', 'kernel.msgmax', 'net.ipv4.tcp_syncookies'),
        value: fc.constant('1'),
      }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: [] },
);
const pods = fc
  .record(
    {
      hostNetwork: fc.boolean(),
      hostPID: fc.boolean(),
      hostUsers: fc.boolean(),
      os: fc.constantFrom({ name: 'linux' }, { name: 'windows' }),
      securityContext: podContext,
      volumes: fc.array(volume, { maxLength: 2 }),
      containers: fc.array(container, { minLength: 1, maxLength: 2 }),
      initContainers: fc.array(container, { maxLength: 1 }),
    },
    { requiredKeys: ['containers'] },
  )
  .map((spec) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: {
      ...spec,
      ...(spec.volumes ? { volumes: spec.volumes.map((source, index) => ({ name: `v${index}`, ...source })) } : {}),
      containers: spec.containers.map((value, index) => ({ name: `c${index}`, ...value })),
      ...(spec.initContainers
        ? { initContainers: spec.initContainers.map((value, index) => ({ name: `i${index}`, ...value })) }
        : {}),
    },
  }));

const levels: readonly PodSecurityLevel[] = ['baseline', 'restricted'];

test('a pod has findings of a profile exactly where admission refuses it, at every version', () => {
  fc.assert(
    fc.property(
      pods,
      fc.constantFrom('1.28', '1.31', '1.34', '1.36'),
      fc.constantFrom(...levels),
      (pod, version, level) => {
        const object = draftOf(pod as JsonObject);
        const podLike = { metadata: {}, spec: object['spec'] as typeof object };
        const refused = violations(level, Number(version.slice(2)), podLike);
        const found = findings(level, version, JSON.stringify(pod, undefined, 1));
        const places = refused.reduce((sum, { at }) => sum + at.length, 0);
        assert.equal(found.length, places, refused.map(({ id, detail }) => `${id}: ${detail}`).join('\n'));
      },
    ),
    { numRuns: 150, seed: 36 },
  );
});

test('every violation stands somewhere', () => {
  fc.assert(
    fc.property(pods, (pod) => {
      const object = draftOf(pod as JsonObject);
      const podLike = { metadata: {}, spec: object['spec'] as typeof object };
      for (const { id, at } of violations('restricted', Number.POSITIVE_INFINITY, podLike)) {
        assert.ok(at.length > 0, id);
        assert.deepEqual(violationOf(id, Number.POSITIVE_INFINITY, podLike)?.at, at);
      }
    }),
    { numRuns: 100, seed: 36 },
  );
});

test('the fixes of restricted, taken one after the other, make a plain pod pass', () => {
  let text = fs.readFileSync('test/fixtures/podSecurity/plain.yaml', 'utf8');
  for (let turn = 0; turn < 20; turn++) {
    const [next] = findings('restricted', '1.36', text).flatMap(({ fixes }) => fixes ?? []);
    if (!next) break;
    text = applyEdits(text, next.edits);
  }
  assert.equal(text, fs.readFileSync('test/fixtures/podSecurity/restricted.yaml', 'utf8'));
  assert.deepEqual(findings('restricted', '1.36', text), []);
});

test('no fix forbids escalation to a container that is privileged: the API server refuses both together', () => {
  const pod = (context: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers: [{name: a, image: a:1, securityContext: {${context}}}]\n`;
  const offered = (context: string) =>
    findings('restricted', '1.36', pod(context))
      .flatMap(({ fixes }) => fixes ?? [])
      .filter(({ title }) => title.en.includes('allowPrivilegeEscalation')).length;
  assert.equal(offered('privileged: true'), 0);
  assert.equal(offered('capabilities: {add: [CAP_SYS_ADMIN]}'), 0);
  assert.equal(offered('privileged: false'), 1);
});

test('what a later version allows, an earlier one refuses', () => {
  const pod = (sysctl: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  securityContext:\n    sysctls: [{name: ${sysctl}, value: "1"}]\n  containers: [{name: a, image: a:1}]\n`;
  assert.equal(findings('baseline', '1.31', pod('net.ipv4.tcp_rmem')).length, 1);
  assert.equal(findings('baseline', '1.32', pod('net.ipv4.tcp_rmem')).length, 0);
});
