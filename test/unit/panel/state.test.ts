// The panel's update: what each message does to the one state.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { initialState, type Message, type State, update } from '../../../client/webview/state.ts';
import { deployment, rollout } from './rollout.ts';

const start = { uri: 'file:///web.yaml', fileName: 'web.yaml', locale: 'en' } as const;
const result: Message = { type: 'result', result: { trace: rollout(), kubernetesVersion: '1.37' } };

function after(messages: readonly Message[], state: State = initialState(start, undefined, false)): State {
  return messages.reduce(update, state);
}

test('the first result plays from the start, and stops at the end', () => {
  const first = after([result]);
  assert.equal(first.playing, true);
  assert.equal(first.kept.atMs, 0);
  const over = after([{ type: 'tick', elapsedMs: 60_000 }], first);
  assert.deepEqual([over.playing, over.kept.atMs], [false, 5511]);
});

test('who asks for less motion sees the end at once', () => {
  const calm = after([result], initialState(start, undefined, true));
  assert.deepEqual([calm.playing, calm.kept.atMs], [false, 5511]);
});

test('a new run keeps the cursor’s time', () => {
  assert.equal(after([result, { type: 'seek', atMs: 1234 }, { type: 'running' }, result]).kept.atMs, 1234);
});

test('a cursor at the end stays at the end of the new run', () => {
  const longer: Message = {
    type: 'result',
    result: {
      trace: rollout([[9000, 'c', 'update', deployment, { spec: { replicas: 2 } }]]),
      kubernetesVersion: '1.37',
    },
  };
  assert.equal(after([result, { type: 'seek', atMs: 5511 }, longer]).kept.atMs, 9900);
});

test('a seek stays inside the run and ends playing', () => {
  const far = after([result, { type: 'seek', atMs: 99_999 }]);
  assert.deepEqual([far.kept.atMs, far.playing], [5511, false]);
  assert.equal(after([result, { type: 'seek', atMs: -5 }]).kept.atMs, 0);
});

test('playing from the end starts over', () => {
  assert.equal(after([result, { type: 'seek', atMs: 5511 }, { type: 'play', on: true }]).kept.atMs, 0);
});

test('time passes at the chosen speed', () => {
  const fast = after([result, { type: 'speed', speed: 10 }, { type: 'tick', elapsedMs: 100 }]);
  assert.equal(fast.kept.atMs, 1000);
});

test('a run without objects leaves the reason and nothing old', () => {
  const empty = after([result, { type: 'result', result: { problem: 'no object', kubernetesVersion: '1.37' } }]);
  assert.deepEqual([empty.run, empty.problem, empty.running], [undefined, 'no object', false]);
});

test('the kept state of another file is not taken over', () => {
  const kept = { uri: 'file:///other.yaml', atMs: 7, command: 'get nodes' };
  assert.equal(initialState(start, kept, false).kept.atMs, 0);
  assert.equal(initialState(start, { ...kept, uri: start.uri }, false).kept.command, 'get nodes');
});

test('choosing a pod on the map shows why', () => {
  assert.equal(after([result, { type: 'select', key: 'k' }]).kept.tab, 'why');
  assert.equal(after([result, { type: 'tab', tab: 'object' }, { type: 'select', key: 'k' }]).kept.tab, 'object');
});
