// Plugin ImageLocality: points for images that are already on the node, less when they are on few nodes.
// Source: plugins/imagelocality (v1.36). Names are compared as written, `:latest` added, no registry.
import { maxNodeScore, type Plugin } from './plugin.ts';
import { specOf } from './shapes.ts';

const mebibyte = 1024 * 1024;
const floor = 23 * mebibyte;
const ceilingPerContainer = 1000 * mebibyte;

export const imageLocality: Plugin = {
  name: 'ImageLocality',
  score: {
    weight: 1,
    prepare: ({ pod, snapshot }) => {
      const known = snapshot.traits.images;
      if (known.size === 0) return { same: 0 };
      const spec = specOf(pod);
      const containers = [...(spec.initContainers ?? []), ...spec.containers];
      const images = containers.map(({ image = '' }) => withTag(image));
      for (const { image } of spec.volumes ?? []) if (image) images.push(withTag(image.reference ?? ''));
      const ceiling = ceilingPerContainer * containers.length;
      return {
        raw: ({ name }) => {
          const sum = images.reduce((total, image) => {
            const state = known.get(image);
            if (!state?.nodes.has(name)) return total;
            return total + Math.trunc(state.sizeBytes * (state.nodes.size / snapshot.nodes.length));
          }, 0);
          const clamped = Math.min(Math.max(sum, floor), ceiling);
          return Math.trunc((maxNodeScore * (clamped - floor)) / (ceiling - floor));
        },
      };
    },
  },
};

function withTag(image: string): string {
  return image.lastIndexOf(':') <= image.lastIndexOf('/') ? `${image}:latest` : image;
}
