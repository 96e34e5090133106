// A claim, whole or as the template inside a pod's volume. Source: kubectl/pkg/describe/describe.go printPersistentVolumeClaim (v1.36).
import type { JsonObject } from '../../../apiserver/types.ts';
import { since } from '../ages.ts';
import { at, has, list, record, text } from '../read.ts';
import { accessModes, classOf, quantity } from '../tables/storage.ts';
import { annotationLines, goList, labelLines } from './sections.ts';
import type { DescribeContext, Writer } from './writer.ts';

export interface ClaimOptions {
  readonly whole: boolean;
  readonly level: number;
}

export function claimLines(
  outer: Writer,
  claim: JsonObject,
  context: DescribeContext,
  { whole, level }: ClaimOptions,
): void {
  const w = nested(outer, level);
  if (whole) {
    w.field(0, 'Name', text(claim, 'metadata', 'name'));
    w.field(0, 'Namespace', text(claim, 'metadata', 'namespace'));
  }
  w.field(0, 'StorageClass', classOf(claim));
  const leaving = text(claim, 'metadata', 'deletionTimestamp');
  if (whole)
    w.field(
      0,
      'Status',
      leaving === '' ? text(claim, 'status', 'phase') : `Terminating (lasts ${since(context.nowMs, leaving)})`,
    );
  w.field(0, 'Volume', text(claim, 'spec', 'volumeName'));
  labelLines(w, 'Labels', record(claim, 'metadata', 'labels'));
  annotationLines(w, 'Annotations', record(claim, 'metadata', 'annotations'));
  if (whole) w.field(0, 'Finalizers', goList(list(claim, 'metadata', 'finalizers')));
  const bound = text(claim, 'spec', 'volumeName') !== '';
  w.field(0, 'Capacity', bound ? quantity(at(claim, 'status', 'capacity', 'storage')) : '');
  w.field(0, 'Access Modes', bound ? accessModes(list(claim, 'status', 'accessModes')) : '');
  if (has(claim, 'spec', 'volumeMode')) w.field(0, 'VolumeMode', text(claim, 'spec', 'volumeMode'));
  if (!has(claim, 'spec', 'dataSource')) return;
  w.line(0, 'DataSource:');
  for (const [name, field] of [
    ['APIGroup', 'apiGroup'],
    ['Kind', 'kind'],
    ['Name', 'name'],
  ] as const) {
    if (has(claim, 'spec', 'dataSource', field)) w.field(1, name, text(claim, 'spec', 'dataSource', field));
  }
}

/** A writer whose every piece starts some levels further right. */
function nested(w: Writer, by: number): Writer {
  if (by === 0) return w;
  return {
    ...w,
    write: (level, words) => w.write(level + by, words),
    line: (level, words) => w.line(level + by, words),
    field: (level, name, value) => w.field(level + by, name, value),
  };
}
