// What is wrong in the kubectl lines of a scenario: verbs, flags and types that do not exist, flags that are missing, and
// names that look like one that the scenario has. A line that is meant to fail may name what is not there.
import type { Finding, Fix, Span } from '../../finding.ts';
import type { FileFormat } from '../../formats/format.ts';
import { type LineNames, typeNamed } from '../../kubernetes/kubectl/completeLine.ts';
import { flags } from '../../kubernetes/kubectl/flags.data.ts';
import { type Line, readLine } from '../../kubernetes/kubectl/readLine.ts';
import { type Verb, verbs } from '../../kubernetes/kubectl/verbs.data.ts';
import type { Word } from '../../kubernetes/kubectl/words.ts';
import { didYouMean } from '../../schema/didYouMean.ts';
import type { Schema } from '../../schema/schema.ts';
import { type Text, text } from '../../text.ts';
import { type ManifestDocument, treeOf } from '../../workspace/document.ts';
import { matchesOf, patternOf } from '../../workspace/pattern.ts';
import type { ScalarNode } from '../../yaml/nodes.ts';
import { scenarioNames } from '../scenarioNames.ts';

interface Remembered {
  readonly schema: Schema;
  readonly findings: readonly Finding[];
}

const remembered = new WeakMap<ManifestDocument, Remembered>();

/** The same values as before for the same document and schema. */
export function commandFindings(document: ManifestDocument, format: FileFormat, schema: Schema): readonly Finding[] {
  const known = remembered.get(document);
  if (known?.schema === schema) return known.findings;
  const lines = matchesOf(treeOf(document).root, patternOf('steps[*].kubectl')).flatMap((node) =>
    node.type === 'scalar' && typeof node.value === 'string' ? [node] : [],
  );
  const names = lines.length > 0 ? scenarioNames(document, format, schema) : undefined;
  const findings = names ? lines.flatMap((node) => ofLine(document.text, node, names)) : [];
  remembered.set(document, { schema, findings });
  return findings;
}

interface Problem {
  readonly word: Word | undefined;
  readonly message: Text;
  readonly severity: Finding['severity'];
  /** What was meant in place of the word. */
  readonly meant?: readonly string[];
}

function ofLine(document: string, node: ScalarNode, names: LineNames): readonly Finding[] {
  const line = readLine(node.source);
  const problem = verbProblem(line) ?? flagProblem(line) ?? operandProblem(line, names) ?? missingFlag(line);
  if (!problem) return [];
  const span = spanOf(document, node, problem.word);
  const { message, severity, meant = [] } = problem;
  const fixes = meant.map(
    (word): Fix => ({
      title: text(`Change to "${word}"`, `改为 "${word}"`),
      edits: [{ span, newText: word }],
      ...(meant.length === 1 ? { preferred: true } : {}),
    }),
  );
  return [{ code: 'scenario-command', severity, span, message, ...(fixes.length > 0 ? { fixes } : {}) }];
}

/** Of the word, where the scalar's text is as it is written; else of the whole scalar. */
function spanOf(document: string, { start, end, source }: ScalarNode, word: Word | undefined): Span {
  const written = document.slice(start, end);
  const quote = /^["']/.test(written) ? 1 : 0;
  if (!word || !written.startsWith(source, quote)) return { start, end };
  return { start: start + quote + word.start, end: start + quote + word.end };
}

function verbProblem({ verbWords, verb }: Line): Problem | undefined {
  const [first, second] = verbWords;
  if (!first) return { word: undefined, severity: 'error', message: text('no command stands here', '此处没有命令') };
  if (verb && !verb.below) return undefined;
  const below = second || verb ? verbs[first.text]?.below : undefined;
  const all = Object.keys(below ?? verbs);
  const word = below ? second : first;
  if (!word) {
    const some = all.join(', ');
    const message = text(`"${first.text}" wants a command: ${some}`, `"${first.text}" 之后需要子命令：${some}`);
    return { word: first, severity: 'error', message };
  }
  const meant = didYouMean(word.text, all);
  const shown = below ? `${first.text} ${word.text}` : word.text;
  return { word, severity: 'error', meant, message: unknownCommand(shown, meant) };
}

function unknownCommand(command: string, [near]: readonly string[]): Text {
  return near === undefined
    ? text(
        `"kubectl ${command}" is not simulated, so the step fails; use another command`,
        `不模拟 "kubectl ${command}"，该步骤会失败；请改用其他命令`,
      )
    : text(`unknown command "${command}"; did you mean "${near}"?`, `未知命令 "${command}"；是否想写 "${near}"？`);
}

/** Flags that no command here has; those of other commands are left to kubectl. */
function flagProblem({ flags: given }: Line): Problem | undefined {
  const unknown = given.find(({ name, word }) => word.text.startsWith('--') && !Object.hasOwn(flags, name));
  if (!unknown) return undefined;
  const { name, word } = unknown;
  const [near] = didYouMean(name, Object.keys(flags));
  const message =
    near === undefined
      ? text(`unknown flag: --${name}; remove it`, `未知的参数：--${name}；请删除`)
      : text(`unknown flag: --${name}; did you mean "--${near}"?`, `未知的参数：--${name}；是否想写 "--${near}"？`);
  const behind = word.text.slice(name.length + 2);
  return { word, severity: 'error', message, ...(near !== undefined && { meant: [`--${near}${behind}`] }) };
}

function missingFlag({ verb, verbWords, flags: given }: Line): Problem | undefined {
  const missing = verb?.required?.find((name) => given.every((flag) => flag.name !== name));
  if (missing === undefined) return undefined;
  const command = verbWords.map((word) => word.text).join(' ');
  const message = text(
    `"${command}" fails without --${missing}; add it`,
    `"${command}" 缺少 --${missing} 会失败；请添加`,
  );
  return { word: verbWords.at(-1), severity: 'error', message };
}

function operandProblem({ verb, operands }: Line, names: LineNames): Problem | undefined {
  const [first] = operands;
  const place = verb?.operands[0];
  if (!verb || !first) return undefined;
  switch (place) {
    case 'objects':
      return objectProblem(verb, first, operands, names);
    case 'nodes':
      return nameProblem('Node', first, names);
    case 'pods':
    case 'types':
    case 'new-name':
    case 'assignments':
    case 'images':
    case 'taints':
    case 'any':
    case undefined:
      return undefined;
  }
}

function objectProblem(verb: Verb, first: Word, operands: readonly Word[], names: LineNames): Problem | undefined {
  const [typeWord = '', slashed] = first.text.split('/', 2);
  for (const word of typeWord.split(',')) {
    if (word === 'all' || word.includes('.') || typeNamed(word, names)) continue;
    const meant = didYouMean(
      word,
      names.types().flatMap(({ kind, plural }) => [kind.toLowerCase(), plural]),
    );
    const message = unknownType(word, meant[0]);
    return { word: first, severity: 'error', message, ...replacing(first, word, meant.slice(0, 1)) };
  }
  const type = typeNamed(typeWord, names);
  if (!type) return undefined;
  if (verb.kinds && !verb.kinds.includes(type.kind)) return wrongKind(verb.kinds, type.kind, first);
  const second = operands[1];
  if (slashed !== undefined) return nameProblem(type.kind, first, names, slashed);
  return second && !second.text.includes('=') ? nameProblem(type.kind, second, names) : undefined;
}

function unknownType(word: string, near: string | undefined): Text {
  const said = `the server doesn't have a resource type "${word}"`;
  return near === undefined
    ? text(said, `服务器没有资源类型 "${word}"`)
    : text(`${said}; did you mean "${near}"?`, `服务器没有资源类型 "${word}"；是否想写 "${near}"？`);
}

function replacing(word: Word, part: string, meant: readonly string[]): Pick<Problem, 'meant'> {
  return meant.length === 0 ? {} : { meant: meant.map((name) => word.text.replace(part, name)) };
}

function wrongKind(kinds: readonly string[], kind: string, word: Word): Problem {
  const wanted = kinds.join(', ');
  const message = text(
    `a ${kind} has nothing that this command could change; name one of ${wanted}`,
    `此命令不适用于 ${kind}；可用：${wanted}`,
  );
  return { word, severity: 'warning', message };
}

/** Controllers give these their names. */
const madeByOthers = new Set(['Pod', 'ReplicaSet', 'Job', 'ControllerRevision', 'EndpointSlice', 'Event']);

/** Only where something of a similar name is there: a line may be meant to fail, and others make objects too. */
function nameProblem(kind: string, word: Word, names: LineNames, name = word.text): Problem | undefined {
  const all = names.objects(kind);
  if (madeByOthers.has(kind) || all.includes(name) || name.includes('{')) return undefined;
  const [near] = didYouMean(
    name,
    all.filter((one) => !one.includes('{')),
  );
  if (near === undefined) return undefined;
  const message = text(
    `this scenario has no ${kind} "${name}"; there is "${near}"`,
    `此场景中没有 ${kind} "${name}"；现有 "${near}"`,
  );
  return { word, severity: 'warning', message, ...replacing(word, name, [near]) };
}
