// What popular custom resources refer to: a line of a manifest and, behind it, the objects that it may mean.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentOf } from '../../server/src/core/workspace/document.ts';
import { factsOf } from '../../server/src/core/workspace/facts.ts';

const cases: readonly (readonly [apiVersion: string, kind: string, spec: string, references: readonly string[]])[] = [
  [
    'cert-manager.io/v1',
    'Certificate',
    '{secretName: tls, issuerRef: {name: ca}}',
    ['ca cert-manager.io/Issuer', 'tls Secret'],
  ],
  [
    'cert-manager.io/v1',
    'Certificate',
    '{issuerRef: {name: ca, kind: ClusterIssuer}}',
    ['ca cert-manager.io/ClusterIssuer'],
  ],
  [
    'gateway.networking.k8s.io/v1',
    'GRPCRoute',
    '{parentRefs: [{name: gw, namespace: infra}], rules: [{backendRefs: [{name: web, port: 80}]}]}',
    ['infra Namespace', 'gw gateway.networking.k8s.io/Gateway', 'web Service 80'],
  ],
  ['keda.sh/v1alpha1', 'ScaledObject', '{scaleTargetRef: {name: web}}', ['web apps/Deployment']],
  ['keda.sh/v1alpha1', 'ScaledObject', '{scaleTargetRef: {name: db, kind: StatefulSet}}', ['db apps/StatefulSet']],
  [
    'external-secrets.io/v1',
    'ExternalSecret',
    '{secretStoreRef: {name: vault}, target: {name: tls}}',
    ['vault external-secrets.io/SecretStore', 'tls Secret'],
  ],
  [
    'helm.toolkit.fluxcd.io/v2',
    'HelmRelease',
    '{valuesFrom: [{kind: ConfigMap, name: values, valuesKey: a.yaml}], dependsOn: [{name: base}]}',
    ['values ConfigMap a.yaml', 'base helm.toolkit.fluxcd.io/HelmRelease'],
  ],
  [
    'kustomize.toolkit.fluxcd.io/v1',
    'Kustomization',
    '{sourceRef: {kind: GitRepository, name: repo}}',
    ['repo source.toolkit.fluxcd.io/GitRepository'],
  ],
  [
    'traefik.io/v1alpha1',
    'IngressRoute',
    '{routes: [{services: [{name: web, port: http}], middlewares: [{name: auth}]}]}',
    ['web Service http', 'auth traefik.io/Middleware'],
  ],
  [
    'argoproj.io/v1alpha1',
    'Rollout',
    '{strategy: {canary: {stableService: s}}, template: {spec: {containers: [{envFrom: [{configMapRef: {name: c}}]}]}}}',
    ['s Service', 'c ConfigMap'],
  ],
];

for (const [apiVersion, kind, spec, expected] of cases) {
  test(`${kind} ${spec}`, () => {
    const document = documentOf(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: one}\nspec: ${spec}\n`);
    const found = factsOf(document).references.map(({ name, types, members }) =>
      [name, types.join('|'), ...members.map((member) => member.name)].join(' '),
    );
    assert.deepEqual(found, expected);
  });
}
