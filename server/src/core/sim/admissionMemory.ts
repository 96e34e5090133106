// Remembers verdicts: the pods of one ReplicaSet are the same request, again and again. A verdict holds as long as all that
// its admission plugins looked at is the same. Knows no plugin and no rule.
import type { AdmissionCluster } from '../apiserver/admission/plugin.ts';
import type { JsonObject, Verdict } from '../apiserver/types.ts';

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

/** `judge` with a memory. */
export function rememberingVerdicts(
  judge: (object: JsonObject, cluster: AdmissionCluster) => Verdict,
): (object: JsonObject, cluster: AdmissionCluster) => Verdict {
  const memory = new Map<string, Remembered>();
  return (object, cluster) => {
    const key = JSON.stringify(object);
    const known = memory.get(key);
    if (known?.lookups.every(({ again, found }) => same(again(cluster), found))) return known.verdict;
    const lookups: Lookup[] = [];
    const verdict = judge(object, watched(cluster, lookups));
    const [oldest] = memory.keys();
    if (memory.size >= most && oldest !== undefined) memory.delete(oldest);
    memory.set(key, { verdict, lookups });
    return verdict;
  };
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

function same(a: Found, b: Found): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((object, index) => object === b[index]);
}
