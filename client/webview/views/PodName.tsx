// A pod's name in little space: shortened in front, for its end is what tells it from its neighbours.
import type { JSX } from 'preact';

const tailLength = 6;

export function PodName({ name }: { readonly name: string }): JSX.Element {
  return (
    <span class="pod-name">
      <span class="pod-front">{name.slice(0, -tailLength)}</span>
      <span class="pod-tail">{name.slice(-tailLength)}</span>
    </span>
  );
}
