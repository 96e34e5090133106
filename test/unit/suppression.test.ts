// Silence, where it was asked for and nowhere else: annotations of kpod and its peers, comments, levels of profiles.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostIpc } from '../../server/src/core/rules/host-ipc.ts';
import { latestTag } from '../../server/src/core/rules/latest-tag.ts';
import { levelOf } from '../../server/src/core/rules/settings.ts';
import {
  commentSuppressions,
  silencedByAnnotation,
  silencedByComment,
} from '../../server/src/core/rules/suppression.ts';

const silencing: readonly [Record<string, string>, boolean][] = [
  [{ 'kpod/ignore': 'host-port, latest-tag' }, true],
  [{ 'kpod/ignore': '*' }, true],
  [{ 'kpod/ignore': 'host-port' }, false],
  [{ 'ignore-check.kube-linter.io/latest-tag': 'reason' }, true],
  [{ 'kube-linter.io/ignore-all': 'reason' }, true],
  [{ 'kube-score/ignore': 'pod-networkpolicy,container-image-tag' }, true],
  [{ 'polaris.fairwinds.com/tag-not-specified-exempt': 'true' }, true],
  [{ 'polaris.fairwinds.com/tagNotSpecified-exempt': 'True' }, true],
  [{ 'polaris.fairwinds.com/exempt': 'true' }, true],
  [{ 'polaris.fairwinds.com/hostIPCSet-exempt': 'true' }, false],
  [{ 'datree.skip/CONTAINERS_MISSING_IMAGE_VALUE_VERSION': 'reason' }, true],
  [{ 'monokle.io/suppress.KBP001': 'true' }, true],
  [{ 'monokle.io/suppress.KBP001': 'false' }, false],
  [{ 'polaris.fairwinds.com/tag-not-specified-exempt': 'false' }, false],
  [{}, false],
];

for (const [annotations, silent] of silencing) {
  test(`${JSON.stringify(annotations)} ${silent ? 'silences' : 'does not silence'} latest-tag`, () => {
    assert.equal(silencedByAnnotation(latestTag, annotations), silent);
  });
}

test('Polaris’ spelling of an id with capitals in a row', () => {
  assert.equal(silencedByAnnotation(hostIpc, { 'polaris.fairwinds.com/host-ipc-set-exempt': 'true' }), true);
});

test('a comment silences its own line, or the next one if it stands alone', () => {
  const found = commentSuppressions('a: 1 # kpod-ignore: latest-tag\n# kpod-ignore\nb: 2\nc: 3\n');
  assert.ok(found);
  assert.equal(silencedByComment(found, 'latest-tag', 0), true);
  assert.equal(silencedByComment(found, 'host-port', 0), false);
  assert.equal(silencedByComment(found, 'host-port', 2), true);
  assert.equal(silencedByComment(found, 'host-port', 3), false);
});

test('a comment may silence the whole document', () => {
  const found = commentSuppressions('a: 1\n# kpod-ignore-file: host-port\n');
  assert.ok(found && silencedByComment(found, 'host-port', 0));
  assert.equal(silencedByComment(found, 'latest-tag', 0), false);
  assert.equal(commentSuppressions('a: 1\n'), undefined);
});

test('a single setting wins over profiles, and a later profile over an earlier one', () => {
  assert.equal(levelOf(latestTag, { profiles: ['recommended'], levels: {} }), 'hint');
  assert.equal(levelOf(latestTag, { profiles: ['recommended', 'strict'], levels: {} }), 'warning');
  assert.equal(levelOf(latestTag, { profiles: ['strict'], levels: { 'latest-tag': 'off' } }), 'off');
  assert.equal(levelOf(latestTag, { profiles: ['pss-restricted'], levels: {} }), 'off');
});
