// Claims, volumes and classes as kubectl's tables have them; a claim or volume that waits leads to why.
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { momentAtOrBefore, type Run } from '../model/run.ts';
import { type StorageRow, storageAt } from '../model/stories.ts';
import type { Say } from '../words.ts';
import type { Dispatch } from './Panel.tsx';

interface Props {
  readonly run: Run;
  readonly atMs: number;
  readonly say: Say;
  readonly dispatch: Dispatch;
}

export function StorageView({ run, atMs, say, dispatch }: Props): JSX.Element {
  const moment = momentAtOrBefore(run, atMs);
  const { claims, volumes, classes } = useMemo(() => storageAt(run, moment), [run, moment]);
  return (
    <section class="story" aria-label={say('storage')}>
      <h3>{say('claims')}</h3>
      {claims.length === 0 ? <p class="none">{say('noClaims')}</p> : <Table rows={claims} {...{ say, dispatch }} />}
      {volumes.length > 0 && <h3>{say('volumes')}</h3>}
      {volumes.length > 0 && <Table rows={volumes} {...{ say, dispatch }} />}
      {classes.length > 0 && <h3>{say('classes')}</h3>}
      {classes.length > 0 && <Table rows={classes} {...{ say, dispatch }} />}
    </section>
  );
}

interface TableProps {
  readonly rows: readonly StorageRow[];
  readonly say: Say;
  readonly dispatch: Dispatch;
}

function Table({ rows, say, dispatch }: TableProps): JSX.Element {
  const why = (key: string): void => {
    dispatch({ type: 'select', key });
    dispatch({ type: 'tab', tab: 'why' });
  };
  const heads = rows[0]?.cells.map(({ head }) => head) ?? [];
  return (
    <table>
      <thead>
        <tr>
          {heads.map((head) => (
            <th scope="col" key={head}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, waits, cells: [first, ...others] }) => (
          <tr key={key}>
            <th scope="row">
              <button type="button" class="link" onClick={() => dispatch({ type: 'select', key })}>
                {first?.value}
              </button>
            </th>
            {others.map(({ head, value }) => (
              <td key={head}>{value}</td>
            ))}
            {waits && (
              <td>
                <button type="button" class="link" onClick={() => why(key)}>
                  {say('why')}
                </button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
