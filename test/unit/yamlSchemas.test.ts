import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutKubernetes } from '../../client/src/yamlSchemas.ts';

test('entries for Kubernetes are found in yaml.schemas, others are kept', () => {
  const address = 'https://example.com/yannh/kubernetes-json-schema/master/v1.30.0/all.json';
  const other = { 'https://json.schemastore.org/github-workflow': ['.github/*.yml'], './kube.json': 'a' };
  assert.deepEqual(withoutKubernetes({ kubernetes: '*.yaml', [address]: 'k8s/*', ...other }), other);
  assert.deepEqual(withoutKubernetes({ kubernetes: ['*.yaml'] }), {});
});

test('without such entries there is nothing to offer', () => {
  for (const schemas of [undefined, null, 'x', {}, { 'https://json.schemastore.org/kustomization': '*.yaml' }])
    assert.equal(withoutKubernetes(schemas), undefined);
});
