// Where Ingresses send a request: host, then path, then backend, as the API defines it. Where it leaves things to controllers
// (ImplementationSpecific, merging, the answer 404) this is what ingress-nginx does. Source: api/networking/v1/types.go (v1.36).
import type { KubeObject } from '../objects.ts';
import type { Looking } from './networkPolicy.ts';

export interface HttpRequest {
  readonly host: string;
  /** Without the query. */
  readonly path: string;
  readonly scheme: 'http' | 'https';
}

export interface IngressBackend {
  readonly service?: { readonly name: string; readonly port?: { readonly number?: number; readonly name?: string } };
  readonly resource?: { readonly kind: string; readonly name: string };
}

interface IngressPath {
  readonly path?: string;
  readonly pathType: string;
  readonly backend: IngressBackend;
}

export interface Ingress extends KubeObject {
  readonly spec: {
    readonly ingressClassName?: string;
    readonly defaultBackend?: IngressBackend;
    readonly tls?: readonly { readonly hosts?: readonly string[]; readonly secretName?: string }[];
    readonly rules?: readonly { readonly host?: string; readonly http?: { readonly paths: readonly IngressPath[] } }[];
  };
}

export interface IngressRoute {
  readonly ingress: Ingress;
  readonly backend: IngressBackend;
  /** Where in the Ingress it stands: `spec.rules[0].http.paths[1]` or `spec.defaultBackend`. */
  readonly field: string;
  readonly pathType?: string;
}

export interface IngressDecision {
  /** Absent: no rule fits and there is no default backend; the controller answers 404. */
  readonly route?: IngressRoute;
  /** The TLS entry for the host; its secret, where one is named, and whether that is there. */
  readonly tls?: { readonly ingress: Ingress; readonly secretName?: string; readonly found: boolean };
  /** HTTP on a host with TLS is sent to HTTPS. */
  readonly redirected: boolean;
  /** Ingresses about this host that no controller looks after: their class is not there, or they have none. */
  readonly unhandled: readonly Ingress[];
}

const legacyClass = 'kubernetes.io/ingress.class';

export function routeIngress(cluster: Looking, request: HttpRequest): IngressDecision {
  const all = (cluster.list('Ingress') as unknown as readonly Ingress[]).toSorted(byAge);
  const handled = all.filter((ingress) => isHandled(cluster, ingress));
  const host = request.host.toLowerCase().replace(/:\d+$/, '');
  const unhandled = all.filter((ingress) => !handled.includes(ingress) && isAbout(ingress, host));
  const tls = tlsFor(cluster, handled, host);
  const route = bestPath(handled, host, request.path) ?? defaultBackend(handled, host);
  const redirected = request.scheme === 'http' && tls !== undefined && route !== undefined;
  return { ...(route && { route }), ...(tls && { tls }), redirected, unhandled };
}

const byAge = (a: Ingress, b: Ingress): number =>
  a.metadata.creationTimestamp.localeCompare(b.metadata.creationTimestamp);

/** A class that is written must be there; the old annotation is taken at its word. */
function isHandled(cluster: Looking, { spec, metadata }: Ingress): boolean {
  if (spec.ingressClassName !== undefined) return !!cluster.get('IngressClass', undefined, spec.ingressClassName);
  return metadata.annotations?.[legacyClass] !== undefined;
}

function isAbout({ spec }: Ingress, host: string): boolean {
  return (spec.rules ?? []).some((rule) => rankOfHost(rule.host, host) !== undefined) || !!spec.defaultBackend;
}

interface Candidate extends IngressRoute {
  /** 2 the very host, 1 a wildcard, 0 any. */
  readonly hostRank: number;
  readonly length: number;
  readonly exact: boolean;
}

/** The most specific host decides first; then the longest path, Exact before the others; then the oldest Ingress. */
function bestPath(ingresses: readonly Ingress[], host: string, path: string): IngressRoute | undefined {
  const candidates = ingresses.flatMap((ingress) =>
    (ingress.spec.rules ?? []).flatMap((rule, ruleIndex) => {
      const hostRank = rankOfHost(rule.host, host);
      if (hostRank === undefined) return [];
      return (rule.http?.paths ?? []).flatMap((one, pathIndex): readonly Candidate[] => {
        if (!matchesPath(one, path)) return [];
        const field = `spec.rules[${ruleIndex}].http.paths[${pathIndex}]`;
        const length = (one.path ?? '/').replace(/(.)\/$/, '$1').length;
        return [
          {
            ingress,
            backend: one.backend,
            field,
            pathType: one.pathType,
            hostRank,
            length,
            exact: one.pathType === 'Exact',
          },
        ];
      });
    }),
  );
  const rank = Math.max(...candidates.map(({ hostRank }) => hostRank));
  return candidates
    .filter(({ hostRank }) => hostRank === rank)
    .sort((a, b) => b.length - a.length || Number(b.exact) - Number(a.exact))[0];
}

/** Undefined: the rule is not about this host. A wildcard stands for exactly one label. */
function rankOfHost(ruled: string | undefined, host: string): number | undefined {
  if (ruled === undefined || ruled === '') return 0;
  if (!ruled.startsWith('*.')) return ruled.toLowerCase() === host ? 2 : undefined;
  const at = host.indexOf('.');
  return at > 0 && host.slice(at + 1) === ruled.slice(2).toLowerCase() ? 1 : undefined;
}

function matchesPath({ path = '/', pathType }: IngressPath, asked: string): boolean {
  switch (pathType) {
    case 'Exact':
      return asked === path;
    case 'Prefix':
      return elementsOf(path).every((element, index) => elementsOf(asked)[index] === element);
    default:
      return asked.startsWith(path);
  }
}

/** `/foo/` and `/foo` have the same elements; the root has none. */
const elementsOf = (path: string): readonly string[] => path.replace(/\/$/, '').split('/').slice(1);

/** Of an Ingress that knows the host before one that does not; the oldest. */
function defaultBackend(ingresses: readonly Ingress[], host: string): IngressRoute | undefined {
  const backed = ingresses.filter(({ spec }) => spec.defaultBackend);
  const knows = ({ spec }: Ingress) => (spec.rules ?? []).some((rule) => (rankOfHost(rule.host, host) ?? 0) > 0);
  const ingress = backed.find(knows) ?? backed.find(({ spec }) => !spec.rules?.length) ?? backed[0];
  const backend = ingress?.spec.defaultBackend;
  return ingress && backend && { ingress, backend, field: 'spec.defaultBackend' };
}

function tlsFor(cluster: Looking, ingresses: readonly Ingress[], host: string): IngressDecision['tls'] {
  for (const ingress of ingresses) {
    const entry = (ingress.spec.tls ?? []).find(({ hosts }) => hosts?.some((one) => rankOfHost(one, host)));
    if (!entry) continue;
    const { secretName } = entry;
    const secret = secretName && cluster.get('Secret', ingress.metadata.namespace, secretName);
    const found = !!secret && (secret as { type?: string }).type === 'kubernetes.io/tls';
    return { ingress, ...(secretName !== undefined && { secretName }), found };
  }
  return undefined;
}
