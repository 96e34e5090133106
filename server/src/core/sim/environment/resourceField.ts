// The value of a resourceFieldRef: a container's request or limit in units of the divisor, rounded up.
// Sources: pkg/api/v1/resource/helpers.go, kubectl/pkg/util/resource (v1.36). Knows no node: what is unset is 0.
import type { JsonValue } from '../../apiserver/types.ts';
import { quantityMilliValue, quantityOf, quantityValue } from '../../kubernetes/quantity.ts';

export interface ResourceSource {
  readonly limits?: Readonly<Record<string, JsonValue | undefined>>;
  readonly requests?: Readonly<Record<string, JsonValue | undefined>>;
}

/** `limits.cpu`, `requests.memory`, …; undefined for a resource that cannot be asked for. */
export function resourceFieldValue(
  resource: string,
  divisor: JsonValue | undefined,
  resources: ResourceSource,
): string | undefined {
  const [part, ...rest] = resource.split('.');
  const name = rest.join('.');
  if ((part !== 'limits' && part !== 'requests') || !/^(cpu|memory|ephemeral-storage|hugepages-.+)$/.test(name))
    return undefined;
  const unit = quantityOf(divisor ?? '0');
  const quantity = quantityOf(resources[part]?.[name] ?? '0');
  if (!unit || !quantity) return undefined;
  const milli = name === 'cpu';
  const wanted = milli ? quantityMilliValue(quantity) : quantityValue(quantity);
  const given = milli ? quantityMilliValue(unit) : quantityValue(unit);
  const step = given === 0n ? (milli ? 1000n : 1n) : given;
  return String((wanted + step - 1n) / step);
}
