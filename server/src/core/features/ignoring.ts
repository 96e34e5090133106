// The comment that silences one finding where it stands: `# kpod-ignore: latest-tag` behind the line, or above it where the
// line has a comment already. Errors are not silenced so easily: the cluster would still refuse them.
import type { Finding, Fix } from '../finding.ts';
import { text } from '../text.ts';
import type { ManifestDocument } from '../workspace/document.ts';
import { treeOf } from '../workspace/document.ts';
import { styleOf } from '../yaml/style.ts';

/** Undefined for errors, and in JSON, which has no comments. */
export function ignoringFix(document: ManifestDocument, { code, severity, span }: Finding): Fix | undefined {
  const whole = document.text;
  const { root } = treeOf(document);
  if (severity === 'error' || !root || isJson(whole)) return undefined;
  const start = whole.lastIndexOf('\n', span.start - 1) + 1;
  const newline = whole.indexOf('\n', span.start);
  const line = whole.slice(start, newline < 0 ? undefined : newline).trimEnd();
  if (isInBlock(line)) return undefined;
  const { eol } = styleOf(whole, root);
  const comment = `# kpod-ignore: ${code}`;
  const isAbove = line.includes('#');
  const at = isAbove ? start : start + line.length;
  const newText = isAbove ? `${' '.repeat(line.length - line.trimStart().length)}${comment}${eol}` : ` ${comment}`;
  return {
    title: text(`Ignore "${code}" on this line`, `忽略此行的 "${code}"`),
    edits: [{ span: { start: at, end: at }, newText }],
  };
}

function isJson(whole: string): boolean {
  return /^\s*[{[]/.test(whole);
}

/** Behind `|` or `>` stands text, and a comment after it would be read as its header’s. */
function isInBlock(line: string): boolean {
  return /[|>][-+\d]*$/.test(line);
}
