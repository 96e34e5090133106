// The resolv.conf of a pod. Source: pkg/kubelet/network/dns/dns.go (v1.36).
import type { Pod } from '../objects.ts';

export interface ResolverConfig {
  readonly nameservers: readonly string[];
  readonly searches: readonly string[];
  readonly options: readonly string[];
  /** What the kubelet warns of. */
  readonly warnings: readonly Warning[];
}

export interface Warning {
  readonly reason: 'MissingClusterDNS' | 'DNSConfigForming';
  readonly message: string;
}

export interface DnsSettings {
  readonly clusterDNS: readonly string[];
  readonly clusterDomain: string;
  /** Contents of the node's own file. */
  readonly resolvConf: string;
}

interface Draft {
  nameservers: readonly string[];
  searches: readonly string[];
  options: readonly string[];
}

interface DnsConfig {
  readonly nameservers?: readonly string[];
  readonly searches?: readonly string[];
  readonly options?: readonly { readonly name: string; readonly value?: string }[];
}

const limits = { nameservers: 3, searches: 32, characters: 2048, name: 253 };

export function podResolver(pod: Pod, settings: DnsSettings): ResolverConfig | { readonly error: string } {
  const host = parseResolvConf(settings.resolvConf);
  if ('error' in host) return host;
  const warnings: Warning[] = [];
  const config = forPolicy(pod, settings, host, warnings);
  const own = (pod.spec as { dnsConfig?: DnsConfig }).dnsConfig;
  return fitted(own ? extended(config, own) : config, warnings);
}

function forPolicy(pod: Pod, { clusterDNS, clusterDomain }: DnsSettings, host: Draft, warnings: Warning[]): Draft {
  const policy = (pod.spec as { dnsPolicy?: string }).dnsPolicy ?? 'ClusterFirst';
  if (policy === 'None') return { nameservers: [], searches: [], options: [] };
  if (policy === 'Default' || (policy === 'ClusterFirst' && pod.spec.hostNetwork)) return host;
  if (clusterDNS.length === 0) {
    const missing =
      'kubelet does not have ClusterDNS IP configured and cannot create Pod using "ClusterFirst" policy. Falling back to "Default" policy.';
    const { name, namespace, uid } = pod.metadata;
    const reason = 'MissingClusterDNS';
    warnings.push(
      { reason, message: missing },
      { reason, message: `pod: "${name}_${namespace ?? ''}(${uid ?? ''})". ${missing}` },
    );
    return host;
  }
  const cluster = [
    `${pod.metadata.namespace ?? 'default'}.svc.${clusterDomain}`,
    `svc.${clusterDomain}`,
    clusterDomain,
  ];
  const searches = clusterDomain === '' ? host.searches : [...new Set([...cluster, ...host.searches])];
  return { nameservers: clusterDNS, searches, options: ['ndots:5'] };
}

function parseResolvConf(text: string): Draft | { readonly error: string } {
  const out: { nameservers: string[]; searches: string[]; options: string[] } = {
    nameservers: [],
    searches: [],
    options: [],
  };
  for (const line of text.split('\n')) {
    const [word, ...rest] = line.trim().split(/\s+/);
    if (!word || word.startsWith('#')) continue;
    if (word === 'nameserver') {
      const [server] = rest;
      if (server === undefined)
        return { error: 'Encountered error while parsing resolv conf file. Error: nameserver list is empty ' };
      out.nameservers.push(server);
    } else if (word === 'search')
      out.searches = rest.filter((domain) => domain !== '.').map((domain) => domain.replace(/\.$/, ''));
    else if (word === 'options') out.options = appendOptions(out.options, rest);
  }
  return out;
}

/** A later value of an option replaces the earlier one. */
function appendOptions(options: readonly string[], added: readonly string[]): string[] {
  const nameOf = (option: string) => option.split(':')[0];
  return [...options.filter((option) => !added.some((other) => nameOf(other) === nameOf(option))), ...added];
}

function extended({ nameservers, searches, options }: Draft, own: DnsConfig): Draft {
  const merged = new Map(options.map((option) => splitOption(option)));
  for (const { name, value } of own.options ?? []) merged.set(name, value ?? '');
  return {
    nameservers: [...new Set([...nameservers, ...(own.nameservers ?? [])])],
    searches: [...new Set([...searches, ...(own.searches ?? [])])],
    options: [...merged].map(([name, value]) => (value === '' ? name : `${name}:${value}`)),
  };
}

function splitOption(option: string): readonly [string, string] {
  const at = option.indexOf(':');
  return at < 0 ? [option, ''] : [option.slice(0, at), option.slice(at + 1)];
}

function fitted(config: Draft, warnings: Warning[]): ResolverConfig {
  const { nameservers, options } = config;
  const applied = nameservers.slice(0, limits.nameservers);
  if (applied.length < nameservers.length)
    warnings.push({
      reason: 'DNSConfigForming',
      message: `Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: ${applied.join(' ')}`,
    });
  const searches = fittedSearches(config.searches);
  if (searches.length < config.searches.length)
    warnings.push({
      reason: 'DNSConfigForming',
      message: `Search Line limits were exceeded, some search paths have been omitted, the applied search line is: ${searches.join(' ')}`,
    });
  return { nameservers: applied, searches, options, warnings };
}

function fittedSearches(all: readonly string[]): readonly string[] {
  const searches = all.slice(0, limits.searches).filter((search) => search.length <= limits.name);
  while (searches.join(' ').length > limits.characters) searches.pop();
  return searches;
}
