// Services with their ports and endpoints at the cursor's time, and one request followed hop by hop to where it ends.
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { pick } from '../../../server/src/core/text.ts';
import type { PanelStart } from '../../../server/src/protocol.ts';
import { momentAtOrBefore, type Run } from '../model/run.ts';
import { podsAt, requestAt, routesAt, servicesAt } from '../model/stories.ts';
import type { Say } from '../words.ts';
import type { Ask, Dispatch } from './Panel.tsx';

interface Props {
  readonly run: Run;
  readonly atMs: number;
  readonly selected: string | undefined;
  readonly url: string;
  readonly locale: PanelStart['locale'];
  readonly say: Say;
  readonly dispatch: Dispatch;
  readonly ask: Ask;
}

export function NetworkView(props: Props): JSX.Element {
  const { run, atMs, say, dispatch } = props;
  const moment = momentAtOrBefore(run, atMs);
  const services = useMemo(() => servicesAt(run, moment), [run, moment]);
  return (
    <section class="story" aria-label={say('network')}>
      {services.length === 0 ? (
        <p class="empty">{say('noServices')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">Service</th>
              <th scope="col">{say('address')}</th>
              <th scope="col">{say('ports')}</th>
              <th scope="col">{say('endpoints')}</th>
            </tr>
          </thead>
          <tbody>
            {services.map(({ key, name, address, ports, endpoints }) => (
              <tr key={key}>
                <th scope="row">
                  <button type="button" class="link" onClick={() => dispatch({ type: 'select', key })}>
                    {name}
                  </button>
                </th>
                <td>{address}</td>
                <td>{ports}</td>
                <td class="lines">{endpoints.length === 0 ? `○ ${say('noEndpoints')}` : endpoints.join('\n')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Routes {...props} moment={moment} />
      <RequestStory {...props} moment={moment} />
    </section>
  );
}

/** What comes in from outside: a click follows such a request. */
function Routes({ run, moment, say, dispatch }: Props & { readonly moment: number }): JSX.Element | null {
  const routes = useMemo(() => routesAt(run, moment), [run, moment]);
  if (routes.length === 0) return null;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Ingress</th>
          <th scope="col">{say('routes')}</th>
          <th scope="col">Service</th>
        </tr>
      </thead>
      <tbody>
        {routes.map(({ key, ingress, route, url, backend }) => (
          <tr key={`${key} ${route}`}>
            <th scope="row">
              <button type="button" class="link" onClick={() => dispatch({ type: 'select', key })}>
                {ingress}
              </button>
            </th>
            <td>
              <button type="button" class="link" title={say('request')} onClick={() => dispatch({ type: 'url', url })}>
                {route}
              </button>
            </td>
            <td>{backend}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** From the selected pod, or from outside. */
function RequestStory(props: Props & { readonly moment: number }): JSX.Element {
  const { run, moment, selected, url, locale, say, dispatch, ask } = props;
  const from = podsAt(run, moment).find(({ key }) => key === selected);
  const traced = useMemo(() => requestAt(run, moment, from?.key, url), [run, moment, from?.key, url]);
  return (
    <div class="request">
      <label>
        {say('request')}{' '}
        <input
          type="text"
          spellcheck={false}
          value={url}
          placeholder="http://web:80/"
          onInput={(event) => dispatch({ type: 'url', url: event.currentTarget.value })}
        />{' '}
        {say('requestFrom')} {from?.name ?? say('outside')}
      </label>
      {traced && (
        <ol aria-live="polite">
          {traced.hops.map(({ stage, ref, field, says }, at) => (
            <li key={`${at} ${stage}`}>
              <b>{stage}</b> {pick(says, locale)}{' '}
              {ref && (
                <button
                  type="button"
                  class="link"
                  title={say('openInFile')}
                  onClick={() => ask({ type: 'reveal', object: ref, ...(field !== undefined && { field }) })}
                >
                  {ref.kind}/{ref.name} {field}
                </button>
              )}
            </li>
          ))}
          <li class="outcome" data-good={traced.end.type === 'reached'}>
            {traced.end.type === 'reached' ? '✓' : '✗'} <b>{traced.end.type}</b>
            {traced.end.type === 'answered' && ` ${traced.end.code}`}
          </li>
        </ol>
      )}
    </div>
  );
}
