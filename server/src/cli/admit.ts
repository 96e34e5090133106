// `kpod admit`: what the API server would say of documents, one JSON line in (`{id, yaml}` or `{id, old, new}`), one out.
// For measuring the product against a real server; judges as the release whose rules were measured unless told otherwise.
import { createInterface } from 'node:readline';
import { judgeCreate, judgeUpdate } from '../core/apiserver/judge.ts';
import { placeholderSuffix, placeholderUid } from '../core/apiserver/placeholders.ts';
import { isJsonObject, type JsonObject, type JsonValue, type Verdict } from '../core/apiserver/types.ts';
import type { Schema } from '../core/schema/schema.ts';
import { parseAsWritten } from '../core/yaml/parse.ts';
import { toPlain } from '../core/yaml/plain.ts';
import { duplicateKeyErrors, yamlError } from './serverYaml.ts';

/** The release that `core/apiserver` mirrors. */
export const judgedVersion = '1.36';

/** A document to create, or one to put in another's place. */
export interface Question {
  readonly yaml?: string;
  readonly old?: string;
  readonly new?: string;
  /** Documents of CustomResourceDefinitions that the cluster has. */
  readonly definitions?: readonly string[];
}

/** Answers lines of standard input until it ends. */
export async function admit(schema: Schema): Promise<number> {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    const question = JSON.parse(line) as Question & { readonly id: string };
    process.stdout.write(`${lineOf(question.id, verdictOn(schema, question))}\n`);
  }
  return 0;
}

/** What the server says, but for what differs from run to run. */
export function verdictOn(schema: Schema, question: Question): Verdict {
  const cluster = { schema, definitions: (question.definitions ?? []).flatMap(definitionIn) };
  if (question.yaml !== undefined) return create(cluster, question.yaml);
  return update(cluster, question.old ?? '', question.new ?? '');
}

/** What the server has before it is asked. */
interface Cluster {
  readonly schema: Schema;
  readonly definitions: readonly JsonObject[];
}

const definitionsByText = new Map<string, readonly JsonObject[]>();

/** The object in a document; the same one for the same text. */
function definitionIn(yaml: string): readonly JsonObject[] {
  const known = definitionsByText.get(yaml);
  if (known) return known;
  const { value } = toPlain(parseAsWritten(yaml).root);
  const made = isJsonObject(value) ? [value] : [];
  definitionsByText.set(yaml, made);
  return made;
}

interface Read {
  readonly object: JsonObject;
  readonly strict: readonly string[];
}

function create(cluster: Cluster, yaml: string): Verdict {
  const read = readObject(cluster.schema, yaml);
  if ('error' in read) return read.error;
  return asRecorded(judgeCreate({ ...cluster, ...read, object: withoutUid(read.object) }));
}

/** `old` is stored as a create would store it; then `new` replaces it. */
function update(cluster: Cluster, oldText: string, newText: string): Verdict {
  const before = readObject(cluster.schema, oldText);
  const after = readObject(cluster.schema, newText);
  if ('error' in before) return before.error;
  if ('error' in after) return after.error;
  const stored = judgeCreate({ ...cluster, ...before, object: withoutUid(before.object) });
  const old = withStatus(stored.object ?? before.object, before.object['status']);
  return asRecorded(judgeUpdate({ ...cluster, ...after, old: withSystemMetadata(old) }));
}

/** A status is written after the object was made, as controllers do. */
function withStatus(object: JsonObject, status: JsonValue | undefined): JsonObject {
  return isJsonObject(status) ? { ...object, status } : object;
}

/** No object in a question names the version that the stored one has. */
const storedVersion = String(Number.MAX_SAFE_INTEGER);

function withSystemMetadata(object: JsonObject): JsonObject {
  const metadata = isJsonObject(object['metadata']) ? object['metadata'] : {};
  return { ...object, metadata: { ...metadata, uid: placeholderUid, resourceVersion: storedVersion } };
}

/** A new object gets its uid from the server, whatever was written. */
function withoutUid(object: JsonObject): JsonObject {
  const { metadata } = object;
  if (!isJsonObject(metadata) || metadata['uid'] === undefined) return object;
  const { uid: _, ...rest } = metadata;
  return { ...object, metadata: rest };
}

const volatileFields = ['uid', 'creationTimestamp', 'resourceVersion', 'generation', 'managedFields'];

/** What differs from run to run is left out, as in the recorded verdicts. */
function asRecorded(verdict: Verdict): Verdict {
  const metadata = verdict.object?.['metadata'];
  if (!verdict.object || !isJsonObject(metadata)) return verdict;
  const kept = Object.fromEntries(Object.entries(metadata).filter(([name]) => !volatileFields.includes(name)));
  const generated = kept['generateName'] !== undefined && String(kept['name'] ?? '').endsWith(placeholderSuffix);
  return { ...verdict, object: { ...verdict.object, metadata: generated ? { ...kept, name: allocated } : kept } };
}

/** One line of JSON; what the server would make up reads `<allocated>`. */
function lineOf(id: string, verdict: Verdict): string {
  const line = JSON.stringify({ id, ...verdict }, plainBigints);
  return line.replaceAll(placeholderUid, allocated).replaceAll(placeholderSuffix, allocated);
}

const allocated = '<allocated>';

function readObject(schema: Schema, yaml: string): Read | { readonly error: Verdict } {
  const document = parseAsWritten(yaml);
  const broken = yamlError(yaml, document);
  if (broken !== undefined)
    return { error: namesKind(schema, yaml) ? refusal('Decode', broken) : refusal('UnknownKind', '') };
  const { value } = toPlain(document.root);
  if (!isJsonObject(value)) return { error: refusal('UnknownKind', '') };
  const { apiVersion, kind, ...rest } = value;
  const named = typeof apiVersion === 'string' && typeof kind === 'string';
  const endless = named ? endlessNumber(rest) : undefined;
  if (endless !== undefined) return { error: refusal('Decode', `json: unsupported value: ${endless}`) };
  return { object: value, strict: duplicateKeyErrors(yaml, document) };
}

/** Whether a text that cannot be read still shows where to send it: the server is asked under the address of a kind. */
function namesKind(schema: Schema, yaml: string): boolean {
  const named = (key: string): string => new RegExp(`^${key}:[ \\t]*["']?([^"'\\s#]+)`, 'm').exec(yaml)?.[1] ?? '';
  return schema.kind(named('apiVersion'), named('kind')) !== undefined;
}

/** JSON has no `.inf` and no `.nan`: in Go's words, the first of them. */
function endlessNumber(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : ENDLESS[String(value)];
  if (typeof value !== 'object' || value === null) return undefined;
  for (const item of Object.values(value)) {
    const found = endlessNumber(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

const ENDLESS: Readonly<Record<string, string>> = { Infinity: '+Inf', '-Infinity': '-Inf', NaN: 'NaN' };

function refusal(reason: 'Decode' | 'UnknownKind', message: string): Verdict {
  return { accepted: false, errors: [{ reason, field: '', message }], strict: [], warnings: [] };
}

/** JSON has no bigint; what the server stores is a number. */
function plainBigints(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}
