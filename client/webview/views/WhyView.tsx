// Why the selected object is as it is: its state, Kubernetes' own explanation, and the chain of causes back to the
// field of the manifest. Each time jumps there, each object can be looked at, each field opens in the file.
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { refKey } from '../../../server/src/core/sim/replay.ts';
import { whyOf as causesOf, type WhyStep } from '../../../server/src/core/sim/why.ts';
import { pick } from '../../../server/src/core/text.ts';
import type { PanelStart } from '../../../server/src/protocol.ts';
import { momentAtOrBefore, type Run } from '../model/run.ts';
import { type Link, whyOf } from '../model/why.ts';
import { clock, type Say } from '../words.ts';
import type { Ask, Dispatch } from './Panel.tsx';

interface Props {
  readonly run: Run;
  readonly atMs: number;
  readonly selected: string | undefined;
  readonly locale: PanelStart['locale'];
  readonly say: Say;
  readonly dispatch: Dispatch;
  readonly ask: Ask;
}

export function WhyView(props: Props): JSX.Element {
  const { selected, say } = props;
  if (selected === undefined) return <p class="empty">{say('selectSomething')}</p>;
  return <WhyOf {...props} selected={selected} />;
}

function WhyOf({
  run,
  atMs,
  selected,
  locale,
  say,
  dispatch,
  ask,
}: Props & { readonly selected: string }): JSX.Element {
  const moment = momentAtOrBefore(run, atMs);
  const ref = run.history.get(selected)?.[0]?.write.ref;
  const causes = useMemo(() => ref && causesOf(run.trace, ref, moment), [run, ref, moment]);
  const why = whyOf(run, selected, atMs);
  if (!why) return <p class="empty">{say('notThere')}</p>;
  const [, , , name] = [selected, ...selected.split('/').slice(-3)];
  return (
    <section class="why" aria-label={say('why')}>
      <h3>
        {name}: {why.state}
      </h3>
      {why.message && !causes?.steps.length && <p class="said">{why.message}</p>}
      {causes && causes.steps.length > 0 && (
        <ol class="causes">
          {causes.steps.map((step) => (
            <CauseStep key={step.says.en} {...{ step, locale, say, ask }} />
          ))}
        </ol>
      )}
      <h4>{say('writes')}</h4>
      <ol>
        {why.chain.map((link) => (
          <ChainLink key={`${link.atMs} ${link.actor} ${link.ref.name}`} {...{ link, say, dispatch, ask }} />
        ))}
      </ol>
    </section>
  );
}

interface StepProps {
  readonly step: WhyStep;
  readonly locale: PanelStart['locale'];
  readonly say: Say;
  readonly ask: Ask;
}

/** What is so, and the field that makes it so: a click opens the file there. */
function CauseStep({ step, locale, say, ask }: StepProps): JSX.Element {
  const { says, object, field } = step;
  return (
    <li>
      {pick(says, locale)}
      <FieldLink {...{ object, field, say, ask }} />
    </li>
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
      {object && <FieldLink {...{ object, field, say, ask }} />}
    </li>
  );
}

interface FieldLinkProps {
  readonly object: WhyStep['object'];
  readonly field: string | undefined;
  readonly say: Say;
  readonly ask: Ask;
}

/** Opens the file at the field, or at the object. */
function FieldLink({ object, field, say, ask }: FieldLinkProps): JSX.Element {
  return (
    <button
      type="button"
      class="link field"
      title={say('openInFile')}
      onClick={() => ask({ type: 'reveal', object, ...(field !== undefined && { field }) })}
    >
      ← {object.kind}/{object.name} {field}
    </button>
  );
}
