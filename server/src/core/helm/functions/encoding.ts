// Functions that read and write YAML, JSON, base64, checksums, patterns, versions and addresses: Helm's own
// (helm v3.22 pkg/engine/funcs.go) and sprig's.
import { allMatches, goPattern } from '../../cel/patterns.ts';
import { decodeBase64, encodeBase64, utf8Bytes, utf8Text } from '../../kubernetes/base64.ts';
import { adler32, sha1, sha256 } from '../../kubernetes/digests.ts';
import { goYaml } from '../../kubernetes/goYaml.ts';
import { type GoMap, type GoValue, isList, isMap, NotRendered, TemplateFault } from '../engine/value.ts';
import { type FunctionTable, fn, map, text, whole } from './function.ts';
import { jsonText, plainOf, valuesOfJson, valuesOfYaml } from './plain.ts';
import { satisfies, versionOf } from './semver.ts';

const toJson = fn(1, ([value]) => jsonText(value, 0, true));
const toPrettyJson = fn(1, ([value]) => jsonText(value, 2, true));
const toRawJson = fn(1, ([value]) => jsonText(value, 0, false));
const regexMatch = fn(2, ([pattern, value]) => compiled(pattern).test(text(value)));
const regexFind = fn(2, ([pattern, value]) => compiled(pattern).exec(text(value))?.[0] ?? '');
const regexFindAll = fn(3, ([pattern, value, count]) =>
  limited(allMatches(compiled(pattern), text(value)), whole(count)),
);
const regexReplaceAll = fn(3, ([pattern, value, fresh]) => replacedAll(compiled(pattern), text(value), text(fresh)));
const regexReplaceAllLiteral = fn(3, ([pattern, value, fresh]) =>
  text(value).replace(everywhere(compiled(pattern)), () => text(fresh)),
);
const regexSplit = fn(3, ([pattern, value, count]) => splitBy(compiled(pattern), text(value), whole(count)));

export const encodingFunctions: FunctionTable = {
  toYaml: fn(1, ([value]) => goYaml(plainOf(value)).replace(/\n$/, '')),
  fromYaml: fn(1, ([words]) => mapOf(valuesOfYaml(text(words)), 'fromYaml')),
  fromYamlArray: fn(1, ([words]) => listOf(valuesOfYaml(text(words)), 'fromYamlArray')),
  toJson,
  mustToJson: toJson,
  toPrettyJson,
  mustToPrettyJson: toPrettyJson,
  toRawJson,
  mustToRawJson: toRawJson,
  fromJson: fn(1, ([words]) => mapOf(valuesOfJson(text(words)), 'fromJson')),
  mustFromJson: fn(1, ([words]) => valuesOfJson(text(words))),
  fromJsonArray: fn(1, ([words]) => listOf(valuesOfJson(text(words)), 'fromJsonArray')),
  b64enc: fn(1, ([value]) => encodeBase64(utf8Bytes(text(value)))),
  b64dec: fn(1, ([value]) => decoded(text(value))),
  sha256sum: fn(1, ([value]) => sha256(text(value))),
  sha1sum: fn(1, ([value]) => sha1(text(value))),
  adler32sum: fn(1, ([value]) => adler32(text(value))),
  // Without `must` a pattern that cannot be read matches nothing.
  regexMatch: fn(2, ([pattern, value]) => goPattern(text(pattern))?.test(text(value)) ?? false),
  mustRegexMatch: regexMatch,
  regexFind,
  mustRegexFind: regexFind,
  regexFindAll,
  mustRegexFindAll: regexFindAll,
  regexReplaceAll,
  mustRegexReplaceAll: regexReplaceAll,
  regexReplaceAllLiteral,
  mustRegexReplaceAllLiteral: regexReplaceAllLiteral,
  regexSplit,
  mustRegexSplit: regexSplit,
  regexQuoteMeta: fn(1, ([value]) => text(value).replace(/[\\.+*?()|[\]{}^$]/g, '\\$&')),
  semverCompare: fn(2, ([constraint, version]) => satisfies(text(constraint), text(version))),
  semver: fn(1, ([version]) => semverOf(text(version))),
  urlParse: fn(1, ([address]) => addressParts(text(address))),
  urlJoin: fn(1, ([parts]) => addressOf(map(parts))),
};

/** What a text that cannot be read gives is a message of another library. */
function mapOf(value: GoValue, name: string): GoValue {
  if (isMap(value)) return value;
  if (value === null) return new Map();
  throw new NotRendered(`"${name}" is given what is no map`);
}

function listOf(value: GoValue, name: string): GoValue {
  if (isList(value)) return value;
  if (value === null) return [];
  throw new NotRendered(`"${name}" is given what is no list`);
}

function decoded(value: string): string {
  const result = decodeBase64(value);
  if ('error' in result) return result.error;
  const words = utf8Text(result.bytes);
  if (words === undefined) throw new NotRendered('"b64dec" gives bytes that are no text');
  return words;
}

function compiled(pattern: GoValue): RegExp {
  const found = goPattern(text(pattern));
  if (!found) throw new TemplateFault(`error calling regexMatch: error parsing regexp: ${text(pattern)}`);
  return found;
}

const everywhere = (pattern: RegExp): RegExp => new RegExp(pattern, 'gu');

/** `$1`, `${1}` and `${name}` as Go expands them: `$1x` is the group named `1x`. */
function replacedAll(pattern: RegExp, value: string, fresh: string): string {
  return value.replace(everywhere(pattern), (...found: readonly unknown[]) => {
    const groups = typeof found[found.length - 1] === 'object' ? found.slice(0, -3) : found.slice(0, -2);
    return fresh.replace(/\$(?:\$|\{(\w+)\}|(\w+))/g, (written, braced?: string, bare?: string) => {
      const name = braced ?? bare;
      if (name === undefined) return '$';
      if (!/^\d+$/.test(name)) throw new NotRendered(`the group "${written}" is not expanded here`);
      const group = groups[Number(name)];
      return typeof group === 'string' ? group : '';
    });
  });
}

const limited = (found: string[], count: number): string[] => (count < 0 ? found : found.slice(0, count));

function splitBy(pattern: RegExp, value: string, count: number): string[] {
  if (count === 0) return [];
  const parts: string[] = [];
  let from = 0;
  for (const match of value.matchAll(everywhere(pattern))) {
    if (count > 0 && parts.length === count - 1) break;
    const end = match.index + match[0].length;
    if (end === 0) continue;
    if (match[0] === '' && match.index === value.length) break;
    parts.push(value.slice(from, match.index));
    from = end;
  }
  return [...parts, value.slice(from)];
}

function semverOf(words: string): GoValue {
  const version = versionOf(words);
  if (!version) throw new TemplateFault('error calling semver: Invalid Semantic Version');
  const [major, minor, patch] = version.numbers;
  const tail =
    (version.prerelease === '' ? '' : `-${version.prerelease}`) +
    (version.metadata === '' ? '' : `+${version.metadata}`);
  const fields: GoMap = new Map<string, GoValue>();
  const methods = new Map<string, () => GoValue>([
    ['Major', () => BigInt(major)],
    ['Minor', () => BigInt(minor)],
    ['Patch', () => BigInt(patch)],
    ['Prerelease', () => version.prerelease],
    ['Metadata', () => version.metadata],
    ['Original', () => version.original],
  ]);
  return { struct: '*semver.Version', fields, methods, words: `${major}.${minor}.${patch}${tail}` };
}

const address = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?:\/\/(?:([^@/?#]*)@)?([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;

function addressParts(words: string): GoValue {
  const [, scheme = '', user = '', host = '', path = '', query = '', fragment = ''] = address.exec(words) ?? [];
  const isOpaque = scheme !== '' && !words.includes('//') && !path.startsWith('/');
  if (/[%\s]/.test(words)) throw new NotRendered('"urlParse" is not rendered for addresses with escapes');
  return new Map<string, GoValue>([
    ['scheme', scheme.toLowerCase()],
    ['host', host],
    ['hostname', host.replace(/:\d*$/, '').replace(/^\[|\]$/g, '')],
    ['path', isOpaque ? '' : path],
    ['query', query],
    ['opaque', isOpaque ? path : ''],
    ['fragment', fragment],
    ['userinfo', user],
  ]);
}

function addressOf(parts: GoMap): string {
  const part = (name: string): string => (parts.has(name) ? text(parts.get(name)) : '');
  const [scheme, host, path, query, fragment, user] = ['scheme', 'host', 'path', 'query', 'fragment', 'userinfo'].map(
    part,
  );
  const authority = host === '' && user === '' ? '' : `//${user === '' ? '' : `${user}@`}${host}`;
  const separated = authority !== '' && path !== '' && !path?.startsWith('/') ? `/${path}` : path;
  return `${scheme === '' ? '' : `${scheme}:`}${authority}${separated}${query === '' ? '' : `?${query}`}${fragment === '' ? '' : `#${fragment}`}`;
}
