// `pod-template-hash` and revision names: the FNV sums of pod templates written the way Kubernetes' controllers write them.
// Source: pkg/controller/controller_utils.go ComputeHash, k8s.io/utils/dump ForHash: Go's types and fields in order, nil told
// from empty, quantities with their inner parts (v1.36). Does not default: the template is as the server stores it.
import type { JsonObject, JsonValue } from '../apiserver/types.ts';
import { utf8Bytes } from '../kubernetes/base64.ts';
import { type Quantity, quantityOf } from '../kubernetes/quantity.ts';
import { goJson } from './kubectl/goJson.ts';
import { goFields } from './podTemplate.data.ts';
import { fnv1aBytes, safeDigits } from './random.ts';

export function podTemplateHash(template: JsonObject, collisions: number | undefined): string {
  const bytes = utf8Bytes(written('v1.PodTemplateSpec', template));
  if (collisions !== undefined) for (const shift of [0, 8, 16, 24]) bytes.push((collisions >>> shift) & 0xff);
  if (collisions !== undefined) bytes.push(0, 0, 0, 0);
  return safeDigits(fnv1aBytes(bytes));
}

/** The hash of a StatefulSet's ControllerRevision: the FNV-1 sum of its data as Go's JSON. `history.HashControllerRevision`. */
export function revisionHash(data: JsonObject, collisions: number): string {
  let hash = 0x811c9dc5;
  for (const byte of utf8Bytes(`${goJson(data, 0)}${collisions}`)) hash = (Math.imul(hash, 0x01000193) ^ byte) >>> 0;
  return safeDigits(hash);
}

/** What stands where there is nothing: most fields of most templates. */
const nothings = new Map<string, string>();

/** A value with its Go type before it. */
function written(type: string, value: JsonValue | undefined): string {
  if (value !== undefined && value !== null)
    return `(${type})${body(type.startsWith('*') ? type.slice(1) : type, value)}`;
  const text = nothings.get(type) ?? `(${type})${type.startsWith('*') ? '<nil>' : body(type, undefined)}`;
  nothings.set(type, text);
  return text;
}

function body(type: string, value: JsonValue | undefined): string {
  const special = specials[type];
  if (special) return special(value ?? undefined);
  if (type.startsWith('[]')) return Array.isArray(value) ? `[${items(type.slice(2), value)}]` : '<nil>';
  const map = /^map\[([^\]]*)\](.*)$/.exec(type === 'v1.ResourceList' ? 'map[v1.ResourceName]resource.Quantity' : type);
  if (map) return mapBody(map[2] ?? '', value);
  const fields = goFields(type);
  if (!fields) return value === undefined || value === null ? (zeros[type] ?? '') : String(value);
  const object = value && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : {};
  const parts = fields.map(({ name, json, type: of }) => `${name}:${written(of, json ? object[json] : object)}`);
  return `{${parts.join(' ')}}`;
}

const items = (type: string, values: readonly JsonValue[]): string => values.map((item) => body(type, item)).join(' ');

function mapBody(of: string, value: JsonValue | undefined): string {
  if (!value || typeof value !== 'object' || Array.isArray(value)) return '<nil>';
  const entries = Object.entries(value as JsonObject).sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${entries.map(([key, item]) => `${key}:${body(of, item)}`).join(' ')}]`;
}

const zeros: Readonly<Record<string, string>> = { bool: 'false', int32: '0', int64: '0' };

const specials: Readonly<Record<string, (value: JsonValue | undefined) => string>> = {
  'v1.Time': () => '{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}',
  'resource.Quantity': (value) => quantityBody(quantityOf(String(value))),
  'intstr.IntOrString': (value) =>
    typeof value === 'string'
      ? `{Type:(intstr.Type)1 IntVal:(int32)0 StrVal:(string)${value}}`
      : `{Type:(intstr.Type)0 IntVal:(int32)${String(value ?? 0)} StrVal:(string)}`,
};

/** `resource.Quantity`: a scaled int64, or a decimal of any size. */
function quantityBody(quantity: Quantity | undefined): string {
  const { unscaled = 0n, scale = 0, wide = false, format = 'DecimalSI', text = '' } = quantity ?? {};
  const small = wide ? { value: 0n, power: 0 } : { value: unscaled, power: scale === 0 ? 0 : -scale };
  const decimal = `(*inf.Dec)${wide ? decimalBody(unscaled, scale) : '<nil>'}`;
  return [
    `{i:(resource.int64Amount){value:(int64)${small.value} scale:(resource.Scale)${small.power}}`,
    `d:(resource.infDecAmount){Dec:${decimal}}`,
    `s:(string)${text}`,
    `Format:(resource.Format)${format}}`,
  ].join(' ');
}

function decimalBody(unscaled: bigint, scale: number): string {
  const words: bigint[] = [];
  for (let rest = unscaled < 0n ? -unscaled : unscaled; rest > 0n; rest >>= 64n)
    words.push(rest & 0xffff_ffff_ffff_ffffn);
  return `{unscaled:(big.Int){neg:(bool)${unscaled < 0n} abs:(big.nat)[${words.join(' ')}]} scale:(inf.Scale)${scale}}`;
}
