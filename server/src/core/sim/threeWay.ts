// The three-way strategic merge of `kubectl apply`: what the manifest says, what it said last time, what is there now.
// Source: apimachinery/pkg/util/strategicpatch/patch.go and the patch strategies of the API types (v1.36). Pure.
import { isJsonObject, type JsonObject, type JsonValue } from '../apiserver/types.ts';
import { sameJson } from './json.ts';

/** List fields merged by a key, by the end of their path; the longest end counts. All other lists are replaced whole. */
const mergeKeys: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  env: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  resizePolicy: 'resourceName',
  imagePullSecrets: 'name',
  hostAliases: 'ip',
  resourceClaims: 'name',
  readinessGates: 'conditionType',
  schedulingGates: 'name',
  topologySpreadConstraints: 'topologyKey',
  ownerReferences: 'uid',
  conditions: 'type',
  'containers.ports': 'containerPort',
  'initContainers.ports': 'containerPort',
  'Service.spec.ports': 'port',
  'ServiceAccount.secrets': 'name',
};

/** Lists of plain values that merge as sets. */
const mergedSets = new Set(['metadata.finalizers']);

/** Objects where a changed manifest also removes what it does not name (`patchStrategy: retainKeys`). */
const retainKeys = new Set(['Deployment.spec.strategy']);

/** The object as it should be after applying. `last` is what was applied before, as far as known. */
export function threeWayMerge(kind: string, last: JsonObject, manifest: JsonObject, live: JsonObject): JsonObject {
  return mergeObject([kind], last, manifest, live);
}

type Path = readonly string[];

function mergeObject(path: Path, last: JsonObject, manifest: JsonObject, live: JsonObject): JsonObject {
  const out: Record<string, JsonValue | undefined> = { ...live };
  for (const key of Object.keys(last)) if (manifest[key] === undefined || manifest[key] === null) delete out[key];
  for (const [key, value] of Object.entries(manifest)) {
    if (value === undefined) continue;
    if (value === null) delete out[key];
    else out[key] = mergeValue([...path, key], last[key], value, out[key]);
  }
  if (!retainKeys.has(path.join('.')) || sameJson(out, live)) return out;
  return Object.fromEntries(Object.entries(out).filter(([key]) => manifest[key] !== undefined));
}

function mergeValue(path: Path, last: JsonValue | undefined, value: JsonValue, live: JsonValue | undefined): JsonValue {
  if (isJsonObject(value))
    return mergeObject(path, isJsonObject(last) ? last : {}, value, isJsonObject(live) ? live : {});
  if (!Array.isArray(value) || !Array.isArray(live)) return value;
  const before: readonly JsonValue[] = Array.isArray(last) ? last : [];
  if (mergedSets.has(path.slice(-2).join('.'))) {
    const kept = live.filter((item: JsonValue) => !before.includes(item) && !value.includes(item));
    return [...value, ...kept];
  }
  const key = mergeKeyOf(path);
  return key === undefined ? value : mergeList(path, key, before, value, live);
}

function mergeKeyOf(path: Path): string | undefined {
  const ends = [path.join('.'), path.slice(-2).join('.'), path.at(-1) ?? ''];
  return ends.map((end) => mergeKeys[end]).find((key) => key !== undefined);
}

/** The manifest's elements in its order, then those it never knew. */
function mergeList(
  path: Path,
  key: string,
  last: readonly JsonValue[],
  manifest: readonly JsonValue[],
  live: readonly JsonValue[],
): JsonValue {
  const find = (list: readonly JsonValue[], like: JsonObject): JsonObject | undefined =>
    list.filter(isJsonObject).find((item) => item[key] === like[key]);
  const merged = manifest.map((item) =>
    isJsonObject(item) ? mergeObject(path, find(last, item) ?? {}, item, find(live, item) ?? {}) : item,
  );
  const kept = live.filter((item) => isJsonObject(item) && !find(manifest, item) && !find(last, item));
  return [...merged, ...kept];
}
