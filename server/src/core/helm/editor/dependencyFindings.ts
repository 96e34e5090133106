// The charts that a chart needs: which are not in `charts/`, said once, and whether Chart.lock still fits what is asked for.
import type { Span } from '../../finding.ts';
import { type Text, text } from '../../text.ts';
import { innerSpan } from '../../workspace/pattern.ts';
import type { Node, ScalarNode } from '../../yaml/nodes.ts';
import { nodeAt, resolved } from '../../yaml/path.ts';
import { satisfies } from '../functions/semver.ts';
import type { ChartFinding } from './chartFindings.ts';
import { type ChartView, valuesTreeOf } from './chartView.ts';

/** Of all that is missing one finding, as Helm refuses once, at the first of them. */
export function dependencyFindings(view: ChartView): readonly ChartFinding[] {
  const listed = view.chart ? listedIn(view, 'Chart.yaml') : [];
  const missing = listed.filter(({ name }) => !hasChart(view, name.source));
  const [first] = missing;
  if (!first) return staleLock(view, listed);
  const names = [...new Set(missing.map(({ name }) => `"${name.source}"`))].join(', ');
  return [found(first.span, absent(names, view.texts.has('Chart.lock'))), ...staleLock(view, listed)];
}

/** Whether charts are missing: then much is unknown that is no fault. */
export function lacksCharts(view: ChartView): boolean {
  return view.chart !== undefined && listedIn(view, 'Chart.yaml').some(({ name }) => !hasChart(view, name.source));
}

const found = (span: Span, message: Text): ChartFinding => ({
  path: 'Chart.yaml',
  finding: { code: 'helm-missing-dependency', severity: 'warning', span, message },
});

interface Listed {
  readonly name: ScalarNode;
  readonly version: string;
  /** Of the name, in the file. */
  readonly span: Span;
}

function listedIn(view: ChartView, file: string): readonly Listed[] {
  const given = view.texts.get(file);
  if (!given) return [];
  const { root, base, text: words } = valuesTreeOf(given);
  const list = resolved(nodeAt(root, ['dependencies']));
  return (list?.type === 'sequence' ? list.items : []).flatMap(({ value }) => {
    const name = resolved(nodeAt(value, ['name']));
    if (name?.type !== 'scalar') return [];
    const { start, end } = innerSpan(name, words);
    return [{ name, version: wordAt(value, 'version'), span: { start: start + base, end: end + base } }];
  });
}

function wordAt(node: Node | undefined, key: string): string {
  const scalar = resolved(nodeAt(node, [key]));
  return scalar?.type === 'scalar' ? scalar.source : '';
}

/** Folders may be called otherwise than their charts. */
function hasChart({ texts }: ChartView, name: string): boolean {
  if (texts.has(`charts/${name}/Chart.yaml`)) return true;
  const line = new RegExp(`^name:\\s*["']?${name.replace(/[^\w-]/g, '\\$&')}["']?\\s*$`, 'm');
  return [...texts].some(([path, { text: words }]) => /^charts\/[^/]+\/Chart\.yaml$/.test(path) && line.test(words));
}

/** `helm dependency build` refuses a lock that names other charts than Chart.yaml asks for. */
function staleLock(view: ChartView, listed: readonly Listed[]): readonly ChartFinding[] {
  if (!view.texts.has('Chart.lock')) return [];
  const locked = listedIn(view, 'Chart.lock');
  const isLocked = ({ name, version }: Listed) =>
    locked.some((one) => one.name.source === name.source && (version === '' || fits(version, one.version)));
  const stale = listed.find((one) => !isLocked(one));
  return stale ? [found(stale.span, outdated(stale.name.source, stale.version))] : [];
}

/** What nobody can read is nobody's fault here. */
function fits(range: string, version: string): boolean {
  try {
    return satisfies(range, version);
  } catch {
    return true;
  }
}

function absent(names: string, hasLock: boolean): Text {
  const command = hasLock ? 'helm dependency build' : 'helm dependency update';
  return text(
    `not in charts/: ${names}; so nothing of it is rendered and its templates are unknown; run "${command}"`,
    `charts/ 中缺少：${names}；其内容不会被渲染，其模板也未知；请运行 "${command}"`,
  );
}

const outdated = (name: string, version: string): Text =>
  text(
    `Chart.lock does not hold "${name}" ${version}, so "helm dependency build" refuses; run "helm dependency update"`,
    `Chart.lock 中没有 "${name}" ${version}，"helm dependency build" 会拒绝；请运行 "helm dependency update"`,
  );
