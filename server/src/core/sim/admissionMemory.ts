// Remembers verdicts: the pods of one ReplicaSet are the same request, again and again, and so is most of a scenario that is
// played anew after an edit. A verdict holds as long as all that its admission plugins looked at is the same. Knows no rule.
import type { AdmissionCluster } from '../apiserver/admission/plugin.ts';
import { isJsonObject, type JsonObject, type Verdict } from '../apiserver/types.ts';
import { sameJson } from './json.ts';

type Found = ReturnType<AdmissionCluster['list']> | ReturnType<AdmissionCluster['get']>;

interface Lookup {
  readonly again: (cluster: AdmissionCluster) => Found;
  readonly found: Found;
}

interface Remembered {
  readonly verdict: Verdict;
  readonly lookups: readonly Lookup[];
}

/** More different requests than that at a time are judged anew. */
const most = 64;

type Judge = (object: JsonObject, cluster: AdmissionCluster, old?: JsonObject) => Verdict;

/** `judge` with a memory. */
export function rememberingVerdicts(judge: Judge): Judge {
  const memory = new Map<string, Remembered>();
  return (object, cluster, old) => {
    const key = requestKey(object, old);
    if (key === undefined) return judge(object, cluster, old);
    const known = memory.get(key);
    if (known?.lookups.every(({ again, found }) => sameJson(again(cluster), found))) return known.verdict;
    const lookups: Lookup[] = [];
    const verdict = judge(object, watched(cluster, lookups), old);
    const [oldest] = memory.keys();
    if (memory.size >= most && oldest !== undefined) memory.delete(oldest);
    memory.set(key, { verdict, lookups });
    return verdict;
  };
}

/** Undefined: the request has integers that JSON cannot write. */
function requestKey(object: JsonObject, old: JsonObject | undefined): string | undefined {
  try {
    if (old) return JSON.stringify([object, old]);
    const { spec } = object;
    return isJsonObject(spec) ? `#${JSON.stringify({ ...object, spec: numberOf(spec) })}` : JSON.stringify(object);
  } catch {
    return undefined;
  }
}

/** Short names of specs: what is made from one template is written down once. A number is never given twice. */
const numbers = new WeakMap<JsonObject, number>();
const numbersByText = new Map<string, number>();
const mostTexts = 256;
let lastNumber = 0;

function numberOf(spec: JsonObject): number {
  const known = numbers.get(spec);
  if (known !== undefined) return known;
  const text = JSON.stringify(spec);
  const number = numbersByText.get(text) ?? ++lastNumber;
  if (numbersByText.size >= mostTexts) numbersByText.clear();
  numbersByText.set(text, number);
  numbers.set(spec, number);
  return number;
}

function watched(cluster: AdmissionCluster, lookups: Lookup[]): AdmissionCluster {
  const noted = <T extends Found>(look: (cluster: AdmissionCluster) => T): T => {
    const found = look(cluster);
    lookups.push({ again: look, found });
    return found;
  };
  return {
    list: (kind, namespace) => noted((of) => of.list(kind, namespace)),
    get: (kind, name, namespace) => noted((of) => of.get(kind, name, namespace)),
  };
}
