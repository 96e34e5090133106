// The sentences of what can be wrong with the YAML itself, in plain words: what is wrong, why it matters, what to do.
// Where it stands is the reader's business.
import { type Text, text } from '../text.ts';

export type ProblemCode = keyof typeof sentences;

/** All of them, for those who tell YAML's faults from Kubernetes'. */
export function problemCodes(): readonly string[] {
  return Object.keys(sentences);
}

type Sentence = (shown: string) => Text;

const sentences = {
  'tab-indentation': () =>
    text(
      'tab in the indentation; YAML allows only spaces there, replace it',
      '缩进中有制表符；YAML 缩进只能用空格，请替换',
    ),
  'bad-indentation': (shown) =>
    text(
      `"${shown}" is not aligned with the lines it belongs to; start it in the same column as its neighbours`,
      `"${shown}" 的缩进与同级的行不一致；请与同级的行对齐`,
    ),
  'missing-colon': (shown) =>
    text(
      `"${shown}" is neither a key nor a value here; write "${shown}:" to make it a key`,
      `"${shown}" 在此处既不是键也不是值；如果是键，请写成 "${shown}:"`,
    ),
  'missing-space': (shown) =>
    text(
      `no space after the colon in "${shown}", so it is not read as key and value; put a space behind the colon`,
      `"${shown}" 的冒号后没有空格，不会被读成键和值；请在冒号后加一个空格`,
    ),
  'full-width-colon': (shown) =>
    text(
      `full-width colon in "${shown}", which YAML takes for a letter; write ": " instead`,
      `"${shown}" 使用了全角冒号，YAML 会把它当作普通文字；请改成半角冒号加空格 ": "`,
    ),
  'full-width-quotes': (shown) =>
    text(
      `the quotes of ${shown} are typographic ones, which YAML takes for part of the value; use " or '`,
      `${shown} 使用了全角（弯）引号，YAML 会把引号当作值的一部分；请改用半角引号`,
    ),
  'full-width-comma': (shown) =>
    text(
      `full-width comma in "${shown}", so YAML reads one value; write "," to separate two`,
      `"${shown}" 中使用了全角逗号，YAML 会读成一个值；请用半角逗号 "," 分隔`,
    ),
  'copied-spaces': (shown) =>
    text(
      `${shown} invisible characters that are no plain spaces, as text copied from web pages has; YAML does not take them for blanks, replace them`,
      `有 ${shown} 个不是普通空格的不可见字符（从网页复制的文本常带有）；YAML 不会把它们当作空格，请替换`,
    ),
  'unclosed-quote': () =>
    text(
      'this quote is not closed, so the text behind it is swallowed; close it on this line',
      '引号没有闭合，其后的内容都会被吞掉；请在本行补上引号',
    ),
  'unclosed-flow': (shown) =>
    text(
      `this "${shown}" is not closed; add "${shown === '[' ? ']' : '}'}" behind the last item`,
      `"${shown}" 没有闭合；请在最后一项后补上 "${shown === '[' ? ']' : '}'}"`,
    ),
  'missing-comma': (shown) =>
    text(`"${shown}" follows without a comma; put "," between two items`, `"${shown}" 之前缺少逗号；请用 "," 分隔各项`),
  'unexpected-text': (shown) =>
    text(
      `"${shown}" stands behind a value that has ended; remove it, or quote the whole value`,
      `"${shown}" 出现在已经结束的值之后；请删除，或给整个值加引号`,
    ),
  'colon-in-value': (shown) =>
    text(
      `": " inside the unquoted value "${shown}", which YAML reads as another key; put the value in quotes`,
      `未加引号的值 "${shown}" 中含有 ": "，YAML 会读成另一个键；请给值加上引号`,
    ),
  'reserved-character': (shown) =>
    text(
      `a value cannot start with "${shown}" unless it is quoted; put it in quotes`,
      `值不能以 "${shown}" 开头；请给值加上引号`,
    ),
  'misplaced-dash': () =>
    text(
      'a list item cannot stand here; put the list on the lines below its key',
      '列表项不能写在这里；请把列表写在键的下一行',
    ),
  'asterisk-alias': (shown) =>
    text(
      `"${shown}" is read as an alias, not as text; write "'${shown}'" to mean the text`,
      `"${shown}" 会被读成别名而不是文字；若要表示文字请写成 "'${shown}'"`,
    ),
  'unknown-alias': (shown) =>
    text(
      `no anchor "&${shown}" stands before this alias; define it earlier in this document, or quote the value`,
      `此别名之前没有锚点 "&${shown}"；请先在本文档中定义，或给值加上引号`,
    ),
  'circular-alias': (shown) =>
    text(
      `the alias "*${shown}" stands inside its own anchor, so it contains itself; remove it`,
      `别名 "*${shown}" 位于它自己的锚点内，会无限包含自身；请删除`,
    ),
  'bad-anchor': (shown) =>
    text(
      `"${shown}" is no name of an anchor; use letters, digits, "-" and "_", or quote the value`,
      `"${shown}" 不是合法的锚点名；请只用字母、数字、"-"、"_"，或给值加上引号`,
    ),
  'bad-tag': (shown) =>
    text(
      `the tag "${shown}" does not fit its value; remove it, or correct the value`,
      `标签 "${shown}" 与值不符；请删除标签或改正值`,
    ),
  'bad-escape': (shown) =>
    text(
      `"${shown}" is no escape sequence in double quotes; write "\\\\" for a backslash, or use single quotes`,
      `双引号中 "${shown}" 不是转义序列；反斜杠请写成 "\\\\"，或改用单引号`,
    ),
  'bad-block-header': (shown) =>
    text(
      `"${shown}" cannot stand behind "|" or ">"; start the text on the next line`,
      `"|" 或 ">" 之后不能有 "${shown}"；请从下一行开始写内容`,
    ),
  'duplicate-key': (shown) =>
    text(
      `the key "${shown}" is there twice; only the last counts, and the API server refuses it: remove one`,
      `键 "${shown}" 重复；只有最后一个生效，且 API server 会拒绝：请删除一个`,
    ),
  'null-key': () =>
    text('a key is missing before this colon, or is null; write its name', '冒号前缺少键，或键为 null；请写出键名'),
  'complex-key': () =>
    text(
      'a key must be a plain word; lists and mappings cannot be keys in Kubernetes',
      '键必须是普通文字；Kubernetes 中列表和映射不能作为键',
    ),
  'merge-value': () =>
    text(
      '"<<" merges a mapping or a list of mappings, and this is neither; use an alias of a mapping',
      '"<<" 只能合并映射或映射的列表；请使用映射的别名',
    ),
  'conflict-marker': () =>
    text(
      'unresolved merge conflict; keep one side and remove the marker lines',
      '存在未解决的合并冲突；请保留一方并删除冲突标记行',
    ),
  'control-character': () =>
    text(
      'control character that YAML does not allow; this may be no text file, remove the character',
      '含有 YAML 不允许的控制字符；文件可能不是文本，请删除该字符',
    ),
  'too-deep': () => text('nested too deeply to be read; what is deeper is left out', '嵌套过深，更深的内容不再读取'),
  'yaml-syntax': (shown) => text(`${shown}; correct the YAML here`, `YAML 语法错误：${shown}；请改正此处`),
} satisfies Readonly<Record<string, Sentence>>;

/** What Kubernetes reads, though hardly as it was meant. */
const warnings: ReadonlySet<string> = new Set(['full-width-quotes', 'full-width-comma']);

/** The code, severity and sentence of a problem. `shown` is the text it speaks of; long text is cut. */
export function problemText(
  code: ProblemCode,
  shown: string,
): { code: string; severity: 'error' | 'warning'; message: Text } {
  const line = shown.split('\n', 1)[0]?.trim() ?? '';
  const short = line.length > 60 ? `${line.slice(0, 59)}…` : line;
  return { code, severity: warnings.has(code) ? 'warning' : 'error', message: sentences[code](short) };
}
