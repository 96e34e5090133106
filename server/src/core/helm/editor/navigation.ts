// From a word in a chart to what it means and back: definition, references, what it is called. Of values, named templates and
// variables; in templates and in values files alike.
import type { Span } from '../../finding.ts';
import { type ChartView, folderOf, isValuesFile, templateTreeOf } from './chartView.ts';
import { type Mark, markAt, marksOf } from './marks.ts';
import {
  type ChartSite,
  definitionsOfValue,
  isLibraryAt,
  templatesNamed,
  usesOfValue,
  type ValueName,
  valueAtKey,
} from './places.ts';

export interface ChartName {
  /** Of the word that was asked about. */
  readonly span: Span;
  readonly name: string;
  readonly definitions: readonly ChartSite[];
  readonly uses: readonly ChartSite[];
  /** Undefined for templates and variables. */
  readonly value?: ValueName;
  /** What a new name may be. */
  readonly form: RegExp;
}

const fieldForm = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const templateForm = /^[^"\\\n{}]+$/;
const variableForm = /^\$?[\p{L}\p{N}_]+$/u;

/** Undefined where nothing has a name that is defined somewhere. */
export function chartNameAt(view: ChartView, path: string, offset: number): ChartName | undefined {
  const given = view.texts.get(path);
  if (!given) return undefined;
  if (isValuesFile(view, path)) {
    const key = valueAtKey(view, path, offset);
    return key && nameOfValue(view, key.value, key.span);
  }
  const mark = markAt(templateTreeOf(given), offset);
  return mark && nameOfMark(view, path, mark);
}

function nameOfMark(view: ChartView, path: string, mark: Mark): ChartName | undefined {
  const span = { start: mark.start, end: mark.end };
  switch (mark.kind) {
    case 'value': {
      const folder = folderOf(path);
      return nameOfValue(view, { folder: isLibraryAt(view, folder) ? '' : folder, path: mark.path }, span);
    }
    case 'define':
    case 'include':
      return {
        span,
        name: mark.name,
        definitions: templatesNamed(view, mark.name, 'define'),
        uses: templatesNamed(view, mark.name, 'include'),
        form: templateForm,
      };
    case 'variable':
      return nameOfVariable(view, path, mark);
    default:
      return undefined;
  }
}

function nameOfValue(view: ChartView, value: ValueName, span: Span): ChartName | undefined {
  const name = value.path[value.path.length - 1];
  if (name === undefined || name === '*') return undefined;
  return {
    span,
    name,
    definitions: definitionsOfValue(view, value),
    uses: usesOfValue(view, value),
    form: fieldForm,
    value,
  };
}

/** Of a file: between two declarations of one name the words belong to the first. */
function nameOfVariable(
  view: ChartView,
  path: string,
  mark: Mark & { readonly kind: 'variable' },
): ChartName | undefined {
  const given = view.texts.get(path);
  const file = view.templates.find((one) => one.path === path);
  if (!given || !file || mark.name === '$') return undefined;
  const all = marksOf(file.tree).filter(
    (one): one is Mark & { kind: 'variable' } => one.kind === 'variable' && one.name === mark.name,
  );
  const declared = all.findLast(({ declares, start }) => declares && start <= mark.start);
  const next = all.find(({ declares, start }) => declares && start > (declared?.start ?? 0));
  const mine = all.filter(
    ({ start }) => start >= (declared?.start ?? 0) && start < (next?.start ?? Number.POSITIVE_INFINITY),
  );
  const site = ({ start, end }: Span): ChartSite => ({ uri: file.uri, path, span: { start, end } });
  return {
    span: { start: mark.start, end: mark.end },
    name: mark.name,
    definitions: declared ? [site(declared)] : [],
    uses: mine.filter((one) => one !== declared).map(site),
    form: variableForm,
  };
}
