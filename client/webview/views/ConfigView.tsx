// What the containers of the selected pod (or of the first) really see: their environment in order, with where each value is
// written, and what is mounted where, with the files. A click on a source opens its line.
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { type ContainerRow, containersAt, type MountRow, type Source, type VariableRow } from '../model/configStory.ts';
import { momentAtOrBefore, type Run } from '../model/run.ts';
import type { Say } from '../words.ts';
import type { Ask } from './Panel.tsx';

interface Props {
  readonly run: Run;
  readonly atMs: number;
  readonly selected: string | undefined;
  readonly say: Say;
  readonly ask: Ask;
}

export function ConfigView({ run, atMs, selected, say, ask }: Props): JSX.Element {
  const moment = momentAtOrBefore(run, atMs);
  const containers = useMemo(() => containersAt(run, moment, selected), [run, moment, selected]);
  if (containers.length === 0) return <p class="empty">{say('noContainers')}</p>;
  return (
    <section class="story" aria-label={say('config')}>
      {containers.map((row) => (
        <Seen key={row.container} row={row} say={say} ask={ask} />
      ))}
    </section>
  );
}

interface Part {
  readonly say: Say;
  readonly ask: Ask;
}

function Seen({ row, say, ask }: Part & { readonly row: ContainerRow }): JSX.Element {
  const { pod, container, variables, hasKeys, problem, mounts } = row;
  const own = variables.filter(({ source }) => source);
  const others = variables.filter(({ source }) => !source);
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
      {own.length > 0 ? <Variables rows={own} say={say} ask={ask} /> : <p class="none">{say('noVariables')}</p>}
      {hasKeys && <p class="none">{say('envStays')}</p>}
      {others.length > 0 && (
        <details>
          <summary>
            +{others.length} {say('ofServices')}
          </summary>
          <pre>{others.map(({ name, value }) => `${name}=${value}`).join('\n')}</pre>
        </details>
      )}
      {mounts.length > 0 && <h4>{say('mounts')}</h4>}
      {mounts.map((mount) => (
        <Mount key={mount.path} mount={mount} say={say} ask={ask} />
      ))}
    </section>
  );
}

function Variables({ rows, say, ask }: Part & { readonly rows: readonly VariableRow[] }): JSX.Element {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{say('name')}</th>
          <th scope="col">{say('value')}</th>
          <th scope="col">{say('source')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, value, source }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td class="code">{value}</td>
            <td>{source && <Origin source={source} say={say} ask={ask} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Mount({ mount, say, ask }: Part & { readonly mount: MountRow }): JSX.Element {
  const { path, source, isReadOnly, follows, files = [] } = mount;
  return (
    <div>
      <p class="mount">
        <code>{path}</code> ← <Origin source={source} say={say} ask={ask} />{' '}
        {isReadOnly && <small>({say('readOnlyMount')})</small>}{' '}
        {follows !== undefined && <small>{say(follows ? 'fileFollows' : 'fileStays')}</small>}
      </p>
      {files.map(([name, content]) => (
        <details key={name}>
          <summary>
            <code>{name}</code>
          </summary>
          <pre>{content}</pre>
        </details>
      ))}
    </div>
  );
}

function Origin({ source, say, ask }: Part & { readonly source: Source }): JSX.Element {
  const { words, object, field } = source;
  return (
    <button
      type="button"
      class="link"
      title={say('openInFile')}
      onClick={() => ask({ type: 'reveal', object, ...(field !== undefined && { field }) })}
    >
      {words}
    </button>
  );
}
