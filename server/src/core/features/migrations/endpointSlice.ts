// EndpointSlice to discovery.k8s.io/v1: the node and the zone of an endpoint are fields, and there is no other topology.
import { isPlainObject } from '../../yaml/plain.ts';
import type { Migration } from './migration.ts';
import { itemsAt, move, remove } from './steps.ts';

export const endpointSlice: Migration = {
  from: ['discovery.k8s.io/v1beta1'],
  kinds: ['EndpointSlice'],
  steps: ({ value, at }) =>
    itemsAt(value, ['endpoints']).flatMap(({ item, path }) => {
      const endpoint = [...at, ...path];
      const topology = isPlainObject(item['topology']) ? item['topology'] : {};
      const moves = Object.entries({ 'kubernetes.io/hostname': 'nodeName', 'topology.kubernetes.io/zone': 'zone' });
      return [
        ...moves.flatMap(([label, field]) =>
          topology[label] === undefined || item[field] !== undefined
            ? []
            : [move([...endpoint, 'topology', label], [...endpoint, field])],
        ),
        remove([...endpoint, 'topology']),
      ];
    }),
};
