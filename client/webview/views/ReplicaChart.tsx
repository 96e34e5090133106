// One workload's replica counts over time: desired, updated, ready, available, and the band in which a rolling update
// must stay. The numbers at the cursor stand beside it as words.
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Scale } from '../model/scale.ts';
import { type Counts, type Sample, sampleAt, type Workload } from '../model/workloads.ts';
import type { Say } from '../words.ts';
import type { Dispatch } from './Panel.tsx';

interface Props {
  readonly workload: Workload;
  readonly scale: Scale;
  readonly atMs: number;
  readonly marked: boolean;
  readonly say: Say;
  readonly dispatch: Dispatch;
}

const lines = ['desired', 'updated', 'ready', 'available'] as const;

export function ReplicaChart({ workload, scale, atMs, marked, say, dispatch }: Props): JSX.Element {
  const { samples } = workload;
  const now = sampleAt(workload, atMs);
  // The same elements again while nothing changed: the cursor moves at every frame, the chart does not.
  const chart = useMemo(() => drawChart(samples, scale, say), [samples, scale, say]);
  return (
    <div class="workload row" data-marked={marked}>
      <button type="button" class="label" onClick={() => dispatch({ type: 'select', key: workload.key })}>
        <strong>
          {workload.kind}/{workload.name}
        </strong>
        {lines.map((line) => (
          <span key={line} class={`count ${line}`}>
            <i aria-hidden="true" /> {say(line)} {now?.[line] ?? 0}
          </span>
        ))}
      </button>
      {chart}
    </div>
  );
}

function drawChart(samples: readonly Sample[], { fromMs, toMs }: Scale, say: Say): JSX.Element {
  const top = Math.max(1, ...samples.map(({ most, desired, updated }) => Math.max(most, desired, updated)));
  const paths = drawn(samples, toMs);
  return (
    <div class="plot" aria-hidden="true">
      <svg viewBox={`${fromMs} 0 ${toMs - fromMs} ${top + 0.5}`} preserveAspectRatio="none">
        <title>{say('band')}</title>
        <g transform={`translate(0 ${top + 0.25}) scale(1 -1)`}>
          <path class="band" d={paths.band} />
          {lines.map((line) => (
            <path key={line} class={`line ${line}`} d={paths[line]} />
          ))}
        </g>
      </svg>
    </div>
  );
}

function drawn(samples: readonly Sample[], endMs: number): Readonly<Record<(typeof lines)[number] | 'band', string>> {
  const line = (name: keyof Counts): string => `M${stairs(samples, name, endMs).join('L')}`;
  const upper = stairs(samples, 'most', endMs);
  const lower = stairs(samples, 'least', endMs).reverse();
  return {
    desired: line('desired'),
    updated: line('updated'),
    ready: line('ready'),
    available: line('available'),
    band: `M${[...upper, ...lower].join('L')}Z`,
  };
}

/** A count holds until the next sample: steps, not slopes. */
function stairs(samples: readonly Sample[], name: keyof Counts, endMs: number): string[] {
  return samples.flatMap((sample, i) => {
    const until = samples[i + 1]?.atMs ?? Math.max(endMs, sample.atMs);
    return [`${sample.atMs} ${sample[name]}`, `${until} ${sample[name]}`];
  });
}
