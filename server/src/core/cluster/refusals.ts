// What kubectl prints when an API server refuses an object, read back into complaints: about a field, a key, a type, the
// kind, the namespace, or the object as a whole. The server's words stay as they are, without what kubectl puts around
// them. Forms: k8s.io/kubectl/pkg/cmd/util/helpers.go (checkErr, StandardErrorMessage), v1.36; older ones are noted.
import type { FieldError, Reason } from '../apiserver/types.ts';

export type Complaint =
  | { readonly about: 'field'; readonly error: FieldError }
  /** A field that is not known, or written twice: its path. */
  | { readonly about: 'key'; readonly field: string; readonly words: string }
  /** A value of another type: its path without indices (`spec.containers.name`), and what it is (`number`). */
  | { readonly about: 'type'; readonly keys: readonly string[]; readonly got: string; readonly words: string }
  /** The cluster has no such kind. */
  | { readonly about: 'kind'; readonly words: string }
  | { readonly about: 'namespace'; readonly namespace: string; readonly words: string }
  /** The user may not ask this. */
  | { readonly about: 'rights'; readonly words: string }
  | { readonly about: 'object'; readonly words: string };

/** The complaints of a run that failed; none where kubectl says nothing. */
export function complaintsIn(stderr: string): readonly Complaint[] {
  const words = withoutNoise(stderr).trim();
  if (words === '') return [];
  const invalid =
    /^The \S+ "[\s\S]*?" is invalid: ?([\s\S]*)$/.exec(words) ?? /^The request is invalid: ?([\s\S]*)$/.exec(words);
  if (invalid) return causesIn(invalid[1] ?? '');
  const status = /^Error from server(?: \(\w+\))?: ([\s\S]*)$/.exec(words);
  if (status) return ofStatus(withoutDoing(status[1] ?? ''));
  return ofKubectl(withoutDoing(words.replace(/^error: /i, '')));
}

/** The server's warnings; what kubectl warns about its own annotation says nothing about the manifest. */
export function warningsIn(stderr: string): readonly string[] {
  return [...stderr.matchAll(/^Warning: (.*)$/gm)]
    .map(([, words = '']) => words.trim())
    .filter((words) => !/ is missing the kubectl\.kubernetes\.io\/last-applied-configuration annotation/.test(words));
}

/** Without warnings and log lines. */
export function withoutNoise(stderr: string): string {
  return stderr
    .replace(/^(?:Warning: .*|[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+ .*)(?:\r?\n|$)/gm, '')
    .replaceAll('\r\n', '\n');
}

/** What kubectl was doing, which may quote the whole object: `error when creating "STDIN": `. */
function withoutDoing(words: string): string {
  return words.replace(/^error when [\s\S]*?(?:from server )?(?:for: )?"STDIN": (?:error when \w+ "STDIN": )?/, '');
}

/** One cause in the line, or several below it, each behind a star. */
function causesIn(list: string): readonly Complaint[] {
  const causes = list.startsWith('\n* ') ? list.slice('\n* '.length).split('\n* ') : [list];
  return causes.flatMap(ofCause);
}

/** `spec.replicas: Invalid value: -1: must be …`; without a field where a policy refuses. */
function ofCause(cause: string): readonly Complaint[] {
  const [, field = '', message = ''] = /^((?:[^\s:[\]]|\[[^\]]*\])*): ([\s\S]*)$/.exec(cause) ?? [];
  if (message === '') return [{ about: 'object', words: cause }];
  // A patch that cannot be decoded is quoted whole, the values of Secrets too.
  const decoding = field === 'patch' ? /^Invalid value: "(?:[^"\\]|\\.)*": ([\s\S]*)$/.exec(message)?.[1] : undefined;
  if (decoding !== undefined) return ofDecoding(decoding);
  if (field === '<nil>') return [];
  return field === ''
    ? [{ about: 'object', words: message }]
    : [{ about: 'field', error: { reason: reasonOf(message), field, message } }];
}

/** How `field.Error.ErrorBody` begins: k8s.io/apimachinery/pkg/util/validation/field/errors.go, v1.36. */
const beginnings: readonly (readonly [RegExp, Reason])[] = [
  [/^Not found/, 'FieldValueNotFound'],
  [/^Required value/, 'FieldValueRequired'],
  [/^Duplicate value/, 'FieldValueDuplicate'],
  [/^Unsupported value/, 'FieldValueNotSupported'],
  [/^Forbidden/, 'FieldValueForbidden'],
  [/^Too long/, 'FieldValueTooLong'],
  [/^Too many/, 'FieldValueTooMany'],
  [/^Invalid type/, 'FieldValueTypeInvalid'],
  [/^Internal error/, 'InternalError'],
];

function reasonOf(message: string): Reason {
  return beginnings.find(([pattern]) => pattern.test(message))?.[1] ?? 'FieldValueInvalid';
}

function ofStatus(message: string): readonly Complaint[] {
  const undecoded = /^\S+ in version "[^"]*" cannot be handled as an? \S+: ([\s\S]*)$/.exec(message)?.[1];
  if (undecoded !== undefined) return ofDecoding(undecoded);
  const several = /^\S+ "[^"]*" is invalid: \[([\s\S]*)\]$/.exec(message)?.[1];
  if (several !== undefined) return several.split(betweenCauses).flatMap(ofCause);
  const single = /^\S+ "[^"]*" is invalid: ([\s\S]*)$/.exec(message)?.[1];
  if (single !== undefined) return ofCause(single);
  const namespace = /^namespaces "([^"]*)" not found$/.exec(message)?.[1];
  if (namespace !== undefined) return [{ about: 'namespace', namespace, words: message }];
  if (/\bUser "[^"]*" cannot \w+ resource /.test(message)) return [{ about: 'rights', words: message }];
  return [{ about: 'object', words: message }];
}

/** In one line a comma stands between causes, and within them too. */
const betweenCauses =
  /, (?=[^\s:,]+: (?:Invalid value|Required value|Unsupported value|Duplicate value|Forbidden|Not found|Too long|Too many|Invalid type|Internal error)\b)/;

/** Strict decoding names each field; of a wrong type only the keys on the way are known. */
function ofDecoding(words: string): readonly Complaint[] {
  const strict = /^strict decoding error: ([\s\S]*)$/.exec(words)?.[1];
  if (strict !== undefined) {
    return strict.split(/, (?=(?:unknown|duplicate) field ")/).map((part): Complaint => {
      const field = /^(?:unknown|duplicate) field "([^"]*)"$/.exec(part)?.[1];
      const said = `strict decoding error: ${part}`;
      return field === undefined ? { about: 'object', words: said } : { about: 'key', field, words: said };
    });
  }
  const [, got, way] = /cannot unmarshal (\w+)(?: \S+)? into Go struct field ([\w.]+) of type/.exec(words) ?? [];
  if (got === undefined || way === undefined) return [{ about: 'object', words }];
  return [{ about: 'type', keys: way.split('.').slice(1), got, words }];
}

/** What kubectl itself found, before it asked to create or change anything. */
function ofKubectl(words: string): readonly Complaint[] {
  const unknown = /\bno matches for kind "[^"]*" in version "[^"]*"/.exec(words)?.[0];
  if (unknown !== undefined) return [{ about: 'kind', words: unknown }];
  const validated =
    /^error validating (?:"STDIN"|data): (?:error validating data: )?([\s\S]*?)(?:; if you choose to ignore these errors.*)?$/.exec(
      words,
    )?.[1];
  return validated === undefined ? [{ about: 'object', words }] : ofValidation(validated);
}

/** kubectl before 1.25 judged the structure itself: `ValidationError(Deployment.spec): unknown field "x" in io.k8s…`. */
function ofValidation(list: string): readonly Complaint[] {
  const inner = /^\[([\s\S]*)\]$/.exec(list)?.[1] ?? list;
  return inner.split(/, (?=ValidationError\()/).map((part): Complaint => {
    const [, way, said] = /^ValidationError\(\w+\.?([^)]*)\): ([\s\S]*)$/.exec(part) ?? [];
    const field = /^unknown field "([^"]*)"/.exec(said ?? '')?.[1];
    if (way === undefined || said === undefined) return { about: 'object', words: part };
    if (field !== undefined) return { about: 'key', field: way === '' ? field : `${way}.${field}`, words: said };
    return way === ''
      ? { about: 'object', words: said }
      : { about: 'field', error: { reason: 'FieldValueInvalid', field: way, message: said } };
  });
}
