// The cluster's Events up to the cursor's time, newest first, as `kubectl get events` words them.
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { EventObject } from '../../../server/src/core/sim/objects.ts';
import { involvedKey } from '../model/lifelines.ts';
import type { Run } from '../model/run.ts';
import { isKind } from '../model/shapes.ts';
import { clock, type Say } from '../words.ts';
import type { Dispatch } from './Panel.tsx';
import { VirtualList } from './VirtualList.tsx';

interface Props {
  readonly run: Run;
  readonly atMs: number;
  readonly say: Say;
  readonly dispatch: Dispatch;
}

interface Row {
  readonly atMs: number;
  readonly seq: number;
  readonly event: EventObject;
}

const rowPx = 22;

export function Events({ run, atMs, say, dispatch }: Props): JSX.Element {
  const all = useMemo(() => eventsOf(run), [run]);
  const rows = all.filter((row) => row.atMs <= atMs).reverse();
  if (rows.length === 0) return <p class="empty">{say('noEvents')}</p>;
  return (
    <VirtualList
      label={say('events')}
      count={rows.length}
      heightOf={rowHeight}
      row={(i) => {
        const row = rows[i];
        return row && <EventRow key={row.seq} row={row} dispatch={dispatch} />;
      }}
    />
  );
}

function EventRow({ row, dispatch }: { readonly row: Row; readonly dispatch: Dispatch }): JSX.Element {
  const { event, atMs } = row;
  const warning = event.type === 'Warning';
  const about = `${event.involvedObject.kind?.toLowerCase()}/${event.involvedObject.name}`;
  const select = (): void => {
    dispatch({ type: 'seek', atMs });
    dispatch({ type: 'select', key: involvedKey(event) });
  };
  return (
    <button type="button" class="event row" data-warning={warning} onClick={select} title={event.message}>
      <span class="when">{clock(atMs)}</span>
      <span class="type">
        {warning ? '▲' : '·'} {event.type}
      </span>
      <span class="reason">{event.reason}</span>
      <span class="about">{about}</span>
      <span class="message">{event.message}</span>
    </button>
  );
}

/** Each write of an Event is one row: a repeated event shows up again when it is counted again. */
function eventsOf(run: Run): readonly Row[] {
  const rows: Row[] = [];
  for (const versions of run.history.values()) {
    for (const { atMs, object, write } of versions) {
      if (isKind(object, 'Event')) rows.push({ atMs, seq: write.seq, event: object });
    }
  }
  return rows.sort((a, b) => a.seq - b.seq);
}

function rowHeight(): number {
  return rowPx;
}
