// The cluster at the cursor's time: each node with what is requested of its allocatable CPU and memory, its pods as tiles;
// pods without a node in a lane of their own. Many pods become a count by status, so that the map stays readable.
import type { JSX } from 'preact';
import type { KubeObject, Node, Pod } from '../../../server/src/core/sim/objects.ts';
import { nodeUsage, type Usage } from '../model/capacity.ts';
import { grouped } from '../model/grouped.ts';
import { glyphs, podState } from '../model/podState.ts';
import { isKind } from '../model/shapes.ts';
import type { State } from '../state.ts';
import type { Say } from '../words.ts';
import type { Dispatch } from './Panel.tsx';
import { PodName } from './PodName.tsx';
import { percent } from './Timeline.tsx';

interface Props {
  readonly objects: ReadonlyMap<string, KubeObject>;
  readonly state: State;
  readonly say: Say;
  readonly dispatch: Dispatch;
}

interface Tile {
  readonly key: string;
  readonly pod: Pod;
}

/** More pods than this fold into counts by status, node by node. */
const mostTiles = 200;
/** More nodes than this are not drawn one by one. */
const mostNodes = 60;

export function ClusterMap({ objects, state, say, dispatch }: Props): JSX.Element {
  const nodes = [...objects.values()].filter((object) => isKind(object, 'Node'));
  const tiles = [...objects].flatMap(([key, pod]) => (isKind(pod, 'Pod') ? [{ key, pod }] : []));
  const byNode = grouped(tiles, ({ pod }) => pod.spec.nodeName ?? '');
  const loose = byNode.get('') ?? [];
  const tilesProps = { state, say, dispatch, folded: tiles.length > mostTiles };
  return (
    <section class="map" aria-label={say('cluster')}>
      {loose.length > 0 && (
        <article class="node loose">
          <h3>{say('unscheduled')}</h3>
          <Tiles tiles={loose} {...tilesProps} />
        </article>
      )}
      {nodes.slice(0, mostNodes).map((node) => {
        const here = byNode.get(node.metadata.name) ?? [];
        return (
          <article class="node" key={node.metadata.name}>
            <NodeHead node={node} />
            <Meters
              usage={nodeUsage(
                node,
                here.map(({ pod }) => pod),
              )}
              say={say}
            />
            <Tiles tiles={here} {...tilesProps} />
          </article>
        );
      })}
      {nodes.length > mostNodes && (
        <p>
          +{nodes.length - mostNodes} {say('more')}
        </p>
      )}
    </section>
  );
}

function NodeHead({ node }: { readonly node: Node }): JSX.Element {
  const ready = node.status.conditions.find(({ type }) => type === 'Ready')?.status === 'True';
  const words = [ready ? 'Ready' : 'NotReady', ...(node.spec.unschedulable ? ['SchedulingDisabled'] : [])].join(',');
  const taints = (node.spec.taints ?? []).map(
    ({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`,
  );
  return (
    <h3 title={taints.join('\n')}>
      {node.metadata.name}{' '}
      <small data-good={ready}>
        {ready ? '●' : '✗'} {words}
      </small>
    </h3>
  );
}

function Meters({ usage, say }: { readonly usage: readonly Usage[]; readonly say: Say }): JSX.Element {
  return (
    <dl class="meters">
      {usage.map(({ resource, requested, allocatable, part }) => (
        <div key={resource} title={`${requested} ${say('requestedOf')} ${allocatable}`}>
          <dt>{resource}</dt>
          <dd>
            <span class="meter" aria-hidden="true">
              <span data-full={part > 0.9} style={{ width: percent(Math.min(1, part)) }} />
            </span>
            {requested}/{allocatable}
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface TilesProps {
  readonly tiles: readonly Tile[];
  readonly folded: boolean;
  readonly state: State;
  readonly say: Say;
  readonly dispatch: Dispatch;
}

function Tiles({ tiles, folded, state, say, dispatch }: TilesProps): JSX.Element {
  if (tiles.length === 0) return <p class="none">{say('noPods')}</p>;
  if (folded) return <Folded tiles={tiles} />;
  return (
    <div class="tiles">
      {tiles.map(({ key, pod }) => {
        const { word, ready, tone } = podState(pod);
        return (
          <button
            type="button"
            key={key}
            class={`tile ${tone}`}
            data-selected={key === state.kept.selected}
            title={`${pod.metadata.name}\n${word} ${ready}`}
            aria-label={`${pod.metadata.name}: ${word} ${ready}`}
            aria-pressed={key === state.kept.selected}
            onClick={() => dispatch({ type: 'select', key })}
          >
            <PodName name={pod.metadata.name} />
            <span class="state">
              {glyphs[tone]} {word} {ready}
            </span>
          </button>
        );
      })}
    </div>
  );
}

function Folded({ tiles }: { readonly tiles: readonly Tile[] }): JSX.Element {
  const states = grouped(tiles, ({ pod }) => podState(pod).word);
  return (
    <div class="tiles">
      {[...states].map(([word, pods]) => {
        const tone = pods[0] ? podState(pods[0].pod).tone : 'waiting';
        return (
          <span key={word} class={`tile ${tone}`}>
            {glyphs[tone]} {pods.length} {word}
          </span>
        );
      })}
    </div>
  );
}
