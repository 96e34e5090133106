// The places that do not fit the schema, said in words: what is wrong, why it matters, what to do.

import { goType } from '../../apiserver/decode/goTypes.ts';
import { decodeScalar } from '../../apiserver/decode/scalars.ts';
import type { Finding, Severity } from '../../finding.ts';
import { decodeBase64 } from '../../kubernetes/base64.ts';
import { didYouMean } from '../../schema/didYouMean.ts';
import type { Definition, Schema, TypeRef } from '../../schema/schema.ts';
import { type StructureProblem, structureProblems } from '../../schema/structure.ts';
import { type Text, text } from '../../text.ts';
import type { Editable } from '../../yaml/edits.ts';
import type { ScalarValue } from '../../yaml/nodes.ts';
import { formatField } from '../../yaml/path.ts';
import { placeBelow } from './placeBelow.ts';
import { fixesOf } from './structureFixes.ts';

export interface StructureFinding {
  readonly problem: StructureProblem;
  readonly finding: Finding;
}

/** What does not fit the schema, in the order of the text. `partial` documents (patches) need not be complete. */
export function structureFindings(schema: Schema, document: Editable, partial: boolean): readonly StructureFinding[] {
  return structureProblems(schema, document.root, { checkFormat: formatProblem })
    .filter(({ fault }) => !(partial && fault === 'missing-required'))
    .map((problem) => ({ problem, finding: findingOf(schema, document, problem) }));
}

/** The API server's own words about a scalar that has the right type and cannot be read all the same. */
function formatProblem(name: string, value: ScalarValue): string | undefined {
  if (name === 'byte') {
    const decoded = typeof value === 'string' ? decodeBase64(value) : undefined;
    return decoded && 'error' in decoded ? decoded.error : undefined;
  }
  if (value === null || !name.includes('.')) return undefined;
  const decoded = decodeScalar(name, value);
  return 'error' in decoded ? decoded.error : undefined;
}

const severities: Readonly<Record<StructureProblem['fault'], Severity>> = {
  'unknown-field': 'error',
  'wrong-type': 'error',
  'bad-format': 'error',
  'bad-enum': 'error',
  'missing-required': 'error',
  'gated-field': 'info',
  'misread-key': 'warning',
  'read-only': 'hint',
};

function findingOf(schema: Schema, document: Editable, problem: StructureProblem): Finding {
  let fixes: Finding['fixes'];
  return {
    code: problem.fault,
    severity: severities[problem.fault],
    span: problem.span,
    field: formatField(problem.path),
    message: messageOf(schema, problem),
    ...(problem.fault === 'read-only' ? { tags: ['unnecessary' as const] } : {}),
    get fixes() {
      fixes ??= fixesOf(schema, document, problem);
      return fixes;
    },
  };
}

function messageOf(schema: Schema, problem: StructureProblem): Text {
  const name = String(problem.path.at(-1) ?? '');
  switch (problem.fault) {
    case 'unknown-field':
      return unknownField(schema, problem.pair.key.source, formatField(problem.path), problem.owner);
    case 'wrong-type':
      return wrongType(schema, problem);
    case 'bad-format':
      return text(
        `"${shortened(problem.node.source)}" is no value of "${name}": ${problem.words}`,
        `"${shortened(problem.node.source)}" 不是 "${name}" 的合法值：${problem.words}`,
      );
    case 'bad-enum': {
      const allowed = problem.allowed.map((value) => `"${value}"`).join(', ');
      return text(
        `Unsupported value: "${problem.node.source}": supported values: ${allowed}`,
        `不支持的值 "${problem.node.source}"；可用的值：${allowed}`,
      );
    }
    case 'missing-required':
      return text(
        `missing required field "${name}" in ${problem.owner.typeName}; add it`,
        `${problem.owner.typeName} 缺少必填字段 "${name}"；请添加`,
      );
    case 'gated-field':
      return text(
        `"${name}" needs the feature gate ${problem.gate.name}, which is off by default in Kubernetes ${schema.version}; without it the server drops the field`,
        `"${name}" 需要特性门控 ${problem.gate.name}，它在 Kubernetes ${schema.version} 中默认关闭；未开启时服务器会丢弃该字段`,
      );
    case 'misread-key':
      return text(
        `Kubernetes reads the key ${problem.pair.key.source} as "${problem.key}"; put it in quotes to keep it`,
        `Kubernetes 会把键 ${problem.pair.key.source} 读成 "${problem.key}"；请加引号以保持原样`,
      );
    case 'read-only':
      return text(
        `"${name}" is set by the server, which ignores it here; remove it`,
        `"${name}" 由服务器设置，写在此处会被忽略；请删除`,
      );
  }
}

function shortened(value: string): string {
  return value.length > 40 ? `${value.slice(0, 39)}…` : value;
}

function unknownField(schema: Schema, written: string, path: string, owner: Definition): Text {
  const [near] = didYouMean(written, owner.fields.keys());
  if (near) return text(`unknown field "${path}"; did you mean "${near}"?`, `未知字段 "${path}"；是否想写 "${near}"？`);
  const elsewhere = placeBelow(schema, owner, written)?.join('.');
  if (elsewhere) {
    return text(
      `unknown field "${path}"; "${written}" belongs in "${elsewhere}"`,
      `未知字段 "${path}"；"${written}" 应写在 "${elsewhere}" 中`,
    );
  }
  if (owner.catalogued) {
    return text(
      `unknown field "${path}": ${owner.typeName} has none so called`,
      `未知字段 "${path}"：${owner.typeName} 中没有此字段`,
    );
  }
  return text(
    `unknown field "${path}": ${owner.typeName} has no such field, and the API server refuses it; remove it`,
    `未知字段 "${path}"：${owner.typeName} 没有此字段，API server 会拒绝；请删除`,
  );
}

type WrongType = Extract<StructureProblem, { fault: 'wrong-type' }>;

const remedies: Readonly<Record<string, Text>> = {
  string: text('put it in quotes', '请加引号'),
  integer: text('write a whole number without quotes', '请写不带引号的整数'),
  number: text('write a number without quotes', '请写不带引号的数字'),
  boolean: text('write true or false without quotes', '请写不带引号的 true 或 false'),
  list: text('write a list, each item after "- "', '请写成列表，每项以 "- " 开头'),
  map: text('write keys and values', '请写成键和值'),
  definition: text('write its fields below it', '请在下面写出它的字段'),
};

function wrongType(schema: Schema, { path, wanted, got, node, site }: WrongType): Text {
  const name = formatField(path);
  const type = site ? goType(wanted, site.owner.name, site.field) : wanted.is;
  const scalar = node.type === 'scalar' && got !== 'string';
  const shown = scalar ? `${got} ${shortened(node.source)}` : got;
  const remedy = remedyFor(schema, wanted, scalar);
  return text(
    `cannot unmarshal ${shown} into "${name}" of type ${type}; ${remedy?.en ?? 'write another value'}`,
    `无法将 ${shown} 解析为 "${name}" 的类型 ${type}；${remedy?.zh ?? '请改写'}`,
  );
}

function remedyFor(schema: Schema, wanted: TypeRef, isScalar: boolean): Text | undefined {
  const scalar = wanted.is === 'definition' ? schema.definition(wanted.name)?.scalar : undefined;
  const type = scalar?.type ?? wanted.is;
  if (scalar?.type === 'any') return text('write a whole number or a string', '请写整数或字符串');
  return type === 'string' && !isScalar ? text('write text', '请写成文本') : remedies[type];
}
