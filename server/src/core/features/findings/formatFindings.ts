// What is wrong in a kustomization or in `.kpod.yaml`: its YAML, keys that do not exist, values of the wrong form.
// By the same engine as manifests; the words are ours, for no API server reads these files.
import type { Finding, Severity, Span } from '../../finding.ts';
import type { FileFormat } from '../../formats/format.ts';
import { didYouMean } from '../../schema/didYouMean.ts';
import { problemsOfType, type StructureProblem } from '../../schema/structure.ts';
import { typeName } from '../../schema/typeName.ts';
import { type Text, text } from '../../text.ts';
import { type ManifestDocument, treeOf } from '../../workspace/document.ts';
import type { Editable } from '../../yaml/edits.ts';
import { formatField } from '../../yaml/path.ts';
import { fixesOf } from './structureFixes.ts';

const remembered = new WeakMap<
  ManifestDocument,
  { readonly format: FileFormat; readonly findings: readonly Finding[] }
>();

/** In the order of the text; the same value as before for the same document. */
export function formatFindings(document: ManifestDocument, format: FileFormat): readonly Finding[] {
  const known = remembered.get(document);
  if (known?.format === format) return known.findings;
  const findings = judged(document, format);
  remembered.set(document, { format, findings });
  return findings;
}

function judged(document: ManifestDocument, format: FileFormat): readonly Finding[] {
  const { root, problems } = treeOf(document);
  if (problems.some(({ severity }) => severity === 'error')) return problems;
  const editable: Editable = { text: document.text, root };
  const found = problemsOfType(format.schema, root, format.kind.definition)
    .filter((problem) => !isFormerForm(problem) && !(format.id === 'chart' && isReadAsText(problem)))
    .map((problem) => findingOf(editable, format, problem));
  return [...problems, ...found];
}

/** `patches` was once a list of paths, and kustomize still takes it as one (api/types/fix.go, v5). */
function isFormerForm({ path, ...problem }: StructureProblem): boolean {
  return problem.fault === 'wrong-type' && problem.got === 'string' && path[0] === 'patches' && path.length === 2;
}

/** Helm reads numbers where it wants a text, as Go prints them: only versions may come out as others. */
function isReadAsText({ path, ...problem }: StructureProblem): boolean {
  if (problem.fault === 'missing-required') return path.includes('maintainers');
  return problem.fault === 'wrong-type' && isPlainWord(problem.got) && !/version/i.test(String(path.at(-1)));
}

const isPlainWord = (type: string): boolean => type === 'number' || type === 'bool';

function findingOf(document: Editable, format: FileFormat, problem: StructureProblem): Finding {
  return {
    code: problem.fault,
    severity: severityOf(format, problem),
    span: problem.fault === 'missing-required' ? firstLine(document.text, problem.span) : problem.span,
    field: formatField(problem.path),
    message: messageOf(format, problem),
    get fixes() {
      return fixesOf(format.schema, document, problem);
    },
  };
}

/** What is missing in a mapping is missing at its beginning, not in all of it. */
function firstLine(words: string, { start, end }: Span): Span {
  const lineEnd = words.indexOf('\n', start);
  return { start, end: lineEnd < 0 ? end : Math.min(end, lineEnd) };
}

/** kustomize build refuses unknown keys; ours would have no effect, unnoticed. Helm warns of them when it lints. */
function severityOf({ id }: FileFormat, { fault }: StructureProblem): Severity {
  if (id === 'chart' && fault !== 'missing-required') return 'warning';
  return fault === 'misread-key' ? 'warning' : 'error';
}

function messageOf(format: FileFormat, problem: StructureProblem): Text {
  const name = String(problem.path.at(-1) ?? '');
  switch (problem.fault) {
    case 'unknown-field':
      return unknownKey(format, problem.pair.key.source, [...problem.owner.fields.keys()]);
    case 'wrong-type': {
      if (format.id === 'chart' && isPlainWord(problem.got)) return unquoted(name);
      const wanted = typeName(format.schema, problem.wanted);
      return text(
        `"${name}" is to be ${wanted}, so this ${problem.got} has no effect; write it as that`,
        `"${name}" 应为 ${wanted}，此处的 ${problem.got} 不起作用；请改写`,
      );
    }
    case 'bad-enum': {
      const allowed = problem.allowed.map((value) => `"${value}"`).join(', ');
      return text(
        `"${problem.node.source}" is no value of "${name}"; it takes ${allowed}`,
        `"${problem.node.source}" 不是 "${name}" 的值；可用的值：${allowed}`,
      );
    }
    case 'missing-required':
      return text(`"${name}" is missing here; add it`, `此处缺少 "${name}"；请添加`);
    case 'misread-key':
    case 'bad-format':
    case 'gated-field':
    case 'read-only':
      return text(`"${name}" is not read as it is written; put it in quotes`, `"${name}" 不会按字面读取；请加引号`);
  }
}

const unquoted = (name: string): Text =>
  text(
    `"${name}" is to be a text, and a number may come out as another (1.10 as 1.1); put it in quotes`,
    `"${name}" 应为文本，数字可能被读成其他值（1.10 读作 1.1）；请加引号`,
  );

function unknownKey(format: FileFormat, key: string, known: readonly string[]): Text {
  const [near] = didYouMean(key, known);
  if (near !== undefined)
    return text(`unknown key "${key}"; did you mean "${near}"?`, `未知的键 "${key}"；是否想写 "${near}"？`);
  return format.id !== 'kustomization'
    ? text(`unknown key "${key}", which has no effect; remove it`, `未知的键 "${key}"，不起作用；请删除`)
    : text(
        `unknown key "${key}", which kustomize build refuses; remove it`,
        `未知的键 "${key}"，kustomize build 会拒绝；请删除`,
      );
}
