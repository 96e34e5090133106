// Where a code is explained: the page of rules that lies beside the built server, at the line of its heading. It is read
// once, when the first diagnostic is made; without it there are no links.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Locale } from '../core/text.ts';

const pages: Readonly<Record<Locale, string>> = { en: 'RULES.md', 'zh-cn': 'RULES.zh-cn.md' };
const read = new Map<Locale, ReadonlyMap<string, string>>();

/** The link to a code's section, `file:///…/RULES.md#L120`: editors that open it go to the line. */
export function explanationOf(code: string, locale: Locale): string | undefined {
  const links = read.get(locale) ?? linksIn(path.join(__dirname, pages[locale]));
  read.set(locale, links);
  return links.get(code);
}

function linksIn(file: string): ReadonlyMap<string, string> {
  const links = new Map<string, string>();
  if (!fs.existsSync(file)) return links;
  const { href } = pathToFileURL(file);
  for (const [index, line] of fs.readFileSync(file, 'utf8').split('\n').entries()) {
    if (line.startsWith('### ')) links.set(line.slice('### '.length), `${href}#L${index + 1}`);
  }
  return links;
}
