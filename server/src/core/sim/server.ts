// The API server's judgement as the simulator asks for it, made of `core/apiserver` and a schema. Numbers come out as
// JSON numbers, because traces are plain JSON.
import { judgeCreate, judgeUpdate } from '../apiserver/judge.ts';
import type { JsonObject, JsonValue, Verdict } from '../apiserver/types.ts';
import type { Schema } from '../schema/schema.ts';
import type { ApiServer } from './answers.ts';
import { isJsonObject } from './json.ts';

export function apiServerOf(schema: Schema): ApiServer {
  return {
    create: (object) => plain(judgeCreate({ schema, object })),
    update: (old, object) => plain(judgeUpdate({ schema, object, old })),
  };
}

function plain(verdict: Verdict): Verdict {
  return verdict.object ? { ...verdict, object: withoutBigints(verdict.object) as JsonObject } : verdict;
}

function withoutBigints(value: JsonValue): JsonValue {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(withoutBigints);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, inner === undefined ? inner : withoutBigints(inner)]),
  );
}
