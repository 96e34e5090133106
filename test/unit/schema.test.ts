// The bundle of ten versions: whole in itself, as its generator makes it, and read as the facts say.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { loadBundle } from '../../server/src/core/schema/bundle.ts';
import { didYouMean } from '../../server/src/core/schema/didYouMean.ts';
import { fieldAt } from '../../server/src/core/schema/lookup.ts';
import type { KindInfo, Schema, TypeRef } from '../../server/src/core/schema/schema.ts';
import { typeName } from '../../server/src/core/schema/typeName.ts';
import { schemaFor } from '../../server/src/core/schema/versions.ts';

const file = fs.readFileSync('server/schemas/kubernetes.txt', 'utf8');
const bundle = loadBundle(file);

function kindIn(schema: Schema, apiVersion: string, kind: string): KindInfo {
  const info = schema.kind(apiVersion, kind);
  assert.ok(info, `${apiVersion} ${kind} is missing in ${schema.version}`);
  return info;
}

test('the bundle is what its generator makes of the facts', async (t) => {
  const facts = '../shared/oracle/schema';
  if (!fs.existsSync(`${facts}/facts.json`)) return t.skip(`no schema facts in ${facts}`);
  const { bundleOf } = await import(pathToFileURL('server/tools/schemas.mjs').href);
  assert.ok(bundleOf(facts) === file, 'server/schemas/kubernetes.txt is stale: run "npm run schemas"');
});

test('each version is whole: every type that is named exists, required fields are fields', () => {
  assert.deepEqual(bundle.versions, '1.28 1.29 1.30 1.31 1.32 1.33 1.34 1.35 1.36 1.37'.split(' '));
  for (const version of bundle.versions) {
    const schema = schemaFor(bundle, version);
    const seen = new Set<string>();
    const visit = (type: TypeRef, from: string): void => {
      if (type.is === 'list' || type.is === 'map') visit(type.of, from);
      if (type.is !== 'definition' || seen.has(type.name)) return;
      seen.add(type.name);
      const definition = schema.definition(type.name);
      assert.ok(definition, `${version}: ${from} names ${type.name}, which is missing`);
      for (const name of definition.required) assert.ok(definition.fields.has(name), `${type.name}.${name}`);
      for (const field of definition.fields.values()) visit(field.type, `${type.name}.${field.name}`);
    };
    for (const kind of schema.kinds()) visit({ is: 'definition', name: kind.definition }, kind.kind);
    assert.ok(seen.size > 400, `${version} reaches only ${seen.size} definitions`);
  }
});

test('a version that is not bundled is answered by the nearest, none by the newest', () => {
  const versions = ['1.20', 'v1.28.3', '1.36', '1.99', 'latest', '', undefined].map(
    (v) => schemaFor(bundle, v).version,
  );
  assert.deepEqual(versions, ['1.28', '1.28', '1.36', '1.37', '1.37', '1.37', '1.37']);
  assert.equal(schemaFor(bundle, '1.30'), schemaFor(bundle, '1.30.7'), 'a version is expanded once');
});

test('a container as the facts have it', () => {
  const schema = schemaFor(bundle, '1.36');
  const deployment = kindIn(schema, 'apps/v1', 'Deployment');
  assert.deepEqual(
    [deployment.plural, deployment.namespaced, deployment.shortNames],
    ['deployments', true, ['deploy']],
  );
  const at = (...path: (string | number)[]) => fieldAt(schema, deployment, ['spec', 'template', 'spec', ...path]);
  const containers = at('containers');
  assert.equal(containers && typeName(schema, containers.type), '[]Container');
  assert.deepEqual(containers?.field?.listMapKeys, ['name']);
  assert.deepEqual(containers?.owner?.required, ['containers']);
  assert.deepEqual(at('containers', 0, 'imagePullPolicy')?.field?.enum, ['Always', 'IfNotPresent', 'Never']);
  const quantity = at('containers', 0, 'resources', 'limits', 'cpu');
  assert.equal(quantity && typeName(schema, quantity.type), 'quantity');
  assert.equal(quantity?.field?.name, 'limits');
  const port = at('containers', 0, 'livenessProbe', 'httpGet', 'port');
  assert.equal(port && typeName(schema, port.type), 'int-or-string');
  assert.equal(at('containers', 0, 'imagePullPolice'), undefined);
  assert.equal(at('containers', 'image'), undefined);
});

test('fields and kinds know since when they are there', () => {
  const at = (version: string, field: string) => {
    const schema = schemaFor(bundle, version);
    return fieldAt(schema, kindIn(schema, 'v1', 'Pod'), ['spec', 'containers', 0, field])?.field;
  };
  assert.equal(at('1.37', 'image')?.since, undefined);
  assert.equal(at('1.37', 'restartPolicyRules')?.since, '1.34');
  assert.equal(at('1.33', 'restartPolicyRules'), undefined);
  assert.equal(
    kindIn(schemaFor(bundle, '1.37'), 'admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy').since,
    '1.36',
  );
});

test('lists are kinds of clients: v1 List and every kind with List behind it', () => {
  const schema = schemaFor(bundle);
  const list = kindIn(schema, 'v1', 'List');
  const item = fieldAt(schema, list, ['items', 3]);
  assert.equal(item?.definition?.embedded, true);
  assert.equal(fieldAt(schema, kindIn(schema, 'v1', 'PodList'), ['items', 0])?.definition?.typeName, 'Pod');
  assert.equal(schema.kind('v1', 'NothingList'), undefined);
});

test('what Kubernetes no longer serves is told apart from what it never had', () => {
  const schema = schemaFor(bundle, '1.37');
  assert.equal(schema.kind('extensions/v1beta1', 'Deployment'), undefined);
  assert.deepEqual(schema.lifecycle('extensions/v1beta1', 'Deployment'), {
    introduced: '1.1',
    deprecated: '1.8',
    removed: '1.16',
    replacement: { apiVersion: 'apps/v1', kind: 'Deployment' },
    warning: 'extensions/v1beta1 Deployment is deprecated in v1.8+, unavailable in v1.16+; use apps/v1 Deployment',
  });
  assert.equal(schema.lifecycle('example.com/v1', 'Deployment'), undefined);
  assert.ok(schema.apiVersionsOf('Ingress').includes('networking.k8s.io/v1'));
  assert.equal(kindIn(schema, 'v1', 'ComponentStatus').creatable, false);
});

test('a feature gate has the stage of the version', () => {
  const gate = (version: string) => schemaFor(bundle, version).gate('SidecarContainers');
  assert.deepEqual(gate('1.28'), { name: 'SidecarContainers', stage: 'alpha', enabled: false, locked: false });
  assert.equal(gate('1.33')?.stage, 'ga');
  assert.equal(gate('1.33')?.enabled, true);
  assert.ok(schemaFor(bundle).wellKnown.labels.includes('topology.kubernetes.io/zone'));
});

const meant: readonly (readonly [typed: string, meant: string, among: string])[] = [
  ['poarts', 'ports', 'ports env name image'],
  ['iamge', 'image', 'image imagePullPolicy name'],
  ['imagepullpolicy', 'imagePullPolicy', 'image imagePullPolicy'],
  ['container_port', 'containerPort', 'containerPort hostPort'],
  ['container', 'containers', 'containers initContainers ephemeralContainers'],
  ['replica', 'replicas', 'replicas selector template'],
  ['Allways', 'Always', 'Always Never IfNotPresent'],
  ['TPC', 'TCP', 'TCP UDP SCTP'],
  ['matchlabel', 'matchLabels', 'matchLabels matchExpressions'],
];

test('a misspelled word finds the one it was meant to be', () => {
  for (const [typed, wanted, among] of meant) assert.equal(didYouMean(typed, among.split(' '))[0], wanted, typed);
  assert.deepEqual(didYouMean('zebra', ['ports', 'image']), []);
  assert.deepEqual(didYouMean('image', ['image', 'images']), ['images'], 'the word itself is no suggestion');
});
