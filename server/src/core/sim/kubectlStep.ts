// A command line of a scenario: names filled in, split as a shell does, handed to kubectl.
import { wordsOf } from '../kubernetes/kubectl/words.ts';
import type { ClusterView, Command } from './frame.ts';
import { runKubectl } from './kubectl/run.ts';
import type { KubeObject } from './objects.ts';

export function kubectlCommand(line: string): (view: ClusterView) => Command {
  return (view) => runKubectl(view, splitArguments(fillNames(line, view)));
}

/** `{oldest pod web-*}` and `{newest replicaset web-*}`: by creation, then name; not those being deleted. */
export function fillNames(line: string, view: ClusterView): string {
  return line.replace(/\{(oldest|newest) (\w+) ([^}]+)\}/g, (all, which: string, kind: string, pattern: string) => {
    const name = glob(pattern);
    const objects: readonly KubeObject[] = view
      .kinds()
      .filter((known) => known.toLowerCase() === kind)
      .flatMap((known) => view.list(known))
      .filter((object) => name.test(object.metadata.name) && object.metadata.deletionTimestamp === undefined)
      .sort(byAge);
    return (which === 'oldest' ? objects[0] : objects.at(-1))?.metadata.name ?? all;
  });
}

function byAge(a: KubeObject, b: KubeObject): number {
  const [left, right] = [a.metadata, b.metadata];
  return left.creationTimestamp.localeCompare(right.creationTimestamp) || left.name.localeCompare(right.name);
}

function glob(pattern: string): RegExp {
  return new RegExp(
    `^${pattern
      .replace(/[.+^$()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')}$`,
  );
}

/** Words of a command line, without a leading `kubectl`. */
function splitArguments(line: string): readonly string[] {
  // A name that stands for no object is several words, as for a shell.
  const words = wordsOf(line).flatMap(({ text }) => (/^\{(oldest|newest) /.test(text) ? text.split(/\s+/) : [text]));
  return words[0] === 'kubectl' ? words.slice(1) : words;
}
