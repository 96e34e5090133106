// kubectl at the cursor's time: the line typed here is asked again at every moment, so its answer moves with the cursor.
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { TimedCommand } from '../../../server/src/protocol.ts';
import { kubectlAt } from '../model/clusterView.ts';
import { momentAtOrBefore, type Run } from '../model/run.ts';
import { clock, type Say } from '../words.ts';
import type { Ask, Dispatch } from './Panel.tsx';

interface Props {
  readonly run: Run;
  readonly atMs: number;
  readonly command: string;
  readonly selected: string | undefined;
  readonly say: Say;
  readonly dispatch: Dispatch;
  readonly commands: readonly TimedCommand[];
  readonly ask: Ask;
}

const usual = [
  'get pods -o wide',
  'get all',
  'get events',
  'get nodes',
  'get endpointslices',
  'get pvc,pv',
  'get configmaps,secrets',
] as const;

export function Console({ run, atMs, command, commands, selected, say, dispatch, ask }: Props): JSX.Element {
  // Between two changes the answer differs only in ages: it is asked again at changes and seconds, not at each frame.
  const moment = Math.max(momentAtOrBefore(run, atMs), Math.floor(atMs / 1000) * 1000);
  const answer = useMemo(() => kubectlAt(run, moment, command), [run, moment, command]);
  const rerun = (next: readonly TimedCommand[]): void => {
    dispatch({ type: 'commands', commands: next });
    ask({ type: 'commands', commands: next });
  };
  const lines = selected === undefined ? usual : [describeLine(run, selected), ...usual];
  return (
    <div class="console">
      <label>
        <span>$ kubectl</span>
        <input
          type="text"
          list="kubectl-lines"
          spellcheck={false}
          value={command}
          placeholder={say('commandHint')}
          aria-label={say('commandHint')}
          onInput={(event) => dispatch({ type: 'command', line: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && answer.refused) rerun([...commands, { atMs, line: command }]);
          }}
        />
        <datalist id="kubectl-lines">
          {lines.map((line) => (
            <option key={line} value={line} />
          ))}
        </datalist>
      </label>
      <p class="usual">
        {lines.map((line) => (
          <button type="button" class="link" key={line} onClick={() => dispatch({ type: 'command', line })}>
            {line}
          </button>
        ))}
      </p>
      <pre aria-live="off">
        {answer.output}
        {answer.refused && say('readOnly')}
      </pre>
      {answer.refused && (
        <button type="button" class="link" onClick={() => rerun([...commands, { atMs, line: command }])}>
          {say('tryIt')}
        </button>
      )}
      {commands.length > 0 && (
        <ul aria-label={say('tried')}>
          {commands.map((one, at) => (
            <li key={`${one.atMs} ${one.line}`}>
              {clock(one.atMs)} <code>kubectl {one.line}</code>{' '}
              <button type="button" class="link" onClick={() => rerun(commands.filter((_, i) => i !== at))}>
                {say('undoIt')}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function describeLine(run: Run, key: string): string {
  const ref = run.history.get(key)?.[0]?.write.ref;
  if (!ref) return 'get all';
  const namespace = ref.namespace === undefined || ref.namespace === 'default' ? '' : ` -n ${ref.namespace}`;
  return `describe ${ref.kind.toLowerCase()} ${ref.name}${namespace}`;
}
