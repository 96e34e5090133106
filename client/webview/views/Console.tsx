// kubectl at the cursor's time: the line typed here is asked again at every moment, so its answer moves with the cursor.
// Tab completes, Up and Down bring back earlier lines; what changes the cluster becomes part of the run.
import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { pick } from '../../../server/src/core/text.ts';
import type { PanelStart, TimedCommand } from '../../../server/src/protocol.ts';
import { kubectlAt } from '../model/clusterView.ts';
import { type Completion, completionAt } from '../model/lineCompletion.ts';
import { momentAtOrBefore, type Run } from '../model/run.ts';
import { clock, type Say } from '../words.ts';
import type { Ask, Dispatch } from './Panel.tsx';

interface Props {
  readonly run: Run;
  readonly atMs: number;
  readonly command: string;
  readonly selected: string | undefined;
  readonly locale: PanelStart['locale'];
  readonly say: Say;
  readonly dispatch: Dispatch;
  readonly commands: readonly TimedCommand[];
  readonly asked: readonly string[];
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

export function Console(props: Props): JSX.Element {
  const { run, atMs, command, commands, selected, say, dispatch, ask } = props;
  // Between two changes the answer differs only in ages: it is asked again at changes and seconds, not at each frame.
  const moment = Math.max(momentAtOrBefore(run, atMs), Math.floor(atMs / 1000) * 1000);
  const answer = useMemo(() => kubectlAt(run, moment, command), [run, moment, command]);
  const rerun = (next: readonly TimedCommand[]): void => {
    dispatch({ type: 'commands', commands: next });
    ask({ type: 'commands', commands: next });
  };
  const enter = (): void => {
    dispatch({ type: 'asked', line: command });
    if (answer.refused) rerun([...commands, { atMs, line: command }]);
  };
  const lines = selected === undefined ? usual : [describeLine(run, selected), ...usual];
  return (
    <div class="console">
      <Prompt {...props} moment={moment} enter={enter} />
      <p class="usual">
        {lines.map((line) => (
          <button type="button" class="link" key={line} onClick={() => dispatch({ type: 'command', line })}>
            {line}
          </button>
        ))}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (WCAG 2.1.1) */}
      <div class="answer" tabIndex={0}>
        <pre aria-live="off">
          {answer.output}
          {answer.refused && say('readOnly')}
        </pre>
        {answer.refused && (
          <button type="button" class="link" onClick={enter}>
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
    </div>
  );
}

interface PromptProps extends Props {
  readonly moment: number;
  readonly enter: () => void;
}

/** The line itself, and below it what may follow while somebody types. */
function Prompt({ run, moment, command, asked, locale, say, dispatch, enter }: PromptProps): JSX.Element {
  const [typing, setTyping] = useState(false);
  const completion = useMemo(
    () => (typing ? completionAt(run, moment, command) : undefined),
    [typing, run, moment, command],
  );
  const type = (line: string): void => dispatch({ type: 'command', line });
  const press = (event: TargetedKeyboardEvent<HTMLInputElement>): void => {
    const next = lineAfter(event.key, event.shiftKey, command, asked, completion);
    if (next !== undefined) {
      event.preventDefault();
      type(next);
      setTyping(event.key === 'Tab');
    } else if (event.key === 'Enter') {
      setTyping(false);
      enter();
    } else if (event.key === 'Escape') setTyping(false);
  };
  return (
    <div class="prompt">
      <label>
        <span>$ kubectl</span>
        <input
          type="text"
          spellcheck={false}
          autocomplete="off"
          value={command}
          placeholder={say('commandHint')}
          aria-label={say('commandHint')}
          onInput={(event) => {
            setTyping(true);
            type(event.currentTarget.value);
          }}
          onKeyDown={press}
        />
      </label>
      {completion && completion.offers.length > 0 && (
        <ul class="offers" aria-label={say('completions')}>
          {completion.offers.slice(0, mostOffers).map((offer) => (
            <li key={offer.word}>
              <button
                type="button"
                tabIndex={-1}
                title={offer.about && pick(offer.about, locale)}
                onClick={() => type(completion.with(offer))}
              >
                {offer.word}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const mostOffers = 24;

/** What a key makes of the line; undefined: it is not for us. Without offers Tab moves on, as everywhere. */
function lineAfter(
  key: string,
  shift: boolean,
  line: string,
  asked: readonly string[],
  completion: Completion | undefined,
): string | undefined {
  if (key === 'Tab') return shift ? undefined : completion?.tabbed;
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
  const at = asked.indexOf(line.trim());
  if (key === 'ArrowUp') return at < 0 ? asked.at(-1) : asked[Math.max(0, at - 1)];
  return at < 0 ? undefined : (asked[at + 1] ?? '');
}

function describeLine(run: Run, key: string): string {
  const ref = run.history.get(key)?.[0]?.write.ref;
  if (!ref) return 'get all';
  const namespace = ref.namespace === undefined || ref.namespace === 'default' ? '' : ` -n ${ref.namespace}`;
  return `describe ${ref.kind.toLowerCase()} ${ref.name}${namespace}`;
}
