// The simulator's decisions and texts against those of Kubernetes' own code: a committed selection always, the whole recording
// where it stands beside the repository. A line of test/fixtures/decide is one case: {id, ask, …, answer}; a line of
// test/fixtures/kubectl: {kind, now, objects, related, get, wide, describe}.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { binding } from '../../../server/src/cli/decide/binding.ts';
import { environment } from '../../../server/src/cli/decide/environment.ts';
import { scheduling } from '../../../server/src/cli/decide/scheduling.ts';
import { services } from '../../../server/src/cli/decide/services.ts';
import type { Question, Topic } from '../../../server/src/cli/decide.ts';
import type { JsonObject, JsonValue } from '../../../server/src/core/apiserver/types.ts';
import { describeObjects } from '../../../server/src/core/sim/kubectl/describe.ts';
import { printTable } from '../../../server/src/core/sim/kubectl/printTable.ts';
import { resourceOfKind } from '../../../server/src/core/sim/kubectl/resources.ts';
import { schema } from './scenarios.ts';

/** `bar`: the share of the whole recording that must agree. */
const topics: Readonly<Record<string, { readonly topic: Topic; readonly bar: number }>> = {
  scheduling: { topic: scheduling(schema), bar: 0.995 },
  services: { topic: services(schema), bar: 0.97 },
  binding: { topic: binding(schema), bar: 0.98 },
  environment: { topic: environment(schema), bar: 0.99 },
};

const linesOf = (file: string) => fs.readFileSync(file, 'utf8').split('\n').filter(Boolean);

/** Comparable: keys in one order, and what Go takes from maps (lists of events, of waiting pods, of errors) sorted. */
function comparable(value: JsonValue, key = ''): JsonValue {
  if (typeof value === 'string')
    return value
      .replace(/(waiting for pods )(\S+)/, (_, head: string, names: string) => head + names.split(',').sort().join(','))
      .replace(
        /^([^[]*(?:forbidden|invalid): )\[(.*)\]$/s,
        (_, head: string, errors: string) => `${head}[${errors.split(', ').sort().join(', ')}]`,
      );
  if (Array.isArray(value)) {
    const items = value.map((item) => comparable(item));
    return /[eE]vents$/.test(key) ? items.map((item) => JSON.stringify(item)).sort() : items;
  }
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value as JsonObject).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, item]) => [name, comparable(item ?? null, name)]));
}

/** Where the scheduler had to choose at random between equals, any of them is right. */
function withRecordedChoice(answer: JsonValue, recorded: JsonValue): JsonValue {
  if (!Array.isArray(answer) || !Array.isArray(recorded)) return answer;
  return answer.map((placed, index) => {
    const wanted = recorded[index];
    const tied = member(wanted, 'tied');
    const [node, chosen] = [member(placed, 'node'), member(wanted, 'node')];
    if (!Array.isArray(tied) || typeof node !== 'string' || !tied.includes(node)) return placed;
    const text = JSON.stringify(placed).replaceAll(` to ${node}"`, ` to ${String(chosen)}"`);
    return { ...(JSON.parse(text) as JsonObject), node: chosen ?? null };
  });
}

const member = (value: JsonValue | undefined, name: string): JsonValue | undefined =>
  value && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject)[name] : undefined;

function disagreements(file: string, topic: Topic): string[] {
  return linesOf(file).flatMap((line) => {
    const question = JSON.parse(line) as Question;
    const recorded = question['answer'] as JsonValue;
    const answer = withRecordedChoice(answerOf(topic, question), recorded);
    try {
      assert.deepEqual(comparable(withoutTies(answer)), comparable(withoutTies(recorded)));
      return [];
    } catch (problem) {
      return [`${question.id}: ${problem instanceof Error ? problem.message : String(problem)}`];
    }
  });
}

function answerOf(topic: Topic, question: Question): JsonValue {
  try {
    return JSON.parse(JSON.stringify(topic(question) ?? null)) as JsonValue;
  } catch (problem) {
    return String(problem);
  }
}

const withoutTies = (answer: JsonValue): JsonValue =>
  Array.isArray(answer)
    ? answer.map((placed) => (placed && typeof placed === 'object' ? without(placed as JsonObject, 'tied') : placed))
    : answer;

const without = (object: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));

for (const [name, { topic, bar }] of Object.entries(topics)) {
  test(`${name}: a selection of recorded answers`, () => {
    assert.deepEqual(disagreements(path.resolve(`test/fixtures/decide/${name}.jsonl`), topic), []);
  });
  const recording = path.resolve(`../shared/oracle/decisions/${name}.jsonl`);
  test(`${name}: at least ${(bar * 100).toFixed(1)} % of every recorded answer`, {
    skip: !fs.existsSync(recording) && 'the recording is not here',
  }, () => {
    const failed = disagreements(recording, topic);
    assert.ok(failed.length <= (1 - bar) * linesOf(recording).length, failed.join('\n'));
  });
}

interface Shown {
  readonly kind: string;
  readonly now: string;
  readonly objects: readonly JsonObject[];
  readonly related?: readonly JsonObject[];
  readonly get?: string;
  readonly wide?: string;
  readonly describe?: string;
}

function wrongTexts(file: string): string[] {
  return linesOf(file).flatMap((line) => {
    const shown = JSON.parse(line) as Shown;
    const { kind, objects } = shown;
    const nowMs = Date.parse(shown.now);
    const warning = resourceOfKind(kind)?.warning;
    const all = [...(shown.related ?? []), ...objects];
    const texts = {
      get: printTable(kind, objects, { nowMs, wide: false }),
      wide: printTable(kind, objects, { nowMs, wide: true }),
      describe: describeObjects(kind, objects, { nowMs, list: (wanted) => all.filter((o) => o['kind'] === wanted) }),
    };
    return (['get', 'wide', 'describe'] as const).flatMap((part) => {
      const text = `${warning ? `Warning: ${warning}\n` : ''}${texts[part]}`;
      return shown[part] === undefined || shown[part] === text ? [] : [`${kind} ${part}:\n${text}\n${shown[part]}`];
    });
  });
}

const folders = {
  selection: path.resolve('test/fixtures/kubectl'),
  recording: path.resolve('../shared/oracle/traces/kubectl'),
};

for (const [name, folder] of Object.entries(folders))
  test(`kubectl get and describe: the ${name}`, { skip: !fs.existsSync(folder) && `${folder} is not here` }, () => {
    const wrong = fs.readdirSync(folder).flatMap((file) => wrongTexts(path.join(folder, file)));
    // One recorded age was rounded a second later than asked.
    assert.ok(wrong.length <= (name === 'recording' ? 1 : 0), wrong.join('\n'));
  });
