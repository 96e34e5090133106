// URLs as Go's net/url reads them for CEL: absolute, or a path from the root (apiserver/pkg/cel/library/urls.go, v1.36).

export interface Url {
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
}

/** `url.ParseRequestURI`, or Go's words. */
export function parseUrl(text: string): Url | { readonly error: string } {
  const failed = (why: string): { error: string } => ({ error: `parse ${JSON.stringify(text)}: ${why}` });
  if (/[\x00-\x1f\x7f]/.test(text)) return failed('net/url: invalid control character in URL');
  if (text === '') return failed('empty url');
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(text)?.[1];
  if (text.startsWith(':')) return failed('missing protocol scheme');
  const rest = scheme === undefined ? text : text.slice(scheme.length + 1);
  if (scheme === undefined && !text.startsWith('/')) return failed('invalid URI for request');
  if (!rest.startsWith('/')) return { scheme: scheme?.toLowerCase() ?? '', host: '', path: '', query: '' };
  const wrong = /%(?![0-9a-fA-F]{2}).{0,2}/.exec(rest.split('?')[0] ?? '');
  if (wrong) return failed(`invalid URL escape ${JSON.stringify(wrong[0])}`);
  return split(scheme?.toLowerCase() ?? '', rest, failed);
}

function split(scheme: string, rest: string, failed: (why: string) => { error: string }): Url | { error: string } {
  const [withoutFragment = ''] = rest.split('#');
  const at = withoutFragment.indexOf('?');
  const before = at < 0 ? withoutFragment : withoutFragment.slice(0, at);
  const query = at < 0 ? '' : withoutFragment.slice(at + 1);
  const authority = before.startsWith('//') && (scheme !== '' || !before.startsWith('///'));
  if (!authority) return { scheme, host: '', path: before, query };
  const slash = before.indexOf('/', 2);
  const host = (slash < 0 ? before.slice(2) : before.slice(2, slash)).replace(/^.*@/, '');
  if (/[\s"<>\\^`{|}]/.test(host)) {
    return failed(`invalid character ${JSON.stringify(/[\s"<>\\^`{|}]/.exec(host)?.[0])} in host name`);
  }
  const port = /:([^\]:]*)$/.exec(host.replace(/^\[[^\]]*\]/, ''))?.[1];
  if (port !== undefined && !/^[0-9]*$/.test(port))
    return failed(`invalid port ${JSON.stringify(`:${port}`)} after host`);
  return { scheme, host, path: slash < 0 ? '' : before.slice(slash), query };
}

const PORT = /:([0-9]*)$/;

export const hostName = (url: Url): string => url.host.replace(PORT, '').replace(/^\[(.*)\]$/, '$1');
export const portOf = (url: Url): string => (url.host.endsWith(']') ? '' : (PORT.exec(url.host)?.[1] ?? ''));

/** `URL.EscapedPath`: what is not allowed in a path is escaped. */
export const escapedPath = (url: Url): string =>
  url.path.replace(/[^A-Za-z0-9\-_.~$&+,/:;=@%!'()*]/gu, (character) => encodeURIComponent(character));

/** Values of each key of the query, in order. */
export function queryValues(url: Url): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const part of url.query.split('&').filter((pair) => pair !== '' && !pair.includes(';'))) {
    const [key = '', ...rest] = part.split('=');
    const [name, value] = [decoded(key), decoded(rest.join('='))];
    if (name !== undefined && value !== undefined) values.set(name, [...(values.get(name) ?? []), value]);
  }
  return values;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
