// One document's text to its tree and problems. Parsing never fails: what cannot be read becomes a problem, and what
// stands around it keeps its nodes. It knows YAML as Kubernetes reads it, and nothing of Kubernetes' kinds.
import { composeDocument } from './compose.ts';
import { endOfDocument, isMarker, startOfContent } from './documents.ts';
import type { Node, YamlDocument } from './nodes.ts';
import { readNode } from './reader/block.ts';
import { endOfLine, type Reader, readerOf, report, skipToContent } from './reader/reader.ts';
import { applyEdits, findRepair, moveBack, type Repair } from './repair.ts';
import { hideActions, showActions, usesHelmObjects } from './template.ts';

/** The tree of one `---` part (as splitDocuments cuts it). Spans are relative to `text`. Never throws. */
export function parseDocument(text: string): YamlDocument {
  // Reading a template as it stands finds thousands of faults that nobody is told of.
  const template = usesHelmObjects(text) ? hideActions(text) : undefined;
  if (template !== undefined) return showActions(read(template), text);
  const repair = findRepair(text);
  const document = repair ? readRepaired(text, repair) : read(text);
  const hidden = document.problems.length > 0 ? hideActions(text) : undefined;
  return hidden === undefined ? document : showActions(read(hidden), text);
}

/** As the server reads it: nothing is repaired first, no template actions are looked for. Never throws. */
export function parseAsWritten(text: string): YamlDocument {
  return read(text);
}

function readRepaired(text: string, repair: Repair): YamlDocument {
  const moved = moveBack(read(applyEdits(text, repair.edits)), repair.edits);
  return { ...moved, problems: [...repair.problems, ...moved.problems] };
}

function read(text: string): YamlDocument {
  if (needsComposer(text)) return composeDocument(text);
  const start = startOfContent(text);
  const end = endOfDocument(text, start);
  const lineStart = text.charCodeAt(start - 1) === byteOrderMark ? start : text.lastIndexOf('\n', start - 1) + 1;
  const reader = readerOf(end < text.length ? text.slice(0, end) : text, start, lineStart);
  for (const match of text.slice(0, start).matchAll(/^[ \t]*(#.*)$/gm)) {
    const commentEnd = match.index + match[0].length;
    reader.comments.push({ start: commentEnd - (match[1]?.length ?? 0), end: commentEnd });
  }
  return { root: readRoot(reader), problems: reader.problems, comments: reader.comments };
}

const byteOrderMark = 0xfeff;

/** The root, and behind it whatever else stands in the text, which only a fault can leave over. */
function readRoot(reader: Reader): Node | undefined {
  const first = reader.lineStart;
  let root: Node | undefined;
  while (skipToContent(reader) >= 0) {
    if (root) report(reader, 'unexpected-text', reader.at, endOfLine(reader.text, reader.at));
    const behindMarker = reader.lineStart === first && reader.at - first > 3 && isMarker(reader.text, first);
    const node = readNode(reader, { indent: -1, inline: behindMarker, listAtIndent: false });
    if (!root || (root.type === 'scalar' && node.type !== 'scalar')) root = node;
  }
  return root;
}

/** What the fast reader leaves to the `yaml` package: explicit keys, tag handles, line ends of old computers. */
function needsComposer(text: string): boolean {
  return (
    (text.includes('? ') && /^(?:[ ]*- +)*[ ]*\?[ \n]/m.test(text)) ||
    (text.includes('%TAG') && /^%TAG/m.test(text)) ||
    (text.includes('\r') && /\r(?!\n)/.test(text))
  );
}
