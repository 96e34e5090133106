// The timeline: for each workload its replica chart and the lifelines of its pods, over one axis of time. Segments are
// kubectl's status words; markers are Events. Pointing anywhere moves the cursor there.
import type { JSX } from 'preact';
import { useCallback, useMemo } from 'preact/hooks';
import type { Lifeline, Marker, Segment } from '../model/lifelines.ts';
import { glyphs } from '../model/podState.ts';
import type { Run } from '../model/run.ts';
import { placeOf, type Scale, timeAt, zoomStep } from '../model/scale.ts';
import type { Workload } from '../model/workloads.ts';
import type { State } from '../state.ts';
import { clock, type Say } from '../words.ts';
import type { Dispatch } from './Panel.tsx';
import { PodName } from './PodName.tsx';
import { ReplicaChart } from './ReplicaChart.tsx';
import { VirtualList } from './VirtualList.tsx';

interface Props {
  readonly state: State;
  readonly run: Run;
  readonly say: Say;
  readonly dispatch: Dispatch;
}

type Row =
  | { readonly type: 'workload'; readonly workload: Workload }
  | { readonly type: 'title'; readonly words: string }
  | { readonly type: 'pod'; readonly line: Lifeline };

const heights: Readonly<Record<Row['type'], number>> = { workload: 68, title: 24, pod: 22 };

export function Timeline({ state, run, say, dispatch }: Props): JSX.Element {
  const rows = useMemo(() => rowsOf(run, say('pods')), [run, say]);
  const heightOf = useCallback((i: number) => heights[rows[i]?.type ?? 'pod'], [rows]);
  const { atMs, selected } = state.kept;
  const { scale } = state;
  const drag = (event: PointerEvent): void => {
    const ms = event.buttons === 1 ? timeUnder(event, scale) : undefined;
    if (ms !== undefined) dispatch({ type: 'seek', atMs: ms });
  };
  const press = (event: PointerEvent): void => {
    drag(event);
    const key = event.target instanceof HTMLElement && event.target.closest<HTMLElement>('.bar')?.dataset['key'];
    if (key) dispatch({ type: 'select', key });
  };
  const wheel = (event: WheelEvent): void => {
    const ms = event.ctrlKey || event.metaKey ? timeUnder(event, scale) : undefined;
    if (ms === undefined) return;
    event.preventDefault();
    dispatch({ type: 'zoom', factor: event.deltaY > 0 ? zoomStep : 1 / zoomStep, aroundMs: ms });
  };
  return (
    <section class="timeline" aria-label={say('timeline')} onPointerDown={press} onPointerMove={drag} onWheel={wheel}>
      <div class="axis-row">
        <Zoom atMs={atMs} say={say} dispatch={dispatch} />
        <Axis scale={scale} most={state.wide ? 6 : 3} />
      </div>
      {rows.length === 0 && <p class="empty">{say('noLanes')}</p>}
      <VirtualList
        label={say('timeline')}
        class="lanes"
        count={rows.length}
        heightOf={heightOf}
        overlay={<div class="now" style={{ left: onPlot(placeOf(scale, atMs)) }} />}
        row={(i) => {
          const row = rows[i];
          return row && drawRow(row, scale, atMs, { selected, marked: state.marked }, say, dispatch);
        }}
      />
    </section>
  );
}

function Zoom({ atMs, say, dispatch }: Pick<Props, 'say' | 'dispatch'> & { readonly atMs: number }): JSX.Element {
  const zoom = (factor: number) => (): void => dispatch({ type: 'zoom', factor, aroundMs: atMs });
  return (
    <span class="zoom">
      <vscode-toolbar-button icon="zoom-in" label={say('zoomIn')} title={say('zoomIn')} onClick={zoom(1 / zoomStep)} />
      <vscode-toolbar-button icon="zoom-out" label={say('zoomOut')} title={say('zoomOut')} onClick={zoom(zoomStep)} />
      <vscode-toolbar-button
        icon="screen-full"
        label={say('fit')}
        title={say('fit')}
        onClick={() => dispatch({ type: 'fit' })}
      />
    </span>
  );
}

function drawRow(
  row: Row,
  scale: Scale,
  atMs: number,
  chosen: { readonly selected: string | undefined; readonly marked: string | undefined },
  say: Say,
  dispatch: Dispatch,
): JSX.Element {
  switch (row.type) {
    case 'title':
      return <h3 class="lane-title">{row.words}</h3>;
    case 'workload': {
      const { workload } = row;
      const marked = chosen.marked === workload.key;
      return <ReplicaChart workload={workload} {...{ scale, atMs, marked, say, dispatch }} />;
    }
    case 'pod':
      return <PodRow line={row.line} scale={scale} atMs={atMs} {...chosen} dispatch={dispatch} />;
  }
}

interface PodRowProps {
  readonly line: Lifeline;
  readonly scale: Scale;
  readonly atMs: number;
  readonly selected: string | undefined;
  readonly marked: string | undefined;
  readonly dispatch: Dispatch;
}

function PodRow({ line, scale, atMs, selected, marked, dispatch }: PodRowProps): JSX.Element {
  const now = line.segments.findLast((segment) => segment.fromMs <= atMs && atMs <= segment.toMs);
  const words = now ? `${now.state.word} ${now.state.ready}${now.state.node ? `, ${now.state.node}` : ''}` : '–';
  // The same elements again while nothing changed: the cursor moves at every frame, the lifeline does not.
  const plot = useMemo(() => drawLifeline(line, scale), [line, scale]);
  return (
    <div class="pod row" data-selected={line.key === selected} data-marked={line.key === marked}>
      <button
        type="button"
        class="label"
        title={`${line.name}: ${words}`}
        aria-label={`${line.name}: ${words}`}
        onClick={() => dispatch({ type: 'select', key: line.key })}
      >
        <PodName name={line.name} />
      </button>
      {plot}
    </div>
  );
}

function drawLifeline(line: Lifeline, scale: Scale): JSX.Element {
  return (
    <div class="plot" aria-hidden="true">
      {line.segments
        .filter(({ fromMs, toMs }) => toMs >= scale.fromMs && fromMs <= scale.toMs)
        .map((segment) => (
          <Bar key={segment.fromMs} podKey={line.key} segment={segment} scale={scale} />
        ))}
      {visibleMarkers(line.markers, scale).map((marker) => (
        <span
          key={`${marker.atMs} ${marker.reason}`}
          class="marker"
          data-warning={marker.warning}
          style={{ left: percent(placeOf(scale, marker.atMs)) }}
          title={`${clock(marker.atMs)} ${marker.reason}: ${marker.message}`}
        >
          {marker.warning ? '▲' : '•'}
        </span>
      ))}
    </div>
  );
}

interface BarProps {
  readonly podKey: string;
  readonly segment: Segment;
  readonly scale: Scale;
}

function Bar({ podKey, segment, scale }: BarProps): JSX.Element {
  const { fromMs, toMs, state } = segment;
  const from = Math.max(0, placeOf(scale, fromMs));
  const to = Math.min(1, placeOf(scale, toMs));
  const words = `${glyphs[state.tone]} ${state.word} ${state.ready}`;
  return (
    <div
      class={`bar ${state.tone}`}
      data-key={podKey}
      style={{ left: percent(from), width: percent(to - from) }}
      title={`${words} · ${clock(fromMs)} – ${clock(toMs)}${state.node ? ` · ${state.node}` : ''}`}
    >
      {words}
    </div>
  );
}

function Axis({ scale, most }: { readonly scale: Scale; readonly most: number }): JSX.Element {
  const step = niceStep((scale.toMs - scale.fromMs) / most);
  const first = Math.ceil(scale.fromMs / step);
  const ticks = Array.from({ length: Math.floor(scale.toMs / step) - first + 1 }, (_, i) => (first + i) * step);
  return (
    <div class="axis" aria-hidden="true">
      {ticks.map((tick) => (
        <span key={tick} style={{ left: percent(placeOf(scale, tick)) }}>
          {clock(tick, step)}
        </span>
      ))}
    </div>
  );
}

function rowsOf(run: Run, looseTitle: string): readonly Row[] {
  const pods = (workload: string | undefined): readonly Row[] =>
    (run.lanes.find((lane) => lane.workload === workload)?.lifelines ?? []).map((line) => ({ type: 'pod', line }));
  const rows: Row[] = run.workloads.flatMap((workload) => [{ type: 'workload', workload }, ...pods(workload.key)]);
  for (const { workload } of run.lanes) {
    if (workload !== undefined && run.workloads.some(({ key }) => key === workload)) continue;
    rows.push({ type: 'title', words: workload?.split('/').slice(-3).join('/') ?? looseTitle }, ...pods(workload));
  }
  return rows;
}

/** Markers that would stand on the same half percent are one: the first, or the first warning. */
function visibleMarkers(markers: readonly Marker[], scale: Scale): readonly Marker[] {
  const places = new Map<number, Marker>();
  for (const marker of markers) {
    const place = Math.round(placeOf(scale, marker.atMs) * 200);
    if (place < 0 || place > 200) continue;
    const there = places.get(place);
    if (!there || (marker.warning && !there.warning)) places.set(place, marker);
  }
  return [...places.values()];
}

function timeUnder(event: MouseEvent, scale: Scale): number | undefined {
  const plot = event.target instanceof Element ? event.target.closest('.plot, .axis') : null;
  if (!plot) return undefined;
  const { left, width } = plot.getBoundingClientRect();
  return timeAt(scale, (event.clientX - left) / width);
}

/** 1, 2 or 5 times a power of ten up to a minute; then minutes and hours in round numbers. */
function niceStep(ms: number): number {
  const steps = [
    10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 3e4, 6e4, 12e4, 3e5, 6e5, 12e5, 18e5, 36e5, 72e5, 216e5,
  ];
  return steps.find((step) => step >= ms) ?? 864e5;
}

export function percent(part: number): string {
  return `${(part * 100).toFixed(3)}%`;
}

/** A place on the axis as a place in the whole row, behind the labels. */
function onPlot(part: number): string {
  return `calc(var(--label) + (100% - var(--label) - var(--edge)) * ${part.toFixed(5)})`;
}
