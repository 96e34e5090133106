// Outline, folding, growing selection, links and lenses of one manifest: what an editor shows of its structure.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../../server/src/core/features/fixes.ts';
import { foldsOf } from '../../server/src/core/features/folding.ts';
import { lensesOf } from '../../server/src/core/features/lenses.ts';
import { imagePage, linksOf } from '../../server/src/core/features/links.ts';
import { type OutlineNode, outlineOf } from '../../server/src/core/features/outline.ts';
import { selectionsAt } from '../../server/src/core/features/selection.ts';
import { documentOf } from '../../server/src/core/workspace/document.ts';

const deployment = documentOf(`---
# The shop's front.
# Two lines.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: "nginx:1.27" # see https://example.org/why.
          args: [a, b]
        - image: ghcr.io/shop/proxy@sha256:0123
`);

function drawn(nodes: readonly OutlineNode[], depth = 0): string[] {
  return nodes.flatMap(({ name, detail, children }) => [
    `${'  '.repeat(depth)}${name}${detail ? ` = ${detail}` : ''}`,
    ...drawn(children, depth + 1),
  ]);
}

test('the outline names the object, its keys, and items by what people call them', () => {
  assert.deepEqual(drawn(outlineOf(deployment)), [
    'Deployment/web',
    '  apiVersion = apps/v1',
    '  kind = Deployment',
    '  metadata',
    '    name = web',
    '  spec',
    '    template',
    '      spec',
    '        containers',
    '          app',
    '            name = app',
    '            image = nginx:1.27',
    '            args',
    '              a',
    '              b',
    '          image',
    '            image = ghcr.io/shop/proxy@sha256:0123',
  ]);
});

test('the outline of a List has a node for each object', () => {
  const list = documentOf('apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n');
  assert.ok(drawn(outlineOf(list)).includes('  Pod/a'));
});

test('somebody else’s YAML has no outline of ours', () => {
  assert.deepEqual(outlineOf(documentOf('services:\n  web:\n    image: nginx\n')), []);
  assert.deepEqual(outlineOf(documentOf('apiVersion: v2\nname: chart\nversion: 1.0.0\n')), []);
  assert.deepEqual(outlineOf(documentOf('apiVersion: v1\nkind: Config\nusers: []\n')), []);
  assert.deepEqual(outlineOf(documentOf('apiVersion: v1\nkind: Pod\nmetadata: {{ include "x" . }}\n')), []);
});

test('documents, keys with more than a line, items and comment blocks fold', () => {
  assert.deepEqual(
    foldsOf(deployment).map(({ startLine, endLine, comment }) => `${startLine}-${endLine}${comment ? ' comment' : ''}`),
    ['0-14', '5-6', '7-14', '8-14', '9-14', '10-14', '11-13', '1-2 comment'],
  );
});

test('a selection grows from the word to the document, each step holding the one before', () => {
  const at = deployment.text.indexOf('nginx:1.27') + 2;
  const spans = selectionsAt(deployment, at);
  assert.equal(deployment.text.slice(spans[0]?.start, spans[0]?.end), 'nginx:1.27');
  assert.equal(deployment.text.slice(spans[1]?.start, spans[1]?.end), '"nginx:1.27"');
  assert.deepEqual(spans.at(-1), { start: 0, end: deployment.text.length });
  for (const [index, span] of spans.slice(1).entries()) {
    const inner = spans[index];
    assert.ok(inner && span.start <= inner.start && inner.end <= span.end);
  }
});

test('images and addresses are links', () => {
  assert.deepEqual(
    linksOf(deployment).map(({ span, target }) => [deployment.text.slice(span.start, span.end), target]),
    [
      ['https://example.org/why', { url: 'https://example.org/why' }],
      ['nginx:1.27', { url: 'https://hub.docker.com/_/nginx' }],
      ['ghcr.io/shop/proxy@sha256:0123', { url: 'https://ghcr.io/shop/proxy' }],
    ],
  );
});

const images: readonly (readonly [image: string, page: string | undefined])[] = [
  ['redis', 'https://hub.docker.com/_/redis'],
  ['bitnami/redis:7', 'https://hub.docker.com/r/bitnami/redis'],
  ['docker.io/library/redis', 'https://hub.docker.com/_/redis'],
  ['quay.io/prometheus/node-exporter:v1', 'https://quay.io/repository/prometheus/node-exporter'],
  ['localhost:5000/a/b:1', undefined],
  ['Not An Image', undefined],
];
for (const [image, page] of images) test(`the page of ${image}`, () => assert.equal(imagePage(image), page));

test('a workload has a lens to simulate it, a ConfigMap none', () => {
  assert.deepEqual(
    lensesOf(deployment).map(({ command }) => command),
    ['simulate'],
  );
  assert.deepEqual(lensesOf(documentOf('apiVersion: v1\nkind: ConfigMap\n')), []);
});

test('edits apply whatever their order', () => {
  const edits = [
    { span: { start: 3, end: 4 }, newText: 'D' },
    { span: { start: 0, end: 1 }, newText: '' },
    { span: { start: 4, end: 4 }, newText: '!' },
  ];
  assert.equal(applyEdits('abcd', edits), 'bcD!');
});
