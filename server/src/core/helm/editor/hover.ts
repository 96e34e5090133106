// What a word in a template means, as Markdown: the effective value and where it is set, what an object or function
// gives, where a named template is defined and what its comment says. And for keys of values files, who uses them.
import type { Span } from '../../finding.ts';
import { type Locale, pick, text } from '../../text.ts';
import { valueAt } from '../chart/dependencies.ts';
import { functionsNotRendered } from '../functions/catalogue.ts';
import { functionWords } from '../functions/words.data.ts';
import { type ChartView, folderOf, isValuesFile, templateTreeOf, valuesIn } from './chartView.ts';
import { commentOfDefinition, commentOfValue } from './comments.ts';
import { type Mark, markAt } from './marks.ts';
import { objectWords } from './objects.data.ts';
import { type ChartSite, definitionsOfValue, isLibraryAt, templatesNamed, usesOfValue, valueAtKey } from './places.ts';
import { yamlOfValue } from './shownValue.ts';

export interface TemplateHover {
  readonly span: Span;
  readonly markdown: string;
}

export function hoverInChart(view: ChartView, path: string, offset: number, locale: Locale): TemplateHover | undefined {
  const given = view.texts.get(path);
  if (!given) return undefined;
  if (isValuesFile(view, path)) return hoverOfKey(view, path, offset, locale);
  const mark = markAt(templateTreeOf(given), offset);
  const markdown = mark && wordsOf(view, path, mark, locale);
  return mark && markdown ? { span: { start: mark.start, end: mark.end }, markdown } : undefined;
}

function wordsOf(view: ChartView, path: string, mark: Mark, locale: Locale): string | undefined {
  switch (mark.kind) {
    case 'value':
      return valueWords(view, folderOf(path), mark.path, locale);
    case 'object': {
      const words = objectWords.get(mark.path.join('.'));
      return words && `**.${mark.path.join('.')}**: ${pick(words, locale)}`;
    }
    case 'function': {
      const words = functionWords.get(mark.name);
      const ours = functionsNotRendered.has(mark.name) ? `\n\n${pick(notRendered, locale)}` : '';
      return words && `\`${words.signature}\`: ${pick(words.says, locale)}${ours}`;
    }
    case 'define':
    case 'include':
      return nameWords(view, mark.name, locale);
    default:
      return undefined;
  }
}

const notRendered = text('A rendering that calls it is not shown here.', '调用它的渲染结果不会在此显示。');

function valueWords(view: ChartView, folder: string, path: readonly string[], locale: Locale): string {
  const name = `**.Values${path.map((part) => `.${part}`).join('')}**`;
  const isLibrary = isLibraryAt(view, folder);
  const value = path.includes('*') ? undefined : valueAt(isLibrary ? view.values : valuesIn(view, folder), path);
  const sites = path.length === 0 ? [] : definitionsOfValue(view, { folder: isLibrary ? '' : folder, path });
  if (value === undefined && sites.length === 0) {
    const nowhere =
      path.length === 0
        ? text('the values of the chart', 'chart 的值')
        : text(
            'set nowhere in the chart: it is empty unless the installation sets it',
            'chart 中没有设置：除非安装时设置，否则为空',
          );
    return `${name}: ${pick(nowhere, locale)}`;
  }
  const shown = path.length === 0 || value === undefined ? '' : `\n\n\`\`\`yaml\n${yamlOfValue(value)}\n\`\`\``;
  const comment = sites[0] ? commentOfValue(view, sites[0], path) : '';
  const inForce = sites.filter((site) => isInForce(view, site)).sort((a, b) => rankOf(view, b) - rankOf(view, a));
  const others = sites.filter((site) => !inForce.includes(site));
  const set = listed(view, inForce, text('set in', '设置于'), locale);
  const elsewhere = listed(view, others, text('not in force here:', '此处未生效：'), locale);
  return `${name}${shown}${paragraph(comment)}${set}${elsewhere}`;
}

/** Of values files those that charts bring themselves, and those that the settings name. */
const isInForce = ({ valuesFiles }: ChartView, { path }: ChartSite): boolean =>
  /(^|\/)values\.yaml$/.test(path) || valuesFiles.includes(path);

/** What is laid over others comes first; of charts the upper ones lie over the lower. */
const rankOf = ({ valuesFiles }: ChartView, { path }: ChartSite): number =>
  valuesFiles.includes(path) ? valuesFiles.indexOf(path) + 1 : -path.split('/').length;

const paragraph = (words: string): string => (words === '' ? '' : `\n\n${words}`);

function nameWords(view: ChartView, name: string, locale: Locale): string {
  const sites = templatesNamed(view, name, 'define');
  const [first] = sites;
  if (!first) {
    const nowhere = text('defined nowhere in the chart: the rendering fails here', 'chart 中没有定义：渲染会在此失败');
    return `**${name}**: ${pick(nowhere, locale)}`;
  }
  const uses = templatesNamed(view, name, 'include').length;
  const used = text(`used ${uses} times`, `使用 ${uses} 次`);
  return `**${name}**${paragraph(commentOfDefinition(view, first))}${listed(view, sites, text('defined in', '定义于'), locale)}\n\n${pick(used, locale)}`;
}

const mostSites = 6;

function listed(view: ChartView, sites: readonly ChartSite[], says: ReturnType<typeof text>, locale: Locale): string {
  if (sites.length === 0) return '';
  const links = sites.slice(0, mostSites).map(({ uri, path, span }) => {
    const line = view.texts.get(path)?.text.slice(0, span.start).split('\n').length ?? 1;
    return `[${path}:${line}](${uri}#L${line})`;
  });
  const more = sites.length > mostSites ? ', …' : '';
  return `\n\n${pick(says, locale)} ${links.join(', ')}${more}`;
}

function hoverOfKey(view: ChartView, path: string, offset: number, locale: Locale): TemplateHover | undefined {
  const found = valueAtKey(view, path, offset);
  if (!found) return undefined;
  const uses = usesOfValue(view, found.value);
  const says = uses.length === 0 ? pick(text('no template names it', '没有模板提到它'), locale) : '';
  const name = `**.Values${found.value.path.map((part) => `.${part}`).join('')}**`;
  const list = listed(view, uses, text(`used ${uses.length} times:`, `使用 ${uses.length} 次：`), locale);
  return { span: found.span, markdown: `${name}${list === '' ? `: ${says}` : list}` };
}
