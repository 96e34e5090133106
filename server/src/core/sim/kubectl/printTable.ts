// `kubectl get` as a table: columns of the kind, labels on demand. Knows no cluster: objects in, text out.
import type { JsonObject } from '../../apiserver/types.ts';
import { labelsText } from './labelTexts.ts';
import { record, text } from './read.ts';
import { type Columns, layOut, oneLine, type PrintContext } from './table.ts';
import { tableOf } from './tables/catalogue.ts';

export interface TableOptions extends PrintContext {
  readonly wide?: boolean;
  /** `-A`: a column NAMESPACE first. */
  readonly namespaces?: boolean;
  /** Before names, with several kinds: `deployment.apps/`. */
  readonly prefix?: string;
  /** `-L`. */
  readonly labelColumns?: readonly string[];
  readonly showLabels?: boolean;
  readonly noHeaders?: boolean;
  /** Of a kind that has a table of its own. */
  readonly columns?: Columns;
}

export function printTable(kind: string, objects: readonly JsonObject[], options: TableOptions): string {
  return layOut(tableRows(kind, objects, options));
}

/** The cells, the header first. */
export function tableRows(
  kind: string,
  objects: readonly JsonObject[],
  options: TableOptions,
): readonly (readonly string[])[] {
  const columns = (options.columns ?? tableOf(kind)).filter((column) => options.wide || !column.wide);
  const labels = options.labelColumns ?? [];
  const header = [
    ...(options.namespaces ? ['NAMESPACE'] : []),
    ...columns.map((column) => column.name),
    ...labels.map((label) => (label.split('/').at(-1) ?? label).toUpperCase()),
    ...(options.showLabels ? ['LABELS'] : []),
  ];
  const rows = objects.map((object) => [
    ...(options.namespaces ? [text(object, 'metadata', 'namespace')] : []),
    ...columns.map(
      (column, index) => (index === 0 ? (options.prefix ?? '') : '') + oneLine(column.cell(object, options)),
    ),
    ...labels.map((label) => text(object, 'metadata', 'labels', label)),
    ...(options.showLabels ? [labelsText(record(object, 'metadata', 'labels'))] : []),
  ]);
  return options.noHeaders ? rows : [header, ...rows];
}
