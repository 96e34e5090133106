// Claims, volumes and classes as kubectl lists them; a claim that waits leads to why.
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { momentAtOrBefore, type Run } from '../model/run.ts';
import { claimsAt, storageTables } from '../model/stories.ts';
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
  const claims = useMemo(() => claimsAt(run, moment), [run, moment]);
  const tables = useMemo(() => storageTables(run, moment), [run, moment]);
  const why = (key: string): void => {
    dispatch({ type: 'select', key });
    dispatch({ type: 'tab', tab: 'why' });
  };
  return (
    <section class="story" aria-label={say('storage')}>
      {claims.length === 0 && <p class="empty">{say('noClaims')}</p>}
      <ul>
        {claims.map(({ key, name, phase }) => (
          <li key={key}>
            {phase === 'Bound' ? '●' : '○'} {name}: {phase}{' '}
            {phase !== 'Bound' && (
              <button type="button" class="link" onClick={() => why(key)}>
                {say('why')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {tables.map((table) => (
        <pre key={table.slice(0, 40)}>{table}</pre>
      ))}
    </section>
  );
}
