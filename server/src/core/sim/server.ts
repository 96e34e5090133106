// The API server's judgement as the simulator asks for it: `core/apiserver` with a schema, its admission plugins looking at
// the simulated cluster. What the judge leaves open (uid, random suffix) is filled in; numbers come out as JSON numbers.

import { admitDelete, admitObject } from '../apiserver/admission/admit.ts';
import type { AdmissionCluster } from '../apiserver/admission/plugin.ts';
import type { Draft } from '../apiserver/draft.ts';
import { judgeCreate } from '../apiserver/judge.ts';
import { placeholderSuffix, placeholderUid } from '../apiserver/placeholders.ts';
import type { JsonObject, JsonValue, Verdict } from '../apiserver/types.ts';
import type { Schema } from '../schema/schema.ts';
import { rememberingVerdicts } from './admissionMemory.ts';
import { type ApiServer, refusedBy } from './answers.ts';
import type { ClusterView } from './frame.ts';
import type { KubeObject } from './objects.ts';
import { nameSuffix } from './random.ts';

export function apiServerOf(schema: Schema): ApiServer {
  const judgeNew = rememberingVerdicts((object, cluster) => admitObject({ schema, object, givenLater: true }, cluster));
  const judgeChanged = rememberingVerdicts((object, cluster, old) =>
    admitObject(old ? { schema, object, old } : { schema, object }, cluster),
  );
  return {
    judge: (object) => filledIn(judgeCreate({ schema, object }), []),
    create(view, object, { uid, suffix }) {
      const volume = `kube-api-access-${nameSuffix(() => view.random('names'))}`;
      return filledIn(judgeNew(object, clusterOf(view)), [
        [`kube-api-access-${placeholderSuffix}`, volume],
        [placeholderSuffix, suffix],
        [placeholderUid, uid],
      ]);
    },
    remove(view, object) {
      const refusal = admitDelete(schema, object, clusterOf(view));
      return refusal && refusedBy(refusal.reason, refusal.message);
    },
    update: (view, old, object) => filledIn(judgeChanged(object, clusterOf(view), old), []),
  };
}

/** The cluster as admission plugins see it. They look things up and write only to the request's object. */
function clusterOf(view: ClusterView): AdmissionCluster {
  const draft = (object: KubeObject): Draft => object as unknown as Draft;
  return {
    list: (kind, namespace) => view.list<string>(kind, namespace).map(draft),
    get(kind, name, namespace) {
      const found = view.get<string>(kind, namespace, name);
      return found && draft(found);
    },
  };
}

type Replacements = readonly (readonly [placeholder: string, value: string])[];

function filledIn(verdict: Verdict, replacements: Replacements): Verdict {
  const errors = verdict.errors.map((error) => ({ ...error, message: replaced(error.message, replacements) }));
  if (!verdict.object) return { ...verdict, errors };
  return { ...verdict, errors, object: plain(verdict.object, replacements) as JsonObject };
}

function replaced(text: string, replacements: Replacements): string {
  let words = text;
  for (const [placeholder, value] of replacements)
    if (words.includes(placeholder)) words = words.replaceAll(placeholder, value);
  return words;
}

function partsOf(value: JsonObject, part: (inner: JsonValue) => JsonValue): JsonObject {
  const out: Record<string, JsonValue> = {};
  for (const key in value) {
    const inner = value[key];
    if (inner !== undefined) out[key] = part(inner);
  }
  return out;
}

/** Parts of remembered verdicts in which there is nothing to fill in: what they look like for every pod. */
const finished = new WeakMap<object, JsonValue>();

function plain(value: JsonValue, replacements: Replacements): JsonValue {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string') return replaced(value, replacements);
  if (typeof value !== 'object' || value === null) return value;
  return finished.get(value) ?? plainParts(value, replacements);
}

function plainParts(value: JsonObject | readonly JsonValue[], replacements: Replacements): JsonValue {
  let open = replacements.length === 0;
  const part = (inner: JsonValue): JsonValue => {
    const made = plain(inner, replacements);
    if (typeof inner === 'object' && inner !== null) open ||= !finished.has(inner);
    else open ||= typeof inner === 'string' && made !== inner;
    return made;
  };
  const made = Array.isArray(value) ? value.map(part) : partsOf(value as JsonObject, part);
  if (!open) finished.set(value, made);
  return made;
}
