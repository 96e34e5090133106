// Why the selected object is as it is: its state, Kubernetes' own explanation, and the chain of causes back to the
// field of the manifest. Each time jumps there, each object can be looked at, each field opens in the file.
import type { JSX } from 'preact';
import { refKey } from '../../../server/src/core/sim/replay.ts';
import type { Run } from '../model/run.ts';
import { type Link, whyOf } from '../model/why.ts';
import { clock, type Say } from '../words.ts';
import type { Ask, Dispatch } from './Panel.tsx';

interface Props {
  readonly run: Run;
  readonly atMs: number;
  readonly selected: string | undefined;
  readonly say: Say;
  readonly dispatch: Dispatch;
  readonly ask: Ask;
}

export function WhyView({ run, atMs, selected, say, dispatch, ask }: Props): JSX.Element {
  if (selected === undefined) return <p class="empty">{say('selectSomething')}</p>;
  const why = whyOf(run, selected, atMs);
  if (!why) return <p class="empty">{say('notThere')}</p>;
  const [, , , name] = [selected, ...selected.split('/').slice(-3)];
  return (
    <section class="why" aria-label={say('why')}>
      <h3>
        {name}: {why.state}
      </h3>
      {why.message && <p class="said">{why.message}</p>}
      <ol>
        {why.chain.map((link) => (
          <ChainLink key={`${link.atMs} ${link.actor} ${link.ref.name}`} {...{ link, say, dispatch, ask }} />
        ))}
      </ol>
    </section>
  );
}

interface LinkProps {
  readonly link: Link;
  readonly say: Say;
  readonly dispatch: Dispatch;
  readonly ask: Ask;
}

function ChainLink({ link, say, dispatch, ask }: LinkProps): JSX.Element {
  const { object, field } = link;
  return (
    <li>
      <button type="button" class="link when" onClick={() => dispatch({ type: 'seek', atMs: link.atMs })}>
        {clock(link.atMs)}
      </button>{' '}
      {link.actor} <em>{link.verb}</em>{' '}
      <button type="button" class="link" onClick={() => dispatch({ type: 'select', key: refKey(link.ref) })}>
        {link.ref.kind}/{link.ref.name}
      </button>{' '}
      <span class="because">({link.because})</span>
      {object && (
        <button
          type="button"
          class="link field"
          title={say('openInFile')}
          onClick={() => ask({ type: 'reveal', object, ...(field !== undefined && { field }) })}
        >
          ← {object.kind}/{object.name} {field}
        </button>
      )}
    </li>
  );
}
