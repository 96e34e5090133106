// `kubectl get --watch`: after the table a row for every change, in columns that only grow wider. Ends with the scenario, or
// at `--request-timeout`. Source: kubectl/pkg/cmd/get/get.go watch (v1.36).
import { durationMs } from '../../durations.ts';
import type { ClusterView } from '../../frame.ts';
import { asJson, type KubeObject } from '../../objects.ts';
import { type Doing, type Found, findTargets, print } from '../command.ts';
import { type Arguments, flag, isSet } from '../flags.ts';
import { tableRows } from '../printTable.ts';
import { isNamespaced, type Resource } from '../resources.ts';
import { layOutIn, widthsOf } from '../table.ts';

export function* watchTable(view: ClusterView, args: Arguments, wide: boolean): Doing<void> {
  const limit = durationMs(flag(args, 'request-timeout'));
  const endMs = limit === undefined || limit === 0 ? undefined : view.nowMs + limit;
  let known = byUid(findTargets(view, args.words, args).found);
  let widths: readonly number[] = [];
  const rowsOf = (resource: Resource, objects: readonly KubeObject[], noHeaders: boolean) =>
    tableRows(resource.kind, objects.map(asJson), {
      nowMs: view.epochMs,
      wide,
      ...(resource.custom && { columns: resource.custom.columns }),
      namespaces: isSet(args, 'all-namespaces') && isNamespaced(resource),
      labelColumns: flag(args, 'label-columns')?.split(',') ?? [],
      showLabels: isSet(args, 'show-labels'),
      noHeaders,
    });
  const [first] = known.values();
  if (first) {
    const all = [...known.values()].map(({ object }) => object);
    widths = widthsOf(rowsOf(first.resource, all, isSet(args, 'no-headers')), []);
  }
  while (endMs === undefined || view.nowMs < endMs) {
    yield endMs === undefined ? { type: 'await' } : { type: 'await', timeoutMs: endMs - view.nowMs };
    const now = byUid(findTargets(view, args.words, args).found);
    for (const { resource, object } of changes(known, now)) {
      const headed = widths.length === 0 && !isSet(args, 'no-headers');
      const rows = rowsOf(resource, [object], !headed);
      widths = widthsOf(rows, widths);
      yield print(layOutIn(widths, rows));
    }
    known = now;
  }
}

const byUid = (found: readonly Found[]): ReadonlyMap<string, Found> =>
  new Map(found.map((one) => [one.object.metadata.uid, one]));

/** What is new or different, in order; then what is gone, as it was last. */
function changes(before: ReadonlyMap<string, Found>, now: ReadonlyMap<string, Found>): readonly Found[] {
  const different = [...now].filter(([uid, { object }]) => before.get(uid)?.object !== object);
  const gone = [...before].filter(([uid]) => !now.has(uid));
  return [...different, ...gone].map(([, found]) => found);
}
