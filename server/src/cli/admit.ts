// `kpod admit`: what the API server would say of documents, one JSON line in (`{id, yaml}` or `{id, old, new}`), one out.
// For measuring the product against a real server; judges as the release whose rules were measured unless told otherwise.
import { createInterface } from 'node:readline';
import { judgeCreate, judgeUpdate } from '../core/apiserver/judge.ts';
import type { JsonObject, JsonValue, Verdict } from '../core/apiserver/types.ts';
import type { Schema } from '../core/schema/schema.ts';
import { parseDocument } from '../core/yaml/parse.ts';
import { toPlain } from '../core/yaml/plain.ts';
import { duplicateKeyErrors, yamlError } from './serverYaml.ts';

/** The release that `core/apiserver` mirrors. */
export const judgedVersion = '1.36';

interface Question {
  readonly id: string;
  readonly yaml?: string;
  readonly old?: string;
  readonly new?: string;
}

/** Answers lines of standard input until it ends. */
export async function admit(schema: Schema): Promise<number> {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    const question = JSON.parse(line) as Question;
    process.stdout.write(`${JSON.stringify({ id: question.id, ...answer(schema, question) }, plainBigints)}\n`);
  }
  return 0;
}

function answer(schema: Schema, question: Question): Verdict {
  if (question.yaml !== undefined) return create(schema, question.yaml);
  return update(schema, question.old ?? '', question.new ?? '');
}

interface Read {
  readonly object: JsonObject;
  readonly strict: readonly string[];
}

function create(schema: Schema, yaml: string): Verdict {
  const read = readObject(yaml);
  return 'error' in read ? read.error : judgeCreate({ schema, ...read });
}

/** `old` is stored as a create would store it; then `new` replaces it. */
function update(schema: Schema, oldText: string, newText: string): Verdict {
  const before = readObject(oldText);
  const after = readObject(newText);
  if ('error' in before) return before.error;
  if ('error' in after) return after.error;
  const stored = judgeCreate({ schema, ...before });
  return judgeUpdate({ schema, ...after, old: stored.object ?? before.object });
}

function readObject(yaml: string): Read | { readonly error: Verdict } {
  const document = parseDocument(yaml);
  const broken = yamlError(yaml, document);
  if (broken !== undefined) return { error: refusal('Decode', broken) };
  const { value } = toPlain(document.root);
  if (!isObject(value)) return { error: refusal('UnknownKind', '') };
  return { object: value, strict: duplicateKeyErrors(yaml, document) };
}

function refusal(reason: 'Decode' | 'UnknownKind', message: string): Verdict {
  return { accepted: false, errors: [{ reason, field: '', message }], strict: [], warnings: [] };
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON has no bigint; what the server stores is a number. */
function plainBigints(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}
