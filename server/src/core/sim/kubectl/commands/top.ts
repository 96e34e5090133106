// `kubectl top`: what pods and nodes use, where the scenario gives a load. Source: kubectl/pkg/cmd/top, metricsutil (v1.36).
import type { ClusterView, Command } from '../../frame.ts';
import { type Usage, usageOf } from '../../load.ts';
import type { Node, Pod } from '../../objects.ts';
import { amount } from '../../resources.ts';
import { matchesSelector } from '../../selectors.ts';
import { fail, namespaceOf, print } from '../command.ts';
import { type Arguments, flag, isSet } from '../flags.ts';
import { layOut } from '../table.ts';

export function* top(view: ClusterView, args: Arguments): Command {
  const [what = '', name] = args.words;
  if (!view.settings.load) return yield* fail('Metrics API not available');
  const rows = /^(no|nodes?)$/.test(what) ? nodeRows(view, name) : podRows(view, name, args);
  if (typeof rows === 'string') return yield* fail(rows);
  const [header, ...lines] = rows;
  if (lines.length === 0) {
    yield print(
      isSet(args, 'all-namespaces')
        ? 'No resources found\n'
        : `No resources found in ${namespaceOf(args)} namespace.\n`,
    );
    return 0;
  }
  yield print(layOut(isSet(args, 'no-headers') || !header ? lines : [header, ...lines]));
  return 0;
}

type Rows = readonly (readonly string[])[] | string;

const cores = (usage: Usage): string => `${Math.ceil(Math.round(usage.cpu * 1e6) / 1000)}m`;
const mebibytes = (usage: Usage): string => `${Math.floor(usage.memory / 2 ** 20)}Mi`;

function podRows(view: ClusterView, name: string | undefined, args: Arguments): Rows {
  const everywhere = isSet(args, 'all-namespaces');
  const labels = flag(args, 'selector');
  const wanted =
    labels === undefined ? {} : { matchLabels: Object.fromEntries(labels.split(',').map((pair) => pair.split('='))) };
  const found = view
    .list('Pod', everywhere ? undefined : namespaceOf(args))
    .filter(
      ({ metadata }) => (name === undefined || metadata.name === name) && matchesSelector(wanted, metadata.labels),
    );
  if (name !== undefined && found.length === 0) return `pods "${name}" not found`;
  const used = found.flatMap((pod) => {
    const usage = usageOf(view, pod);
    return usage ? [{ pod, usage }] : [];
  });
  const by = flag(args, 'sort-by');
  if (by === 'cpu') used.sort((a, b) => b.usage.cpu - a.usage.cpu);
  if (by === 'memory') used.sort((a, b) => b.usage.memory - a.usage.memory);
  const space = (pod: Pod) => (everywhere ? [pod.metadata.namespace ?? ''] : []);
  return [
    [...(everywhere ? ['NAMESPACE'] : []), 'NAME', 'CPU(cores)', 'MEMORY(bytes)'],
    ...used.map(({ pod, usage }) => [...space(pod), pod.metadata.name, cores(usage), mebibytes(usage)]),
  ];
}

function nodeRows(view: ClusterView, name: string | undefined): Rows {
  const nodes = view.list('Node').filter(({ metadata }) => name === undefined || metadata.name === name);
  if (name !== undefined && nodes.length === 0) return `nodes "${name}" not found`;
  return [['NAME', 'CPU(cores)', 'CPU(%)', 'MEMORY(bytes)', 'MEMORY(%)'], ...nodes.map((node) => nodeRow(view, node))];
}

function nodeRow(view: ClusterView, node: Node): readonly string[] {
  const usage = view
    .list('Pod')
    .filter(({ spec }) => spec.nodeName === node.metadata.name)
    .flatMap((pod) => usageOf(view, pod) ?? [])
    .reduce((sum, one) => ({ cpu: sum.cpu + one.cpu, memory: sum.memory + one.memory }), { cpu: 0, memory: 0 });
  const share = (used: number, of: string | undefined) => `${Math.floor((100 * used) / Math.max(1e-9, amount(of)))}%`;
  const { allocatable } = node.status;
  return [
    node.metadata.name,
    cores(usage),
    share(usage.cpu, allocatable['cpu']),
    mebibytes(usage),
    share(usage.memory, allocatable['memory']),
  ];
}
