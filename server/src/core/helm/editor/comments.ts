// What people write beside values and named templates to explain them: comment lines above a key (helm-docs' `# --` among
// them) or behind its value, `@param` lines of Bitnami's charts, the comment before a `define`.
import type { ChartText } from '../../workspace/chartSource.ts';
import type { ChartView } from './chartView.ts';
import type { ChartSite } from './places.ts';

const mostLines = 8;

/** Of the value with this path whose key stands at a site; empty where nobody wrote one. */
export function commentOfValue(view: ChartView, { path: file, span }: ChartSite, path: readonly string[]): string {
  const given = view.texts.get(file);
  if (!given) return '';
  return paramsOf(given).get(path.join('.')) ?? commentAt(given.text, span.start);
}

export function commentAt(words: string, keyStart: number): string {
  const lineStart = words.lastIndexOf('\n', keyStart - 1) + 1;
  const lines: string[] = [];
  for (let end = lineStart - 1; end >= 0 && lines.length < mostLines; ) {
    const start = words.lastIndexOf('\n', end - 1) + 1;
    const line = words.slice(start, end);
    if (!/^\s*#/.test(line)) break;
    if (!/^\s*#+\s*@(?:param|section|skip|extra|descriptionStart|descriptionEnd|default)\b/.test(line))
      lines.unshift(plain(line));
    end = start - 1;
  }
  const above = lines.filter((line) => line.trim() !== '').join('\n');
  if (above !== '') return above;
  const lineEnd = words.indexOf('\n', keyStart);
  return /\s#+\s*(.*)$/.exec(words.slice(keyStart, lineEnd < 0 ? words.length : lineEnd))?.[1]?.trim() ?? '';
}

const plain = (line: string): string => line.replace(/^\s*#+\s?(?:--\s)?/, '').trimEnd();

const known = new WeakMap<ChartText, ReadonlyMap<string, string>>();

/** `## @param image.tag The tag` stands above the section that it belongs to. */
function paramsOf(given: ChartText): ReadonlyMap<string, string> {
  const found = known.get(given);
  if (found) return found;
  const params = new Map<string, string>();
  for (const [, path = '', words = ''] of given.text.matchAll(/^\s*#+\s*@param\s+(\S+)\s+(?:\[[^\]]*\]\s*)?(.*)$/gm)) {
    params.set(path, words.trim());
  }
  known.set(given, params);
  return params;
}

/** The comment before a `define`. */
export function commentOfDefinition(view: ChartView, { path, span }: Pick<ChartSite, 'path' | 'span'>): string {
  const before = view.texts.get(path)?.text.slice(Math.max(0, span.start - 2000), span.start) ?? '';
  const match = /\{\{-?\s*\/\*((?:(?!\*\/)[\s\S])*)\*\/\s*-?\}\}\s*\{\{-?\s*(?:define|block)\s+"$/.exec(before);
  return match?.[1]?.trim() ?? '';
}
