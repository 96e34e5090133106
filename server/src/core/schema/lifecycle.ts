// When a type came, is deprecated and goes, in the API server's words; and how two minors compare.
// It knows all types that Go sources of the last ten minors tell of, also those no server offers any more.
import type { Bundle } from './bundle.ts';
import type { Lifecycle } from './schema.ts';

/** The lifecycle of `apps/v1beta1/Deployment`; undefined for types that are not built in. */
export function lifecycleIn(bundle: Bundle, key: string): Lifecycle | undefined {
  const raw = bundle.lifecycle.get(key);
  if (!raw) return undefined;
  const [introduced, deprecated, removed, replacement] = raw;
  const warning = deprecated ? warningOf(key, deprecated, removed, replacement) : undefined;
  return {
    ...(introduced ? { introduced } : {}),
    ...(deprecated ? { deprecated } : {}),
    ...(removed ? { removed } : {}),
    ...(replacement ? { replacement: splitKey(replacement) } : {}),
    ...(warning ? { warning } : {}),
  };
}

/** k8s.io/apiserver/pkg/endpoints/deprecation/deprecation.go, WarningMessage (v1.36). */
function warningOf(
  key: string,
  deprecated: string,
  removed: string | undefined,
  replacement: string | undefined,
): string {
  const said = (name: string): string => {
    const { apiVersion, kind } = splitKey(name);
    return `${apiVersion} ${kind}`;
  };
  const gone = removed ? `, unavailable in v${removed}+` : '';
  return `${said(key)} is deprecated in v${deprecated}+${gone}${replacement ? `; use ${said(replacement)}` : ''}`;
}

function splitKey(key: string): { readonly apiVersion: string; readonly kind: string } {
  const slash = key.lastIndexOf('/');
  return { apiVersion: key.slice(0, slash), kind: key.slice(slash + 1) };
}

/** Whether a minor (`1.22`) is at or before another: `atOrBefore('1.22', '1.36')`. */
export function atOrBefore(minor: string, other: string): boolean {
  return minorNumber(minor) <= minorNumber(other);
}

function minorNumber(version: string): number {
  return Number(/^v?1\.(\d+)/.exec(version)?.[1] ?? Number.NaN);
}
