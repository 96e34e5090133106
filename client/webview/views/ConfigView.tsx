// What the containers of the selected pod (or of the first) really see: environment in order, and what is mounted where.
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { momentAtOrBefore, type Run } from '../model/run.ts';
import { type ContainerRow, containersAt } from '../model/stories.ts';
import type { Say } from '../words.ts';

interface Props {
  readonly run: Run;
  readonly atMs: number;
  readonly selected: string | undefined;
  readonly say: Say;
}

export function ConfigView({ run, atMs, selected, say }: Props): JSX.Element {
  const moment = momentAtOrBefore(run, atMs);
  const containers = useMemo(() => containersAt(run, moment, selected), [run, moment, selected]);
  if (containers.length === 0) return <p class="empty">{say('noContainers')}</p>;
  return (
    <section class="story" aria-label={say('config')}>
      {containers.map((row) => (
        <Container key={row.container} row={row} say={say} />
      ))}
    </section>
  );
}

function Container({ row, say }: { readonly row: ContainerRow; readonly say: Say }): JSX.Element {
  const { pod, container, variables, problem, mounts } = row;
  return (
    <section aria-label={`${pod} ${container}`}>
      <h3>
        {pod} / {container}
      </h3>
      {problem !== undefined && (
        <p class="said" role="alert">
          ✗ {problem}
        </p>
      )}
      <h4>{say('environment')}</h4>
      <pre>{variables.map(([name, value]) => `${name}=${value}`).join('\n')}</pre>
      <h4>{say('mounts')}</h4>
      <pre>{mounts.join('\n')}</pre>
    </section>
  );
}
